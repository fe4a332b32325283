import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { type Failure, Refusal } from '../../contract/failure.ts'
import type { Tenant } from '../../contract/model.ts'
import { cleanPasted, leftOut } from '../../contract/pasted.ts'
import type { HandlersOf } from '../dispatch.ts'
import { bindHash, readHash, replaceHash, secretOf } from '../keychain/bound-hash.ts'
import type { Vault } from '../keychain/vault.ts'
import { checkZone } from '../lastpass/records/zone.ts'
import type { TenantRecord } from '../settings/preferences.ts'
import { checkPair } from './credential-check.ts'
import { demoAddress, demoCid } from './demo.ts'
import { sweepFolders } from './folders.ts'
import { createHashRegister, type HashRegister } from './hash-register.ts'
import { createOpened, type OpenedOptions } from './open-tenant.ts'
import { type Session, vaultNames } from './session.ts'
import { createKnown } from './tenant-list.ts'

export interface TenantsOptions extends Omit<OpenedOptions, 'known'> {
  home: string
  vault: Vault
  /** Told each hash before it is used. */
  noteSecret: (secret: string) => void
}

type TenantCall =
  | 'tenants.connect'
  | 'tenants.openDemo'
  | 'tenants.switch'
  | 'tenants.reconnect'
  | 'tenants.update'
  | 'tenants.remove'

export interface Tenants {
  handlers: HandlersOf<TenantCall> & HashRegister['handlers']
  /** A seat file was made with the open company's hash. */
  seatMade(label: string): void
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
  const { home, preferences, vault, noteSecret, switched } = options
  sweepFolders(join(home, 'tenants'))
  const known = createKnown({ home, preferences, vault })
  const { records, recordOf, vaultOf } = known
  const opened = createOpened({ ...options, known })
  const { inTurn, describe, addressed } = opened
  const register = createHashRegister({
    session: opened.session,
    now: options.now,
    actor: options.changes?.actor ?? (() => ({})),
  })

  /** Security rule: a hash is made known before it is used, also as it was copied. Test: test/main/tenants/tenants.test.ts. */
  function cleanHash(copied: string): { hash: string; notes: string[] } {
    noteSecret(copied)
    const pasted = cleanPasted(copied)
    noteSecret(pasted.text)
    const note = leftOut('the provisioning hash', pasted)
    return { hash: pasted.text, notes: note === null ? [] : [note] }
  }

