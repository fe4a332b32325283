import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type App, createApp } from '../../../src/main/app.ts'
import { createDemo, type DemoService } from '../../../src/main/demo/service/service.ts'
import { type ServedService, serve } from '../../fakes/service.ts'
import { callsOf, createKeptVault, temporaryFolder, testOptions } from '../../harness/application.ts'

const begun = Date.now()
let added = 0
const now = () => Date.parse('2026-11-20T09:00:00Z') + added + Date.now() - begun

let demo: DemoService
let service: ServedService
let app: App | null
let home: string
let start: (refreshes?: boolean) => Promise<ReturnType<typeof callsOf>>

beforeEach(async () => {
  added = 0
  demo = await createDemo({ people: 60, seed: 5, now })
  service = await serve(demo)
  home = temporaryFolder()
  const vault = createKeptVault()
  let settings: unknown = {}
  const keep = {
    get: () => settings,
    set: (value: unknown) => {
      settings = structuredClone(value)
    },
  }
  app = null
  start = async (refreshes = false) => {
    await app?.close()
    app = await createApp(testOptions(home, { vault, settings: keep, writing: true, now, refreshes }))
    return callsOf(app)
  }
  const { call } = await start()
  await call('tenants.connect', { cid: demo.cid, hash: demo.hash, label: 'Example Co', baseUrl: service.url })
  await call('directory.sync', {})
})
afterEach(async () => {
  await app?.close()
  await service.close()
})

/** Somebody leaves, sent by the room of changes itself, so that leavers are not told of the job. */
async function leave() {
  const { call } = callsOf(app as App)
  const { rows } = await call('users.page', { status: ['active'], admin: false, offset: 0, limit: 1 })
  const { batch, plan } = await call('leavers.start', { usernames: [rows[0]?.username ?? ''] })
  const { job } = await call('changes.apply', { plan: plan ?? '' })
  await call('jobs.wait', { job, timeoutMs: 10_000 })
  return { batch, username: rows[0]?.username ?? '' }
}

describe('after a restart', () => {
  it('cases are there, and know what a job did that nobody had noted', async () => {
    const { batch, username } = await leave()
    const { call } = await start()
    const { rows } = await call('leavers.cases', { batch })
    expect(rows).toMatchObject([{ username, state: 'open', confirmed: expect.any(String) }])
    const [row] = (await call('leavers.batches', {})).rows
    expect(row).toMatchObject({ batch, plan: null, job: expect.any(String), people: 1 })
  })

  it('cases know what other jobs did while nobody looked at leavers', async () => {
    const { batch, username } = await leave()
    const first = callsOf(app as App)
    const { plan } = await first.call('changes.preview', { changes: [{ kind: 'enable', username }] })
    const { job } = await first.call('changes.apply', { plan })
    await first.call('jobs.wait', { job, timeoutMs: 10_000 })
    const { call } = await start()
    const { rows } = await call('leavers.cases', { batch })
    expect(rows).toMatchObject([{ username, state: 'done', latest: { kind: 'enabled', job } }])
    expect(rows[0]?.summary).toContain('Undone')
  })

  it('checks that came due meanwhile are made without being asked for, once', async () => {
    const { batch } = await leave()
    await callsOf(app as App).call('leavers.cases', { batch })
    added += 2 * 86_400_000
    const { call } = await start(true)
    const [one] = (await call('leavers.cases', { batch })).rows
    const checks = async () =>
      (await call('leavers.case', { case: one?.case ?? '' })).checks.map(({ day, finding }) => [day, finding])
    await expect.poll(checks, { timeout: 10_000 }).toEqual([[1, 'still-disabled']])
    expect((await call('leavers.due', {})).due).toBe(0)
  })

  it('records that cannot be read are put aside, said to be, and begun anew', async () => {
    await leave()
    await app?.close()
    app = null
    const folder = join(home, 'tenants', readdirSync(join(home, 'tenants'))[0] ?? '')
    for (const name of readdirSync(folder)) if (/^leavers\.db-/.test(name)) writeFileSync(join(folder, name), '')
    writeFileSync(join(folder, 'leavers.db'), Buffer.alloc(8192, 7))
    const { call } = await start()
    expect((await call('leavers.batches', {})).total).toBe(0)
    expect((await call('errors.page', {})).rows[0]).toMatchObject({
      what: 'Leavers',
      details: expect.stringContaining('leavers.damaged-'),
    })
    expect(readdirSync(folder).some((name) => name.startsWith('leavers.damaged-'))).toBe(true)
    expect(await leave()).toMatchObject({ batch: expect.any(String) })
  })
})
