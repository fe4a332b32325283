import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { SeatLimits } from '../../contract/calls/company/seats.ts'
import { Refusal } from '../../contract/failure.ts'
import { Instant, Seat } from '../../contract/model.ts'
import { boundTo, isBoundTo, secretOf } from '../keychain/bound-hash.ts'
import { seatName } from '../keychain/secret-names.ts'
import type { Vault } from '../keychain/vault.ts'

/** Where the seat before it is kept until everything is under the new one. */
const previousName = 'workstation/seat-before'

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
  /** When its file was made: no older one takes its place. Left out in older records. */
  created: Instant.optional(),
  /** Tells the passphrase of its file again: who widens the seat has to know it. Left out in older records. */
  proof: z.string().max(200).optional(),
})
export type Lock = z.infer<typeof Lock>

export const newLockSecret = (): string => randomBytes(32).toString('base64')

/** The lock in the keychain; null: none, or none that can be read. @throws Refusal `storage` when the keychain does not answer */
export const readLock = (vault: Vault): Promise<Lock | null> => readRecord(vault, seatName)

/** The seat that was replaced last, where not everything may be under the new one yet. */
export const readPrevious = (vault: Vault): Promise<Lock | null> => readRecord(vault, previousName)

export const writePrevious = (vault: Vault, lock: Lock | null): Promise<void> =>
  lock === null ? vault.erase(previousName) : vault.write(previousName, JSON.stringify(lock))

async function readRecord(vault: Vault, name: string): Promise<Lock | null> {
  const kept = await vault.read(name)
  if (kept === null) return null
  try {
    return Lock.parse(JSON.parse(kept))
  } catch {
    return null
  }
}

const isHash = (account: string) => account.endsWith('/provisioning-hash')
/** What is of no use without the seat's record: the hash, and the key of what is on the disk. */
const isBound = (account: string) => isHash(account) || account.endsWith('/database-key')
const mark = 'seat1.'

/**
 * Security rule: under a locked seat the credential and the key of the local data can be read only while the seat's record is there and unaltered,
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

/** What the seat's keychain asks of whoever keeps the seat. */
export interface SeatVaultOptions {
  /** The seat as it is now; null: an open workstation. */
  lock: () => Lock | null
  /** The seat before it, until everything is kept under the new one; null: there is none. */
  previous: () => Lock | null
  /** The seat's time is over. */
  ended: () => boolean
  /** Hears every credential that is given out. */
  noteSecret: (secret: string) => void
  /** Hears that something came by a seat whose record is gone or altered. */
  orphaned: () => void
}

/** A keychain that gives out credentials and keys of data only under the seat that they came with. */
export function createSeatVault(
  vault: Vault,
  { lock, previous, ended, noteSecret, orphaned }: SeatVaultOptions,
): Vault {
  function hashOf(opened: string | null, current: Lock | null): string | null {
    if (current === null || opened === null || ended()) return null
    noteSecret(secretOf(opened))
    // Under a seat the hash goes where the seat's file said, which its record keeps.
    const bound = boundTo(opened, current)
    return isBoundTo(bound, current) ? bound : null
  }

  return {
    available: () => vault.available(),
    erase: (account) => vault.erase(account),
    async read(account) {
      const kept = await vault.read(account)
      if (kept === null || !isBound(account)) return kept
      const [current, before] = [lock(), previous()]
      if (!kept.startsWith(mark)) {
        // Kept by an older version, or before the seat: from now on under it.
        if (current !== null && !isHash(account)) await vault.write(account, wrap(current, account, kept))
        return kept
      }
      const opened = current === null ? null : unwrap(current, account, kept)
      if (opened !== null) return isHash(account) ? hashOf(opened, current) : opened
      const older = current === null || before === null ? null : unwrap(before, account, kept)
      if (older !== null && current !== null) {
        await vault.write(account, wrap(current, account, older))
        return isHash(account) ? hashOf(older, current) : older
      }
      orphaned()
      if (isHash(account)) return null
      throw new Refusal(
        'not-allowed',
        'This company came with a seat file, and the record of that seat is gone or was altered. Nothing of it is opened. Import the seat file again, or give the seat back.',
      )
    },
    async write(account, secret) {
      const current = lock()
      await vault.write(account, current === null || !isBound(account) ? secret : wrap(current, account, secret))
    },
  }
}
