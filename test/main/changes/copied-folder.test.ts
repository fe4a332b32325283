import { cpSync, rmSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import { type App, createApp } from '../../../src/main/app.ts'
import { createDemo } from '../../../src/main/demo/service/service.ts'
import { serve } from '../../fakes/service.ts'
import { callsOf, createKeptVault, temporaryFolder, testOptions } from '../../harness/application.ts'

const endings: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

it('a copy of the data that is used beside the first one sends no waiting plan a second time', async () => {
  const demo = await createDemo({ people: 30, seed: 5, now: Date.now })
  const service = await serve(demo)
  endings.push(() => service.close())
  const entries = new Map<string, string>()
  const vault = {
    ...createKeptVault(),
    read: async (name: string) => entries.get(name) ?? null,
    write: async (name: string, value: string) => void entries.set(name, value),
    erase: async (name: string) => void entries.delete(name),
  }
  let settings: unknown = {}
  const folders = [temporaryFolder(), temporaryFolder()] as const
  for (const folder of folders) endings.push(() => rmSync(folder, { recursive: true, force: true }))
  const start = (home: string): Promise<App> =>
    createApp(
      testOptions(home, {
        vault,
        writing: true,
        settings: { get: () => settings, set: (value) => (settings = value) },
      }),
    )
  const first = await start(folders[0])
  const { call } = callsOf(first)
  await call('tenants.connect', { cid: demo.cid, hash: demo.hash, label: 'Example Co', baseUrl: service.url })
  await call('directory.sync', {})
  const { rows } = await call('users.page', { status: ['active'], admin: false, limit: 1 })
  const username = rows[0]?.username ?? ''
  const { plan } = await call('changes.preview', { changes: [{ kind: 'reset-password', username }] })
  await call('changes.keep', { plan })
  await first.close()
  cpSync(folders[0], folders[1], { recursive: true })
  const both = [await start(folders[0]), await start(folders[1])]
  endings.push(...both.map((app) => () => app.close()))
  const ended: unknown[] = []
  for (const app of both) {
    const calls = callsOf(app)
    const { job } = await calls.call('changes.apply', { plan, confirm: username })
    const { state, job: view } = await calls.call('jobs.wait', { job, timeoutMs: 20_000 })
    ended.push([state, view.note])
  }
  expect(demo.ledger.map(({ command }) => command)).toEqual(['resetpassword'])
  expect(ended[1]).toEqual(['paused', expect.stringContaining('Another copy of this company’s data was used')])
}, 60_000)
