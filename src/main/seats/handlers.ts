import type { Parsed } from '../../contract/calls.ts'
import { Refusal } from '../../contract/failure.ts'
import type { HandlersOf } from '../dispatch.ts'
import { fileNameOf, saveText } from '../files/save.ts'
import type { Identity } from '../keychain/signing-key.ts'
import type { Vault } from '../keychain/vault.ts'
import type { AppOptions } from '../ports.ts'
import type { Tenants } from '../tenants/tenants.ts'
import { allowedKinds, callsOf, isWider, narrowed, usualLimits } from './limits.ts'
import { type Lock, newLockSecret } from './lock.ts'
import { fixedBy } from './policy.ts'
import { isPassphrase, openSeat, readSeat, type Sealed, sealSeat } from './seat-file.ts'
import type { Seats } from './seats.ts'
import { createTries } from './tries.ts'

type SeatCall = 'seats.state' | 'seats.make' | 'seats.inspect' | 'seats.import' | 'seats.giveUp'

interface SeatHandlersOptions extends Pick<AppOptions, 'saveFile'> {
  seats: Seats
  vault: Vault
  /** Signs seat files. */
  identity: Identity
  tenants: Pick<Tenants, 'list' | 'handlers' | 'credential' | 'seatMade'>
  elapsed?: () => number
  now: () => number
  changed: () => void
}

const dayMs = 86_400_000

