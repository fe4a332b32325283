import { createHash, createPublicKey, verify } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkPack, isPack } from '../../../src/main/audit/pack/check-pack.ts'
import { writePack } from '../../../src/main/audit/pack/pack-file.ts'
import { createSample } from '../../../src/main/audit/pack/sample.ts'
import { checkSlice } from '../../../src/main/changes/journal/slice-file.ts'
import { type SaveFile, writeWhole } from '../../../src/main/files/save.ts'
import { createIdentity } from '../../../src/main/keychain/signing-key.ts'
import { createMemoryVault } from '../../../src/main/keychain/vault.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'

const folder = mkdtempSync(join(tmpdir(), 'provost-pack-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A small pack, with a list of its files that may lie. */
async function smallPack(lie: { sha256?: string; more?: boolean } = {}): Promise<Buffer> {
  const signer = await createIdentity(createMemoryVault()).need()
  const path = join(folder, 'small.zip')
  const file = await open(path, 'w')
  const pack = writePack(file, new Date('2026-11-01T00:00:00Z'))
  const one = await pack.add('population.jsonl', (write) => write('{"action":"Log in"}\n'))
  if (lie.more) await pack.add('more.txt', (write) => write('x'))
  const list = JSON.stringify({
    provost: 'evidence-pack',
    version: 1,
    files: [{ ...one, sha256: lie.sha256 ?? one.sha256 }],
  })
  await pack.add('manifest.json', (write) => write(list))
  const signature = Buffer.from(signer.sign(Buffer.from(list))).toString('base64')
  await pack.add('manifest.sig', (write) => write(signature))
  await pack.finish(signer)
  await file.close()
  return readFileSync(path)
}

describe('a pack', () => {
  test('is valid as it was written, and says by whom', async () => {
    const bytes = await smallPack()
    expect(isPack(bytes)).toBe(true)
    expect(checkPack(bytes)).toEqual({
      valid: true,
      reason: null,
      signedBy: expect.stringMatching(/^[0-9A-F]{4}( |$)/),
    })
    expect(Object.keys(unzipSync(bytes))).toEqual(['population.jsonl', 'manifest.json', 'manifest.sig'])
  })

  test('is not valid any more with any one byte altered, taken away or added', async () => {
    const bytes = await smallPack()
    for (let at = 0; at < bytes.length; at++) {
      const altered = Buffer.from(bytes)
      altered[at] = (altered[at] ?? 0) ^ (1 << (at % 8))
      expect(checkPack(altered).valid, `byte ${at}`).toBe(false)
      expect(isPack(altered), `byte ${at}`).toBe(true)
    }
    for (const length of [0, 1, 100, bytes.length - 1]) expect(checkPack(bytes.subarray(0, length)).valid).toBe(false)
    expect(checkPack(Buffer.concat([bytes, Buffer.from(' ')])).valid).toBe(false)
    expect(checkPack(Buffer.concat([Buffer.from(' '), bytes])).valid).toBe(false)
  })

  test('is not valid when its list does not fit its files, though the whole is signed', async () => {
    expect(checkPack(await smallPack({ sha256: '0'.repeat(64) })).reason).toBe(
      'The file population.jsonl is not as it was listed.',
    )
    expect(checkPack(await smallPack({ more: true })).reason).toBe('The file more.txt is not in the list of files.')
  })
})

test('a sample is drawn by the seed alone, the same again, and anybody can draw it by the written rule', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 5 }), { maxLength: 60 }),
      fc.integer({ min: 0, max: 20 }),
      fc.string(),
      (lines, size, seed) => {
        const sample = createSample(seed, size)
        for (const line of lines) sample.offer(line)
        const rank = (line: string, n: number) =>
          createHash('sha256')
            .update(`${seed}\n${n + 1}\n${line}`)
            .digest('hex')
        const ranked = lines.map((line, n) => ({ number: n + 1, line, rank: rank(line, n) }))
        const wanted = ranked.toSorted((a, b) => (a.rank < b.rank ? -1 : 1)).slice(0, size)
        expect(sample.drawn()).toEqual(wanted.toSorted((a, b) => a.number - b.number))
      },
    ),
  )
})

