import type { Change, JobState, Outcome, Reason } from '../../../../contract/change.ts'
import { type FailureCode, Refusal } from '../../../../contract/failure.ts'
import { changeKinds, outcomes } from '../../../../contract/lists.ts'
import { inTransaction } from '../../../store/bulk.ts'
import type { Store } from '../../../store/open.ts'
import { bytesOf, parseStored, textRow, textRows } from '../../../store/text.ts'
import { keyOf } from '../../../text/user-key.ts'
import type { State } from '../../kinds/common/account-state.ts'
import { kinds } from '../../kinds/kinds.ts'
import type { Row } from '../../plan/evaluate.ts'

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
  /** While a job that rested is held before it goes on: what it goes back to when it is called back. */
  held?: Held | null
  /** It was called back before anything was sent, and its plan waits again. */
  calledBack?: boolean
  /** What stopped it, while it is paused for that. */
  cause?: FailureCode
}

/** How a job stood before it was told to go on; `retried`: rows that had failed, and wait again. */
export interface Held {
  state: JobState
  note: string | null
  finished: string | null
  retried: readonly number[]
}

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

/** Jobs in the store. */
export interface Jobs {
  /** Writes a job's rows in steps; it is there for others once `begin` has run, inside the caller's transaction. */
  prepare(
    id: string,
    plan: string,
    rows: readonly Pick<WorkRow, 'row' | 'change' | 'outcome' | 'message'>[],
  ): Generator<void, void>
  begin(job: JobRecord): void
  /** @throws Refusal `not-found` */
  get(id: string): JobRecord
  update(job: JobRecord): void
  page(offset: number, limit: number): { rows: JobRecord[]; total: number }
  /** Jobs that are not over, oldest first, and those that are but have rows of which nobody knows what became. */
  unfinished(): JobRecord[]
  counts(id: string): Record<Outcome, number>
  /** How many rows a new plan can undo, and how many people's rows were undone by a later job. */
  undoable(id: string): { undoable: number; undone: number }
  /** The newest job that undid rows of this one; null: none did. */
  undoneBy(id: string): string | null
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
  /** Jobs that are over with rows that failed although LastPass may have carried them out, sent since then. */
  late(since: number): JobRecord[]
  failedLately(id: string, since: number): WorkRow[]
  /** Takes back what a crash left half-written. */
  tidy(): void
}

/** 1,000 rows a transaction: they are short. */
const together = 1000
/** 500 rows that are shown are read in about 5 ms. */
const step = 500
/** All rows wanted as one JSON text, because each value that crosses from the driver costs more than reading it. */
const asOne = (line: string, from: string) =>
  `SELECT CAST(json_group_array(json(line)) AS BLOB) AS rows FROM (SELECT json_array(${line}) AS line FROM ${from})`
const withPlan = 'job_rows r JOIN plan_rows p ON p.plan = r.plan AND p.row = r.row'
const select = (where: string) =>
  asOne(
    'r.row, r.outcome, r.message, r.details, r.time, r.answer, r.sent_at, r.open, r.ours, json(r.content), json(p.json)',
    `${withPlan} WHERE ${where}`,
  )
const withUndo = JSON.stringify(changeKinds.filter((kind) => kinds[kind].undo !== null))
const mayBeLate = "outcome = 'failed' AND answer IN ('ok', 'unchanged', 'unknown') AND sent_at > ?"
const listed = <T>(found: unknown): T[] => parseStored<T[]>(textRow<{ rows: string }>(found).rows)

