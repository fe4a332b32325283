import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { verify } from '../../src/main/changes/check.ts'
import { createJournal } from '../../src/main/changes/journal.ts'
import { inTransaction } from '../../src/main/store/bulk.ts'
import { journalMigrations } from '../../src/main/store/migrations/journal.ts'
import { openStore } from '../../src/main/store/open.ts'
import { disable, openEngine } from '../main/changes/engine.ts'
import { temporaryFolder } from '../main/tenant.ts'

// Planning, carrying out and checking, at the sizes that Provost promises.

const print = (line: { name: string; value: number; unit: string; limit?: number; peer?: string; ratio?: number }) =>
  process.stdout.write(`${JSON.stringify({ ...line, value: Math.round(line.value * 100) / 100 })}\n`)
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number

/** Runs something and gives its time with the longest time that the event loop was held up meanwhile. */
async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number; stallMs: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const from = performance.now()
  const value = await work()
  const ms = performance.now() - from
  delay.disable()
  return { value, ms, stallMs: delay.max / 1e6 }
}

async function previews(): Promise<void> {
  const engine = await openEngine(100_000)
  const people = engine.people(500).concat(pages(engine, 500))
  const times: number[] = []
  const stalls: number[] = []
  for (let round = 0; round < 5; round++) {
    const { ms, stallMs } = await timed(() =>
      engine.call('changes.preview', { changes: people.map(disable), limit: 200 }),
    )
    times.push(ms)
    stalls.push(stallMs)
  }
  print({ name: 'changes.preview-1000-of-100000', value: median(times), unit: 'ms', limit: 300 })
  print({ name: 'changes.preview-1000-of-100000-stall', value: median(stalls), unit: 'ms', limit: 50 })
  await engine.close()
}

/** 500 more people, from further down the list. */
const pages = (engine: Awaited<ReturnType<typeof openEngine>>, offset: number): string[] =>
  engine.session.directory.reads
    .usersPage({ status: ['active'], admin: false }, [], { offset, limit: 500 })
    .rows.map(({ username }) => username)

/** Sends the bodies that a run has sent, one after the other, and nothing else. */
async function bare(url: string, bodies: readonly string[]): Promise<number> {
  const from = performance.now()
  for (const body of bodies) {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', connection: 'close' },
    })
    await response.arrayBuffer()
  }
  return performance.now() - from
}

async function leavers(people: number): Promise<void> {
  const ratios: number[] = []
  const stalls: number[] = []
  let requests = 0
  for (let round = 0; round < 3; round++) {
    const engine = await openEngine(people)
    const names = engine.people(500).concat(pages(engine, 500))
    const { plan, confirm } = await engine.call('changes.preview', { changes: names.map(disable), limit: 1 })
    const bodies: string[] = []
    const answer = engine.demo.answer
    const before = engine.service.requests.length
    engine.demo.answer = (body) => {
      bodies.push(body)
      return answer(body)
    }
    const run = await timed(async () => {
      const { job } = await engine.call('changes.apply', { plan, confirm: confirm ?? '' })
      return engine.call('jobs.wait', { job, limit: 1 })
    })
    if (run.value.job.counts.confirmed !== 1000) throw new Error(`not confirmed: ${JSON.stringify(run.value.job)}`)
    requests = engine.service.requests.length - before
    engine.demo.answer = answer
    for (const name of names) engine.demo.edit.enable(name)
    ratios.push(run.ms / (await bare(engine.service.url, bodies)))
    stalls.push(run.stallMs)
    await engine.close()
  }
  print({ name: `changes.leavers-1000-of-${people}-requests`, value: requests, unit: 'requests', limit: 30 })
  print({
    ...{ name: `changes.leavers-1000-of-${people}`, value: median(ratios), unit: 'times', limit: 1.5 },
    ...{ peer: 'the same requests in a row', ratio: Math.round(median(ratios) * 100) / 100 },
  })
  // The stand-in works in the same process, so that its own share is in here.
  print({ name: `changes.leavers-1000-of-${people}-stall-with-stand-in`, value: median(stalls), unit: 'ms' })
}

async function checking(): Promise<void> {
  const folder = temporaryFolder()
  const store = openStore({
    ...{ file: join(folder, 'journal.db'), key: randomBytes(32).toString('hex') },
    ...{ migrations: journalMigrations, durability: 'normal' },
  })
  const secret = randomBytes(32)
  const journal = createJournal(store, secret, Date.now)
  for (let at = 0; at < 100_000; at += 1000) {
    inTransaction(store, () =>
      journal.append(
        Array.from({ length: 1000 }, (_, index) => ({
          kind: index % 2 === 0 ? 'intent' : 'outcome',
          job: 'e7b1c1de-0000-4000-8000-000000000000',
          change: disable(`person${at + index}@example.com`),
          data: {
            row: index,
            command: 'disableuser',
            before: {
              id: '900000001',
              username: `person${at + index}@example.com`,
              fullname: 'Some Person',
              groups: ['Dev', 'Berlin'],
            },
            message: 'Read again: the account is disabled.',
          },
        })),
      ),
    )
  }
  const times: number[] = []
  const stalls: number[] = []
  for (let round = 0; round < 3; round++) {
    const { value, ms, stallMs } = await timed(() => verify(store, secret, null))
    if (!value.intact || value.entries !== 100_000) throw new Error(`not intact: ${value.reason}`)
    times.push(ms)
    stalls.push(stallMs)
  }
  print({ name: 'journal.verify-100000', value: median(times), unit: 'ms', limit: 2000 })
  print({ name: 'journal.verify-100000-stall', value: median(stalls), unit: 'ms', limit: 50 })
  store.close()
  rmSync(folder, { recursive: true, force: true })
}

await checking()
await previews()
await leavers(2000)
await leavers(100_000)
