import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createJournal } from '../../src/main/changes/journal/journal.ts'
import { verify } from '../../src/main/changes/journal/verify-chain.ts'
import { inTransaction } from '../../src/main/store/bulk.ts'
import { journalMigrations } from '../../src/main/store/migrations/journal.ts'
import { openStore } from '../../src/main/store/open.ts'
import { temporaryFolder } from '../harness/application.ts'
import { disable, openEngine } from '../harness/session.ts'
import { median, report } from './report.ts'

// Planning, carrying out and checking, at the sizes that Provost promises.

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
  const people = [...page(engine, 0), ...page(engine, 500)]
  const times: number[] = []
  const stalls: number[] = []
  for (let round = 0; round < 5; round++) {
    const { ms, stallMs } = await timed(() =>
      engine.call('changes.preview', { changes: people.map(disable), limit: 200 }),
    )
    times.push(ms)
    stalls.push(stallMs)
  }
  report('changes.preview-1000-of-100000', median(times), 'ms', { limit: 300 })
  report('changes.preview-1000-of-100000-stall', median(stalls), 'ms', { limit: 50 })
  await engine.close()
}

/** 500 people from somewhere in the list. */
const page = (engine: Awaited<ReturnType<typeof openEngine>>, offset: number): string[] =>
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

/** `latencyMs`: how long the stand-in takes for each answer; recorded small calls of the real service took about 300. */
async function leavers(people: number, latencyMs: number): Promise<void> {
  const ratios: number[] = []
  let requests = 0
  for (let round = 0; round < 3; round++) {
    const engine = await openEngine(people)
    const names = [...page(engine, 0), ...page(engine, 500)]
    const { plan, confirm } = await engine.call('changes.preview', { changes: names.map(disable), limit: 1 })
    const bodies: string[] = []
    const { answer } = engine.demo
    engine.demo.answer = (body) => {
      bodies.push(body)
      return answer(body)
    }
    if (latencyMs > 0) engine.demo.misbehave({ how: { kind: 'slow', milliseconds: latencyMs } })
    const run = await timed(async () => {
      const { job } = await engine.call('changes.apply', { plan, confirm: confirm ?? '' })
      return engine.call('jobs.wait', { job, limit: 1 })
    })
    if (run.value.job.counts.confirmed !== 1000) throw new Error(`not confirmed: ${JSON.stringify(run.value.job)}`)
    engine.demo.answer = answer
    requests = bodies.length
    for (const name of names) engine.demo.edit.enable(name)
    ratios.push(run.ms / (await bare(engine.service.url, bodies)))
    await engine.close()
  }
  const name = `changes.leavers-1000-of-${people}${latencyMs > 0 ? `-at-${latencyMs}-ms` : ''}`
  report(`${name}-requests`, requests, 'requests', { limit: 30 })
  // Against the same requests sent in a row, with nothing planned, recorded or compared.
  report(name, median(ratios), 'times', { limit: 1.5, ratio: median(ratios) })
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
  report('journal.verify-100000', median(times), 'ms', { limit: 2000 })
  report('journal.verify-100000-stall', median(stalls), 'ms', { limit: 50 })
  store.close()
  rmSync(folder, { recursive: true, force: true })
}

await checking()
await previews()
for (const latencyMs of [0, 300]) for (const people of [2000, 100_000]) await leavers(people, latencyMs)
