import type { Input, Output } from '../../contract/calls.ts'
import { Refusal } from '../../contract/failure.ts'
import type { HandlersOf } from '../dispatch.ts'
import type { Vault } from '../keychain/vault.ts'
import type { Tenants } from '../tenants/tenants.ts'
import { isWider } from './limits.ts'
import { type Lock, newLockSecret } from './lock.ts'
import { isPassphrase, openSeat, readSeat, type Sealed } from './seat-file.ts'
import type { Seats } from './seats.ts'
import { createTries } from './tries.ts'

export interface SeatImportOptions {
  seats: Seats
  vault: Vault
  tenants: Pick<Tenants, 'list' | 'handlers'>
  elapsed?: () => number
  now: () => number
  changed: () => void
}

/** The companies that this workstation is connected to, without made-up ones. */
export const connectedOf = (tenants: Pick<Tenants, 'list'>): ReturnType<Tenants['list']> =>
  tenants.list().filter(({ kind }) => kind === 'lastpass')

/** The import of a seat file: who signed it is shown, then its seat locks this workstation and its company is connected. */
export function createSeatImport({
  seats,
  vault,
  tenants,
  now,
  changed,
  elapsed = () => performance.now(),
}: SeatImportOptions): HandlersOf<'seats.inspect' | 'seats.import'> {
  const connected = () => connectedOf(tenants)

  const tries = createTries(vault, elapsed)

  let turn: Promise<unknown> = Promise.resolve()
  /** One import after another: of many at once, each would find that few passphrases were wrong so far. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = turn.then(work)
    turn = next.catch(() => {})
    return next
  }

  /** Opens a seat file; wrong passphrases are counted. */
  async function openCounted(content: string, passphrase: string): ReturnType<typeof openSeat> {
    await tries.require()
    try {
      return await openSeat(content, passphrase, now())
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

  /** Takes a seat file: who signed it was compared, and its seat locks this workstation. */
  async function take(
    { content, passphrase, signer, presentPassphrase }: Input<'seats.import'>,
    signal: AbortSignal,
  ): Promise<Output<'seats.import'>> {
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
      throw new Refusal('invalid', 'The seat in this file has expired. Nothing was changed. Ask for a new seat file.', {
        path: 'content',
      })
    const { baseUrl = tenant.baseUrl } = seats.policy().policy
    if (baseUrl !== tenant.baseUrl)
      throw new Refusal(
        'not-allowed',
        `The policy of this machine fixes the address of LastPass: ${baseUrl}. The seat in this file is for another one. Nothing was changed.`,
      )
    await requireNarrow(opened, [passphrase, ...(presentPassphrase === undefined ? [] : [presentPassphrase])])
    // Only now: whoever guesses at the present seat's passphrase knows the file's own.
    await tries.right()
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
      imported: new Date(now()).toISOString(),
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
  }

  return {
    'seats.inspect': ({ content }) => {
      const { header, fingerprint } = readSeat(content)
      const { label, created, expires } = header
      const expired = Date.parse(expires) <= now() ? `It expired on ${expires.slice(0, 10)}. Ask for a new one.` : null
      return { label, created, expires, signer: fingerprint, problem: expired ?? signerProblem(fingerprint) }
    },
    'seats.import': (given, signal) => inTurn(() => take(given, signal)),
  }
}
