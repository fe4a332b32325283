import { inTransaction } from '../../store/bulk.ts'
import type { Store } from '../../store/open.ts'
import { bytesOf, parseStored, wholeRows } from '../../store/text.ts'
import { keyOf } from '../../text/user-key.ts'
import { type RotationRow, tickKey } from './rotation-list.ts'

type Tick = NonNullable<RotationRow['ticked']>

/** Sites whose passwords somebody has changed after a leaver. */
export interface Ticks {
  of(usernames: readonly string[]): Map<string, Tick>
  /** All of them, or none. */
  set(items: readonly { username: string; folder: string; site: string }[], tick: Tick | null): void
}

export function createTicks(store: Store): Ticks {
  const put = store.prepare(
    'INSERT INTO ticks (key, folder, site, json) VALUES (?, ?, ?, ?) ON CONFLICT (key, folder, site) DO UPDATE SET json = excluded.json',
  )
  const remove = store.prepare('DELETE FROM ticks WHERE key = ? AND folder = ? AND site = ?')
  const some = store.prepare(
    `SELECT ${bytesOf('key', 'folder', 'site', 'json')} FROM ticks WHERE key IN (SELECT value FROM json_each(?))`,
  )
  return {
    of(usernames) {
      const rows = wholeRows<{ key: string; folder: string; site: string; json: string }>(
        some.all(JSON.stringify(usernames.map(keyOf))),
      )
      return new Map(rows.map(({ key, folder, site, json }) => [tickKey(key, folder, site), parseStored<Tick>(json)]))
    },
    set: (items, tick) =>
      inTransaction(store, () => {
        for (const { username, folder, site } of items) {
          if (tick === null) remove.run(keyOf(username), folder, site)
          else put.run(keyOf(username), folder, site, JSON.stringify(tick))
        }
      }),
  }
}
