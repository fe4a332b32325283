import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createApp } from '../../src/main/app.ts'
import { createMemoryVault } from '../../src/main/keychain/vault.ts'
import type { AppOptions } from '../../src/main/ports.ts'
import { createRedactor } from '../../src/main/redact.ts'
import { auditFile, writerFile } from '../harness/application.ts'

/** Neither hexadecimal nor under a telling name: only who was told can mask it. */
const hash = 'a-hash-that-looks-like-words'

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'provost-secret-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

function options() {
  const redactor = createRedactor()
  const seen: string[] = []
  const log = () => ''
  const given: AppOptions = {
    home,
    version: '0.0.0',
    electron: null,
    // Whatever is written down while the request is under way would read so.
    fetch: async (_url, { body }) => {
      expect(body).toContain(hash)
      seen.push(redactor.text(`failed with ${hash}`))
      throw new Error('no connection')
    },
    vault: createMemoryVault(),
    saveFile: async () => null,
    openPage: async () => {},
    showFolder: () => {},
    writerFile,
    auditFile,
    settings: { get: () => ({}), set: () => {} },
    log: { info: log, warn: log, error: log },
    noteSecret: redactor.add,
    refreshes: false,
  }
  return { given, seen, redactor }
}

test('a hash that is being connected is masked from its first request on, also where there is no keychain', async () => {
  const { given, seen } = options()
  const app = await createApp(given)
  try {
    const input = { cid: '1', hash, label: 'Example', baseUrl: 'https://lastpass.com/enterpriseapi.php' }
    expect(await app.call('tenants.connect', input)).toMatchObject({ ok: false })
    expect(new Set(seen)).toEqual(new Set(['failed with [secret]']))
  } finally {
    await app.close()
  }
})

test('the hash of a session from the environment is masked before anything is done with it', async () => {
  const { given, redactor } = options()
  const once = { cid: '1', hash, baseUrl: 'https://lastpass.com/enterpriseapi.php', timeZone: 'US/Eastern' }
  const app = await createApp({ ...given, once })
  await app.close()
  expect(redactor.text(hash)).toBe('[secret]')
})
