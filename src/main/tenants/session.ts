import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../../contract/failure.ts'
import type { SyncProgress } from '../../contract/signals.ts'
import { type Changes, type ChangesEvent, type ChangesOptions, createChanges } from '../changes/changes.ts'
import { openJournal } from '../changes/open.ts'
import { createDirectory, type Directory } from '../directory/directory.ts'
import type { Fetch } from '../fetch.ts'
import { createClient, type LastPass, type RequestRecord } from '../lastpass/client.ts'
import type { TenantRecord } from '../preferences.ts'
import { type Migration, openReader, setAside, UnreadableStore } from '../store/open.ts'
import { startWriter, type Writer } from '../store/writing.ts'
import type { Vault } from '../vault.ts'
import { type OwnStore, openOwnStore } from './own-store.ts'

/** Names of a tenant's entries in the keychain. */
export const vaultNames = (id: string) => ({
  hash: `${id}/provisioning-hash`,
  key: `${id}/database-key`,
  /** Seals the journal's lines. */
  journal: `${id}/journal-secret`,
  /** The journal's last line as last noted. */
  journalHead: `${id}/journal-head`,
  /** Signs requests to other admins. */
  signing: `${id}/signing-key`,
})

/** A database that could not be used and was put aside. */
export interface StoreProblem {
  kind: 'damaged' | 'key-lost'
  message: string
  keptAs: string
}

/** One open tenant: its client, its database, its directory. */
export interface Session {
  /** Label, colour and zone may change while it is open. */
  record: TenantRecord
  readonly directory: Directory
  readonly changes: Changes
  readonly requests: RequestLog
  readonly problem: StoreProblem | null
  readonly sessionOnly: boolean
  /** Parses bodies of answers off main's thread. */
  readonly writer: Writer
  /** @throws Refusal `not-connected` */
  lastpass(): LastPass
  /** Opens another encrypted database of this tenant, by its file name; it is closed with the tenant. */
  ownStore(name: string, migrations: readonly Migration[]): OwnStore
  credential(): 'ready' | 'refused' | 'missing'
  /** Takes a new hash, after the caller has checked it. */
  enterHash(hash: string): void
  setTimeout(milliseconds: number): void
  close(): Promise<void>
}

export interface RequestLog {
  page(offset: number, limit: number): { rows: (RequestRecord & { id: number })[]; total: number }
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
  /** What the changes room gets of the application; without it, changes are off until a person enables them, and nothing can be saved to a file. */
  changes?: Partial<
    Pick<ChangesOptions, 'saveFile' | 'actor' | 'writing' | 'allowedKinds' | 'policy' | 'timing' | 'sleep'>
  >
  announce: (
    event:
      | { kind: 'progress'; progress: SyncProgress | null }
      | { kind: 'changed' }
      | { kind: 'refused' | 'accepted' | 'damaged' }
      | ChangesEvent,
  ) => void
}

/** 2,000: enough for the requests of a day's work, small enough to keep in memory. */
const keptRequests = 2000

