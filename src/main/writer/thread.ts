import { parentPort } from 'node:worker_threads'
import { Refusal } from '../../contract/failure.ts'
import { groupPeople } from '../directory/group-people.ts'
import { buffersOf, type Columns, loadColumns } from '../directory/index/columns.ts'
import { applySync, readMeta, rebuildColumns } from '../directory/sync/apply.ts'
import { missingAccounts, mostAskedFor } from '../directory/sync/missing.ts'
import { applyReread } from '../directory/sync/reread.ts'
import { applyRezone } from '../directory/sync/rezone.ts'
import { createStaging, type Staging } from '../directory/sync/staging.ts'
import { readFolderSites } from '../leavers/rotation/folder-sites.ts'
import { directoryMigrations } from '../store/migrations/directory.ts'
import { checkPages, checkpoint, closeStore, openStore, type Store } from '../store/open.ts'
import { answerCalls } from '../threads/thread-calls.ts'
import type { Answer, Operation, Operations } from './protocol.ts'

// The writer thread: the only writer of a tenant's `directory.db`. Parsing 100,000 people and writing them takes
// seconds, during which main's event loop must not wait.

let store: Store | null = null
/** Answers about people who are asked for again. */
let looking: Staging | null = null
/** A sync's pages, and the rows that were read again meanwhile: those are newer than the sync. */
let gathering: { staging: Staging; fresher: Set<number>; zone: string } | null = null

const opened = (): Store => {
  if (store === null) throw new Refusal('not-connected', 'No tenant is open.')
  return store
}
const staging = (): Staging => {
  if (gathering === null) throw new Refusal('cancelled', 'The refresh was cancelled. The data is as before.')
  return gathering.staging
}

const looked = (): Staging => {
  if (looking === null) throw new Refusal('internal', 'Nothing was looked at.')
  return looking
}

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
      const meta = readMeta(next)
      const columns = meta === null ? null : (loadColumns(next) ?? rebuildColumns(next))
      store = next
      return { meta, columns }
    } catch (error) {
      next.close()
      throw error
    }
  },
  check() {
    checkPages(opened())
    return {}
  },
  begin({ zone }) {
    gathering = { staging: createStaging(zone), fresher: new Set(), zone }
    return {}
  },
  users: ({ bytes }) => staging().addUsers(bytes),
  folders: ({ bytes }) => staging().addFolders(bytes),
  commit({ now, acceptFewer, problems, missing: withheld, asked, held }) {
    const missing = asked ? [] : missingAccounts(opened(), staging())
    if (missing.length > 0 && missing.length <= mostAskedFor) return { kind: 'missing', usernames: missing }
    const staged = staging().finish()
    staged.problems.push(...problems)
    const fresher = gathering?.fresher ?? new Set()
    const { zone } = gathering ?? { zone: '' }
    gathering = null
    return applySync(opened(), staged, {
      now,
      fresher,
      acceptFewer,
      withheld,
      zone,
      doubtful: held !== 'still' && missing.length > 0,
    })
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
    const reread = applyReread(opened(), staged, ask)
    for (const n of reread.read) gathering?.fresher.add(n)
    return reread
  },
  sites: ({ bytes }) => readFolderSites(bytes, groupPeople(opened())),
  rezone(ask) {
    if (gathering !== null && gathering.zone !== ask.to) gathering = null
    return applyRezone(opened(), ask)
  },
  abort() {
    gathering = null
    return {}
  },
  close() {
    if (store !== null) closeStore(store)
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
    },
  })
