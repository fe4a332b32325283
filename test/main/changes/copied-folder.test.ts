import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { type App, createApp } from '../../../src/main/app.ts'
import { createDemo } from '../../../src/main/demo/service/service.ts'
import { serve } from '../../fakes/service.ts'
import { callsOf, createKeptVault, temporaryFolder, testOptions } from '../../harness/application.ts'
import { carriedOut } from '../../harness/session.ts'
import { peopleOf, Worker } from './crash.ts'

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

it('the copy that is open beside the one with changes on cannot enable them', async () => {
  let settings: unknown = {}
  const shared = {
    vault: createKeptVault(),
    settings: { get: () => settings, set: (value: unknown) => (settings = value) },
  }
  const place = temporaryFolder()
  endings.push(() => rmSync(place, { recursive: true, force: true }))
  const start = (name: string): Promise<App> =>
    createApp(testOptions(join(place, name), { ...shared, claims: () => join(place, 'claims') }))
  const made = await start('one')
  await callsOf(made).call('tenants.openDemo', { people: 20, seed: 5 })
  await made.close()
  cpSync(join(place, 'one'), join(place, 'two'), { recursive: true })
  const apps = [await start('one'), await start('two')] as const
  endings.push(...apps.map((app) => () => app.close()))
  const [one, two] = apps.map(callsOf) as [ReturnType<typeof callsOf>, ReturnType<typeof callsOf>]
  await one.call('writing.enable', {})
  // Also after changes went off: a job of it may still be sending.
  await one.call('writing.disable', {})
  expect(await two.refused('writing.enable', {})).toMatchObject({ code: 'conflict' })
  await apps[0].close()
  expect(await two.call('writing.enable', {})).toMatchObject({ enabledUntil: expect.any(String) })
})

it('where nobody can tell whether another copy is used, changes stay off', async () => {
  const home = temporaryFolder()
  endings.push(() => rmSync(home, { recursive: true, force: true }))
  writeFileSync(join(home, 'no-folder'), '')
  const app = await createApp(testOptions(home, { claims: () => join(home, 'no-folder') }))
  endings.push(() => app.close())
  await callsOf(app).call('tenants.openDemo', { people: 20, seed: 5 })
  expect(await callsOf(app).refused('writing.enable', {})).toMatchObject({
    code: 'storage',
    message: expect.stringContaining('it cannot be made sure'),
  })
})

it('of two processes that use copies of the data at one moment, one sends; the other one is refused in words', async () => {
  const demo = await createDemo({ people: 30, seed: 5, now: Date.now })
  const service = await serve(demo)
  endings.push(() => service.close())
  const place = temporaryFolder()
  endings.push(() => rmSync(place, { recursive: true, force: true }))
  const folders = [join(place, 'one'), join(place, 'two')] as const
  const start = async (home: string): Promise<Worker> => {
    const shared = { keychain: join(place, 'keychain.json'), claims: join(place, 'claims') }
    const worker = new Worker({ home, url: service.url, cid: demo.cid, hash: demo.hash, ...shared })
    endings.push(() => worker.end())
    await worker.next()
    return worker
  }
  const first = await start(folders[0])
  await first.ask('sync')
  const username = (await peopleOf(demo))[0]?.username ?? ''
  const kept = await first.ask<{ plan: string }>('keep', [{ kind: 'reset-password', username }])
  await first.end()
  cpSync(folders[0], folders[1], { recursive: true })

  const both = [await start(folders[0]), await start(folders[1])]
  const order = { plan: kept?.plan, confirm: username }
  const answers = await Promise.all(both.map((worker) => worker.ask<{ job?: string; refused?: string }>('send', order)))
  const sender = answers.findIndex((answer) => answer?.job !== undefined)
  expect(answers[1 - sender]?.refused).toContain('another Provost on this computer has changes on in this company')
  await both[sender]?.ask('wait', answers[sender]?.job)
  expect(carriedOut({ demo }, 'resetpassword')).toEqual(new Map([[username, 1]]))

  // However it dies, the claim is free; what it sent is not sent again.
  both[sender]?.kill()
  await both[sender]?.ended
  const later = await both[1 - sender]?.ask<{ job: string }>('send', order)
  expect(await both[1 - sender]?.ask('wait', later?.job)).toMatchObject({
    state: 'paused',
    job: { note: expect.stringContaining('Another copy of this company’s data was used') },
  })
  expect(carriedOut({ demo }, 'resetpassword')).toEqual(new Map([[username, 1]]))
}, 60_000)
