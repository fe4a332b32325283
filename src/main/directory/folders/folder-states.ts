import type { Instant } from '../../../contract/model.ts'
import { upsertMany } from '../../store/bulk.ts'
import type { Store } from '../../store/open.ts'
import { bytesOf, parseStored, wholeRows } from '../../store/text.ts'
import { compareText, keyOf } from '../../text/user-key.ts'
import type { StoredFolder } from '../index/build.ts'
import { bitsOf } from '../index/columns.ts'

/** Who was in a shared folder: user name, bits of `right`, and the groups that gave access; `only`: not in person. */
export interface PastFolder {
  name: string
  members: { username: string; rights: number; groups?: string[]; only?: true }[]
}

/** What is kept of a folder when it changes, as JSON; null: nobody has access, because it is deleted. */
export function pastOf(folder: StoredFolder): string | null {
  if (folder.deleted) return null
  const members = folder.members
    .map(({ username, groups, only, ...rights }) => ({
      username,
      rights: bitsOf(rights),
      ...(groups === undefined ? {} : { groups: groups.toSorted(compareText) }),
      ...(only === undefined ? {} : { only }),
    }))
    .sort((a, b) => compareText(keyOf(a.username), keyOf(b.username)))
  return JSON.stringify({ name: folder.name, members } satisfies PastFolder)
}

/** Keeps what folders were until now; part of the transaction that changes them. */
export function keepPast(store: Store, past: readonly { id: string; json: string | null }[], until: Instant): void {
  const last = (store.prepare('SELECT max(n) AS n FROM folder_states').get() as { n: number | null }).n ?? 0
  upsertMany(
    store,
    'folder_states',
    ['n', 'id', 'until', 'json'],
    past.map(({ id, json }, index) => [last + 1 + index, id, until, json]),
  )
}

/** The ids of folders that changed after `from` and not after `to`; more may be the same again by then. */
export function changedFolders(store: Store, from: Instant, to: Instant): string[] {
  const found = store
    .prepare(`SELECT DISTINCT ${bytesOf('id')} FROM folder_states WHERE until > ? AND until <= ?`)
    .all(from, to)
  return wholeRows<{ id: string }>(found).map(({ id }) => id)
}

/** A folder as it was at an instant; null: it was not there, or deleted. */
export function folderAt(store: Store, id: string, at: Instant): PastFolder | null {
  const found = store
    .prepare(`SELECT ${bytesOf('json')} FROM folder_states WHERE id = ? AND until > ? ORDER BY until, n LIMIT 1`)
    .all(id, at)
  const [state] = wholeRows<{ json: string | null }>(found)
  if (state !== undefined) return state.json === null ? null : parseStored<PastFolder>(state.json)
  const [now] = wholeRows<{ json: string }>(
    store.prepare(`SELECT ${bytesOf('json')} FROM folders WHERE id = ?`).all(id),
  )
  if (now === undefined) return null
  const json = pastOf(parseStored<StoredFolder>(now.json))
  return json === null ? null : parseStored<PastFolder>(json)
}
