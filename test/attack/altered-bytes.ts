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
import { dirname, join } from 'node:path'
import { type App, createApp } from '../../src/main/app.ts'
import { createDemo } from '../../src/main/demo/service/service.ts'
import type { AppOptions } from '../../src/main/ports.ts'
import { serve } from '../fakes/service.ts'
import { callsOf, createKeptVault, temporaryFolder, testOptions } from '../harness/application.ts'
import { fillStores } from './day.ts'
import { type Figures, noFigures, type Round, seeded } from './figures.ts'

/** Every file in a folder, by its path from there. */
const filesIn = (folder: string): string[] =>
  (readdirSync(folder, { recursive: true }) as string[]).filter((name) => statSync(join(folder, name)).isFile())

/** A company's data folder as a working day leaves it, to be put back before each attack. */
export async function openTarget(log?: AppOptions['log']) {
  const home = temporaryFolder()
  const demo = await createDemo({ people: 60, seed: 9, now: Date.now })
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
    settings: { get: () => settings, set: (value) => (settings = structuredClone(value)) },
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
    app = await createApp(options)
    call = callsOf(app).call
  }
  const { rows } = await call('users.page', { status: ['active'], admin: false, limit: 8 })
  const names = rows.map(({ username }) => username)
  await fillStores(call, names)
  await reopen()
  const { plan } = await call('leavers.start', { usernames: names.slice(0, 3) })
  await call('jobs.wait', { job: (await call('changes.apply', { plan: plan ?? '' })).job, timeoutMs: 20_000 })
  keepCopy()
  // Something else than at the older moments stands in each file by the end.
  const { plan: second } = await call('leavers.start', { usernames: names.slice(6) })
  await call('changes.discard', { plan: second ?? '' })
  demo.edit.rename(names[5] ?? '', 'Robin Example')
  await call('directory.sync', {})
  await reopen()
  await call('joiners.setFacts', { username: names[1] ?? '', facts: { department: 'Support' } })
  await call('joiners.saveSettings', { seats: 75 })
  await call('groups.saveDraft', { items: [] })
  await call('scores.set', { threshold: 62 })
  await call('findings.setRule', { rule: 'failed-logins', on: true })
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
    /** Everything as the working day left it. */
    restore() {
      rmSync(tenant, { recursive: true, force: true })
      copy(safe, tenant)
      kept = new Map(entries)
      settings = structuredClone(before)
    },
    async look(): Promise<Look> {
      app = await createApp(options)
      try {
        return await lookAt(app, demo.hash)
      } finally {
        await app.close()
      }
    },
    async close() {
      await service.close()
      rmSync(home, { recursive: true, force: true })
      rmSync(safe, { recursive: true, force: true })
    },
  }
}

/** What an application shows when it is started: the answers of its reads, and whether anything says that something is wrong. */
export interface Look {
  answers: Map<string, string>
  told: boolean
  internal: number
  hashes: number
}

const reads: readonly [name: string, input: object][] = [
  ['users.page', { limit: 500 }],
  ['groups.page', { limit: 500 }],
  ['folders.page', { limit: 500 }],
  ['directory.history', { limit: 500 }],
  ['directory.problems', { limit: 200 }],
  ['guards.get', {}],
  ['changes.waiting', {}],
  ['jobs.page', { limit: 100 }],
  ['journal.page', { limit: 500 }],
  ['leavers.batches', { limit: 100 }],
  ['leavers.cases', { limit: 200 }],
  ['joiners.settings', {}],
  ['groups.draft', {}],
  ['scores.settings', {}],
  ['findings.rules', {}],
]

