import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { setAsideMarked } from '../../store/damage.ts'
import { mendIndexes } from '../../store/mend-indexes.ts'
import { dropDamagedRows, type LostRows } from '../../store/mend-rows.ts'
import { checkpoint, explain, type Migration, openReader, openStore, setAside } from '../../store/open.ts'
import { checkSeals, type SealedTable } from '../../store/row-seal.ts'
import type { Store } from '../../store/store.ts'
import { UnreadableStore } from '../../store/unreadable.ts'

/** Another encrypted database of an open tenant. */
export interface OwnStore {
  store: Store
  /** The name under which a file that could not be read was put aside; null: nothing was. */
  keptAs: string | null
  /** Rows that are not there any more, in words; empty where nothing is missing. */
  missing: readonly string[]
  /** Rows that were taken out because they are not as they were written; only where `mends`. */
  lost: LostRows[]
  /** The key of these databases, for checking the seals of a file that was put aside. */
  key: string
  /** Opens a file that was put aside, by its name, for reading; null: it is not there, or cannot be opened at all. */
  old: (keptAs: string) => Store | null
  /** Hears that the file turned out to be damaged while it was in use; gives what to tell who asked. */
  damaged(error: UnreadableStore): Error
}

/**
 * Opens a database beside the directory, whose commits are on disk before they return. A file that cannot be read is put
 * aside, never overwritten: it may be the only record of what was done.
 * @throws Refusal `storage` when the folder cannot be used
 */
export function openOwnStore(options: {
  folder: string
  name: string
  key: string
  migrations: readonly Migration[]
  sealed?: readonly SealedTable[]
  /** Damaged rows are taken out one by one, and the file goes on; else the whole file is put aside. */
  mends?: boolean
  now: () => number
}): Omit<OwnStore, 'damaged'> {
  const { folder, name, key, migrations, sealed = [], mends = false, now } = options
  const file = join(folder, name)
  let missing: string[] | null = null
  let lost: OwnStore['lost'] = []
  let mended: string | null = null
  const open = () => {
    const store = openStore({ file, key, migrations, sealed, durability: 'full' })
    try {
      const wrong = mendIndexes(store)
      if (wrong !== null) throw new UnreadableStore(wrong)
      if (mends) {
        const copy = copyAside(store, file, key, sealed, now)
        if (copy !== null) ({ lost, keptAs: mended } = copy)
        return store
      }
      const found = checkSeals(store, key, sealed)
      // Of the file that is put aside, not of the new one.
      missing ??= found.flatMap((each) =>
        each.missing === null ? [] : [each.missing === 0 ? each.table : `${each.missing} of the ${each.table}`],
      )
      // Row by row, what is as it was written is taken over into a new file.
      if (found.length > 0) throw new UnreadableStore('a row in it is not as it was written')
      return store
    } catch (error) {
      store.close()
      throw explain(error)
    }
  }
  const marked = setAsideMarked(file, new Date(now()))
  const given = (store: Store, keptAs: string | null) => ({
    store,
    keptAs: keptAs ?? mended,
    lost,
    missing: keptAs === null ? [] : (missing ?? []),
    key,
    old: (name: string) => readOld(name, key),
  })
  try {
    return given(open(), marked)
  } catch (error) {
    if (!(error instanceof UnreadableStore)) throw error
    const keptAs = setAside(file, 'damaged', new Date(now()))
    return given(open(), keptAs)
  }
}

/** Takes damaged rows out, after the file as it was found was copied; null: all rows are as they were written. */
function copyAside(
  store: Store,
  file: string,
  key: string,
  sealed: readonly SealedTable[],
  now: () => number,
): { lost: OwnStore['lost']; keptAs: string } | null {
  if (checkSeals(store, key, sealed).length === 0) return null
  const keptAs = file.replace(/\.db$/, `.damaged-${new Date(now()).toISOString().replace(/[:.]/g, '-')}.db`)
  checkpoint(store)
  copyFileSync(file, keptAs)
  return { lost: dropDamagedRows(store, key, sealed), keptAs }
}

function readOld(keptAs: string, key: string): Store | null {
  // Opening would make one.
  if (!existsSync(keptAs)) return null
  try {
    return openReader(keptAs, key)
  } catch (error) {
    if (error instanceof UnreadableStore) return null
    throw error
  }
}
