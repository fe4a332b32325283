import { Refusal } from '../../../contract/failure.ts'
import { inTransaction } from '../../store/bulk.ts'
import type { Store } from '../../store/store.ts'
import { bytesOf, parseStored, wholeRow, wholeRows } from '../../store/text.ts'
import { keyOf } from '../../text/user-key.ts'
import { answeredDays, type Batch, type Case, type Check, nextCheckAt, stateOf } from './case.ts'

/** A plan of a batch, and the job that it became. */
export interface PlanLink {
  plan: string
  batch: string
  purpose: 'step' | 'undo'
  job: string | null
  /** Its outcomes are not all known. */
  open: boolean
}

interface Range {
  offset: number
  limit: number
}
type State = ReturnType<typeof stateOf>

/** Batches, cases and checks in the store. */
export interface Cases {
  /** Writes a batch and its cases in steps; the batch is there for others once all cases are. */
  add(batch: Batch, cases: readonly Case[]): Generator<void, void>
  batch(id: string): Batch
  batches(range: Range): { rows: Batch[]; total: number }
  counts(batch: string): Record<State, number>
  one(id: string): Case
  /** Cases, newest first. */
  page(
    filter: { batch?: string | undefined; username?: string | undefined; state?: State | undefined },
    range: Range,
  ): { rows: Case[]; total: number }
  /** The cases of one account, by the key of its user name. */
  ofKey(key: string): Case[]
  /** All cases whose account was confirmed disabled or gone, oldest first. */
  begun(): Generator<void, Case[]>
  /** How many of the journal's outcomes the cases have taken in. */
  journalPlace(): number
  keepJournalPlace(place: number): void
  /** All cases of a batch, oldest first. */
  ofBatch(batch: string): Generator<void, Case[]>
  save(cases: readonly Case[]): Generator<void, void>
  link(link: PlanLink): void
  linkOfPlan(plan: string): PlanLink | null
  linkOfJob(job: string): PlanLink | null
  links(batch: string): PlanLink[]
  openLinks(): PlanLink[]
  addChecks(checks: readonly { one: Case; checks: readonly Check[] }[]): void
  checks(id: string): Check[]
  due(by: string, limit: number): Case[]
  dueCount(by: string): { due: number; next: string | null }
}

/** 200 cases a transaction: some milliseconds and one wait for the disk. */
const together = 200
const json = bytesOf('json')
const placeName = 'journal-place'

