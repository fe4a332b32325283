import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Change } from '../../contract/change.ts'
import { Refusal } from '../../contract/failure.ts'
import { impactCodes } from '../../contract/lists.ts'
import type { SyncProgress } from '../../contract/signals.ts'
import { membershipNotes } from '../access/membership-notes.ts'
import type { Changes, ChangesEvent, ChangesOptions } from '../changes/changes.ts'
import { createChanges } from '../changes/engine.ts'
import { openJournal } from '../changes/journal/open-journal.ts'
import { createDirectory, type Directory } from '../directory/directory.ts'
import { readHash, secretOf } from '../keychain/bound-hash.ts'
import { createIdentity } from '../keychain/signing-key.ts'
import type { Vault } from '../keychain/vault.ts'
import { createClient, type LastPass } from '../lastpass/client.ts'
import { type PlanNotes, planNotes } from '../leavers/impact/plan-notes.ts'
import type { Fetch } from '../ports.ts'
import type { TenantRecord } from '../settings/preferences.ts'
import { markDamaged, withDamage } from '../store/damage.ts'
import { lossWords } from '../store/mend-rows.ts'
import { closeStore, type Migration, openReader, type Store } from '../store/open.ts'
import type { SealedTable } from '../store/row-seal.ts'
import { startWriter, type Writer } from '../writer/client.ts'
import { createConnection } from './connection.ts'
import { createReach } from './reachability.ts'
import { createRequestLog, type RequestLog } from './request-log.ts'
import { databaseKey, makeTenantFolder, openDirectory, type StoreProblem } from './stores/database.ts'
import { type OwnStore, openOwnStore } from './stores/own-store.ts'
import { openScores, type ScoresStore } from './stores/scores-store.ts'
import { createStoreMarks, type StoreMarks } from './stores/store-marks.ts'

/** Names of a tenant's entries in the keychain. */
export const vaultNames = (id: string) => ({
  hash: `${id}/provisioning-hash`,
  key: `${id}/database-key`,
  /** Seals the journal's lines. */
  journal: `${id}/journal-secret`,
  /** The journal's last line as last noted. */
  journalHead: `${id}/journal-head`,
})

/** One open tenant: its client, its database, its directory. */
export interface Session {
  /** Label, colour and zone may change while it is open. */
  record: TenantRecord
  readonly directory: Directory
  readonly changes: Changes
  readonly requests: RequestLog
  /** Databases that could not be used when the tenant was opened, the gravest first. */
  readonly problems: readonly StoreProblem[]
  readonly sessionOnly: boolean
  /** The history of scores, opened when it is first asked for. */
  readonly scores: Pick<ScoresStore, 'store' | 'damaged'>
  /** Parses bodies of answers off main's thread. */
  readonly writer: Writer
  /** @throws Refusal `not-connected` */
  lastpass(): LastPass
  /** Opens another encrypted database of this tenant, by its file name; it is closed with the tenant. */
  ownStore(name: string, migrations: readonly Migration[], sealed?: readonly SealedTable[]): OwnStore
  /**
   * A folder of this tenant whose files a room seals itself, and the key that it derives its own from; `close` is awaited when the
   * tenant is closed.
   */
  ownFolder(name: string, close: () => Promise<void>): { folder: string; key: string }
  credential(): 'ready' | 'refused' | 'missing'
  /** Why the hash at hand may not be used for what the settings name now; null: it may, or there is none. */
  credentialProblem(): string | null
  /** Takes a new hash, after the caller has checked it. */
  enterHash(hash: string): void
  setTimeout(milliseconds: number): void
  close(): Promise<void>
}

export interface SessionOptions {
  record: TenantRecord
  /** The tenant's own folder. */
  folder: string
  vault: Vault
  /** True: nothing may outlive the session, and the folder is removed at the end. */
  sessionOnly: boolean
  fetch: Fetch
  /** For the demo company, whose credential is no secret. */
  fixedCredential?: { cid: string; hash: string }
  writerFile: string | URL
  now: () => number
  timeoutMs: number
  /** Milliseconds after opening before every page of the database is looked at; left out: at once. */
  settleMs?: number
  /** What the changes room gets of the application; without it, changes are off until a person enables them, and nothing can be saved to a file. */
  changes?: Partial<
    Pick<
      ChangesOptions,
      'saveFile' | 'identity' | 'actor' | 'writing' | 'allowedKinds' | 'policy' | 'timing' | 'sleep' | 'passed'
    >
  >
  /** Told the hash as it is kept and each that is entered later; the demo company's is no secret. */
  noteHash?: (hash: string) => void
  announce: (
    event:
      | { kind: 'progress'; progress: SyncProgress | null }
      | { kind: 'changed' }
      | { kind: 'refused' | 'accepted' | 'damaged' | 'reach' }
      | ChangesEvent,
  ) => void
}