describe('a pack of the made-up company', () => {
  const now = () => Date.parse('2026-11-20T12:00:00Z')
  const span = { from: '2026-11-01T00:00:00Z', to: '2026-11-15T23:59:59Z' }
  let saved = 0
  const saveFile: SaveFile = async (name, fill) => {
    const path = join(folder, `${++saved}-${name}`)
    await writeWhole(path, fill)
    return path
  }
  let tenant: TestTenant
  beforeAll(async () => {
    tenant = await openTenant({ people: 60, founded: Date.parse('2026-10-01T00:00:00Z'), now }, { now, saveFile })
    await tenant.call('audit.fetch', { from: '2026-11-03T00:00:00Z', to: '2026-11-19T00:00:00Z' })
  })
  afterAll(() => tenant?.close())
  const filesOf = (path: string | null) => unzipSync(readFileSync(path ?? ''))
  const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('utf8')

  test('holds every event of the control, the gaps, and the same sample for the same seed', async () => {
    const { total } = await tenant.call('audit.page', { ...span, categories: ['login'], limit: 1 })
    const ask = { ...span, control: 'authentication' as const, sample: 10, seed: 42 }
    const first = await tenant.call('audit.pack', ask)
    expect(first).toMatchObject({ sampled: 10, seed: 42 })
    expect(first.events).toBeGreaterThanOrEqual(total)
    const files = filesOf(first.path)
    const lines = text(files['population.jsonl']).trim().split('\n')
    expect(lines).toHaveLength(first.events)
    expect(checkPack(readFileSync(first.path ?? ''))).toMatchObject({ valid: true, reason: null })
    expect(JSON.parse(text(files['coverage.json'])).notFetched).toEqual([
      { from: '2026-11-01T00:00:00.000Z', to: '2026-11-02T23:59:59.000Z' },
    ])
    expect(text(files['definitions.txt'])).toContain('The seed is 42.')
    expect(Buffer.from(files['report.pdf'] ?? []).toString('latin1')).toMatch(
      /^%PDF-1\.4[\s\S]*NOT fetched[\s\S]*%%EOF\n$/,
    )
    const again = await tenant.call('audit.pack', ask)
    expect(text(filesOf(again.path)['sample.jsonl'])).toBe(text(files['sample.jsonl']))
    const other = await tenant.call('audit.pack', { ...ask, seed: 'another' })
    expect(text(filesOf(other.path)['sample.jsonl'])).not.toBe(text(files['sample.jsonl']))
    // What was done before this pack stands in its lines of the journal, checked by their chain.
    const whole = filesOf((await tenant.call('audit.pack', { ...ask, to: '2026-11-21T00:00:00Z' })).path)
    expect(
      text(whole['journal.txt'])
        .split('\n')
        .filter((line) => line.includes('evidence-pack')),
    ).toHaveLength(3)
    expect(checkSlice(text(whole['journal.txt']))).toBe(null)
    expect(checkSlice(text(whole['journal.txt']).replace('authentication', 'authenticatiom'))).toMatch(
      /altered or moved/,
    )
  })

  test('is checked by what its own text says, without Provost', async () => {
    const { path, fingerprint } = await tenant.call('audit.pack', { ...span, control: 'policy change' })
    const files = filesOf(path)
    const said = text(files['definitions.txt'])
    const pem = /-----BEGIN PUBLIC KEY-----\n.+\n-----END PUBLIC KEY-----\n/.exec(said)?.[0] ?? ''
    const manifest = Buffer.from(files['manifest.json'] ?? [])
    const signature = Buffer.from(text(files['manifest.sig']), 'base64')
    expect(verify(null, manifest, createPublicKey(pem), signature)).toBe(true)
    expect(verify(null, Buffer.concat([manifest, Buffer.from(' ')]), createPublicKey(pem), signature)).toBe(false)
    const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
    const listed = JSON.parse(manifest.toString('utf8')).files as { name: string; sha256: string }[]
    const named = /openssl dgst -sha256 -r (.*)/.exec(said)?.[1]?.split(' ') ?? []
    for (const { name, sha256 } of listed) {
      expect(digest(files[name] ?? Buffer.alloc(0)), name).toBe(sha256)
      expect(named, name).toContain(name.replace(/^(?:population|sample)/, '*'))
    }
    const key = createPublicKey(pem).export({ format: 'der', type: 'spki' }).subarray(-32)
    expect(
      digest(key)
        .toUpperCase()
        .startsWith((fingerprint ?? '').replaceAll(' ', '')),
    ).toBe(true)
  })

  test('of the other controls holds what belongs to them alone', async () => {
    for (const control of ['access removal', 'privileged access', 'policy change'] as const) {
      const { path, events } = await tenant.call('audit.pack', { ...span, to: '2026-11-19T00:00:00Z', control })
      const lines = text(filesOf(path)['population.jsonl'])
        .split('\n')
        .filter((line) => line !== '')
      expect(lines).toHaveLength(events)
      for (const line of lines) {
        const { category, action, data } = JSON.parse(line)
        if (control === 'policy change') expect(category).toBe('policy')
        if (control === 'privileged access' && /shared folder/i.test(action))
          expect(data).toContain('Shared-Super-Admins')
        expect(action).not.toMatch(/^(?:Log in|Failed login attempt)$/i)
      }
    }
  })
})