export function createCases(store: Store): Cases {
  const write = store.prepare(
    `INSERT INTO cases (id, batch, key, state, due, json) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, due = excluded.due, json = excluded.json`,
  )
  const putLink = store.prepare(
    'INSERT INTO plans (plan, batch, purpose, job, open) VALUES (?, ?, ?, ?, ?) ON CONFLICT (plan) DO UPDATE SET job = excluded.job, open = excluded.open',
  )
  const insertCheck = store.prepare('INSERT INTO checks ("case", json) VALUES (?, ?)')
  const all = <T>(sql: string, ...values: unknown[]): T[] =>
    wholeRows<{ json: string }>(store.prepare(sql).all(...values)).map(({ json }) => parseStored<T>(json))
  const count = (sql: string, ...values: unknown[]) => (store.prepare(sql).get(...values) as { n: number }).n
  const linksBy = (where: string, ...values: unknown[]): PlanLink[] =>
    wholeRows<Omit<PlanLink, 'open'> & { open: number }>(
      store
        .prepare(
          `SELECT ${bytesOf('plan', 'batch', 'purpose', 'job')}, open = 1 AS open FROM plans WHERE ${where} ORDER BY rowid`,
        )
        .all(...values),
    ).map((row) => ({
      ...row,
      open: row.open === 1,
    }))
  const checks = (id: string) => all<Check>(`SELECT ${json} FROM checks WHERE "case" = ? ORDER BY n`, id)

  const put = (one: Case) =>
    void write.run(
      one.id,
      one.batch,
      keyOf(one.username),
      stateOf(one),
      nextCheckAt(one, answeredDays(one, checks(one.id))),
      JSON.stringify(one),
    )
  function* save(cases: readonly Case[]): Generator<void, void> {
    for (let from = 0; from < cases.length; from += together) {
      inTransaction(store, () => cases.slice(from, from + together).forEach(put))
      yield
    }
  }

  return {
    *add(batch, cases) {
      yield* save(cases)
      store.prepare('INSERT INTO batches (id, json) VALUES (?, ?)').run(batch.id, JSON.stringify(batch))
    },
    batch(id) {
      const [found] = all<Batch>(`SELECT ${json} FROM batches WHERE id = ?`, id)
      if (found === undefined) throw new Refusal('not-found', 'There is no such list of leavers here.')
      return found
    },
    batches: ({ offset, limit }) => ({
      rows: all<Batch>(`SELECT ${json} FROM batches ORDER BY n DESC LIMIT ? OFFSET ?`, limit, offset),
      total: count('SELECT count(*) AS n FROM batches'),
    }),
    counts(batch) {
      const counts: Record<State, number> = { open: 0, done: 0, attention: 0 }
      const rows = store
        .prepare(`SELECT ${bytesOf('state')}, count(*) AS n FROM cases WHERE batch = ? GROUP BY 1`)
        .all(batch)
      for (const { state, n } of wholeRows<{ state: State; n: number }>(rows)) counts[state] = n
      return counts
    },
    one(id) {
      const [found] = all<Case>(`SELECT ${json} FROM cases WHERE id = ?`, id)
      if (found === undefined) throw new Refusal('not-found', 'There is no such case here.')
      return found
    },
    page({ batch, username, state }, { offset, limit }) {
      const parts: [string, string | undefined][] = [
        ['batch = ?', batch],
        ['key = ?', username === undefined ? undefined : keyOf(username)],
        ['state = ?', state],
      ]
      const given = parts.filter(([, value]) => value !== undefined)
      // A batch that was cut off by a crash has cases, but is not there.
      const where = ['batch IN (SELECT id FROM batches)', ...given.map(([sql]) => sql)].join(' AND ')
      const values = given.map(([, value]) => value)
      return {
        rows: all<Case>(
          // The newest leaving first, its people in the order of their list.
          `SELECT ${json} FROM cases WHERE ${where}
           ORDER BY (SELECT b.n FROM batches AS b WHERE b.id = cases.batch) DESC, n LIMIT ? OFFSET ?`,
          ...values,
          limit,
          offset,
        ),
        total: count(`SELECT count(*) AS n FROM cases WHERE ${where}`, ...values),
      }
    },
    ofKey: (key) =>
      all<Case>(`SELECT ${json} FROM cases WHERE key = ? AND batch IN (SELECT id FROM batches) ORDER BY n`, key),
    *begun() {
      const found: Case[] = []
      for (let last = 0; ; ) {
        const part = wholeRows<{ n: number; json: string }>(
          store
            .prepare(
              `SELECT CAST(n AS INTEGER) AS n, ${json} FROM cases
               WHERE n > ? AND batch IN (SELECT id FROM batches) ORDER BY n LIMIT ?`,
            )
            .all(last, together),
        )
        for (const row of part) {
          const one = parseStored<Case>(row.json)
          if (one.disabled !== null || one.ended !== null) found.push(one)
        }
        last = part.at(-1)?.n ?? last
        if (part.length < together) return found
        yield
      }
    },
    journalPlace() {
      const row = store.prepare(`SELECT ${json} FROM meta WHERE name = ?`).get(placeName)
      return row === undefined ? 0 : parseStored<number>(wholeRow<{ json: string }>(row).json)
    },
    keepJournalPlace: (place) =>
      void store
        .prepare('INSERT INTO meta (name, json) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET json = excluded.json')
        .run(placeName, JSON.stringify(place)),
    *ofBatch(batch) {
      const cases: Case[] = []
      for (;;) {
        const part = all<Case>(
          `SELECT ${json} FROM cases WHERE batch = ? ORDER BY n LIMIT ? OFFSET ?`,
          batch,
          together,
          cases.length,
        )
        cases.push(...part)
        if (part.length < together) return cases
        yield
      }
    },
    save,
    link: ({ plan, batch, purpose, job, open }) => void putLink.run(plan, batch, purpose, job, open ? 1 : 0),
    linkOfPlan: (plan) => linksBy('plan = ?', plan)[0] ?? null,
    linkOfJob: (job) => linksBy('job = ?', job)[0] ?? null,
    links: (batch) => linksBy('batch = ?', batch),
    openLinks: () => linksBy('open = 1'),
    addChecks: (found) =>
      inTransaction(store, () => {
        for (const { one, checks: made } of found) {
          for (const check of made) insertCheck.run(one.id, JSON.stringify(check))
          put(one)
        }
      }),
    checks,
    due: (by, limit) =>
      all<Case>(
        `SELECT ${json} FROM cases WHERE due <= ? AND batch IN (SELECT id FROM batches) ORDER BY due LIMIT ?`,
        by,
        limit,
      ),
    dueCount: (by) => ({
      due: count('SELECT count(*) AS n FROM cases WHERE due <= ? AND batch IN (SELECT id FROM batches)', by),
      next: wholeRow<{ next: string | null }>(
        store.prepare('SELECT CAST(min(due) AS BLOB) AS next FROM cases WHERE due > ?').get(by),
      ).next,
    }),
  }
}
