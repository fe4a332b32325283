import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { Refusal } from '../../../contract/failure.ts'
import { makeFolder } from '../../files/private-folder.ts'
import type { Vault } from '../../keychain/vault.ts'
import { setAsideMarked } from '../../store/damage.ts'
import { setAside } from '../../store/open.ts'
import { UnreadableStore } from '../../store/unreadable.ts'
import type { Writer } from '../../writer/client.ts'
import type { Answer } from '../../writer/protocol.ts'

// How a tenant's folder, the key of its databases and `directory.db` come to be there: new, as they were, or put aside.

/** A database that could not be used and was put aside. */
export interface StoreProblem {
  kind: 'damaged' | 'key-lost' | 'lines-lost'
  message: string
  /** The name of the old file; null: the file is in use, and something that belongs to it is gone. */
  keptAs: string | null
  /** Changes stay off until an admin has looked. */
  pending?: boolean
}

/** @throws Refusal `storage` when the folder cannot be made */
export function makeTenantFolder(folder: string): void {
  try {
    makeFolder(folder)
  } catch (error) {
    throw new Refusal(
      'storage',
      'The data folder cannot be written. Nothing was changed; check its permissions and try again.',
      { details: error instanceof Error ? error.message : String(error) },
    )
  }
}

/** The key of the databases: from the keychain, or new. A database whose key is gone is put aside, never overwritten. */
export async function databaseKey(
  vault: Vault,
  name: string,
  file: string,
  now: () => number,
): Promise<{ key: string; problem: StoreProblem | null }> {
  const kept = await vault.read(name)
  if (kept !== null) return { key: kept, problem: null }
  const problem: StoreProblem | null = existsSync(file)
    ? {
        kind: 'key-lost',
        keptAs: setAside(file, 'locked', new Date(now())),
        message:
          'The key of the local database is no longer in the keychain. The encrypted file was kept aside; people and folders are read anew from LastPass.',
      }
    : null
  const key = randomBytes(32).toString('hex')
  await vault.write(name, key)
  return { key, problem }
}

/** Has the writer open `directory.db`. One that is damaged is put aside, and a new one begun. */
export async function openDirectory(
  writer: Writer,
  file: string,
  key: string,
  now: () => number,
): Promise<{ opened: Answer<'open'>; problem: StoreProblem | null }> {
  const open = () => writer.ask('open', { file, key })
  const problemOf = (keptAs: string): StoreProblem => ({
    kind: 'damaged',
    keptAs,
    message:
      'The local database is damaged. The file was kept aside; people and folders are read anew from LastPass, what earlier syncs saw is in the old file.',
  })
  const marked = setAsideMarked(file, new Date(now()))
  try {
    return { opened: await open(), problem: marked === null ? null : problemOf(marked) }
  } catch (error) {
    if (!(error instanceof UnreadableStore)) throw error
    const keptAs = setAside(file, 'damaged', new Date(now()))
    return { opened: await open(), problem: problemOf(keptAs) }
  }
}