/** Handlers of seats: what this workstation may do, seat files made and imported. */
export function createSeatHandlers({
  seats,
  vault,
  identity,
  tenants,
  saveFile,
  now,
  changed,
  elapsed = () => performance.now(),
}: SeatHandlersOptions): HandlersOf<SeatCall> {
  const time = (days = 0) => new Date(now() + days * dayMs).toISOString()
  const connected = () => tenants.list().filter(({ kind }) => kind === 'lastpass')

  const tries = createTries(vault, elapsed)

  /** Opens a seat file; wrong passphrases are counted. */
  async function openCounted(content: string, passphrase: string): ReturnType<typeof openSeat> {
    await tries.require()
    try {
      const opened = await openSeat(content, passphrase, now())
      await tries.right()
      return opened
    } catch (error) {
      if (error instanceof Refusal && error.failure.path === 'passphrase') await tries.wrong()
      throw error
    }
  }

  /**
   * Security rule: the seat that is here is replaced neither by an older file nor, without the present seat's passphrase, by a wider
   * one. Test: test/main/seats/narrow.test.ts.
   */
  async function requireNarrow(opened: Awaited<ReturnType<typeof openSeat>>, given: readonly string[]): Promise<void> {
    const present = seats.lock()
    if (present === null) return
    const { created } = opened.about
    if (Date.parse(created) < Date.parse(present.created ?? present.imported))
      throw new Refusal(
        'not-allowed',
        'This seat file was made before the one that this workstation has. Nothing was changed. Ask for a new one.',
        { path: 'content' },
      )
    if (!isWider(opened, present)) return
    for (const passphrase of given)
      if (present.proof !== undefined && (await isPassphrase(passphrase, present.proof))) return
    if (given.length > 1) await tries.wrong()
    throw new Refusal(
      'not-allowed',
      'This seat file allows more than the present seat. Enter the passphrase of the present seat as well, or have the new file made with it, or give the seat back first. Nothing was changed.',
      { path: 'presentPassphrase' },
    )
  }

  /** Why a file of this signer is not taken here; null: it is. */
  function signerProblem(fingerprint: string): string | null {
    const { problem } = seats.policy()
    if (problem !== null) return `No seat file is taken while the policy of this machine cannot be trusted. ${problem}`
    const { trustedSigners } = seats.policy().policy
    if (trustedSigners !== undefined && !trustedSigners.includes(fingerprint))
      return 'The policy of this machine does not take seat files that were signed by this key.'
    const lock = seats.lock()
    return lock !== null && lock.signer !== fingerprint
      ? 'This workstation has a seat that was signed by another key. Give it back first.'
      : null
  }

  function require(problem: string | null): void {
    if (problem !== null) throw new Refusal('not-allowed', `${problem} Nothing was changed.`)
  }

  async function limitsFor({ seat, kinds, exports, cap, scopes }: Parsed<'seats.make'>) {
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
    return { ...limits, kinds: [...allowedKinds(seat, limits)] }
  }

  /** Connects the tenant of a seat file, or enters its hash where it is known; it is open afterwards, however often this is done. */
  async function adopt({ tenant, hash }: Sealed, signal: AbortSignal): Promise<void> {
    const known = connected().find(({ cid, baseUrl }) => cid === tenant.cid && baseUrl === tenant.baseUrl)
    if (known !== undefined) {
      await tenants.handlers['tenants.reconnect']({ id: known.id, hash }, signal)
      try {
        await tenants.handlers['tenants.switch']({ id: known.id }, signal)
        return
      } catch (error) {
        if (!(error instanceof Refusal) || error.failure.code !== 'not-allowed') throw error
        // Its data is locked with a seat whose record is gone, and nobody can read it any more.
        await tenants.handlers['tenants.remove']({ id: known.id, label: known.label }, signal)
      }
    }
    await tenants.handlers['tenants.connect']({ ...tenant, colour: tenant.colour as never, hash }, signal)
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
    'seats.inspect': ({ content }) => {
      const { header, fingerprint } = readSeat(content)
      const { label, created, expires } = header
      const expired = Date.parse(expires) <= now() ? `It expired on ${expires.slice(0, 10)}. Ask for a new one.` : null
      return { label, created, expires, signer: fingerprint, problem: expired ?? signerProblem(fingerprint) }
    },
    'seats.import': async ({ content, passphrase, signer, presentPassphrase }, signal) => {
      const { fingerprint } = readSeat(content)
      if (fingerprint !== signer)
        throw new Refusal(
          'conflict',
          'The file was signed by another key than the one that was compared. Nothing was changed.',
          { path: 'signer' },
        )
      require(signerProblem(fingerprint))
      const opened = await openCounted(content, passphrase)
      const { tenant } = opened
      if (opened.until !== null && Date.parse(opened.until) <= now())
        throw new Refusal(
          'invalid',
          'The seat in this file has expired. Nothing was changed. Ask for a new seat file.',
          {
            path: 'content',
          },
        )
      const { baseUrl = tenant.baseUrl } = seats.policy().policy
      if (baseUrl !== tenant.baseUrl)
        throw new Refusal(
          'not-allowed',
          `The policy of this machine fixes the address of LastPass: ${baseUrl}. The seat in this file is for another one. Nothing was changed.`,
        )
      await requireNarrow(opened, [passphrase, ...(presentPassphrase === undefined ? [] : [presentPassphrase])])
      const { available, reason } = await vault.available()
      if (!available) throw new Refusal('storage', `A seat needs a keychain. ${reason ?? ''} Nothing was changed.`)
      const others = connected().filter(({ cid, baseUrl }) => cid !== tenant.cid || baseUrl !== tenant.baseUrl)
      if (others.length > 0)
        throw new Refusal(
          'conflict',
          `This workstation is connected to ${others.length === 1 ? `"${others[0]?.label}"` : `${others.length} companies`} with a credential of its own, which a locked seat would also limit. Remove that first, or use another workstation. Nothing was changed.`,
        )
      const before = seats.lock()
      const lock: Lock = {
        seat: opened.seat,
        limits: opened.limits,
        until: opened.until,
        label: opened.about.label,
        signer: fingerprint,
        imported: time(),
        cid: tenant.cid,
        baseUrl: tenant.baseUrl,
        secret: newLockSecret(),
        created: opened.about.created,
        proof: opened.proof,
      }
      // The lock first: the credential is only ever written under it.
      await seats.setLock(lock)
      try {
        await adopt(opened, signal)
      } catch (error) {
        await seats.setLock(before)
        throw error
      }
      await seats.settled()
      changed()
      return { seat: seats.seat(), tenant: tenant.label }
    },
    'seats.giveUp': async ({ label }, signal) => {
      const { by } = seats.effective()
      if (seats.lock() === null && by !== 'lost')
        throw new Refusal('conflict', 'No seat file has locked this workstation.')
      const tenant = connected()[0]
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
