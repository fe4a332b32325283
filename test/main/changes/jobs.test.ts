import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createJobs, type Jobs } from '../../../src/main/changes/job/store/job-store.ts'
import type { ShownRow } from '../../../src/main/changes/job/store/row-store.ts'
import type { Row } from '../../../src/main/changes/plan/evaluate.ts'
import { createPlans, type PlanRecord } from '../../../src/main/changes/plan/store/plan-store.ts'
import { journalMigrations } from '../../../src/main/store/migrations/journal.ts'
import { openStore } from '../../../src/main/store/open.ts'
import type { Store } from '../../../src/main/store/store.ts'
import { temporaryFolder } from '../../harness/application.ts'
import { disable } from '../../harness/session.ts'

let folder: string
let store: Store
let jobs: Jobs
const count = 1300

beforeEach(() => {
  folder = temporaryFolder()
  store = openStore({
    ...{ file: join(folder, 'journal.db'), key: randomBytes(32).toString('hex') },
    ...{ migrations: journalMigrations, durability: 'normal' },
  })
  jobs = createJobs(store)
  const rows = Array.from({ length: count }, (_, row): Row => {
    const change = disable(`person${row}@example.com`)
    return { row, change, verdict: 'change', undo: 'enable', differences: [], send: change, before: null }
  })
  const plan: PlanRecord = {
    ...{ id: 'plan', state: 'applied', created: 0, title: 'Disable', reason: {}, asOf: null, accounts: 0 },
    ...{ source: null, sourceBefore: null, undoOf: null, request: null },
  }
  finish(createPlans(store).save(plan, rows))
  finish(
    jobs.prepare(
      'job',
      'plan',
      rows.map(({ row, change }) => ({ row, change, outcome: 'waiting', message: null })),
    ),
  )
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

function finish<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

describe('the rows of a job that are shown', () => {
  it('are those asked for, each with its change, in order', () => {
    const names = (rows: readonly ShownRow[]) => rows.map(({ row, change }) => [row, change.username])
    const all = finish(jobs.shown('job', 0, 10_000))
    expect(names(all)).toEqual(Array.from({ length: count }, (_, row) => [row, `person${row}@example.com`]))
    expect(names(finish(jobs.shown('job', 700, 550)))).toEqual(names(all).slice(700, 1250))
    expect(finish(jobs.shown('job', 5, 0))).toEqual([])
    expect(finish(jobs.shown('job', count, 10))).toEqual([])
    expect(finish(jobs.shown('another', 0, 10))).toEqual([])
  })

  it('are of one moment, whatever becomes of them while they are put together', () => {
    const work = jobs.shown('job', 0, 10_000)
    let turns = 0
    let step = work.next()
    for (; !step.done; step = work.next(), turns++) {
      const time = '2026-11-20T08:00:00.000Z'
      const rows = jobs.next('job', () => 400).map((row) => ({ ...row, outcome: 'confirmed' as const, time }))
      jobs.set('job', rows)
    }
    expect(turns).toBe(3)
    expect(new Set(step.value.map(({ outcome }) => outcome))).toEqual(new Set(['waiting']))
    expect(jobs.counts('job')).toMatchObject({ waiting: 100, confirmed: 1200 })
  })
})
