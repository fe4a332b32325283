import { Refusal } from '../../../contract/failure.ts'
import type { Instant } from '../../../contract/model.ts'
import { upsertSummed } from '../../store/bulk.ts'
import { isSummed } from '../../store/row-sum.ts'
import type { Store } from '../../store/store.ts'
import { bytesOf, parseStored, textRows, wholeRows } from '../../store/text.ts'
import { compareText, keyOf } from '../../text/user-key.ts'
import { bitsOf } from '../index/columns.ts'
import type { StoredFolder } from '../stored/records.ts'

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

/** A folder as it is, in the same form. */
export function pastFolder(folder: StoredFolder | null): PastFolder | null {
  const json = folder === null ? null : pastOf(folder)
  return json === null ? null : (JSON.parse(json) as PastFolder)
}

/** Keeps what folders were until now; part of the transaction that changes them. */
export function keepPast(store: Store, past: readonly { id: string; json: string | null }[], until: Instant): void {
  const last = (store.prepare('SELECT max(n) AS n FROM folder_states').get() as { n: number | null }).n ?? 0
  upsertSummed(
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

/**
 * A folder as it was at an instant, where it is not as it is now; `known` false: it is as it is now.
 * @throws Refusal `storage` when what is kept of it is not as it was written
 */
export function stateAt(store: Store, id: string, at: Instant): { known: boolean; past: PastFolder | null } {
  const found = store
    .prepare(
      `SELECT n, ${bytesOf('id', 'until', 'json')}, CAST(sum AS INTEGER) AS sum FROM folder_states WHERE id = ? AND until > ? ORDER BY until, n LIMIT 1`,
    )
    .all(id, at)
  const [state] = textRows<{ n: number; id: string; until: string; json: string | null; sum: number | null }>(found)
  if (state === undefined) return { known: false, past: null }
  if (!isSummed(store, 'folder_states', [state.n, state.id, state.until, state.json], state.sum))
    throw new Refusal(
      'storage',
      'What is kept of who was in a shared folder before is damaged, so these days cannot be compared. What is so now is not affected.',
      { details: `folder ${id} until ${state.until}` },
    )
  return { known: true, past: state.json === null ? null : parseStored<PastFolder>(state.json) }
}
