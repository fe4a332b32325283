import { inTransaction } from '../../store/bulk.ts'
import { sealedLeavers } from '../../store/migrations/leavers.ts'
import { explain, type Store } from '../../store/open.ts'
import { isContentWhole } from '../../store/row-seal.ts'
import { parseStored, textRow, wholeRow } from '../../store/text.ts'
import { UnreadableStore } from '../../store/unreadable.ts'
import { keyOf } from '../../text/user-key.ts'
import type { Batch, Case, Check } from '../cases/case.ts'
import type { Cases } from '../cases/case-store.ts'
import type { Step } from '../cases/steps.ts'

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
export function* salvage(old: Store, store: Store, cases: Cases, key: string): Generator<void, Salvaged> {
  const lost: string[] = []
  const known = new Set<string>()
  /** A list is there and cannot be read. Which one is not always: its name may be what is damaged. */
  let anyUnread = false

  const insertBatch = store.prepare('INSERT INTO batches (n, id, json) VALUES (?, ?, ?)')
  yield* each(old, 'batches', ['id', 'json'], {
    index: 'sqlite_autoindex_batches_1',
    take: (n, { id, json }) => {
      if (parseStored<Batch>(json).id !== id) throw garbled()
      insertBatch.run(n, id, json)
      known.add(id)
    },
    lose: (row) => {
      lost.push(row?.id ? `the list of leavers ${row.id}` : 'a list of leavers')
      anyUnread = true
    },
    loseAll: () => {
      lost.push('all lists of leavers')
      anyUnread = true
    },
    store,
    key,
  })
  const insertCheck = store.prepare('INSERT INTO checks (n, "case", json) VALUES (?, ?, ?)')
  yield* each(old, 'checks', ['case', 'json'], {
    index: 'checks_by_case',
    take: (n, row) => {
      parseStored<Check>(row.json)
      insertCheck.run(n, row.case, row.json)
    },
    lose: () => lost.push('what a check found'),
    loseAll: () => lost.push('what all checks found'),
    store,
    key,
  })
  const whole: Case[] = []
  yield* each(old, 'cases', ['id', 'batch', 'key', 'json'], {
    index: 'cases_by_batch',
    take: (_, { id, batch, key, json }) => {
      const one = parseStored<Case>(json)
      if (one.id !== id || one.batch !== batch || !isCase(one) || keyOf(one.username) !== key) throw garbled()
      // Of a list that a crash cut off there are cases alone: it was never begun.
      if (known.has(batch) || anyUnread) whole.push(one)
    },
    lose: (row) => lost.push(row?.key ? `the case of ${row.key}` : 'a case'),
    loseAll: () => lost.push('all cases'),
    store,
    key,
  })
  const apart = new Map<string, Case[]>()
  for (const one of whole) {
    if (known.has(one.batch)) continue
    const own = apart.get(one.batch)
    if (own === undefined) apart.set(one.batch, [one])
    else own.push(one)
  }
  for (const [id, own] of apart) {
    insertBatch.run(null, id, JSON.stringify(standIn(id, own)))
    known.add(id)
  }
  // Everything beside a case's own record follows from it.
  yield* cases.save(whole)
  const insertTick = store.prepare('INSERT INTO ticks (key, folder, site, json) VALUES (?, ?, ?, ?)')
  yield* each(old, 'ticks', ['key', 'folder', 'site', 'json'], {
    index: 'sqlite_autoindex_ticks_1',
    take: (_, { key, folder, site, json }) => {
      parseStored(json)
      insertTick.run(key, folder, site, json)
    },
    lose: (row) => lost.push(row?.site ? `the tick of ${row.site}` : 'a tick'),
    loseAll: () => lost.push('all ticks'),
    store,
    key,
  })
  const insertLeftOut = store.prepare(
    'INSERT INTO left_out (batch, given, origin, closed, open, json) VALUES (?, ?, ?, ?, ?, ?)',
  )
  yield* each(old, 'left_out', ['batch', 'given', 'origin', 'closed', 'open', 'json'], {
    index: 'sqlite_autoindex_left_out_1',
    take: (_, { batch, given, origin, closed, open, json }) => {
      parseStored(json)
      if (known.has(batch)) insertLeftOut.run(batch, Number(given), origin, closed, Number(open), json)
    },
    lose: () => lost.push('what was left out of a list'),
    loseAll: () => lost.push('what was left out of lists'),
    store,
    key,
  })
  const insertPlan = store.prepare('INSERT INTO plans (plan, batch, purpose, job, open) VALUES (?, ?, ?, ?, 1)')
  yield* each(old, 'plans', ['plan', 'batch', 'purpose', 'job'], {
    index: 'sqlite_autoindex_plans_1',
    take: (_, { plan, batch, purpose, job }) => {
      if (purpose !== 'step' && purpose !== 'undo') throw garbled()
      // Open: what became of it is looked at once more.
      if (known.has(batch)) insertPlan.run(plan, batch, purpose, job)
    },
    lose: () => lost.push('which plan belongs to which list'),
    loseAll: () => lost.push('which plans belong to which lists'),
    store,
    key,
  })
  return { cases: whole.length, lost }
}

