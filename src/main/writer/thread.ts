import { parentPort } from 'node:worker_threads'
import { Refusal } from '../../contract/failure.ts'
import { dayAt } from '../clock/calendar-day.ts'
import { groupPeople } from '../directory/group-people.ts'
import { buffersOf, type Columns, loadColumns } from '../directory/index/columns.ts'
import { applySync, readMeta, rebuildColumns, requireAllSeen } from '../directory/sync/apply.ts'
import { applyChanged } from '../directory/sync/apply-changed.ts'
import { createGathering, type Gathering, type Reading } from '../directory/sync/gathering.ts'
import { missingAccounts, mostAskedFor } from '../directory/sync/missing.ts'
import { applyReread } from '../directory/sync/reread.ts'
import { applyRezone } from '../directory/sync/rezone.ts'
import { createStaging, type Staging } from '../directory/sync/staging.ts'
import { readFolderSites } from '../leavers/rotation/folder-sites.ts'
import { checkRows } from '../scores/history/check-rows.ts'
import { createDayKeeper, type DayKeeper, type DueDay } from '../scores/history/keep-day.ts'
import { historyOperations } from '../scores/joined/history-operations.ts'
import { mendIndexes } from '../store/mend-indexes.ts'
import { directoryMigrations } from '../store/migrations/directory.ts'
import { scoreMigrations, sealedScores } from '../store/migrations/scores.ts'
import { checkPages, checkpoint, closeStore, explain, forgetPages, openStore } from '../store/open.ts'
import type { Store } from '../store/store.ts'
import { UnreadableStore } from '../store/unreadable.ts'
import { giveBack } from '../threads/give-back.ts'
import { answerCalls } from '../threads/thread-calls.ts'
import type { Answer, Operation, Operations } from './protocol.ts'

// The writer thread: the only writer of a tenant's `directory.db`. Parsing 100,000 people and writing them takes
// seconds, during which main's event loop must not wait.

let store: Store | null = null
/** The history of scores, and who keeps it; null: none is kept. */
let scores: { store: Store; key: string; invented: boolean; keeper: DayKeeper | null } | null = null
/** Answers about people who are asked for again. */
let looking: Staging | null = null
/** A sync's pages, and the rows that were read again meanwhile: those are newer than the sync. */
let gathering: { staging: Gathering; fresher: Set<number>; zone: string } | null = null
/** What the state of the store was read from; null: not known, or somebody was read again since. */
let last: Reading | null = null
/** The day of the last state whose scores were kept; null: they are to be kept whatever day it is. */
let keptDay: number | null = null
let due: DueDay | null = null
/** Something large was done since memory was last given back; a refresh that finds everything as it was is not. */
let worked = false

const opened = (): Store => {
  if (store === null) throw new Refusal('not-connected', 'No company is open.')
  return store
}
const staging = (): Gathering => {
  if (gathering === null) throw new Refusal('cancelled', 'The refresh was cancelled. The data is as before.')
  return gathering.staging
}

const looked = (): Staging => {
  if (looking === null) throw new Refusal('internal', 'Nothing was looked at.')
  return looking
}

/** Keeps the day of the last state; a sync is worth having without it, so what went wrong is told beside it. */
function keepDay({ now, zone, identities }: DueDay): string | null {
  const day = dayAt(Date.parse(now), zone)
  if (scores === null || keptDay === day) return null
  try {
    scores.keeper ??= createDayKeeper(opened(), scores.store, scores.invented)
    scores.keeper.keep(loadColumns(opened()) ?? rebuildColumns(opened()), now, zone, identities)
    keptDay = day
    return null
  } catch (error) {
    scores.keeper = null
    return explain(error).message
  }
}

/** Gives back the memory of what was done. */
function rest(): void {
  if (!worked) return
  worked = false
  for (const each of [store, scores?.store]) if (each) forgetPages(each)
  giveBack()
}

const peopleIn = (store: Store): number =>
  (store.prepare('SELECT count(*) AS people FROM users').get() as { people: number }).people