/**
 * Opens a tenant's database and joins it with the client.
 * @throws Refusal `storage` when the folder cannot be used
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { folder, vault, sessionOnly, fetch, writerFile, now, timeoutMs, settleMs = 0, noteHash, announce } = options
  let record = options.record
  const names = vaultNames(record.id)
  makeTenantFolder(folder)
  const file = join(folder, 'directory.db')
  // The thread starts while the keychain answers.
  const writer = startWriter(writerFile)
  try {
    const { key, problem: keyProblem } = await databaseKey(vault, names.key, file, now)
    const { opened, problem } = await openDirectory(writer, file, key, now)
    const reader = openReader(file, key)
    const requests = createRequestLog()
    const reach = createReach(() => announce({ kind: 'reach' }))
    const connection = createConnection({
      label: () => record.label,
      connect: (hash) =>
        createClient({
          baseUrl: record.baseUrl,
          credential: { cid: options.fixedCredential?.cid ?? record.cid, hash },
          zone: () => record.timeZone,
          fetch,
          timeoutMs,
          now,
          onRequest: (record) => {
            requests.add(record)
            reach.heard(record)
          },
        }),
      hash: options.fixedCredential?.hash ?? (await readHash(noting(vault, noteHash), names.hash, record)),
      refused: record.refused,
      onRefused: () => announce({ kind: 'refused' }),
    })
    /** A file that turns out to be damaged while it is in use is put aside when the tenant is opened again, which is at once. */
    let reopens = false
    const damaged = (damagedFile: string): Error => {
      markDamaged(damagedFile)
      if (!reopens) announce({ kind: 'damaged' })
      reopens = true
      return new Refusal(
        'storage',
        'A local database is damaged. Its file is kept aside and a new one begun; refresh to read people and folders anew from LastPass.',
      )
    }
    const watched: Writer = withDamage(writer, () => damaged(file))
    const scores = openScores({
      ...{ writer, folder, key, invented: record.kind === 'demo', now, damaged },
      first(store, keptAs, lost) {
        if (changes === null || marks === null || closed) return
        own.push({ name: 'scores.db', store, keeps: true })
        marks.checkFile('scores.db', store, keptAs !== null, changes)
        tellLoss('scores.db', keptAs, lost)
      },
    })
    let closed = false
    const own: { name: string; store: Store; keeps?: boolean }[] = []
    let changes: Changes | null = null
    let marks: StoreMarks | null = null
    /** Says what of a file beside the journal is lost, at once and in the journal for good. */
    const tellLoss = (name: string, keptAs: string | null, lost: Parameters<typeof lossWords>[2]) => {
      if (keptAs === null && lost.length === 0) return
      const holds = contents[name] ?? 'records of its own'
      const message =
        lost.length > 0
          ? lossWords(name, holds, lost, keptAs)
          : `The file ${name}, which holds ${holds}, could not be read. It was put aside as ${keptAs}, and a new one begun: what it held is not shown any more.`
      changes?.note('rows-damaged', { text: message })
      changes?.noteError({ what: 'Local data', message, details: null, job: null })
    }
    const directory = createDirectory({
      reader,
      damaged: () => damaged(file),
      writer: watched,
      opened,
      lastpass: connection.lastpass,
      zone: () => record.timeZone,
      now,
      noteError: (message, details) => changes?.noteError({ what: 'Refresh', message, details, job: null }),
      online: reach.online,
      announce: (event) => {
        if (event.kind === 'refused') connection.judged(true)
        if (event.kind === 'accepted') connection.judged(false)
        announce(event)
        if (event.kind === 'changed') {
          marks?.noteDirectory(directory.meta()?.asOf ?? null)
          changes?.peopleChanged()
        }
      },
    })
    // The zone was corrected while this tenant was not open, or the correction was cut off.
    const readIn = opened.meta?.zone
    if (readIn !== undefined && readIn !== record.timeZone) await directory.rezone(readIn)
    const journal = await openJournal({
      folder,
      key,
      keyLost: keyProblem !== null,
      vault,
      names: { secret: names.journal, head: names.journalHead },
      now,
    })
    const engine = await createChanges({
      saveFile: async () => null,
      identity: createIdentity(vault),
      actor: () => ({}),
      writing: false,
      ...options.changes,
      opened: journal,
      people: directory.people,
      impact: (changes) => notesOf(directory.reads, changes),
      lastpass: connection.noticing,
      service: () => ({ cid: options.fixedCredential?.cid ?? record.cid, baseUrl: record.baseUrl }),
      now,
      announce,
    })
    changes = engine
    const noted = createStoreMarks(journal.store)
    marks = noted
    noted.checkDirectory(directory.meta()?.asOf ?? null, problem !== null || keyProblem !== null, engine)
    const closing: (() => Promise<void>)[] = []
    void engine.recover()
    // Looking at every page keeps a processor busy for half a second at 100,000 people: the rows are shown first.
    const check = setTimeout(() => void watched.ask('check', {}).catch(() => {}), settleMs)
    check.unref()
    return {
      get record() {
        return record
      },
      set record(next) {
        record = next
      },
      directory,
      changes: engine,
      requests,
      // Of several problems the journal's comes first: nothing can be read anew in its place.
      get problems() {
        const pending = engine.lossPending()
        // What was accepted is said no more; a file that was put aside still is.
        const own = journal.problem?.kind === 'lines-lost' && !pending ? null : journal.problem
        return [own === null ? null : { ...own, pending }, keyProblem, problem].filter((each) => each !== null)
      },
      sessionOnly,
      scores,
      writer: watched,
      lastpass: connection.noticing,
      ownStore(name, migrations, sealed = []) {
        // Records of leavers are taken over, row by row, by their own room.
        const mends = name !== 'leavers.db'
        const opened = openOwnStore({ folder, name, key, migrations, sealed, mends, now })
        own.push({ name, store: opened.store })
        noted.checkFile(name, opened.store, opened.keptAs !== null && opened.lost.length === 0, engine)
        if (mends) tellLoss(name, opened.keptAs, opened.lost)
        return { ...opened, damaged: () => damaged(join(folder, name)) }
      },
      ownFolder(name, close) {
        closing.push(close)
        return { folder: join(folder, name), key }
      },
      credential: connection.state,
      credentialProblem: connection.problem,
      enterHash(next) {
        noteHash?.(next)
        connection.enter(next)
        void engine.recover()
      },
      setTimeout: connection.setTimeout,
      async close() {
        // The driver does not bear a statement on a file that is closed.
        if (closed) return
        closed = true
        clearTimeout(check)
        directory.cancel()
        for (const { name, store } of own) noted.noteEnd(name, store)
        await engine.close()
        for (const close of closing) await close()
        await scores.close()
        for (const { store, keeps } of own) {
          if (keeps) continue
          // A copy of the one file then has everything, and no log is left that could be cut.
          try {
            closeStore(store)
          } catch {
            // The disk is full, say: everything is in the file beside it.
          }
        }
        await writer.close()
        reader.close()
        if (sessionOnly) rmSync(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await writer.close()
    throw error
  }
}

/** What the files beside the journal hold. */
const contents: Readonly<Record<string, string>> = {
  'joiners.db': 'rules for joiners and what is known of who is to come',
  'groups.db': 'the draft of memberships',
  'scores.db': 'the threshold, the target, the history of scores and what snapshots told',
}

/** What a plan does beyond its rows, the gravest first. */
function* notesOf(reads: Directory['reads'], changes: readonly Change[]): Generator<void, PlanNotes> {
  const notes = new Map(yield* planNotes(reads, changes))
  for (const [key, more] of yield* membershipNotes(reads, changes)) {
    const all = [...(notes.get(key) ?? []), ...more]
    notes.set(
      key,
      all.sort((a, b) => impactCodes.indexOf(a.code) - impactCodes.indexOf(b.code)),
    )
  }
  return notes
}

const noting = (vault: Vault, noteHash: (hash: string) => void = () => {}): Vault => ({
  ...vault,
  async read(account) {
    const kept = await vault.read(account)
    if (kept !== null) noteHash(secretOf(kept))
    return kept
  },
})
