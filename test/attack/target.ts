import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type App, createApp } from '../../src/main/app.ts'
import { createDemo } from '../../src/main/demo/service/service.ts'
import type { AppOptions } from '../../src/main/ports.ts'
import { serve } from '../fakes/service.ts'
import { callsOf, createKeptVault, temporaryFolder, testOptions } from '../harness/application.ts'
import { fillStores } from './day.ts'
import { type Look, lookAt } from './look.ts'

/** Every file in a folder, by its path from there. */
const filesIn = (folder: string): string[] =>
  (readdirSync(folder, { recursive: true }) as string[]).filter((name) => statSync(join(folder, name)).isFile())

const day = 86_400_000

/** A company's data folder as two weeks of work leave it, to be put back before each attack. */
export async function openTarget(log?: AppOptions['log']) {
  const home = temporaryFolder()
  const outside = temporaryFolder()
  const end = Date.now()
  let now = end - 12 * day
  const demo = await createDemo({ people: 60, seed: 9, now: () => now })
  const service = await serve(demo)
  let kept = new Map<string, string>()
  const vault = createKeptVault()
  const remembering: typeof vault = {
    ...vault,
    read: async (name) => kept.get(name) ?? null,
    write: async (name, value) => void kept.set(name, value),
    erase: async (name) => void kept.delete(name),
  }
  let settings: unknown = {}
  // As it was built, a thread is up in a tenth of the time.
  const built = (room: string) => {
    const file = join(import.meta.dirname, '../../out/main', `${room}.js`)
    return existsSync(file) ? file : new URL(`../../src/main/${room}/thread.ts`, import.meta.url)
  }
  const options = testOptions(home, {
    writerFile: built('writer'),
    auditFile: built('audit'),
    ...(log === undefined ? {} : { log }),
    vault: remembering,
    writing: true,
    now: () => now,
    settings: { get: () => settings, set: (value) => (settings = structuredClone(value)) },
    choosePlace: async (name) => join(outside, name),
    async saveFile(name, fill) {
      const path = join(outside, name)
      const file = await open(path, 'w')
      await fill(file).finally(() => file.close())
      await rm(path)
      return path
    },
  })
  let app: App = await createApp(options)
  let { call } = callsOf(app)
  await call('tenants.connect', { cid: demo.cid, hash: demo.hash, label: 'Example Co', baseUrl: service.url })
  await call('directory.sync', {})
  await call('guards.set', { protected: ['break.glass@example.com'], secondPersonAbove: 50 })
  /** Copies of the files as they lay there at moments of the day, while Provost ran and between its runs. */
  const older: Map<string, Buffer>[] = []
  const keepCopy = () => {
    const folder = join(home, 'tenants', readdirSync(join(home, 'tenants'))[0] ?? '')
    const names = filesIn(folder)
    older.push(new Map(names.map((name) => [name, readFileSync(join(folder, name))])))
  }
  const reopen = async () => {
    await app.close()
    keepCopy()
    now += 3 * day
    app = await createApp(options)
    call = callsOf(app).call
  }
  const { rows } = await call('users.page', { status: ['active'], admin: false, limit: 8 })
  const names = rows.map(({ username }) => username)
  await fillStores(call, names, now)
  await reopen()
  demo.edit.rename(names[4] ?? '', 'Alex Example')
  await call('directory.sync', {})
  const { plan } = await call('leavers.start', { usernames: names.slice(0, 3) })
  await call('jobs.wait', { job: (await call('changes.apply', { plan: plan ?? '' })).job, timeoutMs: 20_000 })
  keepCopy()
  // Something else than at the older moments stands in each file by the end.
  const { plan: second } = await call('leavers.start', { usernames: names.slice(6) })
  await call('changes.discard', { plan: second ?? '' })
  demo.edit.rename(names[5] ?? '', 'Robin Example')
  await call('directory.sync', {})
  await reopen()
  await call('directory.sync', {})
  await call('joiners.setFacts', { username: names[1] ?? '', facts: { department: 'Support' } })
  await call('joiners.saveSettings', { seats: 75 })
  await call('groups.saveDraft', { items: [] })
  await call('scores.set', { threshold: 62 })
  await call('findings.setRule', { rule: 'failed-logins', on: true })
  await call('audit.fetch', { from: new Date(now - 3 * day).toISOString() })
  const waiting = await call('changes.preview', {
    changes: names.slice(3, 6).map((username) => ({ kind: 'disable' as const, username })),
  })
  await call('changes.keep', { plan: waiting.plan })
  await app.close()
  const tenant = join(home, 'tenants', readdirSync(join(home, 'tenants'))[0] ?? '')
  const safe = join(home, '..', `${home.split('/').at(-1)}-safe`)
  mkdirSync(safe)
  const files = filesIn(tenant)
  const copy = (from: string, to: string) => {
    for (const name of files) {
      mkdirSync(dirname(join(to, name)), { recursive: true })
      copyFileSync(join(from, name), join(to, name))
    }
  }
  copy(tenant, safe)
  const entries = new Map(kept)
  const before = structuredClone(settings)
  return {
    demo,
    files,
    older,
    file: (name: string) => join(tenant, name),
    bytes: (name: string) => readFileSync(join(safe, name)),
    /** Puts these bytes in the place of a file's. */
    write: (name: string, bytes: Buffer) => writeFileSync(join(tenant, name), bytes),
    /** Everything as the work left it. */
    restore() {
      rmSync(tenant, { recursive: true, force: true })
      copy(safe, tenant)
      kept = new Map(entries)
      settings = structuredClone(before)
    },
    async look(): Promise<Look> {
      const looking = async () => {
        app = await createApp(options)
        try {
          return await lookAt(app, { hash: demo.hash, names, from: end - 30 * day, to: now })
        } finally {
          await app.close()
        }
      }
      const never = new Promise<never>((_, reject) => {
        setTimeout(() => reject(new Error('A look did not end within two minutes.')), 120_000).unref()
      })
      return Promise.race([looking(), never])
    },
    async close() {
      await service.close()
      for (const folder of [home, safe, outside]) rmSync(folder, { recursive: true, force: true })
    },
  }
}
