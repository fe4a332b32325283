import type { Change, Outcome } from '../../../../contract/change.ts'
import { outcomes } from '../../../../contract/lists.ts'
import { inTransaction } from '../../../store/bulk.ts'
import type { Store } from '../../../store/store.ts'
import { bytesOf, parseStored, textRow, textRows } from '../../../store/text.ts'
import type { State } from '../../kinds/common/account-state.ts'
import type { Row } from '../../plan/evaluate.ts'

/** What the service said to the request that a row went with; null: not known. `unchanged`: it was so when the request came; `busy`: to slow down. */
export type Answer = 'ok' | 'unchanged' | 'warn' | 'fail' | 'busy' | 'unknown'

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

/** A row as people see it. */
export type ShownRow = Pick<WorkRow, 'row' | 'change' | 'before' | 'outcome' | 'message' | 'details' | 'time'>

/** A row as the store gives it: an array, in the order of `select`. */
type StoredRow = [
  row: number,
  outcome: Outcome,
  message: string | null,
  details: string | null,
  time: string | null,
  answer: Answer | null,
  sentAt: number | null,
  open: number,
  ours: number,
  content: Content | null,
  planned: Row,
]

type StoredState = [row: number, outcome: Outcome, message: string | null, details: string | null, time: string | null]
type StoredChange = [row: number, change: Change, before: State | null]

type Content = Pick<WorkRow, 'send' | 'before'>

/** Rows of jobs in the store: what each sends, and what became of it. */
export interface JobRows {
  /** Writes a job's rows in steps; it is there for others once `begin` has run, inside the caller's transaction. */
  prepare(
    id: string,
    plan: string,
    rows: readonly Pick<WorkRow, 'row' | 'change' | 'outcome' | 'message'>[],
  ): Generator<void, void>
  counts(id: string): Record<Outcome, number>
  /** Rows as they stand when this is begun, in steps: what became of them is read at once, what they are about does not change. */
  shown(id: string, offset: number, limit: number): Generator<void, ShownRow[]>
  /** The next rows to send: of one kind, the kind of the first row that waits. */
  next(id: string, most: (kind: Change['kind']) => number): WorkRow[]
  open(id: string): WorkRow[]
  /** Lets the failed rows wait again; gives their numbers. */
  retry(id: string): number[]
  /** Takes that back. */
  unretry(id: string, rows: readonly number[]): void
  /** Writes what became of rows; rows of which the same became cost one statement. What they send is not touched. */
  set(id: string, rows: readonly WorkRow[]): void
  /** Writes what rows send and what the accounts are before that. */
  setContent(id: string, rows: readonly WorkRow[]): void
  failedLately(id: string, since: number): WorkRow[]
}

/** 1,000 rows a transaction: they are short. */
const together = 1000
/** 500 rows that are shown are read in about 5 ms. */
const step = 500
/** All rows wanted as one JSON text, because each value that crosses from the driver costs more than reading it. */
export const asOne = (line: string, from: string) =>
  `SELECT CAST(json_group_array(json(line)) AS BLOB) AS rows FROM (SELECT json_array(${line}) AS line FROM ${from})`
/** Rows of jobs, each with what its plan says of it. */
export const withPlan = 'job_rows r JOIN plan_rows p ON p.plan = r.plan AND p.row = r.row'
const select = (where: string) =>
  asOne(
    'r.row, r.outcome, r.message, r.details, r.time, r.answer, r.sent_at, r.open, r.ours, json(r.content), json(p.json)',
    `${withPlan} WHERE ${where}`,
  )
/** A row that failed although LastPass may have carried it out, sent since an instant. */
export const mayBeLate = "outcome = 'failed' AND answer IN ('ok', 'unchanged', 'unknown') AND sent_at > ?"
/** The rows that a statement of `asOne` found. */
export const listed = <T>(found: unknown): T[] => parseStored<T[]>(textRow<{ rows: string }>(found).rows)

