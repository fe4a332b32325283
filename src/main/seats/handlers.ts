import type { Parsed } from '../../contract/calls.ts'
import { Refusal } from '../../contract/failure.ts'
import type { HandlersOf } from '../dispatch.ts'
import { fileNameOf, saveText } from '../files/save.ts'
import type { Identity } from '../keychain/signing-key.ts'
import type { AppOptions } from '../ports.ts'
import type { Tenants } from '../tenants/tenants.ts'
import { allowedKinds, callsOf, narrowed, usualLimits } from './limits.ts'
import { fixedBy } from './policy.ts'
import { type Sealed, sealSeat } from './seat-file.ts'
import { connectedOf, createSeatImport, type SeatImportOptions } from './seat-import.ts'

type SeatCall = 'seats.state' | 'seats.make' | 'seats.inspect' | 'seats.import' | 'seats.giveUp'

interface SeatHandlersOptions extends SeatImportOptions, Pick<AppOptions, 'saveFile'> {
  /** Signs seat files. */
  identity: Identity
  tenants: Pick<Tenants, 'list' | 'handlers' | 'credential' | 'seatMade'>
}

const dayMs = 86_400_000

/** Handlers of seats: what this workstation may do, seat files made and imported, the seat given back. */
export function createSeatHandlers(options: SeatHandlersOptions): HandlersOf<SeatCall> {
  const { seats, identity, tenants, saveFile, now, changed } = options
  const time = (days = 0) => new Date(now() + days * dayMs).toISOString()

  async function limitsFor({ seat, kinds, exports, cap, scopes, people }: Parsed<'seats.make'>) {
    const own = seats.effective()
    const usual = usualLimits[seat]
    const wanted = {
      kinds: kinds ?? usual.kinds,
      exports: exports ?? usual.exports,
      cap: cap === undefined ? usual.cap : cap,
      // Whoever sees people sees their scores: there is nothing to limit.
      ...(seat === 'manager' && scopes != null && scopes.departments.length + scopes.groups.length > 0
        ? { scopes }
        : {}),
    }
    // Nobody gives what they do not have.
    const limits = narrowed(own.limits, wanted)
    // Who makes seats sees everybody.
    const named = seat === 'manager' && people === 'named' ? { people } : {}
    return { ...limits, ...named, kinds: [...allowedKinds(seat, limits)] }
  }

  return {
    'seats.state': () => {
      const { seat, by, limits, until, message } = seats.effective()
      const lock = seats.lock()
      const { path, found, problem, policy } = seats.policy()
      return {
        seat,
        by,
        limits: { ...limits, kinds: [...allowedKinds(seat, limits)] },
        calls: callsOf(seat, limits),
        until,
        file: lock === null ? null : { label: lock.label, signer: lock.signer, imported: lock.imported },
        message,
        fingerprint: seat === 'admin' ? seats.fingerprint() : null,
        policy: { path, found, problem, fixed: fixedBy(policy) },
      }
    },
    'seats.make': async (wish) => {
      const { record, hash } = await tenants.credential()
      const { cid, baseUrl, timeZone, label: tenantLabel, colour } = record
      const signer = await identity.need()
      seats.noteFingerprint(signer.fingerprint)
      const until = wish.seatDays === null ? null : time(wish.seatDays)
      const sealed: Sealed = {
        seat: wish.seat,
        limits: await limitsFor(wish),
        until,
        tenant: { cid, baseUrl, timeZone, label: tenantLabel, colour },
        hash,
      }
      const content = await sealSeat(
        sealed,
        { label: wish.label, created: time(), expires: time(wish.importDays) },
        wish.passphrase,
        signer,
      )
      const name = `${fileNameOf(wish.label, 'seat')}.provost-seat`
      const saved = await saveText(saveFile, name, content)
      if (saved.saved) tenants.seatMade(wish.label)
      changed()
      return { ...saved, fingerprint: signer.fingerprint }
    },
    ...createSeatImport(options),
    'seats.giveUp': async ({ label }, signal) => {
      const { by } = seats.effective()
      if (seats.lock() === null && by !== 'lost')
        throw new Refusal('conflict', 'No seat file has locked this workstation.')
      const tenant = connectedOf(tenants)[0]
      if (tenant !== undefined && tenant.label !== label)
        throw new Refusal('invalid', `Type "${tenant.label}" to give the seat back. Nothing was removed.`, {
          path: 'label',
        })
      // Made-up companies too: the workstation is as new.
      for (const each of tenants.list())
        await tenants.handlers['tenants.remove']({ id: each.id, label: each.label }, signal)
      await seats.setLock(null)
      changed()
      return {}
    },
  }
}
