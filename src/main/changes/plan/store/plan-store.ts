import type { PlanSource, Reason } from '../../../../contract/change.ts'
import { Refusal } from '../../../../contract/failure.ts'
import { inTransaction } from '../../../store/bulk.ts'
import { sealToInsert } from '../../../store/row-seal.ts'
import type { Store } from '../../../store/store.ts'
import { bytesOf, parseStored, textRow, textRows } from '../../../store/text.ts'
import type { Row } from '../evaluate.ts'

/** `making`: its rows are still being written; `applied`: a job was made of it. */
export type PlanState = 'making' | 'open' | 'kept' | 'applied' | 'discarded'

/** What is kept of a plan beside its rows. */
export interface PlanRecord {
  id: string
  state: PlanState
  /** Epoch milliseconds. */
  created: number
  /** The latest time that had been seen by then; left out in older plans. */
  latest?: number
  title: string
  reason: Reason
  /** The state that the preview compared with. */
  asOf: string | null
  /** How many accounts there were. */
  accounts: number
  source: PlanSource | null
  /** How long the list was when a plan from it was last sent; null: never. */
  sourceBefore: number | null
  undoOf: string | null
  /** Why the whole plan is doubtful, so that it goes only with a person's yes; left out: it is not. */
  doubt?: string
  /** A first password was entered for it, which is in memory alone. */
  firstPassword?: boolean
  /** Who asked another person to send this, and what that person said. */
  request: PlanRequest | null
  /** How many rows it has; left out in older plans. */
  rows?: number
}

/** A plan that came in a request file, or that was decided on by somebody else. */
export interface PlanRequest {
  id: string
  from: string
  fingerprint: string
  /** False: this workstation's own request, to be decided by somebody else. */
  received: boolean
  decision: 'approved' | 'rejected' | null
  /** By which both journals close it; left out in older plans, as what follows. */
  number?: string | null
  runner?: string | null
  expires?: string
}

/** Plans in the store. */
export interface Plans {
  /** Writes a plan in steps, so that ten thousand rows hold nobody up. */
  save(plan: PlanRecord, rows: readonly Row[]): Generator<void, void>
  /** @throws Refusal `not-found` */
  get(id: string): PlanRecord
  rows(id: string): Generator<void, Row[]>
  update(plan: PlanRecord): void
  /** Writes rows of a plan anew beside it, in steps; `takePrepared` puts them in their place, inside the caller's transaction. */
  prepareRows(id: string, rows: readonly Row[]): Generator<void, void>
  takePrepared(id: string): void
  dropPrepared(id: string): void
  waiting(): PlanRecord[]
  remove(id: string): void
  /** Forgets previews that nobody kept, older than this, and what a crash left half-written. */
  tidy(before: number): void
}

/** 200 rows a transaction: a few milliseconds. */
const together = 200
/** Where rows that are written anew wait; nobody sees them there, and what a crash leaves is forgotten at the next start. */
const asideOf = (id: string) => `${id} prepared`

export function createPlans(store: Store): Plans {
  // One statement for many rows costs two thirds of one for each. `WHERE true` parts its end from the list before.
  const insertRows = (count: number) =>
    store.prepare(
      `INSERT INTO plan_rows (plan, row, json, seal) SELECT plan, row, json, ${sealToInsert(store, 'plan_rows')}
       FROM (SELECT column1 AS plan, CAST(column2 AS INTEGER) AS row, column3 AS json
         FROM (VALUES ${new Array(count).fill('(?, ?, ?)').join(', ')})) WHERE true
       ON CONFLICT (plan, row) DO UPDATE SET json = excluded.json`,
    )
  const insertWhole = insertRows(together)
  const write = store.prepare(
    `INSERT INTO plans (id, state, created, json) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, json = excluded.json`,
  )
  const read = store.prepare(`SELECT ${bytesOf('state', 'json')} FROM plans WHERE id = ?`)
  const someRows = store.prepare(
    `SELECT ${bytesOf('json')} FROM plan_rows WHERE plan = ? AND row >= ? ORDER BY row LIMIT ?`,
  )

  const place = store.prepare(
    `INSERT INTO plan_rows (plan, row, json) SELECT ?, row, json FROM plan_rows WHERE plan = ?
     ON CONFLICT (plan, row) DO UPDATE SET json = excluded.json`,
  )

  /** The rows of the plan written last: mostly it is sent right after. */
  let last: { id: string; rows: readonly Row[] } | null = null
  const parse = ({ state, json }: { state: string; json: string }): PlanRecord => ({
    ...parseStored<PlanRecord>(json),
    state: state as PlanState,
  })
  const update = (plan: PlanRecord) => void write.run(plan.id, plan.state, plan.created, JSON.stringify(plan))
  const writeRows = (id: string, rows: readonly Row[]) =>
    inTransaction(store, () => {
      if (rows.length === 0) return
      const insert = rows.length === together ? insertWhole : insertRows(rows.length)
      insert.run(...rows.flatMap((row) => [id, row.row, JSON.stringify(row)]))
    })
  const forget = (id: string) => {
    store.prepare('DELETE FROM plan_rows WHERE plan = ?').run(id)
    store.prepare('DELETE FROM plans WHERE id = ?').run(id)
  }
  const remove = (id: string) => {
    last = null
    inTransaction(store, () => forget(id))
  }
  function get(id: string): PlanRecord {
    const row = read.get(id)
    const found = row === undefined ? null : textRow<{ state: string; json: string }>(row)
    if (found === null || found.state === 'making')
      throw new Refusal('not-found', 'This plan no longer exists. Preview the changes again.')
    return parse(found)
  }

  function* writeAll(plan: PlanRecord, rows: readonly Row[]): Generator<void, void> {
    update({ ...plan, state: 'making' })
    for (let from = 0; from < rows.length; from += together) {
      writeRows(plan.id, rows.slice(from, from + together))
      yield
    }
  }

  return {
    *save(plan, rows) {
      plan.rows = rows.length
      yield* writeAll(plan, rows)
      update(plan)
      last = { id: plan.id, rows }
    },
    get,
    *rows(id) {
      if (last?.id === id) return [...last.rows]
      const rows: Row[] = []
      for (;;) {
        const part = textRows<{ json: string }>(someRows.all(id, rows.length, together))
        for (const { json } of part) rows.push(parseStored<Row>(json))
        if (part.length < together) return rows
        yield
      }
    },
    update,
    *prepareRows(id, rows) {
      remove(asideOf(id))
      yield* writeAll({ ...get(id), id: asideOf(id) }, rows)
    },
    takePrepared(id) {
      last = null
      place.run(id, asideOf(id))
      forget(asideOf(id))
    },
    dropPrepared: (id) => remove(asideOf(id)),
    waiting: () =>
      textRows<{ state: string; json: string }>(
        store
          .prepare(`SELECT ${bytesOf('state', 'json')} FROM plans WHERE state = 'kept' ORDER BY created, id LIMIT 200`)
          .all(),
      ).map(parse),
    remove,
    tidy(before) {
      const old = store
        .prepare(
          `SELECT ${bytesOf('id')} FROM plans WHERE state IN ('making', 'discarded') OR (state = 'open' AND created < ?)`,
        )
        .all(before)
      for (const { id } of textRows<{ id: string }>(old)) remove(id)
    },
  }
}