/** A list in the place of one that cannot be read, so that its cases stay in view: what their own steps tell, and the strictest gate. */
function standIn(id: string, cases: readonly Case[]): Batch {
  const steps = cases.flatMap((one) => one.steps)
  const has = (kind: Step['kind']) => steps.some((step) => step.kind === kind)
  return {
    id,
    title: 'Leavers whose list could not be read',
    created: cases.map(({ created }) => created).toSorted()[0] ?? '',
    people: cases.length,
    action: has('delete') ? 'delete' : has('remove') ? 'remove' : 'disable',
    removeFromGroups: has('groups'),
    console: [...new Set(steps.flatMap(({ consoleStep }) => (consoleStep === null ? [] : [consoleStep])))],
    waitForConsole: true,
    ...{ reason: null, ticket: null, requestedBy: null, requestedAt: null },
    operator: 'not known any more',
    seat: 'not known any more',
  }
}

const garbled = () => new UnreadableStore('a record in it is garbled')

/** One altered bit can leave a record readable and rename a part of it. */
const parts: Readonly<Record<Exclude<keyof Case, 'since'>, true>> = {
  ...{ id: true, batch: true, username: true, fullname: true, created: true, wasAdmin: true, lastLoginBefore: true },
  ...{ groupsBefore: true, foldersBefore: true, steps: true, disabled: true, ended: true, undo: true },
  ...{ lastCheck: true, closed: true },
}
const isCase = (one: object): boolean => Object.keys(parts).every((part) => part in one)

/** Hands over each row of a table that can be read, with its number; the others as far as they can be. */
function* each<Column extends string>(
  old: Store,
  table: string,
  columns: readonly Column[],
  to: {
    /** One that has every row. */
    index: string
    take: (n: number, row: Record<Column, string>) => void
    lose: (row: Record<Column, string> | null) => void
    /** Not even how many there are can be read. */
    loseAll: () => void
    store: Store
    key: string
  },
): Generator<void, void> {
  // A file of an older version may not have it.
  const there = attempt(() => old.prepare('SELECT 1 AS found FROM sqlite_master WHERE name = ?').get(table))
  if (there === undefined) return
  const most = lastNumberOf(old, table, to.index)
  if (most === failed) return to.loseAll()
  const sealed = sealedLeavers.find((each) => each.table === table)
  // A file of before the seals has none; the other checks are all there is then.
  const whole = sealed !== undefined && hasSeals(old, table) ? isContentWhole(sealed, to.key) : '1'
  const reading = () =>
    old.prepare(
      `SELECT ${whole} AS whole, ${columns.map((column) => `CAST("${column}" AS BLOB) AS "${column}"`).join(', ')} FROM ${table} WHERE rowid = ?`,
    )
  let one = reading()
  for (let from = 1; from <= most; from += together) {
    inTransaction(to.store, () => {
      for (let n = from; n < from + together && n <= most; n++) {
        const found = attempt(() => one.get(n))
        if (found === undefined) continue
        if (found === failed) {
          to.lose(null)
          // The driver goes on failing with a statement that has failed once.
          one = reading()
          continue
        }
        const { whole, ...row } = found as { whole: number }
        const taken = () => {
          if (whole !== 1) throw garbled()
          to.take(n, wholeRow<Record<Column, string>>({ ...row }))
        }
        if (attempt(taken) === failed) to.lose(textRow<Record<Column, string>>({ ...row }))
      }
    })
    yield
  }
}

/** The highest number of a row: as the table says or, where its end cannot be read, an index of it. */
function lastNumberOf(old: Store, table: string, index: string): number | typeof failed {
  const ask = (sql: string) => attempt(() => (old.prepare(sql).get() as { most: number | null }).most ?? 0)
  const said = ask(`SELECT max(rowid) AS most FROM ${table}`)
  return said === failed ? ask(`SELECT max(rowid) AS most FROM ${table} INDEXED BY ${index}`) : said
}

function hasSeals(old: Store, table: string): boolean {
  const found = attempt(() => old.prepare("SELECT 1 AS found FROM pragma_table_info(?) WHERE name = 'seal'").get(table))
  return found !== failed && found !== undefined
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
