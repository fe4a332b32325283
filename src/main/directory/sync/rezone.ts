import { toLocal, toUtc } from '../../lastpass/records/zone.ts'
import { inTransaction, upsertSummed } from '../../store/bulk.ts'
import type { Store } from '../../store/store.ts'
import { bytesOf, wholeRows } from '../../store/text.ts'
import type { Columns } from '../index/columns.ts'
import type { StoredUser } from '../stored/records.ts'
import { allRows } from '../stored/rows.ts'
import { encode, tryDecode } from '../stored/user-codec.ts'
import { type DirectoryMeta, readMeta, rebuildColumns, saveMeta } from './apply.ts'

/** The times of an account that the service gives by its own clock. */
const localFields = ['created', 'lastLogin', 'lastPasswordChange'] as const

/** What a corrected zone leads to. */
export interface Rezoned {
  /** Null: there was nothing to move. */
  columns: Columns | null
  meta: DirectoryMeta | null
}

/** The same person with times as the service's clock shows them in another zone; what the clock said stays exactly as it was. */
export function moveTimes(user: StoredUser, from: string, to: string): StoredUser {
  const moved = { ...user }
  const local: NonNullable<StoredUser['local']> = {}
  for (const field of localFields) {
    const instant = user[field]
    if (instant === null) continue
    const said = user.local?.[field] ?? toLocal(instant, from)
    const skipped: string[] = []
    moved[field] = toUtc(said, to, skipped)
    if (skipped.length > 0) local[field] = said
  }
  if (Object.keys(local).length > 0) moved.local = local
  else delete moved.local
  return moved
}

/** Moves the times of everybody in the store to a corrected zone; `from`: the zone with which they were read. */
export function applyRezone(store: Store, { from, to }: { from: string; to: string }): Rezoned {
  const meta = readMeta(store)
  const read = meta?.zone ?? from
  if (meta === null || read === to) return { columns: null, meta }
  const rows: (readonly [n: number, identity: string, json: string])[] = []
  for (const { n, identity, json } of allRows(store)) {
    const user = tryDecode(json)
    if (user === null) continue
    const record = encode(moveTimes(user, read, to))
    if (record !== json) rows.push([n, identity, record])
  }
  const next = { ...meta, zone: to }
  inTransaction(store, () => {
    upsertSummed(store, 'users', ['n', 'identity', 'json'], rows)
    upsertSummed(store, 'observations', ['n', 'time', 'key', 'json'], observations(store, read, to))
    saveMeta(store, next)
    // Of the older times; a start that finds none builds it anew.
    store.exec('DELETE FROM columns')
  })
  return { columns: rebuildColumns(store), meta: next }
}

/** What was seen to change from one time to another. */
function observations(store: Store, from: string, to: string): (readonly [number, string, string, string])[] {
  const rows = wholeRows<{ n: number; time: string; key: string; json: string }>(
    store
      .prepare(`SELECT n, ${bytesOf('time', 'key', 'json')} FROM observations WHERE json LIKE '%"lastPasswordChange"%'`)
      .all(),
  )
  const move = (value: unknown) => (typeof value === 'string' ? toUtc(toLocal(value, from), to) : value)
  return rows.map(({ n, time, key, json }) => {
    const seen = JSON.parse(json) as { changes: { field: string; before: unknown; after: unknown }[] }
    const changes = seen.changes.map((change) =>
      change.field === 'lastPasswordChange'
        ? { ...change, before: move(change.before), after: move(change.after) }
        : change,
    )
    return [n, time, key, JSON.stringify({ ...seen, changes })] as const
  })
}
