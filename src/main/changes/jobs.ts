import type { Change, JobState, Outcome, Reason } from '../../contract/change.ts'
import { outcomes } from '../../contract/change.ts'
import { Refusal } from '../../contract/failure.ts'
import { inTransaction } from '../store/bulk.ts'
import type { Store } from '../store/open.ts'
import type { State } from './state.ts'

/** What is kept of a job beside its rows. */
export interface JobRecord {
  id: string
  plan: string
  title: string
  state: JobState
  note: string | null
  created: string
  finished: string | null
  /** Epoch milliseconds at which sending begins; null: at once. */
  holdUntil: number | null
  reason: Reason
  undoOf: string | null
  /** The rows have to be read anew before anything is sent: they waited, or failed before. */
  stale: boolean
}

/** What the service said to the request that a row went with; null: not known. `unchanged`: it was so when the request came. */
export type Answer = 'ok' | 'unchanged' | 'warn' | 'fail' | 'unknown'

/** One row of a job. */
export interface WorkRow {
  row: number
  change: Change
  /** What is sent; null: nothing, because the plan said so. */
  send: Change | null
  before: State | null
  outcome: Outcome
  message: string | null
  details: string | null
  time: string | null
  answer: Answer | null
  /** Epoch milliseconds at which the request left. */
  sentAt: number | null
  /** Only reading the account again can tell what became of it. */
  open: boolean
  /** This job made the change, so it can undo it. */
  ours: boolean
}

type StoredRow = Omit<WorkRow, 'change' | 'send' | 'before' | 'open' | 'ours' | 'sentAt'> & {
  change: string
  send: string | null
  before: string | null
  open: number
  ours: number
  sent_at: number | null
}

/** Jobs in the store. */
export interface Jobs {
  /** Writes a job's rows in steps; it is there for others once `begin` has run, inside the caller's transaction. */
  prepare(id: string, rows: readonly WorkRow[]): Generator<void, void>
  begin(job: JobRecord): void
  /** @throws Refusal `not-found` */
  get(id: string): JobRecord
  update(job: JobRecord): void
  page(offset: number, limit: number): { rows: JobRecord[]; total: number }
  /** Jobs that are not over, oldest first, and those that are but have rows of which nobody knows what became. */
  unfinished(): JobRecord[]
  counts(id: string): Record<Outcome, number>
  undoable(id: string): number
  rows(id: string, offset: number, limit: number): WorkRow[]
  /** The next rows to send: of one kind, the kind of the first row that waits. */
  next(id: string, most: (kind: Change['kind']) => number): WorkRow[]
  open(id: string): WorkRow[]
  set(id: string, row: WorkRow): void
  /** Takes back what a crash left half-written. */
  tidy(): void
}

const together = 200
const columns = 'row, change, send, before, outcome, message, details, time, answer, sent_at, open, ours'

export function createJobs(store: Store): Jobs {
  const write = store.prepare(
    'INSERT INTO jobs (id, state, json) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state, json = excluded.json',
  )
  const insert = store.prepare(
    `INSERT INTO job_rows (job, kind, ${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const change = store.prepare(
    `UPDATE job_rows SET send = ?, before = ?, outcome = ?, message = ?, details = ?, time = ?, answer = ?, sent_at = ?, open = ?,
     ours = ? WHERE job = ? AND row = ?`,
  )
  const firstWaiting = store.prepare(
    "SELECT kind FROM job_rows WHERE job = ? AND outcome = 'waiting' ORDER BY row LIMIT 1",
  )
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value))
  const all = (sql: string, ...values: unknown[]) => (store.prepare(sql).all(...values) as StoredRow[]).map(rowOf)
  const parse = ({ state, json: text }: { state: string; json: string }): JobRecord => ({
    ...(JSON.parse(text) as JobRecord),
    state: state as JobState,
  })

  return {
    *prepare(id, rows) {
      for (let from = 0; from < rows.length; from += together) {
        inTransaction(store, () => {
          for (const each of rows.slice(from, from + together)) {
            insert.run(
              ...[id, each.change.kind, each.row, JSON.stringify(each.change), json(each.send), json(each.before)],
              ...[each.outcome, each.message, each.details, each.time, each.answer, each.sentAt],
              ...[each.open ? 1 : 0, each.ours ? 1 : 0],
            )
          }
        })
        yield
      }
    },
    begin: (job) => void write.run(job.id, job.state, JSON.stringify(job)),
    get(id) {
      const found = store.prepare('SELECT state, json FROM jobs WHERE id = ?').get(id) as
        | { state: string; json: string }
        | undefined
      if (found === undefined) throw new Refusal('not-found', 'There is no job of this name here.')
      return parse(found)
    },
    update: (job) => void write.run(job.id, job.state, JSON.stringify(job)),
    page(offset, limit) {
      const { total } = store.prepare('SELECT count(*) AS total FROM jobs').get() as { total: number }
      const rows = store.prepare('SELECT state, json FROM jobs ORDER BY n DESC LIMIT ? OFFSET ?').all(limit, offset)
      return { rows: (rows as { state: string; json: string }[]).map(parse), total }
    },
    unfinished: () =>
      (
        store
          .prepare(
            `SELECT state, json FROM jobs WHERE state IN ('holding', 'running', 'paused')
             OR id IN (SELECT DISTINCT job FROM job_rows WHERE open = 1) ORDER BY n`,
          )
          .all() as { state: string; json: string }[]
      ).map(parse),
    counts(id) {
      const found = store.prepare('SELECT outcome, count(*) AS n FROM job_rows WHERE job = ? GROUP BY outcome').all(id)
      const counts = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Outcome, number>
      for (const { outcome, n } of found as { outcome: Outcome; n: number }[]) counts[outcome] = n
      return counts
    },
    undoable: (id) =>
      (
        store
          .prepare(
            `SELECT count(*) AS n FROM job_rows WHERE job = ? AND outcome = 'confirmed' AND ours = 1
             AND kind IN ('disable', 'enable', 'groups', 'rename', 'add')`,
          )
          .get(id) as { n: number }
      ).n,
    rows: (id, offset, limit) =>
      all(`SELECT ${columns} FROM job_rows WHERE job = ? AND row >= ? ORDER BY row LIMIT ?`, id, offset, limit),
    next(id, most) {
      const first = firstWaiting.get(id) as { kind: Change['kind'] } | undefined
      if (first === undefined) return []
      return all(
        `SELECT ${columns} FROM job_rows WHERE job = ? AND outcome = 'waiting' AND kind = ? ORDER BY row LIMIT ?`,
        ...[id, first.kind, most(first.kind)],
      )
    },
    open: (id) => all(`SELECT ${columns} FROM job_rows WHERE job = ? AND open = 1 ORDER BY row`, id),
    set: (id, each) =>
      void change.run(
        ...[json(each.send), json(each.before), each.outcome, each.message, each.details, each.time, each.answer],
        ...[each.sentAt, each.open ? 1 : 0, each.ours ? 1 : 0, id, each.row],
      ),
    tidy: () => store.exec('DELETE FROM job_rows WHERE job NOT IN (SELECT id FROM jobs)'),
  }
}

const rowOf = ({ sent_at, open, ours, change, send, before, ...row }: StoredRow): WorkRow => ({
  ...row,
  change: JSON.parse(change) as Change,
  send: send === null ? null : (JSON.parse(send) as Change),
  before: before === null ? null : (JSON.parse(before) as State),
  sentAt: sent_at,
  open: open === 1,
  ours: ours === 1,
})
