import { inTransaction } from '../../store/bulk.ts'
import type { Store } from '../../store/store.ts'
import { bytesOf, parseStored, wholeRows } from '../../store/text.ts'
import { keyOf } from '../../text/user-key.ts'
import { type RotationRow, tickKey } from './rotation-list.ts'

type Tick = NonNullable<RotationRow['ticked']>

/** Sites whose passwords somebody has changed after a leaver. */
export interface Ticks {
  of(usernames: readonly string[]): Map<string, Tick>
  /** Items whose tick by an event somebody took back: an event does not tick them again. */
  refused(usernames: readonly string[]): ReadonlySet<string>
  /** All of them, or none. */
  set(
    items: readonly { username: string; folder: string; site: string; folderName?: string }[],
    tick: Tick | null,
  ): void
}

export function createTicks(store: Store): Ticks {
  const put = store.prepare(
    'INSERT INTO ticks (key, folder, site, json) VALUES (?, ?, ?, ?) ON CONFLICT (key, folder, site) DO UPDATE SET json = excluded.json',
  )
  const remove = store.prepare('DELETE FROM ticks WHERE key = ? AND folder = ? AND site = ?')
  const some = store.prepare(
    `SELECT ${bytesOf('key', 'folder', 'site', 'json')} FROM ticks WHERE key IN (SELECT value FROM json_each(?))`,
  )
  /** A tick that was taken back is kept as such where an event had set it. */
  type Kept = Tick & { refused?: true }
  const kept = (usernames: readonly string[]): [string, Kept][] =>
    wholeRows<{ key: string; folder: string; site: string; json: string }>(
      some.all(JSON.stringify(usernames.map(keyOf))),
    ).map(({ key, folder, site, json }) => [tickKey(key, folder, site), parseStored<Kept>(json)])
  return {
    of: (usernames) => new Map(kept(usernames).filter(([, tick]) => tick.refused !== true)),
    refused: (usernames) => new Set(kept(usernames).flatMap(([mark, tick]) => (tick.refused === true ? [mark] : []))),
    set: (items, tick) =>
      inTransaction(store, () => {
        const before = tick === null ? new Map(kept(items.map(({ username }) => username))) : null
        for (const { username, folder, site } of items) {
          const was = before?.get(tickKey(username, folder, site))
          if (tick === null && was?.event !== true) remove.run(keyOf(username), folder, site)
          else put.run(keyOf(username), folder, site, JSON.stringify(tick ?? { ...was, refused: true }))
        }
      }),
  }
}
