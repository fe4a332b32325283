import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setAsideMarked } from '../store/damage.ts'
import { type Migration, openReader, openStore, type Store, setAside } from '../store/open.ts'
import { UnreadableStore } from '../store/unreadable.ts'

/** Another encrypted database of an open tenant. */
export interface OwnStore {
  store: Store
  /** The name under which a file that could not be read was put aside; null: nothing was. */
  keptAs: string | null
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
  now: () => number
}): Omit<OwnStore, 'damaged'> {
  const { folder, name, key, migrations, now } = options
  const file = join(folder, name)
  const open = () => openStore({ file, key, migrations, durability: 'full' })
  const marked = setAsideMarked(file, new Date(now()))
  const given = (store: Store, keptAs: string | null) => ({
    store,
    keptAs,
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
