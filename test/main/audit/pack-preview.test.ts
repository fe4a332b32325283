import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { evidenceControls } from '../../../src/contract/audit/audit.ts'
import { createPackUploads } from '../../../src/main/audit/pack/pack-uploads.ts'
import { type SaveFile, writeWhole } from '../../../src/main/files/save.ts'
import { openTenant, type TestTenant, temporaryFolder } from '../../harness/application.ts'

const founded = Date.parse('2026-10-01T00:00:00Z')
const now = () => Date.parse('2026-11-20T12:00:00Z')
const from = '2026-10-20T00:00:00.000Z'
const to = '2026-11-19T23:59:59.000Z'
const folder = temporaryFolder()
const saveFile: SaveFile = async (name, fill) => {
  const path = join(folder, name)
  await writeWhole(path, fill)
  return path
}
let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenant({ people: 60, founded, now }, { now, saveFile })
  await tenant.call('audit.fetch', { from: '2026-10-01T00:00:00Z', to: '2026-11-10T00:00:00Z' })
  await tenant.call('audit.fetch', { from: '2026-11-11T00:00:00Z', to })
})
afterAll(() => tenant?.close())

async function handOver(bytes: Buffer): Promise<string> {
  let file: string | null = null
  for (let at = 0; at < bytes.length; at += 10_000)
    file = (await tenant.call('audit.uploadPack', { file, base64: bytes.subarray(at, at + 10_000).toString('base64') }))
      .file
  return file ?? ''
}

describe('a pack', () => {
  test('holds as many events as was said before, and its gaps were said', async () => {
    const { controls, gaps } = await tenant.call('audit.population', { from, to })
    expect(controls.map(({ control }) => control)).toEqual([...evidenceControls])
    expect(gaps).toEqual([{ from: '2026-11-10T00:00:01.000Z', to: '2026-11-10T23:59:59.000Z' }])
    expect(controls.some(({ events }) => events > 0)).toBe(true)
    for (const { control, events } of controls)
      expect((await tenant.call('audit.pack', { from, to, control })).events, control).toBe(events)
  })

  test('is checked by handing it over in parts, and told from an altered one', async () => {
    const made = await tenant.call('audit.pack', { from, to, control: 'authentication', seed: 'one' })
    const bytes = readFileSync(made.path ?? '')
    const checked = await tenant.call('audit.checkPack', { file: await handOver(bytes) })
    expect(checked).toEqual({ valid: true, reason: null, signedBy: made.fingerprint, own: true, sha256: made.sha256 })
    bytes[100] = (bytes[100] ?? 0) ^ 1
    const altered = await tenant.call('audit.checkPack', { file: await handOver(bytes) })
    expect(altered).toMatchObject({ valid: false, own: false })
    await expect(tenant.call('audit.checkPack', { file: 'unknown' })).rejects.toThrow('not-found')
  })
})

test('what is handed over is bounded, one at a time, and forgotten', () => {
  let time = 0
  const uploads = createPackUploads(() => time)
  const part = Buffer.alloc(32 * 1024 * 1024).toString('base64')
  const first = uploads.add(null, part)
  uploads.add(first, part)
  expect(() => uploads.add(first, 'AAAA')).toThrow('64 MB')
  expect(() => uploads.take(first)).toThrow()
  const second = uploads.add(null, Buffer.from('one').toString('base64'))
  time += 11 * 60_000
  expect(() => uploads.take(second)).toThrow('Choose it again')
  const third = uploads.add(null, Buffer.from('one').toString('base64'))
  const fourth = uploads.add(null, Buffer.from('two').toString('base64'))
  expect(() => uploads.take(third)).toThrow()
  expect(Buffer.from(uploads.take(fourth)).toString()).toBe('two')
})