/**
 * Opens a tenant's database and joins it with the client.
 * @throws Refusal `storage` when the folder cannot be used
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { folder, vault, sessionOnly, fetch, writerFile, now, timeoutMs, announce } = options
  let record = options.record
  const names = vaultNames(record.id)
  makeFolder(folder)
  const file = join(folder, 'directory.db')
  // The thread starts while the keychain answers.
  const writer = startWriter(writerFile)
  try {
    const { key, problem: keyProblem } = await databaseKey(vault, names.key, file, now)
    const { opened, problem } = await openDatabase(writer, file, key, now)
    const reader = openReader(file, key)
    const log = createRequestLog()
    const connect = (hash: string): LastPass =>
      createClient({
        baseUrl: record.baseUrl,
        credential: { cid: options.fixedCredential?.cid ?? record.cid, hash },
        zone: () => record.timeZone,
        fetch,
        timeoutMs,
        now,
        onRequest: log.add,
      })
    const hash = options.fixedCredential?.hash ?? (await vault.read(names.hash))
    let refused = record.refused
    // A client that cannot be made says why when it is asked for: the data at hand stays readable.
    let client: LastPass | Error | null = hash === null ? null : attempt(() => connect(hash))
    const lastpass = (): LastPass => {
      if (client === null) {
        throw new Refusal(
          'not-connected',
          `The provisioning hash of "${record.label}" is not at hand. The data shown stays readable; enter the hash to refresh it.`,
        )
      }
      if (client instanceof Error) throw client
      return client
    }
    /** A hash that LastPass refuses while changes are sent counts as refused everywhere. */
    const noticing = (used: LastPass): LastPass => ({
      ...used,
      send: (...sent) =>
        used.send(...sent).catch((error: unknown) => {
          if (error instanceof Refusal && error.failure.code === 'credential-refused') {
            refused = true
            announce({ kind: 'refused' })
          }
          throw error
        }),
    })
    let changes: Changes | null = null
    const directory = createDirectory({
      reader,
      writer,
      opened,
      lastpass,
      zone: () => record.timeZone,
      now,
      announce: (event) => {
        if (event.kind === 'refused') refused = true
        if (event.kind === 'accepted') refused = false
        announce(event)
        if (event.kind === 'changed') changes?.peopleChanged()
      },
    })
    const journal = await openJournal({
      folder,
      key,
      keyLost: keyProblem !== null,
      vault,
      names: { secret: names.journal, head: names.journalHead, signingKey: names.signing },
      now,
    })
    const engine = await createChanges({
      saveFile: async () => null,
      actor: () => ({}),
      writing: false,
      ...options.changes,
      opened: journal,
      people: directory.people,
      lastpass: () => noticing(lastpass()),
      service: () => ({ cid: options.fixedCredential?.cid ?? record.cid, baseUrl: record.baseUrl }),
      now,
      announce,
    })
    changes = engine
    const own: OwnStore[] = []
    void engine.recover()
    // Looking at every page takes a second at 100,000 people, so the rows are shown meanwhile.
    void writer.ask('check', {}).catch((error: unknown) => {
      if (!(error instanceof UnreadableStore)) return
      markDamaged(file)
      announce({ kind: 'damaged' })
    })
    return {
      get record() {
        return record
      },
      set record(next) {
        record = next
      },
      directory,
      changes: engine,
      requests: log,
      // Of several problems the journal's comes first: nothing can be read anew in its place.
      problem: journal.problem ?? keyProblem ?? problem,
      sessionOnly,
      writer,
      lastpass: () => noticing(lastpass()),
      ownStore(name, migrations) {
        const opened = openOwnStore({ folder, name, key, migrations, now })
        own.push(opened)
        return opened
      },
      credential: () => (client === null ? 'missing' : refused ? 'refused' : 'ready'),
      enterHash(next) {
        client = connect(next)
        refused = false
        void engine.recover()
      },
      setTimeout: (milliseconds) => {
        if (client !== null && !(client instanceof Error)) client.setTimeout(milliseconds)
      },
      async close() {
        directory.cancel()
        await engine.close()
        for (const { store } of own) store.close()
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

function attempt<T>(make: () => T): T | Error {
  try {
    return make()
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new Refusal(
      'storage',
      'The data folder cannot be written. Nothing was changed; check its permissions and try again.',
      {
        details: error instanceof Error ? error.message : String(error),
      },
    )
  }
}

/** The key of the database: from the keychain, or new. A database whose key is gone is put aside, never overwritten. */
async function databaseKey(
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

/** Beside a database that was found to be damaged while it was in use: it is put aside when it is opened the next time. */
const markOf = (file: string) => `${file}.damaged`
const markDamaged = (file: string) => writeFileSync(markOf(file), '')

async function openDatabase(writer: Writer, file: string, key: string, now: () => number) {
  const anew = async () => {
    const keptAs = setAside(file, 'damaged', new Date(now()))
    rmSync(markOf(file), { force: true })
    const problem: StoreProblem = {
      kind: 'damaged',
      keptAs,
      message:
        'The local database is damaged. The file was kept aside; people and folders are read anew from LastPass, what earlier syncs saw is in the old file.',
    }
    return { opened: await writer.ask('open', { file, key }), problem }
  }
  if (existsSync(markOf(file)) && existsSync(file)) return anew()
  try {
    return { opened: await writer.ask('open', { file, key }), problem: null }
  } catch (error) {
    if (error instanceof UnreadableStore) return anew()
    throw error
  }
}

function createRequestLog(): RequestLog & { add: (record: RequestRecord) => void } {
  const rows: (RequestRecord & { id: number })[] = []
  let last = 0
  return {
    add(record) {
      last++
      rows.unshift({ ...record, id: last })
      if (rows.length > keptRequests) rows.pop()
    },
    page: (offset, limit) => ({ rows: rows.slice(offset, offset + limit), total: rows.length }),
  }
}
