import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { type App, createApp } from '../../../src/main/app.ts'
import { createDemo } from '../../../src/main/demo/service/service.ts'
import { makeFolder } from '../../../src/main/files/private-folder.ts'
import { serve } from '../../fakes/service.ts'
import { callsOf, createKeptVault, temporaryFolder, testOptions } from '../../harness/application.ts'

const endings: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

test('events that wait leave under an admin’s seat alone, also where a policy narrowed it after the stream was added', async () => {
  const now = () => Date.parse('2026-11-20T12:00:00Z')
  const demo = await createDemo({ people: 30, seed: 5, now, founded: now() - 30 * 86_400_000 })
  const service = await serve(demo)
  endings.push(() => service.close())
  const home = temporaryFolder()
  endings.push(() => rmSync(home, { recursive: true, force: true }))
  const policy = join(home, 'policy.json')
  // The folder is not there yet, so that what was fetched waits.
  const file = join(home, 'received', 'events.jsonl')
  let settings: unknown = {}
  const shared = {
    ...{ now, refreshes: true, vault: createKeptVault(), choosePlace: async () => file },
    settings: { get: () => settings, set: (value: unknown) => (settings = value) },
    streamTiming: { settleMs: 5, firstRetryMs: 20 },
    policyFile: { path: policy, owner: process.getuid?.() ?? 0 },
  }
  const start = async (): Promise<{ app: App } & ReturnType<typeof callsOf>> => {
    const app = await createApp(testOptions(home, shared))
    endings.push(() => app.close())
    return { app, ...callsOf(app) }
  }
  const admin = await start()
  await admin.call('tenants.connect', { cid: demo.cid, hash: demo.hash, label: 'Example Co', baseUrl: service.url })
  await admin.call('directory.sync', {})
  await admin.call('audit.fetch', { from: '2026-11-10T00:00:00Z', to: '2026-11-15T00:00:00Z' })
  const stream = { name: 'To a file', receiver: { kind: 'file' }, categories: null, from: 'beginning' } as const
  await admin.call('streams.add', stream)
  await vi.waitFor(
    async () => expect((await admin.call('streams.list', {})).streams[0]?.problem).not.toBeNull(),
    10_000,
  )
  await admin.app.close()

  makeFolder(join(home, 'received'))
  writeFileSync(policy, '{ "seat": "help-desk" }', { mode: 0o644 })
  const desk = await start()
  expect(await desk.call('seats.state', {})).toMatchObject({ seat: 'help-desk' })
  // The archive has answered, and whatever was to leave had its turn many times over.
  await vi.waitFor(async () => expect((await desk.call('audit.status', {})).events).toBeGreaterThan(0), 10_000)
  for (let round = 0; round < 5; round++) await desk.call('directory.sync', {})
  await desk.app.close()
  expect(existsSync(file)).toBe(false)

  rmSync(policy)
  await start()
  await vi.waitFor(() => expect(existsSync(file)).toBe(true), 10_000)
}, 60_000)
