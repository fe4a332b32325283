import type { Instant, Observation } from '../../../contract/model.ts'
import { deleteMany, inTransaction, upsertSummed } from '../../store/bulk.ts'
import { isSummed } from '../../store/row-sum.ts'
import type { Store } from '../../store/store.ts'
import { bytesOf, parseStored, wholeRow } from '../../store/text.ts'
import { UnreadableStore } from '../../store/unreadable.ts'
import { keyOf } from '../../text/user-key.ts'
import { keepPast } from '../folders/folder-states.ts'
import { buildColumns } from '../index/build.ts'
import { createDraft } from '../index/column-builder.ts'
import { type Columns, saveColumns } from '../index/columns.ts'
import { allRows } from '../stored/rows.ts'
import { tryDecode } from '../stored/user-codec.ts'
import { compareFolders, keptFolders } from './compare-folders.ts'
import type { Staged, StagedPerson } from './staging.ts'
import { compare } from './sync-diff.ts'

/** What is known of the directory as a whole; kept in the store's `meta` table. */
export interface DirectoryMeta {
  asOf: Instant
  users: number
  invited: number
  groups: number
  folders: number
  gone: number
  setAside: number
  /** When the shared folders were read; null: never. Left out by older versions: at `asOf`. */
  foldersAsOf?: Instant | null
  /** Why the last refresh came without the shared folders; null: it has them. */
  foldersMissing?: string | null
  /** Since when it is kept who was in which folder; left out by older versions: since the next refresh. */
  foldersSince?: Instant | null
  /** The zone with which the service's times were read; left out by older versions. */
  zone?: string
  groupNames: string[]
}

export type Applied =
  /** `columns` null: everybody is as before. */
  | { kind: 'applied'; meta: DirectoryMeta; columns: Columns | null; changed: number }
  /** `known`: how many of the accounts now were there before. */
  | { kind: 'suspicious'; before: number; now: number; known: number }

export function readMeta(store: Store): DirectoryMeta | null {
  const found = store
    .prepare(`SELECT ${bytesOf('json')}, CAST(sum AS INTEGER) AS sum FROM meta WHERE name = 'directory'`)
    .get()
  if (found === undefined) return null
  const { json, sum } = wholeRow<{ json: string; sum: number | null }>(found)
  if (!isSummed(store, 'meta', ['directory', json], sum))
    throw new UnreadableStore('what is known of the whole is garbled')
  return parseStored<DirectoryMeta>(json)
}

/** When the shared folders at hand were read; null: never. */
export const foldersAsOf = (meta: DirectoryMeta | null): Instant | null =>
  meta === null ? null : meta.foldersAsOf === undefined ? meta.asOf : meta.foldersAsOf

/**
 * Less than half of before, or nobody, is suspicious, be it that there are fewer or that they are others: a wrong filter, a failing
 * service or another company's answer looks exactly so.
 */
export const isSuspicious = (before: number, still: number): boolean =>
  before > 0 && (still === 0 || still * 2 < before)

/**
 * Makes what a sync read the state of the store, in one transaction: people who vanished are kept as gone, and what
 * changed is remembered. Rows that were read again while it ran are newer and stay.
 */
