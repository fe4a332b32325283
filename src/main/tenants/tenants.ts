import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Failure, Refusal } from '../../contract/failure.ts'
import type { Tenant } from '../../contract/model.ts'
import type { HandlersOf } from '../dispatch.ts'
import type { Fetch } from '../fetch.ts'
import { makeFolder } from '../folder.ts'
import { createClient } from '../lastpass/client.ts'
import type { Preferences, TenantRecord } from '../preferences.ts'
import { explain } from '../store/open.ts'
import { createMemoryVault, type Vault } from '../vault.ts'
import { demoAddress, openDemo } from './demo.ts'
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
  // Without a keychain, tenants live in memory and in temporary folders until the end of the session.
  const memory = createMemoryVault()
  const passing = new Map<string, { record: TenantRecord; folder: string }>()
  let open: Session | null = null
  let failed: { id: string; failure: Failure } | null = null
  /** One after another: two switches at once would leave one database open for ever. */
  let queue: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work, work)
    queue = turn.catch(() => {})
    return turn
  }

  sweep(join(home, 'tenants'))
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
  const records = () => [...preferences.tenants(), ...[...passing.values()].map(({ record }) => record)]
  const folderOf = (id: string) => passing.get(id)?.folder ?? join(home, 'tenants', id)
  const vaultOf = (id: string) => (passing.has(id) ? memory : options.vault)

  function recordOf(id: string): TenantRecord {
    const record = records().find((each) => each.id === id)
    if (record === undefined) throw new Refusal('not-found', 'This workstation does not know that tenant.')
    return record
  }

  function save(record: TenantRecord): void {
    const kept = passing.get(record.id)
    if (kept !== undefined) passing.set(record.id, { ...kept, record })
    else preferences.saveTenants([...preferences.tenants().filter((each) => each.id !== record.id), record])
    if (open?.record.id === record.id) open.record = addressed(record)
  }

  const describe = (record: TenantRecord): Tenant => {
    const { refused, ...known } = record
    return {
      ...known,
      credential: open?.record.id === record.id ? open.credential() : refused ? 'refused' : 'ready',
      sessionOnly: passing.has(record.id),
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
    mkdirQuietly(folder)
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
    if (!passing.has(record.id)) preferences.setCurrent(record.id)
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

  /** Where a new tenant lives: in the data folder, or for the session only. */
  async function place(record: TenantRecord): Promise<void> {
    if ((await options.vault.available()).available) preferences.saveTenants([...preferences.tenants(), record])
    else passing.set(record.id, { record, folder: makeTemporaryFolder() })
  }

  async function wipe(record: TenantRecord): Promise<void> {
    if (open?.record.id === record.id) await closeOpen()
    // The keys first: without them the files are noise, even where one cannot be deleted at once.
    const vault = vaultOf(record.id)
    for (const name of Object.values(vaultNames(record.id))) await vault.erase(name)
    removeFolder(folderOf(record.id))
    passing.delete(record.id)
    preferences.saveTenants(preferences.tenants().filter((each) => each.id !== record.id))
    if (preferences.current() === record.id) preferences.setCurrent(null)
    switched()
  }

  async function check(
    record: Pick<TenantRecord, 'cid' | 'baseUrl' | 'timeZone'>,
    hash: string,
    signal: AbortSignal,
  ): Promise<void> {
    noteSecret(hash)
    const client = createClient({
      baseUrl: record.baseUrl,
      credential: { cid: record.cid, hash },
      zone: record.timeZone,
      fetch,
      now,
      timeoutMs: 30_000,
      maxAttempts: 2,
    })
    const answer = await client.send('getuserdata', { pagesize: 1, pageindex: 0 }, signal).catch((error: unknown) => {
      throw explainCheck(error)
    })
    if (answer.entries === 0) {
      throw new Refusal(
        'service-refused',
        'LastPass accepted the pair but shows no people. Nothing was saved. The plan may not include the Enterprise API (Business is needed), or the hash was made by an admin who sees nobody.',
      )
    }
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
        await check(given, hash, signal)
        const record: TenantRecord = { ...given, id: newId(), kind: 'lastpass', refused: false }
        await place(record)
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
        const known = records().find((record) => record.kind === 'demo' && record.cid === cid)
        if (known !== undefined) return openRecord(known)
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
        await place(record)
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
        await check(addressed(record), hash, signal)
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
        passing.set(record.id, { record, folder: makeTemporaryFolder() })
        await memory.write(vaultNames(record.id).hash, hash)
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
        for (const { folder } of passing.values()) rmSync(folder, { recursive: true, force: true })
        passing.clear()
      }),
  }
}

const newId = (): TenantRecord['id'] => randomUUID() as TenantRecord['id']

/** The demo company's number tells its size and seed, so that the same choice leads to the same company. */
const demoCid = (people: number, seed: number) => `${seed}${String(people).padStart(6, '0')}`
const demoSize = (record: TenantRecord) => ({
  people: Number(record.cid.slice(-6)),
  seed: Number(record.cid.slice(0, -6)),
})

const failureOf = ({ label }: TenantRecord, error: unknown): Failure =>
  error instanceof Refusal
    ? error.failure
    : { code: 'internal', message: `"${label}" could not be opened.`, details: String(error).slice(0, 500) }

/** Its mark says that a folder may go; what has no mark is never deleted, whatever the settings say. */
const mark = 'removed'

/** Deletes a folder, or marks it for the next start where a file is still held open. */
function removeFolder(folder: string): void {
  if (!existsSync(folder)) return
  try {
    writeFileSync(join(folder, mark), '')
    rmSync(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 })
  } catch {
    // The next start finds the mark.
  }
}

function sweep(folder: string): void {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) if (existsSync(join(folder, name, mark))) removeFolder(join(folder, name))
}

/** A folder for what is not to outlive the process. */
function makeTemporaryFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'provost-'))
  } catch (error) {
    throw explain(error)
  }
}

function mkdirQuietly(folder: string): void {
  try {
    makeFolder(folder)
  } catch {
    // Opening the session says why, in words.
  }
}

/** The client's failures in the words of somebody who is just connecting. */
function explainCheck(error: unknown): unknown {
  if (!(error instanceof Refusal)) return error
  const { message: _, ...failure } = error.failure
  const say = (message: string) => new Refusal(failure.code, message, failure)
  switch (failure.code) {
    case 'credential-refused':
      return say(
        'LastPass refused this account number and provisioning hash; it does not say which of the two is wrong. Nothing was saved. Compare both with Advanced > Enterprise API; a reset there ends the old hash.',
      )
    case 'offline':
      return say('No connection reached LastPass. Nothing was saved. Check the network and the proxy, then try again.')
    case 'unexpected-answer': {
      const status = /^HTTP (5\d\d)/.exec(failure.details ?? '')?.[1]
      if (status !== undefined)
        return say(
          `LastPass, or something in front of it, answered with an error of its own (${status}). Nothing was saved. It usually passes: try again in some minutes.`,
        )
      return say(
        'What answered is not the LastPass Enterprise API. Nothing was saved. Check the address under Advanced; the usual one is https://lastpass.com/enterpriseapi.php.',
      )
    }
    case 'service-refused':
      return say(
        "LastPass answered, but does not allow this account to use the Enterprise API. Nothing was saved. The Business plan includes it; LastPass' own words are under Details.",
      )
    case 'rate-limited':
      return say('LastPass asks to slow down. Nothing was saved. Wait a minute, then try again.')
    default:
      return error
  }
}
