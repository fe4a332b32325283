import type { Store } from '../../store/store.ts'
import { pastOf } from '../folders/folder-states.ts'
import { folderRows } from '../folders/stored-rows.ts'
import type { StoredFolder } from '../stored/records.ts'

/** The folders of a refresh beside those of before. */
export interface ComparedFolders {
  all: { n: number; folder: StoredFolder }[]
  rows: (readonly [n: number, id: string, json: string])[]
  removed: number[]
  /** What folders were until now, where who is in them, or how, is different now; null: they were not there. */
  past: { id: string; json: string | null }[]
}

/** The folders at hand, of a refresh that came without any; those whose records are damaged are left out. */
export const keptFolders = (store: Store): ComparedFolders => ({
  all: folderRows(store).flatMap(({ n, folder }) => (folder === null ? [] : [{ n, folder }])),
  rows: [],
  removed: [],
  past: [],
})

/** What has to be written of the folders that were read. What a damaged record was is not known, and nothing is said to have changed in it. */
export function compareFolders(store: Store, next: readonly StoredFolder[]): ComparedFolders {
  const previous = new Map(folderRows(store).map((row) => [row.id, row]))
  let last = Math.max(0, ...[...previous.values()].map(({ n }) => n))
  const all: ComparedFolders['all'] = []
  const rows: ComparedFolders['rows'] = []
  const past: ComparedFolders['past'] = []
  for (const folder of next) {
    const json = JSON.stringify(folder)
    const row = previous.get(folder.id)
    const n = row?.n ?? ++last
    all.push({ n, folder })
    if (row?.folder == null || row.json !== json) {
      rows.push([n, folder.id, json])
      const before = row?.folder == null ? null : pastOf(row.folder)
      if (row?.folder !== null && before !== pastOf(folder)) past.push({ id: folder.id, json: before })
    }
    previous.delete(folder.id)
  }
  for (const { id, folder } of previous.values()) if (folder !== null) past.push({ id, json: pastOf(folder) })
  return { all, rows, removed: [...previous.values()].map(({ n }) => n), past }
}
