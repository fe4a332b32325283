import type { Instant, Observation } from '../../contract/model.ts'
import { deleteMany, inTransaction, upsertMany } from '../store/bulk.ts'
import type { Store } from '../store/open.ts'
import { buildColumns, type Person, type StoredFolder, type StoredUser } from './build.ts'
import { type Columns, saveColumns } from './columns.ts'
import type { Staged } from './staging.ts'
import { keyOf } from './text.ts'

/** What is known of the directory as a whole; kept in the store's `meta` table. */
export interface DirectoryMeta {
  asOf: Instant
  users: number
  invited: number
  groups: number
  folders: number
  gone: number
  setAside: number
  groupNames: string[]
}

export type Applied =
  | { kind: 'applied'; meta: DirectoryMeta; columns: Columns; changed: number }
  | { kind: 'suspicious'; before: number; now: number }

/** The fields whose change is worth remembering; logins and counts change by themselves every day. */
const observed = [
  'username',
  'fullname',
  'status',
  'admin',
  'score',
  'masterPasswordStrength',
  'lastPasswordChange',
  'passwordResetRequired',
  'mfa',
  'duoUsername',
  'linked',
  'groups',
  'attributes',
] as const satisfies readonly (keyof StoredUser)[]

export function readMeta(store: Store): DirectoryMeta | null {
  const row = store.prepare("SELECT json FROM meta WHERE name = 'directory'").get() as { json: string } | undefined
  return row === undefined ? null : (JSON.parse(row.json) as DirectoryMeta)
}

/** Less than half of before, or nobody, is suspicious: a wrong filter or a failing service looks exactly so. */
export const isSuspicious = (before: number, now: number): boolean => before > 0 && (now === 0 || now * 2 < before)

/**
 * Makes what a sync read the state of the store, in one transaction: people who vanished are kept as gone, and what
 * changed is remembered. Rows read again after `startedAt` are newer than the sync's and stay.
 */
export function applySync(
  store: Store,
  staged: Staged,
  { now, startedAt, acceptFewer }: { now: Instant; startedAt: number; acceptFewer: boolean },
): Applied {
  const before = readMeta(store)
  const present = [...staged.people.values()]
  const accounts = present.filter((user) => user.id !== null).length
  if (before !== null && !acceptFewer && isSuspicious(before.users, accounts))
    return { kind: 'suspicious', before: before.users, now: accounts }

  const { people, rows, observations } = compare(store, staged.people, now, startedAt, before === null)
  const folders = staged.folders === null ? storedFolders(store) : compareFolders(store, staged.folders)
  const columns = buildColumns(people, folders.all, staged.groups)
  const meta: DirectoryMeta = {
    asOf: now,
    users: accounts,
    invited: present.length - accounts,
    groups: staged.groups.size,
    folders: folders.all.filter(({ folder }) => !folder.deleted).length,
    gone: people.length - present.length,
    setAside: staged.problems.length,
    groupNames: [...staged.groups],
  }
  inTransaction(store, () => {
    upsertMany(store, 'users', ['n', 'identity', 'read_at', 'json'], rows)
    upsertMany(store, 'folders', ['n', 'id', 'json'], folders.rows)
    deleteMany(store, 'folders', folders.removed)
    observe(store, observations)
    store.exec('DELETE FROM problems')
    upsertMany(
      store,
      'problems',
      ['n', 'json'],
      staged.problems.map((problem, index) => [index + 1, JSON.stringify(problem)]),
    )
    saveMeta(store, meta)
    saveColumns(store, columns)
  })
  return { kind: 'applied', meta, columns, changed: observations.length }
}

function saveMeta(store: Store, meta: DirectoryMeta): void {
  store
    .prepare(
      "INSERT INTO meta (name, json) VALUES ('directory', ?) ON CONFLICT (name) DO UPDATE SET json = excluded.json",
    )
    .run(JSON.stringify(meta))
}

function observe(store: Store, observations: readonly Observation[]): void {
  const last = (store.prepare('SELECT max(n) AS n FROM observations').get() as { n: number | null }).n ?? 0
  const rows = observations.map((observation, index) => [
    last + 1 + index,
    observation.time,
    keyOf(observation.username),
    JSON.stringify(observation),
  ])
  upsertMany(store, 'observations', ['n', 'time', 'key', 'json'], rows)
}

interface Comparison {
  people: Person[]
  rows: (readonly [n: number, identity: string, readAt: number, json: string])[]
  observations: Observation[]
}

interface Row {
  n: number
  identity: string
  read_at: number
  json: string
}

