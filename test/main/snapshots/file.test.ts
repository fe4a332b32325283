import { generateKeyPairSync } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createIdentity } from '../../../src/main/keychain/signing-key.ts'
import { createMemoryVault } from '../../../src/main/keychain/vault.ts'
import { openSnapshot, sealSnapshot } from '../../../src/main/snapshots/snapshot-file.ts'
import { snapshotBody as body } from './snapshot-data.ts'

const signer = await createIdentity(createMemoryVault()).need()
const now = Date.parse('2026-11-26T09:00:00Z')
describe('the file of a snapshot', () => {
  it('gives back what was written, and says who signed it', () => {
    const opened = openSnapshot(sealSnapshot(body, signer), { now })
    expect(opened).toEqual({ state: 'valid', reason: null, signedBy: signer.fingerprint, expires: body.expires, body })
  })

  it('opens with its passphrase alone, and tells without it that it is whole', () => {
    const text = sealSnapshot(body, signer, 'correct horse battery')
    expect(text).not.toContain(sealSnapshot(body, signer).slice(150, 400))
    expect(openSnapshot(text, { now, passphrase: 'correct horse battery' })).toMatchObject({ state: 'valid', body })
    expect(openSnapshot(text, { now })).toMatchObject({ state: 'locked', body: null })
    expect(openSnapshot(text, { now, passphrase: 'wrong' })).toMatchObject({ state: 'locked', body: null })
  })

  it.each([
    ['plain', undefined],
    ['encrypted', 'correct horse battery'],
  ])('%s: shows nothing after any byte was altered, added or taken away', (_, passphrase) => {
    const bytes = Buffer.from(sealSnapshot(body, signer, passphrase))
    const stateOf = (altered: Buffer) => openSnapshot(altered.toString('utf8'), { now })
    for (let at = 0; at < bytes.length; at++) {
      for (const change of [1, 32]) {
        const altered = Buffer.from(bytes)
        altered[at] = (altered[at] as number) ^ change
        const { state, body: shown } = stateOf(altered)
        expect([at, ['altered', 'unreadable', 'newer'].includes(state), shown]).toEqual([at, true, null])
      }
    }
    for (const altered of [
      Buffer.concat([bytes, Buffer.from(' ')]),
      Buffer.concat([Buffer.from('\ufeff'), bytes]),
      bytes.subarray(0, -1),
      bytes.subarray(0, 200),
    ])
      expect(['altered', 'unreadable']).toContain(stateOf(altered).state)
  })

  it('is altered where somebody else signed what was in it with the key of the first', () => {
    const envelope = JSON.parse(sealSnapshot(body, signer)) as Record<string, unknown>
    const { publicKey } = generateKeyPairSync('ed25519')
    const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')
    expect(openSnapshot(`${JSON.stringify({ ...envelope, key })}\n`, { now })).toMatchObject({ state: 'altered' })
  })

  it('tells of one that expired, of a newer one, and of what is none', () => {
    expect(openSnapshot(sealSnapshot(body, signer), { now: Date.parse(body.expires) })).toMatchObject({
      state: 'expired',
      body,
    })
    const newer = sealSnapshot(body, signer).replace('"version":1', '"version":2')
    expect(openSnapshot(newer, { now })).toMatchObject({ state: 'newer', body: null })
    for (const text of ['', '{}', '[]', 'null', '{"provost":"seat"}', 'a,b\n1,2\n', '{'.repeat(10_000)])
      expect(openSnapshot(text, { now })).toMatchObject({ state: 'unreadable', body: null })
    expect(openSnapshot('x'.repeat(17_000_000), { now })).toMatchObject({ state: 'unreadable' })
  })

  it('says that its end cannot be told where the clock is behind the day on which it was made', () => {
    const made = Date.parse(body.created)
    const opened = (at: number) => openSnapshot(sealSnapshot(body, signer), { now: at })
    expect(opened(made - 2 * 86_400_000)).toMatchObject({
      state: 'valid',
      reason: expect.stringContaining('has not reached: whether it has expired cannot be told'),
    })
    // Zones and clocks that are a little off are nobody's fault.
    expect(opened(made - 3_600_000)).toMatchObject({ state: 'valid', reason: null })
  })

  it('is altered where what it says outside is not what it says inside, also under the key of who signed it', () => {
    const { expires } = body
    // A signer that says another end outside than in the numbers themselves.
    const outside = { ...body, expires: '2099-01-01T00:00:00Z' }
    const inner = JSON.parse(sealSnapshot(body, signer)) as { body: string }
    const { signature: _, ...envelope } = JSON.parse(sealSnapshot(outside, signer)) as Record<string, unknown>
    const joined = { ...envelope, body: inner.body }
    const signed = Buffer.from(signer.sign(Buffer.from(JSON.stringify(joined)))).toString('base64')
    const opened = openSnapshot(`${JSON.stringify({ ...joined, signature: signed })}\n`, { now })
    expect(expires).not.toBe(outside.expires)
    expect(opened).toMatchObject({ body: null })
    expect(opened.state).not.toBe('valid')
  })

  it('does not unfold a small file into a gigabyte', () => {
    const bomb = deflateRawSync(Buffer.alloc(300_000_000, 32)).toString('base64')
    const parts = JSON.parse(sealSnapshot(body, signer)) as Record<string, unknown>
    const { signature: _, ...envelope }: Record<string, unknown> = { ...parts, body: bomb }
    const signature = Buffer.from(signer.sign(Buffer.from(JSON.stringify(envelope)))).toString('base64')
    const before = process.memoryUsage().rss
    expect(openSnapshot(`${JSON.stringify({ ...envelope, signature })}\n`, { now })).toMatchObject({
      state: 'unreadable',
      body: null,
    })
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000)
  })
})
