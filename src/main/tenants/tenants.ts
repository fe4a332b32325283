import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { type Failure, Refusal } from '../../contract/failure.ts'
import type { Tenant } from '../../contract/model.ts'
import type { HandlersOf } from '../dispatch.ts'
import type { Fetch } from '../fetch.ts'
import type { Preferences, TenantRecord } from '../preferences.ts'
import type { Vault } from '../vault.ts'
import { checkPair } from './check.ts'
import { demoAddress, demoCid, demoSize, openDemo } from './demo.ts'
import { makeQuietly, removeFolder, sweepFolders } from './folders.ts'
import { createKnown } from './known.ts'
import { openSession, type Session, vaultNames } from './session.ts'

export interface TenantsOptions {
  home: string
  preferences: Preferences
  vault: Vault
  fetch: Fetch
  /** Told each hash before it is used. */
  noteSecret: (secret: string) => void
  writerFile: string | URL
  now: () => number
  /** The only address that hashes may be sent to; null: any that is safe. */
  fixedAddress?: () => string | null
  changes?: Parameters<typeof openSession>[0]['changes']
  /** Hears what happens in the open tenant. */
  announce: Parameters<typeof openSession>[0]['announce']
  /** Called when another tenant, or none, is open. */
  switched: () => void
}

type TenantCall =
  | 'tenants.connect'
  | 'tenants.openDemo'
  | 'tenants.switch'
  | 'tenants.reconnect'
  | 'tenants.update'
  | 'tenants.remove'

export interface Tenants {
  handlers: HandlersOf<TenantCall>
  /** The open tenant. @throws Refusal `not-connected` */
  session(): Session
  current(): Session | null
  list(): Tenant[]
  /** Opens the tenant that was open last; a failure is kept and told, not thrown. */
  reopen(): Promise<void>
  /** Opens a tenant that leaves no trace: for the command line tool. */
  openOnce(tenant: { cid: string; hash: string; baseUrl: string; timeZone: string }): Promise<void>
  /** Why the current tenant could not be opened. */
  openFailure(): { id: string; failure: Failure } | null
  /** The open tenant with its hash, for a seat file. @throws Refusal `not-connected` */
  credential(): Promise<{ record: TenantRecord; hash: string }>
  close(): Promise<void>
}

