import { createDecipheriv, scryptSync } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { Refusal } from '../../../src/contract/failure.ts'
import { createIdentity, type Signer } from '../../../src/main/keychain/signing-key.ts'
import { createMemoryVault } from '../../../src/main/keychain/vault.ts'
import { openSeat, readSeat, type Sealed, sealSeat } from '../../../src/main/seats/seat-file.ts'

const sealed: Sealed = {
  seat: 'help-desk',
  limits: { kinds: ['disable', 'enable'], exports: false, cap: 20 },
  until: null,
  tenant: {
    cid: '123456',
    baseUrl: 'https://lastpass.com/enterpriseapi.php',
    timeZone: 'US/Eastern',
    label: 'Example Co',
    colour: 'blue',
  },
  hash: 'f00df00df00df00df00df00df00df00d',
}
const about = { label: 'Desk 4', created: '2026-11-20T09:00:00.000Z', expires: '2026-11-27T09:00:00.000Z' }
const during = Date.parse('2026-11-22T09:00:00Z')
const passphrase = 'correct horse battery'

let signer: Signer
let other: Signer
let content: string
beforeAll(async () => {
  signer = await createIdentity(createMemoryVault()).need()
  other = await createIdentity(createMemoryVault()).need()
  content = await sealSeat(sealed, about, passphrase, signer)
})

const failureOf = async (work: () => unknown) => {
  try {
    await work()
  } catch (error) {
    if (error instanceof Refusal) return error.failure
    throw error
  }
  throw new Error('It was taken.')
}

describe('a seat file', () => {
  it('opens with its passphrase, and says who signed it', async () => {
    const opened = await openSeat(content, passphrase, during)
    expect(opened).toMatchObject({ ...sealed, fingerprint: signer.fingerprint, about: { label: 'Desk 4' } })
    expect(signer.fingerprint).toMatch(/^([0-9A-F]{4} ){7}[0-9A-F]{4}$/)
    // Accents may be written in two ways; the passphrase is the same.
    const accents = await sealSeat(sealed, about, 'passw\u00f6rter h\u00fcten', signer)
    expect((await openSeat(accents, 'passwo\u0308rter hu\u0308ten', during)).hash).toBe(sealed.hash)
  })

  it('is sealed by AES-256-GCM under a key of scrypt that makes each guess slow', () => {
    const [title = '', head = '', body = ''] = content.split('\n')
    const { salt, nonce } = JSON.parse(Buffer.from(head, 'base64url').toString('utf8'))
    const cost = { N: 131_072, r: 8, p: 1, maxmem: 256 * 1_048_576 }
    const key = scryptSync(passphrase, Buffer.from(salt, 'base64url'), 32, cost)
    const bytes = Buffer.from(body, 'base64url')
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'))
    decipher.setAAD(Buffer.from(`${title}\n${head}`)).setAuthTag(bytes.subarray(-16))
    const text = Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8')
    expect(JSON.parse(text)).toEqual(sealed)
  })

  it('shows neither the hash nor the limits', () => {
    const text =
      content
        .split('\n')
        .map((line) => Buffer.from(line, 'base64url').toString('latin1'))
        .join('\n') + content
    for (const secret of [sealed.hash, 'help-desk', '123456', passphrase]) expect(text).not.toContain(secret)
  })

  it('does not open with another passphrase', async () => {
    expect(await failureOf(() => openSeat(content, 'correct horse batterY', during))).toMatchObject({
      code: 'invalid',
      path: 'passphrase',
    })
  })

  it('does not open when it has expired', async () => {
    expect(await failureOf(() => openSeat(content, passphrase, Date.parse(about.expires)))).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('expired'),
    })
  })

  it('is refused when any byte of it is altered, removed or added', async () => {
    for (let at = 0; at < content.length; at++) {
      const letter = content[at] as string
      const next = letter === 'A' ? 'B' : 'A'
      for (const altered of [
        content.slice(0, at) + next + content.slice(at + 1),
        content.slice(0, at) + content.slice(at + 1),
        `${content.slice(0, at)}A${content.slice(at)}`,
      ]) {
        if (altered === content) continue
        expect((await failureOf(() => readSeat(altered))).code).toBe('invalid')
      }
    }
  })

  it('is refused when bits are altered that mean nothing', async () => {
    // The last letter of a base64 text can be written in several ways for the same bytes.
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    for (const end of [...content.matchAll(/[A-Za-z0-9_-]\n/g)].map(({ index }) => index)) {
      for (const letter of letters) {
        const altered = content.slice(0, end) + letter + content.slice(end + 1)
        if (altered !== content) expect((await failureOf(() => readSeat(altered))).code).toBe('invalid')
      }
    }
  })

  it('cannot be signed anew by somebody who cannot open it', async () => {
    const { open, body } = readSeat(content)
    const [title = '', head = ''] = open.split('\n')
    const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as Record<string, string>
    const mine = Buffer.from(
      JSON.stringify({ ...header, signer: Buffer.from(other.publicKey).toString('base64url') }),
    ).toString('base64url')
    const signed = `${title}\n${mine}\n${body.toString('base64url')}`
    const forged = `${signed}\n${Buffer.from(other.sign(Buffer.from(signed))).toString('base64url')}\n`
    // The signature is good, but what is sealed knows whose file it was.
    expect(readSeat(forged).fingerprint).toBe(other.fingerprint)
    expect(await failureOf(() => openSeat(forged, passphrase, during))).toMatchObject({ path: 'passphrase' })
  })
})
