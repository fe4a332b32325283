import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createInterface, type Interface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Output } from '../../../src/contract/calls.ts'
import type { Change, JobRow, JournalLine } from '../../../src/contract/change.ts'
import { createDemo, type DemoService } from '../../../src/main/demo/service/service.ts'
import { type ServedService, serve } from '../../fakes/service.ts'
import { temporaryFolder } from '../../harness/application.ts'
import { threadFile } from '../../harness/threads.ts'

type JobView = Output<'jobs.get'>

/** The process that carries changes out, and how to talk to it. */
export class Worker {
  readonly process: ChildProcess
  readonly ended: Promise<void>
  private readonly lines: AsyncIterator<string>

  constructor(place: Record<string, string>) {
    this.process = spawn(process.execPath, [fileURLToPath(threadFile('crash-child')), JSON.stringify(place)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    this.process.stdin?.on('error', () => {})
    this.ended = new Promise((resolve) => this.process.on('exit', () => resolve()))
    const reader: Interface = createInterface({ input: this.process.stdout as NodeJS.ReadableStream })
    this.lines = reader[Symbol.asyncIterator]()
  }

  /** The next answer; null: the process was killed. */
  async next<T>(): Promise<T | null> {
    const { value, done } = await this.lines.next()
    return done ? null : ((JSON.parse(value) as { value: T }).value ?? (true as T))
  }

  ask<T>(order: string, input?: unknown): Promise<T | null> {
    this.process.stdin?.write(`${JSON.stringify({ order, input: input ?? null })}\n`)
    return this.next<T>()
  }

  kill(): void {
    this.process.kill('SIGKILL')
  }

  async end(): Promise<void> {
    this.process.stdin?.end()
    await this.ended
  }
}

export interface CrashResult {
  kills: number
  /** How many of them fell between a request's arrival and its answer. */
  midRequest: number
  jobs: number
  /** What did not agree; empty: everything did. */
  disagreements: string[]
}

/** The same numbers for the same seed, so that a failure can be run again. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Rows of four kinds: in batches and one by one, with effects that can be told apart when they come twice. */
function changesFor(people: { username: string; groups: string[] }[], rows: number): Change[] {
  return people.slice(0, rows).map(({ username, groups }, at): Change => {
    switch (at % 6) {
      case 0:
      case 1:
        return { kind: 'disable', username }
      case 2:
      case 3:
        return { kind: 'groups', username, add: [], remove: groups.slice(0, 1) }
      case 4:
        return { kind: 'rename', username, fullname: `Renamed ${at}` }
      default:
        return { kind: 'require-password-change', username }
    }
  })
}

const commandOf: Partial<Record<Change['kind'], string>> = {
  disable: 'disableuser',
  groups: 'batchchangegrp',
  rename: 'updateuser',
  'require-password-change': 'requiremasterpasswordchange',
}

/** How often the stand-in carried each row out. */
function ledgerCounts(demo: DemoService, changes: readonly Change[]): number[] {
  const counts = new Map<string, number>()
  for (const { command, data } of demo.ledger) {
    for (const one of Array.isArray(data) ? data : [data]) {
      const name = typeof one === 'string' ? one : (one as { username: string }).username
      counts.set(`${command} ${name}`, (counts.get(`${command} ${name}`) ?? 0) + 1)
    }
  }
  return changes.map((change) => counts.get(`${commandOf[change.kind]} ${change.username}`) ?? 0)
}

/** Kills the process again and again while it carries out jobs, and compares ledger and journal after each. */
export async function crash({
  kills,
  rows,
  seed,
  log = () => {},
}: {
  kills: number
  rows: number
  seed: number
  log?: (text: string) => void
}): Promise<CrashResult> {
  const random = randomFrom(seed)
  const result: CrashResult = { kills: 0, midRequest: 0, jobs: 0, disagreements: [] }
  while (result.kills < kills) {
    result.jobs++
    await oneJob({ seed: seed + result.jobs, rows, random, result, most: kills, log })
    log(
      `${result.kills} kills, ${result.midRequest} of them before an answer, ${result.jobs} jobs, ${result.disagreements.length} disagreements`,
    )
  }
  return result
}

async function oneJob(options: {
  seed: number
  rows: number
  random: () => number
  result: CrashResult
  most: number
  log: (text: string) => void
}): Promise<void> {
  const { random, result, rows, most, log } = options
  const demo = await createDemo({
    people: Math.max(60, Math.ceil(rows * 1.5)),
    seed: options.seed,
    now: Date.now,
    founded: Date.now() - 86_400_000 * 30,
  })
  const service: ServedService = await serve(demo)
  const home = temporaryFolder()
  const place = { home, url: service.url, cid: demo.cid, hash: demo.hash }
  let worker = new Worker(place)
  let expected = 0
  let job = ''
  let changes: Change[] = []
  const say = (text: string) => {
    result.disagreements.push(`job ${result.jobs}, kill ${result.kills}: ${text}`)
    log(`${result.disagreements.at(-1)}`)
  }

  /** Half of the kills come at any time, half just as a request has come in: before or after it is carried out. */
  function arm(): () => void {
    const at = Math.floor(random() * Math.max(3, rows / 12))
    let seen = 0
    if (random() < 0.5) {
      const timer = setTimeout(() => worker.kill(), random() * rows * 6)
      demo.misbehave({ how: { kind: 'slow', milliseconds: 3 } })
      return () => clearTimeout(timer)
    }
    demo.misbehave([
      { how: { kind: 'slow', milliseconds: 3 } },
      {
        how: random() < 0.5 ? { kind: 'lost' } : { kind: 'unreachable' },
        times: 1,
        on: (command) => {
          if (command === 'getuserdata' || command === 'getsfdata' || seen++ !== at) return false
          result.midRequest++
          worker.kill()
          return true
        },
      },
    ])
    return () => demo.misbehave(null)
  }

  /** After everything in doubt was read again: what the journal says was done is what the service did. */
  function agree(view: JobView): void {
    const counts = ledgerCounts(demo, changes)
    for (const [at, row] of (view.rows as JobRow[]).entries()) {
      const done = counts[at] ?? 0
      if (done > 1) say(`row ${at} was carried out ${done} times`)
      if (row.outcome === 'confirmed' && done !== 1) say(`row ${at} is confirmed and was not carried out`)
      if (row.outcome === 'waiting' && done !== 0) say(`row ${at} waits and was carried out`)
      if (row.outcome !== 'confirmed' && row.outcome !== 'waiting') say(`row ${at} is ${row.outcome}: ${row.message}`)
    }
    expected = counts.reduce((sum, count) => sum + count, 0)
  }

  try {
    await worker.next()
    await worker.ask('sync')
    const people = await peopleOf(demo)
    changes = changesFor(people, rows)
    job = (await worker.ask<{ job: string }>('apply', changes))?.job ?? ''
    for (;;) {
      const disarm = result.kills < most ? arm() : () => {}
      const view = await worker.ask<JobView>('wait', job)
      disarm()
      if (view !== null) {
        agree(view)
        if (view.state === 'done' || result.kills >= most) break
      } else {
        await worker.ended
        result.kills++
      }
      demo.misbehave(null)
      if (view === null) {
        worker = new Worker(place)
        await worker.next()
      }
      const found = await worker.ask<JobView[]>('recover')
      const own = found?.find((each) => each.job.id === job)
      if (own === undefined) {
        say('the job is not there any more')
        return
      }
      agree(own)
      if (own.state === 'done') break
      await worker.ask('resume', job)
    }
    demo.misbehave(null)
    const record = await worker.ask<{ lines: JournalLine[]; check: Output<'journal.verify'> }>('journal')
    if (record === null || !record.check.intact) say(`the journal is broken: ${record?.check.reason}`)
    const confirmed = record?.lines.filter(
      ({ kind, data }) => kind === 'outcome' && data.outcome === 'confirmed',
    ).length
    if (expected !== changes.length) say(`${expected} of ${changes.length} changes were carried out`)
    if (confirmed !== changes.length) say(`the journal confirms ${confirmed} of ${changes.length} changes`)
    await worker.end()
  } finally {
    worker.kill()
    await worker.ended
    await service.close()
    rmSync(home, { recursive: true, force: true })
  }
}

/** Who may be changed: active, no admins. */
export async function peopleOf(demo: DemoService): Promise<{ username: string; groups: string[] }[]> {
  const { body } = demo.answer(JSON.stringify({ cid: demo.cid, provhash: demo.hash, cmd: 'getuserdata', data: null }))
  const { Users } = JSON.parse(String(body)) as {
    Users: Record<
      string,
      { username: string; groups?: string[]; disabled: boolean; admin: boolean; password_reset_required: boolean }
    >
  }
  return Object.values(Users)
    .filter(
      ({ disabled, admin, groups, password_reset_required }) =>
        !disabled && !admin && !password_reset_required && (groups?.length ?? 0) > 0,
    )
    .map(({ username, groups = [] }) => ({ username, groups }))
}