export function applySync(
  store: Store,
  staged: Staged,
  {
    now,
    fresher,
    acceptFewer,
    withheld = null,
    zone,
    doubtful = false,
  }: {
    now: Instant
    fresher: ReadonlySet<number>
    acceptFewer: boolean
    /** Why LastPass gave no folders; null: it did. */
    withheld?: string | null
    zone: string
    /** More are missing than can be asked for one by one, from a list that did not stand still while it was read. */
    doubtful?: boolean
  },
):
  | Exclude<Applied, { kind: 'applied' }>
  | (Extract<Applied, { kind: 'applied' }> & { columns: Columns; identities: Map<number, string> }) {
  const before = readMeta(store)
  let accounts = 0
  for (const { account } of staged.people.values()) if (account) accounts++
  const previous = before === null ? [] : [...allRows(store)]
  const known = previous.filter(({ identity }) => staged.people.get(identity)?.account).length
  if (before !== null && !acceptFewer && (doubtful || isSuspicious(before.users, known)))
    return { kind: 'suspicious', before: before.users, now: accounts, known }

  const { numbers, kept, others, rows, observations } = compare(previous, staged.people, {
    now,
    fresher,
    unread: new Set(staged.problems.filter(({ what }) => what === 'user').map(({ id }) => id)),
    first: before === null,
    last: lastNumber(store),
  })
  /** Of who was read, by row. */
  const identities = new Map([...staged.people.keys()].map((identity, index) => [numbers[index] as number, identity]))
  const gone = others.filter(({ user }) => user.goneSince !== null).length
  const { draft } = staged
  for (const [identity, user] of kept) draft.replace((staged.people.get(identity) as StagedPerson).index, user)
  for (const { n, user } of others) {
    draft.add(user)
    numbers.push(n)
  }
  const folders = staged.folders === null ? keptFolders(store) : compareFolders(store, staged.folders)
  const columns = buildColumns(draft, numbers, folders.all, staged.groups)
  const meta: DirectoryMeta = {
    asOf: now,
    users: accounts + others.length - gone,
    invited: staged.people.size - accounts,
    groups: staged.groups.size,
    folders: folders.all.filter(({ folder }) => !folder.deleted).length,
    gone,
    setAside: staged.problems.length,
    foldersAsOf: staged.folders === null ? foldersAsOf(before) : now,
    foldersSince: staged.folders === null ? (before?.foldersSince ?? null) : (before?.foldersSince ?? now),
    foldersMissing: withheld,
    zone,
    groupNames: [...staged.groups],
  }
  inTransaction(store, () => {
    upsertSummed(store, 'users', ['n', 'identity', 'json'], rows)
    upsertSummed(store, 'folders', ['n', 'id', 'json'], folders.rows)
    deleteMany(store, 'folders', folders.removed)
    // With the first refresh everything is new, and nothing is known of before.
    if (foldersAsOf(before) !== null && before?.foldersSince) keepPast(store, folders.past, now)
    observe(store, observations)
    store.exec('DELETE FROM problems')
    upsertSummed(
      store,
      'problems',
      ['n', 'json'],
      staged.problems.map((problem, index) => [index + 1, JSON.stringify(problem)]),
    )
    saveMeta(store, meta)
    saveColumns(store, columns)
  })
  return { kind: 'applied', meta, columns, changed: observations.length, identities }
}

/** A refresh read the very same again, folders included: only when that was is new. */
export function confirmSync(store: Store, now: Instant): DirectoryMeta {
  const before = readMeta(store)
  if (before === null) throw new Error('nothing was read before')
  const meta: DirectoryMeta = { ...before, asOf: now, foldersAsOf: now, foldersMissing: null }
  saveMeta(store, meta)
  return meta
}

/** Keeps what is known of the directory as a whole. */
export function saveMeta(store: Store, meta: DirectoryMeta): void {
  upsertSummed(store, 'meta', ['name', 'json'], [['directory', JSON.stringify(meta)]])
}

/** Remembers what was seen, after what was seen before. */
export function observe(store: Store, observations: readonly Observation[]): void {
  const last = (store.prepare('SELECT max(n) AS n FROM observations').get() as { n: number | null }).n ?? 0
  const rows = observations.map((observation, index) => [
    last + 1 + index,
    observation.time,
    keyOf(observation.username),
    JSON.stringify(observation),
  ])
  upsertSummed(store, 'observations', ['n', 'time', 'key', 'json'], rows)
}

/** What refreshes saw is only ever added to, and numbered. @throws UnreadableStore when some of it is gone */
export function requireAllSeen(store: Store): void {
  const { rows, last } = store
    .prepare('SELECT count(*) AS rows, coalesce(max(n), 0) AS last FROM observations')
    .get() as { rows: number; last: number }
  if (rows !== last) throw new UnreadableStore('what refreshes saw is not all there')
}

/** The highest row number in use. */
export const lastNumber = (store: Store): number =>
  (store.prepare('SELECT max(n) AS n FROM users').get() as { n: number | null }).n ?? 0

/** Builds the column index from the stored rows: after an update of Provost that changed its layout. */
export function rebuildColumns(store: Store): Columns {
  const draft = createDraft()
  const numbers: number[] = []
  for (const { n, json } of allRows(store)) {
    const user = tryDecode(json)
    if (user === null) continue
    draft.add(user)
    numbers.push(n)
  }
  const columns = buildColumns(draft, numbers, keptFolders(store).all, readMeta(store)?.groupNames ?? [])
  inTransaction(store, () => saveColumns(store, columns))
  return columns
}