  const handlers: Tenants['handlers'] = {
    ...register.handlers,
    'tenants.connect': ({ hash: copied, ...entered }, signal) =>
      inTurn(async () => {
        const { hash, notes: ofHash } = cleanHash(copied)
        const cid = cleanPasted(entered.cid)
        const given = { ...entered, cid: cid.text }
        const notes = [leftOut('the account number', cid), ...ofHash].filter((note) => note !== null)
        const same = records().find(
          (record) => record.kind === 'lastpass' && record.cid === given.cid && record.baseUrl === given.baseUrl,
        )
        if (same !== undefined)
          throw new Refusal(
            'conflict',
            `This account is already connected, as "${same.label}". To enter a new hash, use Reconnect under Settings, Companies.`,
          )
        opened.requireAddress(given.baseUrl)
        await checkPair(options, given, hash, signal)
        const record: TenantRecord = { ...given, id: newId(), kind: 'lastpass', refused: false }
        try {
          await known.place(record)
          await vaultOf(record.id).write(vaultNames(record.id).hash, bindHash(hash, record))
          const tenant = await opened.open(record)
          register.connected(opened.session())
          return { ...tenant, notes }
        } catch (error) {
          await opened.wipe(record).catch(() => {})
          throw error
        }
      }),
    'tenants.openDemo': ({ people, seed }) =>
      inTurn(async () => {
        const cid = demoCid(people, seed)
        const same = records().find((record) => record.kind === 'demo' && record.cid === cid)
        if (same !== undefined) return opened.open(same)
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
        try {
          await known.place(record)
          return await opened.open(record)
        } catch (error) {
          await opened.wipe(record).catch(() => {})
          throw error
        }
      }),
    'tenants.switch': ({ id }) =>
      inTurn(async () => {
        const record = recordOf(id)
        return opened.current()?.record.id === id ? describe(record) : opened.open(record)
      }),
    'tenants.reconnect': ({ id, hash: copied }, signal) =>
      inTurn(async () => {
        const { hash, notes } = cleanHash(copied)
        const record = recordOf(id)
        if (record.kind === 'demo') throw new Refusal('invalid', 'The made-up company needs no hash.', { path: 'id' })
        const entered = addressed(record)
        const open = opened.current()?.record.id === id ? opened.current() : null
        // One that cannot be opened any more, as under another seat's record, is not this one.
        const before = await vaultOf(id)
          .read(vaultNames(id).hash)
          .catch(() => null)
        const same = before !== null && secretOf(before) === hash
        if (open !== null) register.requireOther(open, same)
        await checkPair(options, entered, hash, signal)
        await replaceHash(vaultOf(id), vaultNames(id).hash, hash, entered)
        opened.save({ ...entered, refused: false })
        if (open !== null) {
          open.enterHash(hash)
          register.entered(open, !same)
        }
        switched()
        return { ...describe(recordOf(id)), notes }
      }),
    'tenants.update': ({ id, label, colour, timeZone, cutOff }) =>
      inTurn(async () => {
        const record = recordOf(id)
        if (cutOff !== undefined && record.kind !== 'demo')
          throw new Refusal('invalid', 'Only the line to the made-up company can be cut.', { path: 'cutOff' })
        if (timeZone !== undefined) checkZone(timeZone)
        opened.save({
          ...record,
          label: label ?? record.label,
          colour: colour ?? record.colour,
          timeZone: timeZone ?? record.timeZone,
          ...(cutOff === undefined ? {} : { cutOff }),
        })
        const open = opened.current()
        if (open?.record.id === id && recordOf(id).timeZone !== record.timeZone)
          await open.directory.rezone(record.timeZone)
        switched()
        return describe(recordOf(id))
      }),
    'tenants.remove': ({ id, label }) =>
      inTurn(async () => {
        const record = recordOf(id)
        if (label !== record.label)
          throw new Refusal(
            'invalid',
            `Type the tenant's label, "${record.label}", to remove it. Nothing was removed.`,
            { path: 'label' },
          )
        await opened.wipe(record)
        return {}
      }),
  }

  return {
    handlers,
    session: opened.session,
    current: opened.current,
    list: () => records().map(describe),
    reopen: () =>
      inTurn(async () => {
        const record = preferences.tenants().find((each) => each.id === preferences.current())
        if (record === undefined) return
        try {
          await opened.open(record)
        } catch (error) {
          opened.failed(record, error)
        }
      }),
    openOnce: ({ hash: copied, ...entered }) =>
      inTurn(async () => {
        const { hash } = cleanHash(copied)
        const given = { ...entered, cid: cleanPasted(entered.cid).text }
        opened.requireAddress(given.baseUrl)
        const record: TenantRecord = {
          ...given,
          id: newId(),
          label: 'Command line',
          colour: 'blue',
          kind: 'lastpass',
          refused: false,
        }
        known.pass(record)
        await vaultOf(record.id).write(vaultNames(record.id).hash, bindHash(hash, record))
        await opened.open(record)
      }),
    seatMade: (label) => register.seatMade(opened.session(), label),
    openFailure: opened.failure,
    async credential() {
      const record = opened.current()?.record
      const hash =
        record?.kind === 'lastpass' ? await readHash(vaultOf(record.id), vaultNames(record.id).hash, record) : null
      if (hash instanceof Refusal) throw hash
      if (record === undefined || hash === null)
        throw new Refusal(
          'not-connected',
          'Open a company whose provisioning hash is at hand; the made-up company has none to give.',
        )
      return { record, hash }
    },
    close: () =>
      inTurn(async () => {
        await opened.close()
        known.close()
      }),
  }
}

const newId = (): TenantRecord['id'] => randomUUID() as TenantRecord['id']