/** The tenants that this workstation knows, of which one is open at a time. */
export function createTenants(options: TenantsOptions): Tenants {
  const { home, preferences, fetch, noteSecret, writerFile, now, changes, announce, switched } = options
  let open: Session | null = null
  let failed: { id: string; failure: Failure } | null = null
  /** One after another: two switches at once would leave one database open for ever. */
  let queue: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work, work)
    queue = turn.catch(() => {})
    return turn
  }

  sweepFolders(join(home, 'tenants'))
  const fixedAddress = options.fixedAddress ?? (() => null)
  /** A tenant as it is spoken to: a policy's address wins over the one that it was connected with. */
  const addressed = <T extends { baseUrl: string; kind?: string }>(record: T): T =>
    record.kind === 'demo' ? record : { ...record, baseUrl: fixedAddress() ?? record.baseUrl }
  function requireAddress(baseUrl: string): void {
    const fixed = fixedAddress()
    if (fixed !== null && fixed !== baseUrl)
      throw new Refusal(
        'not-allowed',
        `The policy of this machine fixes the address of LastPass: ${fixed}. Nothing was sent.`,
        { path: 'baseUrl' },
      )
  }
  const known = createKnown({ home, preferences, vault: options.vault })
  const { records, recordOf, folderOf, vaultOf } = known

  function save(record: TenantRecord): void {
    known.save(record)
    if (open?.record.id === record.id) open.record = addressed(record)
  }

  const describe = (record: TenantRecord): Tenant => {
    const { refused, ...told } = record
    return {
      ...told,
      credential: open?.record.id === record.id ? open.credential() : refused ? 'refused' : 'ready',
      sessionOnly: known.isPassing(record.id),
    }
  }

  async function closeOpen(): Promise<void> {
    const closing = open
    open = null
    await closing?.close()
  }

  async function openRecord(record: TenantRecord): Promise<Tenant> {
    await closeOpen()
    failed = null
    const folder = folderOf(record.id)
    const demo = record.kind === 'demo'
    makeQuietly(folder)
    const company = demo ? openDemo(folder, demoSize(record), now) : null
    open = await openSession({
      record: addressed(record),
      folder,
      vault: vaultOf(record.id),
      // A passing tenant's folder goes when the tool or the application ends, not when another tenant is looked at.
      sessionOnly: false,
      fetch: company?.fetch ?? fetch,
      ...(company === null ? {} : { fixedCredential: { cid: company.cid, hash: company.hash } }),
      writerFile,
      now,
      ...(changes === undefined ? {} : { changes }),
      timeoutMs: preferences.settings().timeoutSeconds * 1000,
      announce: (event) => {
        if (event.kind === 'damaged') {
          reopenDamaged(record.id)
          return
        }
        const refused = event.kind === 'refused'
        if ((refused || event.kind === 'accepted') && recordOf(record.id).refused !== refused)
          save({ ...recordOf(record.id), refused })
        announce(event)
      },
    })
    if (!known.isPassing(record.id)) preferences.setCurrent(record.id)
    switched()
    return describe(record)
  }

  /** Opens a tenant again whose database was found to be damaged: the file is put aside on the way. */
  function reopenDamaged(id: string): void {
    void inTurn(async () => {
      if (open?.record.id === id) await openRecord(recordOf(id))
    }).catch((error: unknown) => {
      failed = { id, failure: failureOf(recordOf(id), error) }
      switched()
    })
  }

  async function wipe(record: TenantRecord): Promise<void> {
    if (open?.record.id === record.id) await closeOpen()
    // The keys first: without them the files are noise, even where one cannot be deleted at once.
    const vault = vaultOf(record.id)
    for (const name of Object.values(vaultNames(record.id))) await vault.erase(name)
    removeFolder(folderOf(record.id))
    known.forget(record.id)
    switched()
  }

  const handlers: Tenants['handlers'] = {
    'tenants.connect': ({ hash, ...given }, signal) =>
      inTurn(async () => {
        const same = records().find(
          (record) => record.kind === 'lastpass' && record.cid === given.cid && record.baseUrl === given.baseUrl,
        )
        if (same !== undefined)
          throw new Refusal(
            'conflict',
            `This account is connected already, as "${same.label}". To enter a new hash, use Reconnect there.`,
          )
        requireAddress(given.baseUrl)
        await checkPair(options, given, hash, signal)
        const record: TenantRecord = { ...given, id: newId(), kind: 'lastpass', refused: false }
        await known.place(record)
        try {
          await vaultOf(record.id).write(vaultNames(record.id).hash, hash)
          return await openRecord(record)
        } catch (error) {
          await wipe(record).catch(() => {})
          throw error
        }
      }),
    'tenants.openDemo': ({ people, seed }) =>
      inTurn(async () => {
        const cid = demoCid(people, seed)
        const same = records().find((record) => record.kind === 'demo' && record.cid === cid)
        if (same !== undefined) return openRecord(same)
        const record: TenantRecord = {
          id: newId(),
          label: `Demo company, ${people.toLocaleString('en-US')} people`,
          colour: 'grape',
          kind: 'demo',
          cid,
          baseUrl: demoAddress,
          timeZone: 'US/Eastern',
          refused: false,
        }
        await known.place(record)
        try {
          return await openRecord(record)
        } catch (error) {
          await wipe(record).catch(() => {})
          throw error
        }
      }),
    'tenants.switch': ({ id }) =>
      inTurn(async () => {
        const record = recordOf(id)
        return open?.record.id === id ? describe(record) : openRecord(record)
      }),
    'tenants.reconnect': ({ id, hash }, signal) =>
      inTurn(async () => {
        const record = recordOf(id)
        if (record.kind === 'demo') throw new Refusal('invalid', 'The demo company needs no hash.', { path: 'id' })
        await checkPair(options, addressed(record), hash, signal)
        await vaultOf(id).write(vaultNames(id).hash, hash)
        save({ ...record, refused: false })
        if (open?.record.id === id) open.enterHash(hash)
        switched()
        return describe(recordOf(id))
      }),
    'tenants.update': ({ id, label, colour, timeZone }) => {
      const record = recordOf(id)
      save({
        ...record,
        label: label ?? record.label,
        colour: colour ?? record.colour,
        timeZone: timeZone ?? record.timeZone,
      })
      switched()
      return describe(recordOf(id))
    },
    'tenants.remove': ({ id, label }) =>
      inTurn(async () => {
        const record = recordOf(id)
        if (label !== record.label)
          throw new Refusal(
            'invalid',
            `Type the tenant's label, "${record.label}", to remove it. Nothing was removed.`,
            { path: 'label' },
          )
        await wipe(record)
        return {}
      }),
  }

  return {
    handlers,
    session() {
      if (open === null)
        throw new Refusal(
          'not-connected',
          failed?.failure.message ?? 'No tenant is open. Connect one, or look around in the demo company.',
        )
      return open
    },
    current: () => open,
    list: () => records().map(describe),
    reopen: () =>
      inTurn(async () => {
        const record = preferences.tenants().find((each) => each.id === preferences.current())
        if (record === undefined) return
        try {
          await openRecord(record)
        } catch (error) {
          failed = { id: record.id, failure: failureOf(record, error) }
        }
      }),
    openOnce: ({ hash, ...given }) =>
      inTurn(async () => {
        requireAddress(given.baseUrl)
        noteSecret(hash)
        const record: TenantRecord = {
          ...given,
          id: newId(),
          label: 'Command line',
          colour: 'blue',
          kind: 'lastpass',
          refused: false,
        }
        known.pass(record)
        await vaultOf(record.id).write(vaultNames(record.id).hash, hash)
        await openRecord(record)
      }),
    openFailure: () => failed,
    async credential() {
      const record = open?.record
      const hash = record?.kind === 'lastpass' ? await vaultOf(record.id).read(vaultNames(record.id).hash) : null
      if (record === undefined || hash === null)
        throw new Refusal(
          'not-connected',
          'Open a company whose provisioning hash is at hand; the demo company has none to give.',
        )
      return { record: recordOf(record.id), hash }
    },
    close: () =>
      inTurn(async () => {
        await closeOpen()
        known.close()
      }),
  }
}

const newId = (): TenantRecord['id'] => randomUUID() as TenantRecord['id']

const failureOf = ({ label }: TenantRecord, error: unknown): Failure =>
  error instanceof Refusal
    ? { ...error.failure, message: `"${label}" was not opened. ${error.failure.message}`.slice(0, 2000) }
    : { code: 'internal', message: `"${label}" could not be opened.`, details: String(error).slice(0, 500) }
