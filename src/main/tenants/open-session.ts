import { rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Change } from '../../contract/change.ts'
import { Refusal } from '../../contract/failure.ts'
import { impactCodes } from '../../contract/lists.ts'
import { membershipNotes } from '../access/membership-notes.ts'
import type { Changes } from '../changes/changes.ts'
import { createChanges } from '../changes/engine.ts'
import { openJournal } from '../changes/journal/open-journal.ts'
import { createDirectory, type Directory } from '../directory/directory.ts'
import { unlistedInWords, unreadableInWords } from '../directory/stored/unreadable-people.ts'
import { type Owners, ownedGroupNotes, ownersBy } from '../groups/owners.ts'
import { readHash, secretOf } from '../keychain/bound-hash.ts'
import { createIdentity } from '../keychain/signing-key.ts'
import type { Vault } from '../keychain/vault.ts'
import { createClient } from '../lastpass/client.ts'
import { type PlanNotes, planNotes } from '../leavers/impact/plan-notes.ts'
import { markDamaged, withDamage } from '../store/damage.ts'
import { openReader } from '../store/open.ts'
import { startWriter, type Writer } from '../writer/client.ts'
import { inOrder } from './close-in-order.ts'
import { createConnection } from './connection.ts'
import { createReach } from './reachability.ts'
import { createRequestLog } from './request-log.ts'
import { type Session, type SessionOptions, vaultNames } from './session.ts'
import { databaseKey, makeTenantFolder, openDirectory } from './stores/database.ts'
import { createOwnStores, damageWords, type OwnStores } from './stores/own-stores.ts'
import { openScores } from './stores/scores-store.ts'
import { createStoreMarks, type StoreMarks } from './stores/store-marks.ts'

/**
 * Opens a tenant's database and joins it with the client.
 * @throws Refusal `storage` when the folder cannot be used
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { folder, vault, sessionOnly, fetch, writerFile, now, timeoutMs, settleMs = 0, noteHash, announce } = options
  const { serviceClock } = options
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
          onDate(date, tookMs) {
            if (!serviceClock?.heard(date, tookMs)) return
            announce({ kind: 'stale', families: ['app'] })
            const text = serviceClock.problem()
            if (text !== null) changes?.note('note', { text })
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
      return new Refusal('storage', damageWords(basename(damagedFile)))
    }
    const watched: Writer = withDamage(writer, () => damaged(file))
    const noteRefresh = (message: string, details: string | null) =>
      changes?.noteError({ what: 'Refresh', message, details, job: null })
    const scores = openScores({
      ...{ writer, folder, key, invented: record.kind === 'demo', now, damaged },
      first(store, keptAs, lost) {
        if (own !== null && !closed) own.takeIn('scores.db', store, keptAs, lost)
      },
      dropped(lost) {
        if (closed) return
        own?.tellLoss('scores.db', null, lost)
        announce({ kind: 'stale', families: ['scores', 'users', 'errors', 'journal'] })
      },
      unkept: (problem) =>
        noteRefresh('The people were refreshed, and the scores of this day could not be kept.', problem),
    })
    let closed = false
    let own: OwnStores | null = null
    let changes: Changes | null = null
    let marks: StoreMarks | null = null
    const directory = createDirectory({
      reader,
      damaged: () => damaged(file),
      writer: watched,
      opened,
      lastpass: connection.lastpass,
      zone: () => record.timeZone,
      now,
      noteError: noteRefresh,
      committed: scores.keepDay,
      online: reach.online,
      announce: (event) => {
        if (event.kind === 'refused' || event.kind === 'accepted') connection.judged(event.kind === 'refused')
        announce(event)
        // A refresh that was being saved when the company was closed ends after its files.
        if (event.kind === 'changed' && !closed) {
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
      impact: (changes) => notesOf(directory.reads, changes, ownersBy(engine.kept)),
      lastpass: connection.noticing,
      service: () => ({ cid: options.fixedCredential?.cid ?? record.cid, baseUrl: record.baseUrl }),
      now,
      serviceTime: () => serviceClock?.atLeast() ?? 0,
      announce,
    })
    changes = engine
    if (opened.unread > 0) noteRefresh(unreadableInWords(opened.unread), null)
    const { unlistedAtStart: unlisted } = directory
    if (unlisted > 0) noteRefresh(unlistedInWords(unlisted), null)
    const noted = createStoreMarks(journal.store)
    marks = noted
    noted.checkDirectory(directory.meta()?.asOf ?? null, problem !== null || keyProblem !== null, engine)
    const stores = createOwnStores({ folder, key, now, marks: noted, tell: engine, damaged })
    own = stores
    const closing: (() => Promise<void>)[] = []
    const stopping: (() => Promise<void>)[] = []
    void engine.recover()
    // Looking at every page keeps a processor busy for half a second at 100,000 people: the rows are shown first.
    const check = setTimeout(() => {
      void watched.ask('check', {}).catch(() => {})
      void scores.check().catch(() => {})
    }, settleMs)
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
      vault,
      scores,
      writer: watched,
      lastpass: connection.noticing,
      ownStore: stores.open,
      ownFolder(name, close) {
        closing.push(close)
        return { folder: join(folder, name), key }
      },
      beforeClose: (stop) => void stopping.push(stop),
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
        await inOrder([
          directory.cancel,
          ...stopping,
          stores.noteEnds,
          engine.close,
          ...closing,
          scores.close,
          stores.close,
          writer.close,
          () => reader.close(),
        ])
        if (sessionOnly) rmSync(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await writer.close()
    throw error
  }
}

/** What a plan does beyond its rows, the gravest first. */
function* notesOf(reads: Directory['reads'], changes: readonly Change[], owners: Owners): Generator<void, PlanNotes> {
  const notes = new Map(yield* planNotes(reads, changes, (user) => owners.person(user.username) !== null))
  const further = [...(yield* membershipNotes(reads, changes)), ...ownedGroupNotes(changes, owners)]
  for (const [key, more] of further) {
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
