import type { Instant } from '../../../contract/model.ts'
import { inTransaction, upsertSummed } from '../../store/bulk.ts'
import type { Store } from '../../store/store.ts'
import { type Columns, saveColumns } from '../index/columns.ts'
import { rowsByNumber } from '../stored/rows.ts'
import { decode, tryDecode } from '../stored/user-codec.ts'
import { confirmSync, type DirectoryMeta, lastNumber, observe, rebuildColumns } from './apply.ts'
import { patchedColumns } from './reread.ts'
import type { StagedPerson } from './staging.ts'
import { compare } from './sync-diff.ts'

/**
 * Makes what a refresh read of some people their state, where everybody else is known to be as before: nobody came, nobody went.
 * Null, and nothing written: the store does not have all of them as they were, so everybody has to be compared.
 */
export function applyChanged(
  store: Store,
  people: ReadonlyMap<string, StagedPerson>,
  now: Instant,
): { meta: DirectoryMeta; columns: Columns | null; changed: number } | null {
  if (people.size === 0) return { meta: confirmSync(store, now), columns: null, changed: 0 }
  const numbers = (
    store
      .prepare('SELECT n + 0 AS n FROM users WHERE identity IN (SELECT value FROM json_each(?))')
      .all(JSON.stringify([...people.keys()])) as { n: number }[]
  ).map(({ n }) => n)
  const previous = rowsByNumber(store)(numbers)
  const as = new Map(previous.map(({ identity, json }) => [identity, tryDecode(json)]))
  if (previous.length !== people.size) return null
  for (const [identity, { record }] of people) {
    const user = as.get(identity)
    // Groups decide about folders too, whose people are worked out over everybody.
    if (
      user == null ||
      user.goneSince !== null ||
      JSON.stringify(user.groups) !== JSON.stringify(decode(record).groups)
    )
      return null
  }
  const { rows, observations } = compare(previous, people, {
    now,
    fresher: new Set(),
    unread: new Set(),
    first: false,
    last: lastNumber(store),
  })
  if (rows.length === 0) return { meta: confirmSync(store, now), columns: null, changed: 0 }
  const after = rows.map(([n, , json]) => ({ n, user: decode(json) }))
  const [meta, patched] = inTransaction(store, () => {
    upsertSummed(store, 'users', ['n', 'identity', 'json'], rows)
    observe(store, observations)
    const columns = patchedColumns(store, previous, after)
    if (columns !== null) saveColumns(store, columns)
    return [confirmSync(store, now), columns] as const
  })
  return { meta, columns: patched ?? rebuildColumns(store), changed: observations.length }
}
