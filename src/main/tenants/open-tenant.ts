import { type Failure, Refusal } from '../../contract/failure.ts'
import type { Tenant } from '../../contract/model.ts'
import type { ServiceClock } from '../clock/service-clock.ts'
import type { Fetch } from '../ports.ts'
import type { Preferences, TenantRecord } from '../settings/preferences.ts'
import { createCompanyClaim } from './company-claim.ts'
import { demoSize, openDemo } from './demo.ts'
import { makeQuietly, removeFolder } from './folders.ts'
import { openSession } from './open-session.ts'
import { type Session, vaultNames } from './session.ts'
import type { Known } from './tenant-list.ts'

export interface OpenedOptions {
  known: Known
  preferences: Preferences
  fetch: Fetch
  writerFile: string | URL
  now: () => number
  /** Milliseconds after opening a tenant before what can wait is begun; left out: at once. */
  settleMs?: number | undefined
  serviceClock?: ServiceClock
  /** The only address that hashes may be sent to; null: any that is safe. */
  fixedAddress?: () => string | null
  changes?: Parameters<typeof openSession>[0]['changes']
  /** Where processes of this account tell one another which company they change; left out: nowhere. */
  claims?: (() => string) | undefined
  /** Told the hash of each tenant that is opened, and each that is entered for it. */
  noteHash?: (hash: string) => void
  /** Hears what happens in the open tenant. */
  announce: Parameters<typeof openSession>[0]['announce']
  /** Called when another tenant, or none, is open. */
  switched: () => void
}

/** The one tenant that is open. */
export interface Opened {
  /** Does one thing after another: two switches at once would leave one database open for ever. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
  /** @throws Refusal `not-connected` */
  session(): Session
  current(): Session | null
  /** Closes what is open and opens this. */
  open(record: TenantRecord): Promise<Tenant>
  /** Remembers that this could not be opened, and why. */
  failed(record: TenantRecord, error: unknown): void
  failure(): { id: string; failure: Failure } | null
  /** Keeps a record that has changed, for the open tenant too. */
  save(record: TenantRecord): void
  /** A tenant as it is shown. */
  describe(record: TenantRecord): Tenant
  /** A tenant as it is spoken to: a policy's address counts, and the hash is asked for anew where it was entered for another. */
  addressed<T extends { baseUrl: string; kind?: string }>(record: T): T
  /** @throws Refusal `not-allowed` when a policy fixes another address */
  requireAddress(baseUrl: string): void
  /** Removes a tenant with its keys and its files. */
  wipe(record: TenantRecord): Promise<void>
  close(): Promise<void>
}

export function createOpened(options: OpenedOptions): Opened {
  const { known, preferences, writerFile, now, changes, claims, announce, switched } = options
  const { recordOf, folderOf, vaultOf } = known
  let open: Session | null = null
  let failed: { id: string; failure: Failure } | null = null
  /** The label of the one that is being opened. */
  let opening: string | null = null
  let queue: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work, work)
    queue = turn.catch(() => {})
    return turn
  }

  const fixedAddress = options.fixedAddress ?? (() => null)
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

  function save(record: TenantRecord): void {
    known.save(record)
    if (open?.record.id === record.id) open.record = addressed(record)
  }

  const describe = (record: TenantRecord): Tenant => {
    const { refused, ...told } = record
    const session = open?.record.id === record.id ? open : null
    const problem = session?.credentialProblem() ?? null
    return {
      ...addressed(told),
      credential: session === null ? (refused ? 'refused' : 'ready') : session.credential(),
      ...(problem === null ? {} : { credentialProblem: problem }),
      sessionOnly: known.isPassing(record.id),
    }
  }

  /** What is held for the session alone has keys of its own, which no other process has. */
  const claimOf = ({ id }: TenantRecord) =>
    claims === undefined || known.isPassing(id) ? undefined : createCompanyClaim(claims, id)

  async function closeOpen(): Promise<void> {
    const closing = open
    open = null
    await closing?.close()
  }

  async function openRecord(record: TenantRecord): Promise<Tenant> {
    opening = record.label
    try {
      return await openNext(record)
    } finally {
      opening = null
    }
  }

  async function openNext(record: TenantRecord): Promise<Tenant> {
    await closeOpen()
    failed = null
    const folder = folderOf(record.id)
    const demo = record.kind === 'demo'
    // Security rule: no file makes a made-up company of one that a hash was entered for. Test: test/main/tenants/destination.test.ts.
    const { hash } = vaultNames(record.id)
    if (
      demo &&
      (await vaultOf(record.id)
        .read(hash)
        .catch(() => null)) !== null
    )
      throw new Refusal(
        'not-connected',
        `"${record.label}" was not opened: the settings call it a made-up company, but a provisioning hash is kept for it. Find out who changed the settings.`,
      )
    makeQuietly(folder)
    const company = demo ? openDemo(folder, demoSize(record), now, () => recordOf(record.id).cutOff === true) : null
    open = await openSession({
      record: addressed(record),
      folder,
      vault: vaultOf(record.id),
      // A passing tenant's folder goes when the tool or the application ends, not when another tenant is looked at.
      sessionOnly: false,
      fetch: company?.fetch ?? options.fetch,
      ...(company === null ? {} : { fixedCredential: { cid: company.cid, hash: company.hash } }),
      writerFile,
      now,
      ...(options.noteHash === undefined ? {} : { noteHash: options.noteHash }),
      changes: { ...changes, claim: claimOf(record) },
      serviceClock: options.serviceClock,
      ...(options.settleMs === undefined ? {} : { settleMs: options.settleMs }),
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

  return {
    inTurn,
    session() {
      if (open === null)
        throw new Refusal(
          'not-connected',
          opening !== null
            ? `"${opening}" is being opened. Try again in a moment.`
            : (failed?.failure.message ?? 'No company is open. Connect one, or look around in the made-up company.'),
        )
      return open
    },
    current: () => open,
    open: openRecord,
    failed: (record, error) => {
      failed = { id: record.id, failure: failureOf(record, error) }
    },
    failure: () => failed,
    save,
    describe,
    addressed,
    requireAddress,
    wipe,
    close: closeOpen,
  }
}

const failureOf = ({ label }: TenantRecord, error: unknown): Failure =>
  error instanceof Refusal
    ? { ...error.failure, message: `"${label}" was not opened. ${error.failure.message}`.slice(0, 2000) }
    : { code: 'internal', message: `"${label}" could not be opened.`, details: String(error).slice(0, 500) }
