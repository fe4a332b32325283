import { join } from 'node:path'
import { type Migration, openStore, type Store, setAside, UnreadableStore } from '../store/open.ts'

/** Another encrypted database of an open tenant. */
export interface OwnStore {
  store: Store
  /** The name under which a file that could not be read was put aside; null: nothing was. */
  keptAs: string | null
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
}): OwnStore {
  const { folder, name, key, migrations, now } = options
  const file = join(folder, name)
  const open = () => openStore({ file, key, migrations, durability: 'full' })
  try {
    return { store: open(), keptAs: null }
  } catch (error) {
    if (!(error instanceof UnreadableStore)) throw error
    const keptAs = setAside(file, 'damaged', new Date(now()))
    return { store: open(), keptAs }
  }
}