async function lookAt(app: App, hash: string): Promise<Look> {
  const answers = new Map<string, string>()
  let told = false
  let internal = 0
  let hashes = 0
  const ask = async (name: string, input: object) => {
    const result = await app.call(name, input)
    const text = JSON.stringify(result)
    if (text.includes(hash)) hashes++
    if (!result.ok) {
      if (result.failure.code === 'internal') internal++
      else told = true
    }
    return result
  }
  for (const [name, input] of reads) {
    const result = await ask(name, input)
    answers.set(name, JSON.stringify(result.ok ? result.value : null))
    if (!result.ok) continue
    const { rows, plans } = result.value as { rows?: { id?: string; username?: string }[]; plans?: { plan: string }[] }
    for (const one of name === 'jobs.page' ? (rows ?? []) : []) {
      const job = await ask('jobs.get', { job: one.id ?? '' })
      answers.set(`job ${one.id}`, JSON.stringify(job.ok ? job.value : null))
    }
    for (const { plan } of plans ?? []) {
      const shown = await ask('changes.plan', { plan })
      answers.set(`plan ${plan}`, JSON.stringify(shown.ok ? shown.value : null))
    }
  }
  const state = await ask('app.state', {})
  if (state.ok && (state.value as { storeProblems: unknown[] }).storeProblems.length > 0) told = true
  const errors = await ask('errors.page', {})
  if (errors.ok && (errors.value as { total: number }).total > 0) told = true
  const verified = await ask('journal.verify', {})
  if (verified.ok && !(verified.value as { intact: boolean }).intact) told = true
  return { answers, told, internal, hashes }
}

/** What of the answers is another than before; times of reading aside. */
const differences = (before: Look, after: Look): string[] =>
  [...before.answers].filter(([name, text]) => after.answers.get(name) !== text).map(([name]) => name)

/** Counts what a look found, and says where nothing else did. */
function judge(figures: Figures, before: Look, after: Look, what: string, log: (text: string) => void): void {
  figures.tried++
  figures.internal += after.internal > 0 ? 1 : 0
  figures.hashes += after.hashes
  const other = differences(before, after)
  if (after.told) figures.told++
  else if (other.length === 0) figures.harmless++
  else figures.silent++
  if (after.internal > 0) log(`${what}: internal`)
  if (other.length > 0 && !after.told) log(`${what}: silent in ${other.join(', ')}`)
}

/** Alters one byte of one file each time, starts, and looks. */
export async function alterBytes({ seed, until, log, tries }: Round & { tries: number }): Promise<Figures> {
  const figures = noFigures('altered-bytes')
  const target = await openTarget()
  const random = seeded(seed)
  try {
    target.restore()
    const before = await target.look()
    // The index of a log is made anew at each opening: one file of that kind stands for all of them.
    const indexes = target.files.filter((name) => name.endsWith('-shm'))
    const files = target.files.filter((name) => target.bytes(name).length > 0 && !indexes.slice(1).includes(name))
    while (figures.tried < tries && Date.now() < until) {
      target.restore()
      const name = files[Math.floor(random() * files.length)] ?? ''
      const bytes = target.bytes(name)
      const at = Math.floor(random() * bytes.length)
      const bit = 1 << Math.floor(random() * 8)
      bytes[at] = (bytes[at] ?? 0) ^ bit
      writeFileSync(target.file(name), bytes)
      judge(figures, before, await target.look(), `${name} byte ${at} bit ${bit}`, log)
      if (figures.tried % 250 === 0) log(JSON.stringify(figures))
    }
  } finally {
    await target.close()
  }
  return figures
}

/** Puts real older copies of each file back, one by one and all at once, or takes files away, starts, and looks. */
export async function putFilesBack({ until, log }: Round): Promise<Figures> {
  const figures = noFigures('put-back-files')
  const target = await openTarget()
  try {
    target.restore()
    const before = await target.look()
    for (const name of target.files.filter((each) => each.endsWith('.db'))) {
      if (Date.now() > until) return figures
      target.restore()
      for (const suffix of ['', '-wal', '-shm']) rmSync(target.file(name + suffix), { force: true })
      judge(figures, before, await target.look(), `${name} deleted`, log)
    }
    for (const [at, copies] of target.older.entries()) {
      const dbs = [...copies.keys()].filter((name) => name.endsWith('.db'))
      for (const chosen of [...dbs.map((name) => [name]), dbs]) {
        if (Date.now() > until) return figures
        target.restore()
        for (const name of chosen)
          for (const suffix of ['', '-wal', '-shm']) {
            rmSync(target.file(name + suffix), { force: true })
            const copy = copies.get(name + suffix)
            if (copy !== undefined) writeFileSync(target.file(name + suffix), copy)
          }
        judge(figures, before, await target.look(), `${chosen.join(', ')} as it was at moment ${at}`, log)
      }
    }
  } finally {
    await target.close()
  }
  return figures
}
