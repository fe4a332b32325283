import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../../src/main/app.ts'
import { writeWhole } from '../../../src/main/files/save.ts'
import type { AppOptions } from '../../../src/main/ports.ts'
import { openReader } from '../../../src/main/store/open.ts'
import { callsOf, createKeptVault, temporaryFolder, testOptions } from '../../harness/application.ts'
import { openCompany } from '../scores/company.ts'

let company: Awaited<ReturnType<typeof openCompany>>
let folder: string
let vault: ReturnType<typeof createKeptVault>
let settings: unknown
let app: Awaited<ReturnType<typeof createApp>>
let home: string

const options = (): Partial<AppOptions> => ({
  vault,
  now: company.now,
  openFolder: async () => folder,
  saveFile: async (name, fill) => {
    await writeWhole(join(folder, name), fill)
    return join(folder, name)
  },
  settings: {
    get: () => settings,
    set: (value) => {
      settings = value
    },
  },
})
const calls = () => callsOf(app)

beforeEach(async () => {
  company = await openCompany('2026-11-02T15:00:00Z')
  company.has(
    Object.fromEntries(
      Array.from({ length: 12 }, (_, k) => [k + 1, { username: `p${k}@example.com`, totalscore: 40 + k }]),
    ),
  )
  folder = temporaryFolder()
  home = temporaryFolder()
  vault = createKeptVault()
  settings = {}
  app = await createApp(testOptions(home, options()))
  await calls().call('tenants.connect', {
    ...{ label: 'Example', colour: 'blue', cid: '8000001', hash: 'f'.repeat(32), timeZone: 'US/Eastern' },
    baseUrl: company.url,
  })
  await calls().call('directory.sync', { acceptFewer: true })
})
afterEach(async () => {
  await app.close()
  await company.close()
  for (const each of [folder, home]) rmSync(each, { recursive: true, force: true })
})
async function restart() {
  await app.close()
  app = await createApp(testOptions(home, options()))
}
const lines = async (kind: string) =>
  (await calls().call('journal.page', { offset: 0, limit: 500 })).rows.filter((row) => row.kind === kind)
const problem = async () => (await calls().call('snapshots.schedule', {})).problem ?? ''
const weekly = { every: 'week' as const, people: 'named' as const, expires: 30 }

describe('snapshots that are written by themselves', () => {
  it('begin at once, in the folder that was chosen, and go on by the week', async () => {
    const state = await calls().call('snapshots.setSchedule', weekly)
    expect(state).toMatchObject({ next: '2026-11-09', problem: null, last: { due: '2026-11-02', late: 0, missed: 0 } })
    expect(readdirSync(folder)).toEqual(['example-scores-2026-11-02.provost'])
    const content = readFileSync(join(folder, 'example-scores-2026-11-02.provost'), 'utf8')
    expect(await calls().call('snapshots.open', { content })).toMatchObject({ state: 'valid', own: true })
    company.at('2026-11-08T15:00:00Z')
    await calls().call('directory.sync', {})
    company.at('2026-11-09T15:00:00Z')
    await calls().call('directory.sync', {})
    await expect.poll(async () => (await lines('snapshot-written')).length, { timeout: 15_000 }).toBe(2)
    expect(readdirSync(folder)).toHaveLength(2)
    expect(await lines('snapshot-schedule')).toHaveLength(1)
  })

  it('are made up for at the next start, the newest alone, and say so', async () => {
    await calls().call('snapshots.setSchedule', weekly)
    await app.close()
    company.at('2026-11-25T15:00:00Z')
    app = await createApp(testOptions(home, options()))
    await expect.poll(async () => (await lines('snapshot-written')).length, { timeout: 15_000 }).toBe(2)
    expect(await calls().call('snapshots.schedule', {})).toMatchObject({
      next: '2026-11-30',
      last: { due: '2026-11-23', late: 2, missed: 2 },
    })
    expect((await lines('snapshot-written')).at(-1)?.data).toMatchObject({ late: 2, missed: 2 })
    await restart()
    await calls().call('directory.sync', {})
    expect(await lines('snapshot-written')).toHaveLength(2)
    expect(readdirSync(folder)).toHaveLength(2)
  })

  it('say that the folder is gone, once, and are written when it is back', async () => {
    await calls().call('snapshots.setSchedule', weekly)
    rmSync(folder, { recursive: true })
    company.at('2026-11-09T15:00:00Z')
    for (let start = 0; start < 2; start++) {
      await restart()
      await expect.poll(problem, { timeout: 15_000 }).toMatch(/is not there/)
    }
    expect(await lines('snapshot-failed')).toHaveLength(1)
    expect((await calls().call('errors.page', { offset: 0, limit: 50 })).rows).toHaveLength(1)
    mkdirSync(folder)
    await restart()
    await expect.poll(problem, { timeout: 15_000 }).toBe('')
    expect(readdirSync(folder)).toHaveLength(1)
  })

  it.skipIf(process.getuid?.() === 0)('say that the folder cannot be written', async () => {
    chmodSync(folder, 0o500)
    expect((await calls().call('snapshots.setSchedule', weekly)).problem).toMatch(/cannot be written/)
    chmodSync(folder, 0o700)
  })

  it('are encrypted with the passphrase of the keychain, and nothing is written without it', async () => {
    await calls().call('snapshots.setSchedule', { ...weekly, passphrase: 'correct horse battery' })
    const [name = ''] = readdirSync(folder)
    const content = readFileSync(join(folder, name), 'utf8')
    expect(await calls().call('snapshots.open', { content })).toMatchObject({ state: 'locked' })
    expect(await calls().call('snapshots.open', { content, passphrase: 'correct horse battery' })).toMatchObject({
      state: 'valid',
    })
    const [tenant] = readdirSync(join(home, 'tenants'))
    await vault.erase(`${tenant}/snapshot-passphrase`)
    company.at('2026-11-09T15:00:00Z')
    await restart()
    await expect.poll(problem, { timeout: 15_000 }).toMatch(/passphrase .* not in the keychain/)
    expect(readdirSync(folder)).toEqual([name])
  })

  it('end when they are stopped, and write over nothing that is there', async () => {
    await calls().call('snapshots.setSchedule', weekly)
    await calls().call('snapshots.stopSchedule', {})
    company.at('2026-11-30T15:00:00Z')
    await restart()
    expect(await calls().call('snapshots.schedule', {})).toEqual({
      schedule: null,
      next: null,
      last: null,
      problem: null,
    })
    await calls().call('snapshots.setSchedule', weekly)
    expect(readdirSync(folder).toSorted()).toEqual([
      'example-scores-2026-11-02-2.provost',
      'example-scores-2026-11-02.provost',
    ])
  })
})

describe('a snapshot that a person writes', () => {
  it('is taken back where what it tells cannot be remembered, as on a full disk', async () => {
    const { current } = await calls().call('app.state', {})
    const key = (await vault.read(`${current}/database-key`)) ?? ''
    const store = openReader(join(home, 'tenants', current ?? '', 'scores.db'), key)
    store.exec('PRAGMA query_only = OFF')
    store.exec(
      "CREATE TRIGGER full BEFORE INSERT ON published BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END",
    )
    store.close()
    const wanted = { people: 'hidden' as const, expires: 30 }
    expect(await calls().refused('snapshots.write', wanted)).toMatchObject({ code: 'storage' })
    expect(readdirSync(folder)).toEqual([])
    expect(await lines('snapshot-written')).toEqual([])
  })
})
