import { z } from 'zod'
import { Refusal } from '../../contract/failure.ts'
import { checkAddress } from '../lastpass/address.ts'
import type { Vault } from './vault.ts'

/** Where a hash may go: the account number and the address that it was entered for. */
export interface Destination {
  cid: string
  baseUrl: string
}

/** Hashes that were kept before their address was kept with them may go here alone. */
const usualAddress = 'https://lastpass.com/enterpriseapi.php'
const mark = 'hash1.'
const Kept = z.strictObject({ hash: z.string(), cid: z.string(), baseUrl: z.string() })

/** An entry of the keychain that holds a hash together with where it may go. */
export const bindHash = (hash: string, { cid, baseUrl }: Destination): string =>
  mark + JSON.stringify({ hash, cid, baseUrl })

/** The hash and its destination; null: an older entry, which holds the hash alone. */
function parts(kept: string): z.infer<typeof Kept> | null {
  if (!kept.startsWith(mark)) return null
  try {
    return Kept.parse(JSON.parse(kept.slice(mark.length)))
  } catch {
    return null
  }
}

/** The secret part of a keychain entry, whatever its form; what log lines are to be rid of. */
export const secretOf = (kept: string): string => parts(kept)?.hash ?? kept

/** The same entry with a destination, where it has none yet. */
export const boundTo = (kept: string, destination: Destination): string =>
  parts(kept) === null ? bindHash(kept, destination) : kept

/** Whether an entry may be used for this destination. */
export function isBoundTo(kept: string, { cid, baseUrl }: Destination): boolean {
  const found = parts(kept)
  return found !== null && found.cid === cid && sameAddress(found.baseUrl, baseUrl)
}

function sameAddress(one: string, other: string): boolean {
  // One that nothing may be sent to is refused in its own words where a client is made for it.
  if (one === other) return true
  try {
    return checkAddress(one).href === checkAddress(other).href
  } catch {
    return false
  }
}

/**
 * The hash of a tenant for its destination: null where there is none, and a refusal where it was entered for another one.
 * Security rule: where the hash goes is kept with it in the keychain; a file that names another place is not obeyed.
 * Test: test/main/tenants/destination.test.ts.
 */
export async function readHash(
  vault: Vault,
  account: string,
  wanted: Destination & { label: string },
): Promise<string | Refusal | null> {
  const kept = await vault.read(account)
  if (kept === null) return null
  const known = parts(kept)
  if (known === null && sameAddress(wanted.baseUrl, usualAddress)) {
    await vault.write(account, bindHash(kept, wanted))
    return kept
  }
  if (known !== null && isBoundTo(kept, wanted)) return known.hash
  const where =
    known === null
      ? 'it is not recorded that its provisioning hash was entered for that address'
      : known.cid === wanted.cid
        ? `its provisioning hash was entered for ${known.baseUrl}`
        : `its provisioning hash was entered for account number ${known.cid}`
  return new Refusal(
    'not-connected',
    `"${wanted.label}" now names account number ${wanted.cid} at ${wanted.baseUrl}, but ${where}. Nothing was sent. If this is what you want, enter the hash again for the new address; if not, find out who changed the settings or the policy.`,
  )
}

/**
 * Writes a hash over the one that was kept, and reads it back: the keychain has the new one alone.
 * @throws Refusal `storage` when it does not
 */
export async function replaceHash(
  vault: Vault,
  account: string,
  hash: string,
  destination: Destination,
): Promise<void> {
  const entry = bindHash(hash, destination)
  await vault.write(account, entry)
  if ((await vault.read(account)) !== entry)
    throw new Refusal(
      'storage',
      'LastPass took the new hash, but the keychain does not give back what was written into it. Look into the keychain, then enter the hash again.',
    )
}
