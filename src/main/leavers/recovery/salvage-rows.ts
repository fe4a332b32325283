import type { Store } from '../../store/store.ts'
import { parseStored } from '../../store/text.ts'
import { keyOf } from '../../text/user-key.ts'
import type { Batch, Case, Check } from '../cases/case.ts'
import type { Cases } from '../cases/case-store.ts'
import type { Step } from '../cases/steps.ts'
import { each, garbled } from './readable-rows.ts'

/** What could be taken over from a file that was put aside. */
export interface Salvaged {
  cases: number
  /** What could not be, in words: each stays in the file that was put aside. */
  lost: string[]
}

/** What is kept of passwords that are changed after leavers, and what of it is called what. */
const campaignTables = [
  ['campaign_people', { key: ['key'], one: 'one leaver of a campaign', all: 'who is in a campaign' }],
  ['campaign_folders', { key: ['key', 'folder'], one: 'what a leaver could reach', all: 'what leavers could reach' }],
  [
    'campaign_asked',
    { key: ['owner'], one: 'when an administrator was asked', all: 'which administrators were asked' },
  ],
] as const

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
  for (const [table, words] of campaignTables) {
    const columns = [...words.key, 'json']
    const insert = store.prepare(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    )
    yield* each(old, table, columns, {
      index: `sqlite_autoindex_${table}_1`,
      take: (_, row) => {
        parseStored(row.json as string)
        insert.run(...columns.map((column) => row[column]))
      },
      lose: () => lost.push(words.one),
      loseAll: () => lost.push(words.all),
      store,
      key,
    })
  }
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

/** One altered bit can leave a record readable and rename a part of it. */
const parts: Readonly<Record<Exclude<keyof Case, 'since' | 'account'>, true>> = {
  ...{ id: true, batch: true, username: true, fullname: true, created: true, wasAdmin: true, lastLoginBefore: true },
  ...{ groupsBefore: true, foldersBefore: true, steps: true, disabled: true, ended: true, undo: true },
  ...{ lastCheck: true, closed: true },
}
const isCase = (one: object): boolean => Object.keys(parts).every((part) => part in one)
