import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type App, createApp } from '../../src/main/app.ts'
import { createDemo } from '../../src/main/demo/service/service.ts'
import { serve } from '../fakes/service.ts'
import { callsOf, createKeptVault, temporaryFolder, testOptions } from '../harness/application.ts'

/** What a kind of attack came to; `silent`: something is another than before, and nothing says so. */
export interface Figures {
  kind: string
  tried: number
  told: number
  harmless: number
  silent: number
  internal: number
  sentTwice: number
  hashes: number
}

export const noFigures = (kind: string): Figures => ({
  ...{ kind, tried: 0, told: 0, harmless: 0, silent: 0, internal: 0, sentTwice: 0, hashes: 0 },
})

/** Numbers from 0 to below 1, the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

/** A company's data folder as a working day leaves it, to be put back before each attack. */
export async function openTarget() {
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
  const options = testOptions(home, {
    vault: remembering,
    writing: true,
    settings: { get: () => settings, set: (value) => (settings = structuredClone(value)) },
  })
  let app: App = await createApp(options)
  const { call } = callsOf(app)
  await call('tenants.connect', { cid: demo.cid, hash: demo.hash, label: 'Example Co', baseUrl: service.url })
  await call('directory.sync', {})
  await call('guards.set', { protected: ['break.glass@example.com'], secondPersonAbove: 50 })
  const { rows } = await call('users.page', { status: ['active'], admin: false, limit: 6 })
  const names = rows.map(({ username }) => username)
  const { plan } = await call('leavers.start', { usernames: names.slice(0, 3) })
  await call('jobs.wait', { job: (await call('changes.apply', { plan: plan ?? '' })).job, timeoutMs: 20_000 })
  await call('directory.sync', {})
  const waiting = await call('changes.preview', {
    changes: names.slice(3).map((username) => ({ kind: 'disable' as const, username })),
  })
  await call('changes.keep', { plan: waiting.plan })
  await app.close()
  const tenant = join(home, 'tenants', readdirSync(join(home, 'tenants'))[0] ?? '')
  const safe = join(home, '..', `${home.split('/').at(-1)}-safe`)
  mkdirSync(safe)
  const files = readdirSync(tenant).filter((name) => statSync(join(tenant, name)).isFile())
  for (const name of files) copyFileSync(join(tenant, name), join(safe, name))
  const entries = new Map(kept)
  const before = structuredClone(settings)
  return {
    demo,
    files,
    file: (name: string) => join(tenant, name),
    bytes: (name: string) => readFileSync(join(safe, name)),
    /** Everything as the working day left it. */
    restore() {
      for (const name of readdirSync(tenant))
        if (statSync(join(tenant, name)).isFile()) rmSync(join(tenant, name), { force: true })
      for (const name of files) copyFileSync(join(safe, name), join(tenant, name))
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

/** Alters one byte of one file each time, starts, and looks. */
export async function alterBytes(options: {
  seed: number
  tries: number
  until: number
  log: (text: string) => void
}): Promise<Figures> {
  const figures = noFigures('altered-bytes')
  const target = await openTarget()
  const random = seeded(options.seed)
  try {
    target.restore()
    const before = await target.look()
    const files = target.files.filter((name) => target.bytes(name).length > 0)
    while (figures.tried < options.tries && Date.now() < options.until) {
      target.restore()
      const name = files[Math.floor(random() * files.length)] ?? ''
      const bytes = target.bytes(name)
      const at = Math.floor(random() * bytes.length)
      const bit = 1 << Math.floor(random() * 8)
      bytes[at] = (bytes[at] ?? 0) ^ bit
      writeFileSync(target.file(name), bytes)
      const after = await target.look()
      figures.tried++
      figures.internal += after.internal > 0 ? 1 : 0
      figures.hashes += after.hashes
      const other = differences(before, after)
      if (after.told) figures.told++
      else if (other.length === 0) figures.harmless++
      else figures.silent++
      if (after.internal > 0 || (other.length > 0 && !after.told))
        options.log(
          `${name} byte ${at} bit ${bit}: ${after.internal > 0 ? 'internal' : `silent in ${other.join(', ')}`}`,
        )
    }
  } finally {
    await target.close()
  }
  return figures
}

/** Puts older copies back, or takes files away, starts, and looks. */
export async function putFilesBack(options: { until: number; log: (text: string) => void }): Promise<Figures> {
  const figures = noFigures('put-back-files')
  const target = await openTarget()
  try {
    target.restore()
    const before = await target.look()
    for (const name of target.files.filter((each) => each.endsWith('.db'))) {
      if (Date.now() > options.until) break
      target.restore()
      for (const suffix of ['', '-wal', '-shm']) rmSync(target.file(name + suffix), { force: true })
      const after = await target.look()
      figures.tried++
      figures.internal += after.internal > 0 ? 1 : 0
      const other = differences(before, after)
      if (after.told) figures.told++
      else if (other.length === 0) figures.harmless++
      else figures.silent++
      if (other.length > 0 && !after.told) options.log(`${name} deleted: silent in ${other.join(', ')}`)
    }
  } finally {
    await target.close()
  }
  return figures
}
