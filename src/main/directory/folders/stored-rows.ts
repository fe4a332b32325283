import { isSummed } from '../../store/row-sum.ts'
import type { Store } from '../../store/store.ts'
import { bytesOf, textRows } from '../../store/text.ts'
import type { Names } from '../index/columns.ts'
import type { StoredFolder } from '../stored/records.ts'

/** A row of a shared folder; `folder` null: it is not as it was written. */
export interface FolderRow {
  n: number
  id: string
  json: string
  folder: StoredFolder | null
}

/** The rows of shared folders, or of the one with this id. Security rule: a damaged one hides itself alone. Test: test/main/directory/unreadable-folders.test.ts. */
export function folderRows(store: Store, id?: string): FolderRow[] {
  const found = store
    .prepare(
      `SELECT n, ${bytesOf('id', 'json')}, CAST(sum AS INTEGER) AS sum FROM folders ${id === undefined ? '' : 'WHERE id = ?'}`,
    )
    .all(...(id === undefined ? [] : [id]))
  return textRows<{ n: number; id: string; json: string; sum: number | null }>(found).map(({ sum, ...row }) => ({
    ...row,
    folder: isSummed(store, 'folders', [row.n, row.id, row.json], sum) ? parsed(row.json) : null,
  }))
}

/** How many folders are stored and not in an index, because their records could not be read when it was made. */
export const unlistedFolders = (store: Store, { folders }: Pick<Names, 'folders'>): number =>
  (store.prepare('SELECT count(*) AS rows FROM folders').get() as { rows: number }).rows - folders.length

function parsed(json: string): StoredFolder | null {
  try {
    return JSON.parse(json) as StoredFolder
  } catch {
    return null
  }
}
