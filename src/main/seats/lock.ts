import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { SeatLimits } from '../../contract/calls/seats.ts'
import { Instant, Seat } from '../../contract/model.ts'
import { boundTo, isBoundTo, secretOf } from '../keychain/bound-hash.ts'
import type { Vault } from '../keychain/vault.ts'

/** Where a locked seat is kept in the keychain. */
export const lockName = 'workstation/seat'

/** A seat that a seat file has locked. */
export const Lock = z.strictObject({
  seat: Seat,
  limits: SeatLimits,
  until: Instant.nullable(),
  label: z.string(),
  /** Fingerprint of the key that signed the file. */
  signer: z.string(),
  imported: Instant,
  /** Account number and address of the tenant that came with it. */
  cid: z.string(),
  baseUrl: z.string(),
  /** Random; the credential is encrypted under it together with the limits. */
  secret: z.string(),
})
export type Lock = z.infer<typeof Lock>

export const newLockSecret = (): string => randomBytes(32).toString('base64')

/** The lock in the keychain; null: none, or none that can be read. @throws Refusal `storage` when the keychain does not answer */
export async function readLock(vault: Vault): Promise<Lock | null> {
  const kept = await vault.read(lockName)
  if (kept === null) return null
  try {
    return Lock.parse(JSON.parse(kept))
  } catch {
    return null
  }
}

const isHash = (account: string) => account.endsWith('/provisioning-hash')
const mark = 'seat1.'

/**
 * Security rule: under a locked seat the credential can be read only while the seat's record is there and unaltered,
 * because the key is made from the record. Removing or editing the record by hand ends the access instead of widening it.
 * Test: test/main/seats/lock.test.ts.
 */
const keyOf = (lock: Lock): Buffer => {
  // Parsing puts the parts into one order, however the record came about.
  const { secret, ...rest } = Lock.parse(lock)
  return Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), '', JSON.stringify(rest), 32))
}

function wrap(lock: Lock, account: string, secret: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(lock), nonce)
  cipher.setAAD(Buffer.from(account))
  return (
    mark + Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64')
  )
}

function unwrap(lock: Lock, account: string, kept: string): string | null {
  try {
    const bytes = Buffer.from(kept.slice(mark.length), 'base64')
    const decipher = createDecipheriv('aes-256-gcm', keyOf(lock), bytes.subarray(0, 12))
    decipher.setAAD(Buffer.from(account))
    decipher.setAuthTag(bytes.subarray(-16))
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}

/**
 * A keychain that gives out credentials only under the seat that they came with. `lock`: the seat as it is now, null for
 * an open workstation; `ended`: the seat's time is over. `noteSecret` hears every credential that is given out.
 */
export function createSeatVault(
  vault: Vault,
  { lock, ended, noteSecret }: { lock: () => Lock | null; ended: () => boolean; noteSecret: (secret: string) => void },
): Vault {
  return {
    available: () => vault.available(),
    erase: (account) => vault.erase(account),
    async read(account) {
      const kept = await vault.read(account)
      if (kept === null || !isHash(account) || !kept.startsWith(mark)) return kept
      const current = lock()
      const opened = current === null || ended() ? null : unwrap(current, account, kept)
      if (current === null || opened === null) return null
      noteSecret(secretOf(opened))
      // Under a seat the hash goes where the seat's file said, which its record keeps.
      const bound = boundTo(opened, current)
      return isBoundTo(bound, current) ? bound : null
    },
    async write(account, secret) {
      const current = lock()
      await vault.write(account, current === null || !isHash(account) ? secret : wrap(current, account, secret))
    },
  }
}
