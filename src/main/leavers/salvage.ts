import { keyOf } from '../directory/text.ts'
import { inTransaction } from '../store/bulk.ts'
import { explain, type Store } from '../store/open.ts'
import { parseStored, textRow, wholeRow } from '../store/text.ts'
import { UnreadableStore } from '../store/unreadable.ts'
import type { Batch, Case, Check } from './case.ts'
import type { Cases } from './cases.ts'

/** What could be taken over from a file that was put aside. */
export interface Salvaged {
  cases: number
  /** What could not be, in words: each stays in the file that was put aside. */
  lost: string[]
}

/** 200 rows a transaction. */
const together = 200

/**
 * Takes over, row by row, what can still be read of the records of leavers; the sites of shared folders are not among it, they
 * are read anew from LastPass. Yields now and then.
 */
export function* salvage(old: Store, store: Store, cases: Cases): Generator<void, Salvaged> {
  const lost: string[] = []
  const known = new Set<string>()

  const insertBatch = store.prepare('INSERT INTO batches (n, id, json) VALUES (?, ?, ?)')
  yield* each(old, 'batches', ['id', 'json'], {
    take: (n, { json }) => {
      const batch = parseStored<Batch>(json)
      insertBatch.run(n, batch.id, json)
      known.add(batch.id)
    },
    lose: (row) => lost.push(row?.id ? `the list of leavers ${row.id}` : 'a list of leavers'),
    store,
  })
  const insertCheck = store.prepare('INSERT INTO checks (n, "case", json) VALUES (?, ?, ?)')
  yield* each(old, 'checks', ['case', 'json'], {
    take: (n, row) => {
      parseStored<Check>(row.json)
      insertCheck.run(n, row.case, row.json)
    },
    lose: () => lost.push('what a check found'),
    store,
  })
  const whole: Case[] = []
  yield* each(old, 'cases', ['id', 'batch', 'key', 'json'], {
    take: (_, { json }) => {
      const one = parseStored<Case>(json)
      if (known.has(one.batch)) whole.push(one)
      else lost.push(`the case of ${one.username}, whose list cannot be read`)
    },
    lose: (row) => lost.push(row?.key ? `the case of ${row.key}` : 'a case'),
    store,
  })
  // Everything beside a case's own record follows from it.
  yield* cases.save(whole)
  const insertTick = store.prepare('INSERT INTO ticks (key, folder, site, json) VALUES (?, ?, ?, ?)')
  yield* each(old, 'ticks', ['key', 'folder', 'site', 'json'], {
    take: (_, { key, folder, site, json }) => {
      parseStored(json)
      insertTick.run(keyOf(key), folder, site, json)
    },
    lose: (row) => lost.push(row?.site ? `the tick of ${row.site}` : 'a tick'),
    store,
  })
  const insertPlan = store.prepare('INSERT INTO plans (plan, batch, purpose, job, open) VALUES (?, ?, ?, ?, 1)')
  yield* each(old, 'plans', ['plan', 'batch', 'purpose', 'job'], {
    take: (_, { plan, batch, purpose, job }) => {
      if (purpose !== 'step' && purpose !== 'undo') throw new UnreadableStore('a purpose that there is not')
      // Open: what became of it is looked at once more.
      if (known.has(batch)) insertPlan.run(plan, batch, purpose, job)
    },
    lose: () => lost.push('which plan belongs to which list'),
    store,
  })
  return { cases: whole.length, lost }
}

/** Hands over each row of a table that can be read, with its number; the others as far as they can be. */
function* each<Column extends string>(
  old: Store,
  table: string,
  columns: readonly Column[],
  to: {
    take: (n: number, row: Record<Column, string>) => void
    lose: (row: Record<Column, string> | null) => void
    store: Store
  },
): Generator<void, void> {
  const most = attempt(() => (old.prepare(`SELECT max(rowid) AS most FROM ${table}`).get() as { most: number }).most)
  if (most === failed) return to.lose(null)
  const one = old.prepare(
    `SELECT ${columns.map((column) => `CAST("${column}" AS BLOB) AS "${column}"`).join(', ')} FROM ${table} WHERE rowid = ?`,
  )
  for (let from = 1; from <= (most ?? 0); from += together) {
    inTransaction(to.store, () => {
      for (let n = from; n < from + together && n <= most; n++) {
        const found = attempt(() => one.get(n))
        if (found === undefined) continue
        if (found === failed) to.lose(null)
        else if (attempt(() => to.take(n, wholeRow<Record<Column, string>>({ ...(found as object) }))) === failed)
          to.lose(textRow<Record<Column, string>>({ ...(found as object) }))
      }
    })
    yield
  }
}

const failed = Symbol('failed')

/** What the work gives, or that the file could not be read there. */
function attempt<T>(work: () => T): T | typeof failed {
  try {
    return work()
  } catch (error) {
    if (explain(error) instanceof UnreadableStore) return failed
    throw error
  }
}