const handlers: { [O in Operation]: (ask: Operations[O]['ask']) => Answer<O> } = {
  open({ file, key }) {
    const next = openStore({
      file,
      key,
      migrations: directoryMigrations,
      durability: 'normal',
      manualCheckpoint: true,
    })
    try {
      const wrong = mendIndexes(next)
      if (wrong !== null) throw new UnreadableStore(wrong)
      requireAllSeen(next)
      const meta = readMeta(next)
      const kept = meta === null ? null : loadColumns(next)
      const columns = meta === null ? null : (kept ?? rebuildColumns(next))
      const unread = columns === kept || columns === null ? 0 : peopleIn(next) - columns.n.length
      store = next
      worked = true
      last = null
      keptDay = null
      due = null
      return { meta, columns, unread }
    } catch (error) {
      next.close()
      throw error
    }
  },
  keepScores({ file, key, invented }) {
    const store = openStore({ file, key, migrations: scoreMigrations, sealed: sealedScores, durability: 'normal' })
    // By an index that was altered, what people are counted in is not found, and its numbers with it.
    const wrong = mendIndexes(store)
    if (wrong !== null) {
      store.close()
      throw new UnreadableStore(wrong)
    }
    scores = { store, key, invented, keeper: null }
    return {}
  },
  ...historyOperations(
    () => {
      if (scores === null) throw new Refusal('storage', 'The history of scores cannot be used.')
      return scores.store
    },
    () => {
      // It remembers numbers of accounts and scopes.
      if (scores !== null) scores.keeper = null
    },
  ),
  checkScores() {
    worked = true
    const lost = scores === null ? [] : checkRows(scores.store, scores.key)
    // It remembers states that may be left out now.
    if (scores !== null && lost.length > 0) scores.keeper = null
    return { lost }
  },
  check() {
    worked = true
    checkPages(opened())
    return {}
  },
  begin({ zone, whole }) {
    gathering = { staging: createGathering(zone, whole ? null : last), fresher: new Set(), zone }
    return {}
  },
  users: ({ bytes }) => staging().addUsers(bytes),
  folders: ({ bytes }) => staging().addFolders(bytes),
  commit({ now, acceptFewer, problems, missing: withheld, asked, held }) {
    // Somebody who was read again may be newer than an equal page: `last` is forgotten then, and all is compared.
    const same = last !== null && problems.length === 0 ? staging().same() : null
    // Should writing fail half way, the next refresh compares everything.
    last = null
    const changed = same === null ? null : applyChanged(opened(), same.people, now)
    if (same !== null && changed !== null) {
      const { zone } = same.reading
      last = same.reading
      gathering = null
      if (changed.columns !== null) keptDay = null
      due = { now, zone }
      return { kind: 'applied', ...changed }
    }
    const missing = asked ? [] : missingAccounts(opened(), staging())
    if (missing.length > 0 && missing.length <= mostAskedFor) return { kind: 'missing', usernames: missing }
    worked = true
    const reading = staging().reading()
    const staged = staging().finish()
    staged.problems.push(...problems)
    const fresher = gathering?.fresher ?? new Set()
    const { zone } = gathering ?? { zone: '' }
    gathering = null
    keptDay = null
    last = null
    const applied = applySync(opened(), staged, {
      now,
      fresher,
      acceptFewer,
      withheld,
      zone,
      doubtful: held !== 'still' && missing.length > 0,
    })
    if (applied.kind !== 'applied') return applied
    if (problems.length === 0 && fresher.size === 0) last = reading
    const { identities, ...answer } = applied
    due = { now, zone, identities }
    return answer
  },
  keepDay() {
    const state = due
    due = null
    return { problem: state === null ? null : keepDay(state) }
  },
  look({ bytes, zone, first, keys }) {
    if (first) looking = createStaging(zone)
    const page = looked().addUsers(bytes)
    return {
      ...page,
      missing: keys.filter((key) => !looked().has(key)),
      complete: keys.every((key) => looked().isAccount(key)),
    }
  },
  reread(ask) {
    const staged = looked().finish()
    looking = null
    last = null
    const reread = applyReread(opened(), staged, ask)
    for (const n of reread.read) gathering?.fresher.add(n)
    return reread
  },
  sites: ({ bytes }) => readFolderSites(bytes, groupPeople(opened())),
  rezone(ask) {
    last = null
    if (gathering !== null && gathering.zone !== ask.to) gathering = null
    return applyRezone(opened(), ask)
  },
  abort() {
    gathering = null
    return {}
  },
  close() {
    if (scores !== null) closeStore(scores.store)
    if (store !== null) closeStore(store)
    scores = null
    store = null
    return {}
  },
}

if (parentPort !== null)
  answerCalls<Operations>(parentPort, handlers, {
    transfer: (answer) => {
      const { columns } = answer as { columns?: Columns | null }
      return columns == null ? [] : buffersOf(columns)
    },
    // Moving what was written from the log into the file itself can wait until main has its answer.
    after: (operation) => {
      if (store !== null && (operation === 'commit' || operation === 'reread')) checkpoint(store)
      // The last act of a start, which looks at everything once: nobody asks for it again soon.
      if (operation === (scores === null ? 'check' : 'checkScores')) rest()
    },
    rest,
  })
