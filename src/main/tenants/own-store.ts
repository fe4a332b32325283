import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setAsideMarked } from '../store/damage.ts'
import { explain, type Migration, mendIndexes, openReader, openStore, type Store, setAside } from '../store/open.ts'
import { checkSeals, type SealedTable } from '../store/row-seal.ts'
import { UnreadableStore } from '../store/unreadable.ts'

/** Another encrypted database of an open tenant. */
export interface OwnStore {
  store: Store
  /** The name under which a file that could not be read was put aside; null: nothing was. */
  keptAs: string | null
  /** Rows that are not there any more, in words; empty where nothing is missing. */
  missing: readonly string[]
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
  now: () => number
}): Omit<OwnStore, 'damaged'> {
  const { folder, name, key, migrations, sealed = [], now } = options
  const file = join(folder, name)
  let missing: string[] | null = null
  const open = () => {
    const store = openStore({ file, key, migrations, sealed, durability: 'full' })
    try {
      const wrong = mendIndexes(store)
      if (wrong !== null) throw new UnreadableStore(wrong)
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
    keptAs,
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
