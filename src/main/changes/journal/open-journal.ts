import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import type { Vault } from '../../keychain/vault.ts'
import { inTransaction } from '../../store/bulk.ts'
import { journalMigrations } from '../../store/migrations/journal.ts'
import { openStore, type Store, setAside } from '../../store/open.ts'
import { UnreadableStore } from '../../store/unreadable.ts'
import { createJournal, type Head } from './journal.ts'
import { lostEntry } from './lost-secret.ts'

/** An open `journal.db` with what belongs to it outside the file. */
export interface OpenedJournal {
  store: Store
  /** Seals the lines. */
  secret: Uint8Array
  /** The end of the journal that the keychain remembers. */
  witness: Head | null
  keepWitness: (head: Head) => Promise<void>
  /** What the journal has to say about its own beginning in this session. */
  notes: string[]
  /** Set when the file could not be used and was put aside, or what seals it is gone. */
  problem: { kind: 'damaged' | 'key-lost'; message: string; keptAs: string | null } | null
}

const Remembered = z.object({ seq: z.int().min(0), hash: z.string().regex(/^[0-9a-f]{64}$/) })

/**
 * Opens a tenant's journal. One that cannot be read is put aside, never overwritten: it may hold the only record of what was done.
 * @throws Refusal `storage` when the folder cannot be used
 */
export async function openJournal(options: {
  folder: string
  key: string
  /** The key was made anew because the old one is gone. */
  keyLost: boolean
  vault: Vault
  names: { secret: string; head: string }
  now: () => number
}): Promise<OpenedJournal> {
  const { folder, key, keyLost, vault, names, now } = options
  const file = join(folder, 'journal.db')
  const notes: string[] = []
  let problem: OpenedJournal['problem'] = null
  const open = () => openStore({ file, key, migrations: journalMigrations, durability: 'full' })
  let store: Store
  try {
    store = open()
  } catch (error) {
    if (!(error instanceof UnreadableStore)) throw error
    const kind = keyLost ? 'key-lost' : 'damaged'
    const keptAs = setAside(file, keyLost ? 'locked' : 'damaged', new Date(now()))
    problem = {
      kind,
      keptAs,
      message: `The journal could not be read${keyLost ? ' without its key' : ''}. The file was kept aside and a new journal begun. Changes that were under way are not in the new one: refresh, and look at who was to be changed.`,
    }
    notes.push(`The journal before this one could not be read and was kept aside.`)
    store = open()
  }
  try {
    const kept = await vault.read(names.secret)
    const usable = kept !== null && /^[0-9a-f]{64}$/.test(kept)
    const secret = usable ? Buffer.from(kept, 'hex') : randomBytes(32)
    if (!usable) {
      // The line before the secret: cut off in between, the next start finds the secret gone once more, and says so again.
      if (store.prepare('SELECT 1 FROM journal LIMIT 1').get() !== undefined) {
        const journal = createJournal(store, secret, now)
        inTransaction(store, () => journal.append([lostEntry(journal.head())]))
        problem = {
          kind: 'key-lost',
          keptAs: null,
          message:
            'The secret that seals the journal is no longer in the keychain. Its lines can all be read; whether one of those so far was altered, only a journal exported earlier can tell. Lines from now on have a new seal.',
        }
      }
      await vault.write(names.secret, secret.toString('hex'))
    }
    // A new journal starts its own count; what is remembered is the old one's.
    const begun = problem !== null && problem.keptAs !== null
    if (begun) await vault.erase(names.head)
    const remembered = begun ? null : await vault.read(names.head)
    return {
      store,
      secret,
      witness: parseWitness(remembered),
      keepWitness: (head) => vault.write(names.head, JSON.stringify(head)),
      notes,
      problem,
    }
  } catch (error) {
    store.close()
    throw error
  }
}

function parseWitness(text: string | null): Head | null {
  try {
    const parsed = Remembered.safeParse(JSON.parse(text ?? 'null'))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