export function createJobs(store: Store): Jobs {
  const write = store.prepare(
    'INSERT INTO jobs (id, state, json) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state, json = excluded.json',
  )
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
  const undoable = store.prepare(
    `SELECT count(*) AS n FROM job_rows WHERE job = ? AND outcome = 'confirmed' AND ours = 1
     AND kind IN (SELECT value FROM json_each(?))`,
  )
  const newestUndo = store.prepare(
    `SELECT ${bytesOf('id')} FROM jobs j WHERE j.json ->> '$.undoOf' = ? AND EXISTS
     (SELECT 1 FROM job_rows r WHERE r.job = j.id AND r.outcome = 'confirmed') ORDER BY n DESC LIMIT 1`,
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
  const parse = ({ state, json: text }: { state: string; json: string }): JobRecord => ({
    ...parseStored<JobRecord>(text),
    state: state as JobState,
  })

  /** By job: the jobs that undo it. */
  const undos = new Map<string, string[]>()
  const noteUndo = ({ id, undoOf }: Pick<JobRecord, 'id' | 'undoOf'>) => {
    if (undoOf !== null) undos.set(undoOf, [...(undos.get(undoOf) ?? []), id])
  }
  const undoing = store.prepare(`SELECT ${bytesOf('state', 'json')} FROM jobs WHERE json ->> '$.undoOf' IS NOT NULL`)
  for (const row of textRows<{ state: string; json: string }>(undoing.all())) noteUndo(parse(row))
  const made = store.prepare(
    asOne("p.json -> '$.change.username'", `${withPlan} WHERE r.job = ? AND r.outcome = 'confirmed' AND r.ours = 1`),
  )
  /** Keys of the people for whom a job was undone, and not done again since by undoing that. */
  const undoneIn = (id: string): Set<string> =>
    new Set(
      (undos.get(id) ?? []).flatMap((undo) => {
        const again = undoneIn(undo)
        return listed<[string]>(made.get(undo))
          .map(([username]) => keyOf(username))
          .filter((key) => !again.has(key))
      }),
    )

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
    begin(job) {
      write.run(job.id, job.state, JSON.stringify(job))
      noteUndo(job)
    },
    get(id) {
      const found = store.prepare(`SELECT ${bytesOf('state', 'json')} FROM jobs WHERE id = ?`).get(id)
      if (found === undefined) throw new Refusal('not-found', 'There is no job of this name here.')
      return parse(textRow(found))
    },
    update: (job) => void write.run(job.id, job.state, JSON.stringify(job)),
    page(offset, limit) {
      const { total } = store.prepare('SELECT count(*) AS total FROM jobs').get() as { total: number }
      const rows = store
        .prepare(`SELECT ${bytesOf('state', 'json')} FROM jobs ORDER BY n DESC LIMIT ? OFFSET ?`)
        .all(limit, offset)
      return { rows: textRows<{ state: string; json: string }>(rows).map(parse), total }
    },
    unfinished: () =>
      textRows<{ state: string; json: string }>(
        store
          .prepare(
            `SELECT ${bytesOf('state', 'json')} FROM jobs WHERE state IN ('holding', 'running', 'paused')
             OR id IN (SELECT DISTINCT job FROM job_rows WHERE open = 1) ORDER BY n`,
          )
          .all(),
      ).map(parse),
    counts(id) {
      const found = store
        .prepare(`SELECT ${bytesOf('outcome')}, count(*) AS n FROM job_rows WHERE job = ? GROUP BY 1`)
        .all(id)
      const counts = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Outcome, number>
      for (const { outcome, n } of textRows<{ outcome: Outcome; n: number }>(found)) counts[outcome] = n
      return counts
    },
    undoable: (id) => {
      const { n } = undoable.get(id, withUndo) as { n: number }
      const undone = undoneIn(id).size
      return { undone, undoable: Math.max(0, n - undone) }
    },
    undoneBy(id) {
      const found = newestUndo.get(id)
      return found === undefined ? null : textRow<{ id: string }>(found).id
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
    late: (since) =>
      textRows<{ state: string; json: string }>(
        store
          .prepare(
            `SELECT ${bytesOf('state', 'json')} FROM jobs WHERE state IN ('done', 'cancelled') AND json ->> '$.finished' > ?
             AND id IN (SELECT job FROM job_rows WHERE ${mayBeLate}) ORDER BY n`,
          )
          .all(new Date(since).toISOString(), since),
      ).map(parse),
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
    tidy: () => store.exec('DELETE FROM job_rows WHERE job NOT IN (SELECT id FROM jobs)'),
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
