import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Vault } from '../../keychain/vault.ts'
import { inTransaction } from '../../store/bulk.ts'
import { journalMigrations, sealedJournal } from '../../store/migrations/journal.ts'
import { explain, openStore, setAside } from '../../store/open.ts'
import type { Store } from '../../store/store.ts'
import { bytesOf, textRow } from '../../store/text.ts'
import { UnreadableStore } from '../../store/unreadable.ts'
import { createSealer } from './hash-chain.ts'
import { type Mark, parseMark } from './head-checkpoint.ts'
import { createJournal } from './journal.ts'
import { findLostLines, lostLinesEntry, missingLines } from './lost-lines.ts'
import { lostEntry } from './lost-secret.ts'
import { mendedInWords, mendRows } from './mend-rows.ts'

/** An open `journal.db` with what belongs to it outside the file. */
export interface OpenedJournal {
  store: Store
  /** Seals the lines. */
  secret: Uint8Array
  /** The end of the journal that the keychain remembers. */
  witness: Mark | null
  keepWitness: (mark: Mark) => Promise<void>
  readWitness: () => Promise<Mark | null>
  /** This run, by which the keychain knows whether it ended in order. */
  run: string
  /** Lines were found to be missing now: what was sent last may not be on record. */
  doubtful: boolean
  /** What was damaged beside the lines and is left out, in words; null: nothing. */
  damage: string | null
  /** What the journal has to say about its own beginning in this session. */
  notes: string[]
  /** Set when the file could not be used and was put aside, lines of it are gone, or what seals it is. */
  problem: { kind: 'damaged' | 'key-lost' | 'lines-lost'; message: string; keptAs: string | null } | null
}

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
  const logBefore = existsSync(`${file}-wal`)
  const open = () => openStore({ file, key, migrations: journalMigrations, sealed: sealedJournal, durability: 'full' })
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
      message: unreadable(keyLost ? ' without its key' : ''),
    }
    notes.push(keptAside)
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
    const mark = parseMark(await vault.read(names.head))
    const journal = createJournal(store, secret, now)
    const head = journal.head()
    const told = findLostLines(store, createSealer(secret))
    const begun = problem !== null && problem.keptAs !== null
    const logGone = mark !== null && mark.run !== null && !logBefore && endedRun(store) !== mark.run
    const missing =
      missingLines(store, head, mark, told, logGone) ??
      (begun ? { lines: 0, why: 'The file before this one could not be read and was kept aside.' } : null)
    let witness = mark
    if (missing !== null) {
      // The line first: cut off in between, the next start finds the loss once more, and says so again.
      inTransaction(store, () => journal.append([lostLinesEntry(missing.lines, mark, head, missing.why)]))
      const lost = told.reduce((sum, { lines }) => sum + lines, 0) + missing.lines
      witness = { ...journal.head(), run: null, lost, pending: true, why: 'lines' }
      await vault.write(names.head, JSON.stringify(witness))
    }
    const { lost, grave } = mendRows(store, key)
    const damage = lost.length > 0 ? mendedInWords(lost) : null
    if (damage !== null) {
      inTransaction(store, () => journal.append([{ kind: 'rows-damaged', data: { text: damage, lost } }]))
      if (grave) {
        witness = {
          ...journal.head(),
          run: null,
          lost: witness?.lost ?? 0,
          pending: true,
          why: witness?.pending ? 'lines' : 'rows',
        }
        await vault.write(names.head, JSON.stringify(witness))
      }
    }
    if (witness?.pending === true) problem = pendingProblem(problem, witness, damage)
    return {
      store,
      secret,
      witness,
      keepWitness: (next) => vault.write(names.head, JSON.stringify(next)),
      readWitness: async () => parseMark(await vault.read(names.head)),
      run: randomUUID(),
      doubtful: missing !== null,
      damage,
      notes,
      problem,
    }
  } catch (error) {
    store.close()
    const known = explain(error)
    // The file opens, but a part of it cannot be read: nothing in it can be acted upon. The next file is new, so this ends.
    if (!(known instanceof UnreadableStore) || problem?.keptAs) throw error
    const keptAs = setAside(file, 'damaged', new Date(now()))
    const next = await openJournal(options)
    const message = [unreadable(''), next.problem?.message].filter(Boolean).join(' ')
    return { ...next, notes: [keptAside, ...next.notes], problem: { kind: 'damaged', keptAs, message } }
  }
}

const keptAside = 'The journal before this one could not be read and was kept aside.'
const unreadable = (why: string): string =>
  `The journal could not be read${why}. The file was kept aside and a new journal begun. Changes that were under way are not in the new one: refresh, and look at who was to be changed.`

/** What is said until an admin has looked; what was put aside just now says it beside its own words. */
function pendingProblem(
  problem: OpenedJournal['problem'],
  { lost, why }: Mark,
  damage: string | null,
): OpenedJournal['problem'] {
  const off =
    'Changes stay off until an admin has looked: check the guards and the protected accounts, which may be at their defaults again, the plans that wait, and in LastPass what was changed last.'
  if (problem !== null && problem.keptAs !== null) return { ...problem, message: `${problem.message} ${off}` }
  const secret = problem === null ? '' : ` ${problem.message}`
  if (why === 'rows') {
    const said =
      damage ?? "A part of the journal's file was damaged on the disk, or altered outside Provost, and is left out."
    return { kind: 'lines-lost', keptAs: null, message: `${said} ${off}${secret}` }
  }
  const many =
    lost === 0
      ? 'Lines of the journal are missing.'
      : `At least ${lost.toLocaleString('en-US')} ${lost === 1 ? 'line of the journal is' : 'lines of the journal are'} missing.`
  return {
    kind: 'lines-lost',
    keptAs: null,
    message: `${many} The file was put back to an earlier state, deleted or cut off outside Provost. ${off}${damage === null ? '' : ` ${damage}`}${secret}`,
  }
}

/** The run that last closed this file in order. */
function endedRun(store: Store): string | null {
  const row = store.prepare(`SELECT ${bytesOf('json')} FROM settings WHERE name = 'ended'`).get()
  return row === undefined ? null : textRow<{ json: string }>(row).json
}

/** Notes in the file that this run has ended in order. */
export const noteEnd = (store: Store, run: string): void =>
  void store
    .prepare(
      "INSERT INTO settings (name, json) VALUES ('ended', ?) ON CONFLICT (name) DO UPDATE SET json = excluded.json",
    )
    .run(run)