function compare(
  store: Store,
  next: ReadonlyMap<string, StoredUser>,
  now: Instant,
  startedAt: number,
  first: boolean,
): Comparison {
  const previous = first ? [] : (store.prepare('SELECT n, identity, read_at, json FROM users').all() as Row[])
  const byIdentity = new Map(previous.map((row) => [row.identity, row]))
  const people: Person[] = []
  const rows: Comparison['rows'] = []
  const observations: Observation[] = []
  const readAt = Date.parse(now)
  let last = 0
  for (const { n } of previous) if (n > last) last = n

  // Who was only invited and now has an account is the same person: the row goes over, and the history with it.
  const joined = new Map<string, Row>()
  for (const row of previous) {
    if (row.identity.startsWith('invited:') && !next.has(row.identity))
      joined.set(row.identity.slice('invited:'.length), row)
  }

  for (const [identity, user] of next) {
    const key = keyOf(user.username)
    const row = byIdentity.get(identity) ?? (user.id === null ? undefined : joined.get(key))
    if (row === undefined) {
      last++
      people.push({ n: last, user })
      rows.push([last, identity, readAt, JSON.stringify(user)])
      if (!first) observations.push({ time: now, username: user.username, kind: 'added', changes: [] })
      continue
    }
    if (row.identity !== identity) joined.delete(key)
    if (row.read_at > startedAt) {
      people.push({ n: row.n, user: JSON.parse(row.json) as StoredUser })
      continue
    }
    people.push({ n: row.n, user })
    const json = JSON.stringify(user)
    if (json === row.json && row.identity === identity) continue
    rows.push([row.n, identity, readAt, json])
    const before = JSON.parse(row.json) as StoredUser
    const changes = difference(before, user)
    if (before.goneSince !== null) observations.push({ time: now, username: user.username, kind: 'back', changes })
    else if (changes.length > 0) observations.push({ time: now, username: user.username, kind: 'changed', changes })
  }

  for (const row of previous) {
    if (next.has(row.identity)) continue
    const key = row.identity.startsWith('invited:') ? row.identity.slice('invited:'.length) : null
    if (key !== null && joined.get(key) !== row) continue
    const user = JSON.parse(row.json) as StoredUser
    if (row.read_at > startedAt || user.goneSince !== null) {
      people.push({ n: row.n, user })
      continue
    }
    const gone: StoredUser = { ...user, goneSince: now }
    people.push({ n: row.n, user: gone })
    rows.push([row.n, row.identity, readAt, JSON.stringify(gone)])
    observations.push({ time: now, username: user.username, kind: 'gone', changes: [] })
  }
  return { people, rows, observations }
}

/** What differs between two states of a person, among the fields worth remembering. */
export function difference(before: StoredUser, after: StoredUser): Observation['changes'] {
  return observed
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }))
}

interface Folders {
  all: { n: number; folder: StoredFolder }[]
  rows: (readonly [n: number, id: string, json: string])[]
  removed: number[]
}

const folderRows = (store: Store) =>
  store.prepare('SELECT n, id, json FROM folders').all() as { n: number; id: string; json: string }[]

const storedFolders = (store: Store): Folders => ({
  all: folderRows(store).map(({ n, json }) => ({ n, folder: JSON.parse(json) as StoredFolder })),
  rows: [],
  removed: [],
})

function compareFolders(store: Store, next: readonly StoredFolder[]): Folders {
  const previous = new Map(folderRows(store).map((row) => [row.id, row]))
  let last = Math.max(0, ...[...previous.values()].map(({ n }) => n))
  const all: Folders['all'] = []
  const rows: Folders['rows'] = []
  for (const folder of next) {
    const json = JSON.stringify(folder)
    const row = previous.get(folder.id)
    const n = row?.n ?? ++last
    all.push({ n, folder })
    if (row?.json !== json) rows.push([n, folder.id, json])
    previous.delete(folder.id)
  }
  return { all, rows, removed: [...previous.values()].map(({ n }) => n) }
}

/** Builds the column index from the stored rows: after an update of Provost that changed its layout. */
export function rebuildColumns(store: Store): Columns {
  const people = (store.prepare('SELECT n, json FROM users').all() as { n: number; json: string }[]).map(
    ({ n, json }) => ({ n, user: JSON.parse(json) as StoredUser }),
  )
  const columns = buildColumns(people, storedFolders(store).all, readMeta(store)?.groupNames ?? [])
  inTransaction(store, () => saveColumns(store, columns))
  return columns
}
