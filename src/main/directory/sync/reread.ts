import type { Instant } from '../../../contract/model.ts'
import { inTransaction, upsertSummed } from '../../store/bulk.ts'
import type { Store } from '../../store/store.ts'
import { type Columns, loadColumns, saveColumns } from '../index/columns.ts'
import { patchColumns } from '../index/patch.ts'
import type { StoredUser } from '../stored/records.ts'
import { rowsByNumber } from '../stored/rows.ts'
import { decode, placeOf, tryDecode } from '../stored/user-codec.ts'
import { type DirectoryMeta, lastNumber, observe, readMeta, rebuildColumns, saveMeta } from './apply.ts'
import type { Staged } from './staging.ts'
import { compare, type Row } from './sync-diff.ts'

/** What asking for some people again found. */
export interface Reread {
  /** In the order of the keys asked for; null: LastPass has nobody with that name. */
  people: (StoredUser | null)[]
  /** Null: nothing changed. */
  columns: Columns | null
  meta: DirectoryMeta | null
  /** Rows that were read: newer now than a sync that is under way. */
  read: number[]
}

/**
 * Makes what LastPass says of some people their state in the store. `keys` are the names asked for, `numbers` the rows
 * that have these names now; who is not in `staged` is gone.
 */
export function applyReread(
  store: Store,
  staged: Staged,
  { keys, numbers, now }: { keys: readonly string[]; numbers: readonly number[]; now: Instant },
): Reread {
  const asked = new Set(keys)
  const next = new Map([...staged.people].filter(([, { key }]) => asked.has(key)))
  const found = new Map([...next.values()].map(({ key, record }) => [key, decode(record)]))
  const people = keys.map((key) => found.get(key) ?? null)
  const meta = readMeta(store)
  // Without a first sync there is no state to keep up to date.
  if (meta === null) return { people, columns: null, meta, read: [] }

  const previous = rowsByNumber(store)(numbers)
  const {
    numbers: read,
    others,
    rows,
    observations,
  } = compare(previous, next, {
    now,
    fresher: new Set(),
    unread: new Set(),
    first: false,
    last: lastNumber(store),
  })
  if (rows.length === 0) return { people, columns: null, meta, read }
  const after = [
    ...[...next.values()].map(({ record }, index) => ({ n: read[index] as number, user: decode(record) })),
    ...others,
  ]
  const columns = inTransaction(store, () => {
    upsertSummed(store, 'users', ['n', 'identity', 'json'], rows)
    observe(store, observations)
    const patched = patchedColumns(store, previous, after)
    if (patched !== null) saveColumns(store, patched)
    return patched
  })
  if (columns !== null) return { people, columns, meta, read }
  const counted = { ...meta, ...countPeople(store), groupNames: [...new Set([...meta.groupNames, ...staged.groups])] }
  saveMeta(store, counted)
  return { people, columns: rebuildColumns(store), meta: counted, read }
}

/** Where only flags, dates and numbers changed, the index is patched; null: it has to be built anew. */
export function patchedColumns(
  store: Store,
  previous: readonly Row[],
  after: readonly { n: number; user: StoredUser }[],
): Columns | null {
  const columns = loadColumns(store)
  if (columns === null) return null
  const before = new Map<number, StoredUser>()
  for (const { n, json } of previous) {
    const user = tryDecode(json)
    // What it was, the index may say and this cannot.
    if (user === null) return null
    before.set(n, user)
  }
  return patchColumns(columns, before, after) ? columns : null
}

function countPeople(store: Store): { users: number; invited: number; gone: number } {
  const rows = store
    .prepare(
      `SELECT json_extract(json, '${placeOf('goneSince')}') IS NOT NULL AS gone, json_extract(json, '${placeOf('id')}') IS NULL AS invited, count(*) AS people
       FROM users WHERE json_valid(json) GROUP BY 1, 2`,
    )
    .all() as { gone: number; invited: number; people: number }[]
  const sum = (wanted: (row: (typeof rows)[number]) => boolean) =>
    rows.filter(wanted).reduce((total, { people }) => total + people, 0)
  return {
    users: sum((row) => row.gone === 0 && row.invited === 0),
    invited: sum((row) => row.gone === 0 && row.invited === 1),
    gone: sum((row) => row.gone === 1),
  }
}