export function createJobRows(store: Store): JobRows {
  const insert = store.prepare(
    `INSERT INTO job_rows (job, plan, row, kind, outcome, message)
     SELECT ?, ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)`,
  )
  const become = store.prepare(
    `UPDATE job_rows SET outcome = ?, message = ?, details = ?, time = ?, answer = ?, sent_at = ?, open = ?, ours = ?
     WHERE job = ? AND row IN (SELECT value FROM json_each(?))`,
  )
  const becomeOnly = store.prepare(
    'UPDATE job_rows SET outcome = ? WHERE job = ? AND row IN (SELECT value FROM json_each(?))',
  )
  const content = store.prepare('UPDATE job_rows SET content = ? WHERE job = ? AND row = ?')
  const firstWaiting = store.prepare(
    "SELECT CAST(kind AS BLOB) AS kind FROM job_rows WHERE job = ? AND outcome = 'waiting' ORDER BY row LIMIT 1",
  )
  const someStates = store.prepare(
    asOne('row, outcome, message, details, time', 'job_rows WHERE job = ? AND row >= ? ORDER BY row LIMIT ?'),
  )
  const someChanges = store.prepare(
    asOne(
      "p.row, json(p.json -> '$.change'), json(p.json -> '$.before')",
      `${withPlan} WHERE r.job = ? AND r.row BETWEEN ? AND ?`,
    ),
  )
  const all = (where: string, ...values: unknown[]): WorkRow[] =>
    listed<StoredRow>(store.prepare(select(where)).get(...values)).map(rowOf)

  return {
    *prepare(id, plan, rows) {
      for (let from = 0; from < rows.length; from += together) {
        const part = rows
          .slice(from, from + together)
          .map(({ row, change, outcome, message }) => [row, change.kind, outcome, message])
        inTransaction(store, () => insert.run(id, plan, JSON.stringify(part)))
        yield
      }
    },
    counts(id) {
      const found = store
        .prepare(`SELECT ${bytesOf('outcome')}, count(*) AS n FROM job_rows WHERE job = ? GROUP BY 1`)
        .all(id)
      const counts = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Outcome, number>
      for (const { outcome, n } of textRows<{ outcome: Outcome; n: number }>(found)) counts[outcome] = n
      return counts
    },
    *shown(id, offset, limit) {
      const states = listed<StoredState>(someStates.get(id, offset, limit))
      const rows: ShownRow[] = []
      for (let from = 0; from < states.length; from += step) {
        yield
        const part = states.slice(from, from + step)
        const [first = 0] = part[0] ?? []
        const [last = 0] = part.at(-1) ?? []
        const planned = new Map(listed<StoredChange>(someChanges.get(id, first, last)).map((each) => [each[0], each]))
        for (const [row, outcome, message, details, time] of part) {
          const [, change, before = null] = planned.get(row) ?? []
          if (change !== undefined) rows.push({ row, change, before, outcome, message, details, time })
        }
      }
      return rows
    },
    next(id, most) {
      const row = firstWaiting.get(id)
      if (row === undefined) return []
      const first = textRow<{ kind: Change['kind'] }>(row)
      return all(
        "r.job = ? AND r.outcome = 'waiting' AND r.kind = ? ORDER BY r.row LIMIT ?",
        ...[id, first.kind, most(first.kind)],
      )
    },
    failedLately: (id, since) => all(`r.job = ? AND ${mayBeLate} ORDER BY r.row`, id, since),
    retry(id) {
      const rows = all("r.job = ? AND r.outcome = 'failed' ORDER BY r.row", id).map(({ row }) => row)
      inTransaction(store, () => void becomeOnly.run('waiting', id, JSON.stringify(rows)))
      return rows
    },
    unretry: (id, rows) => inTransaction(store, () => void becomeOnly.run('failed', id, JSON.stringify(rows))),
    open: (id) => all('r.job = ? AND r.open = 1 ORDER BY r.row', id),
    set(id, rows) {
      const alike = new Map<string, { values: unknown[]; rows: number[] }>()
      for (const each of rows) {
        const values = [
          ...[each.outcome, each.message, each.details, each.time, each.answer, each.sentAt],
          ...[each.open ? 1 : 0, each.ours ? 1 : 0],
        ]
        const key = JSON.stringify(values)
        const same = alike.get(key)
        if (same === undefined) alike.set(key, { values, rows: [each.row] })
        else same.rows.push(each.row)
      }
      for (const { values, rows: numbers } of alike.values()) become.run(...values, id, JSON.stringify(numbers))
    },
    setContent(id, rows) {
      for (const { row, send, before } of rows) content.run(JSON.stringify({ send, before }), id, row)
    },
  }
}

function rowOf(stored: StoredRow): WorkRow {
  const [row, outcome, message, details, time, answer, sentAt, open, ours, content, planned] = stored
  const { send, before } = content ?? planned
  return {
    ...{ row, change: planned.change, send, before, outcome, message, details, time, answer, sentAt },
    open: open === 1,
    ours: ours === 1,
  }
}
