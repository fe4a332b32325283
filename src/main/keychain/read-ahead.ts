import type { Vault } from './vault.ts'

/**
 * A vault whose entries are read before they are asked for, so that a start does not wait for one after the other. Each is given once,
 * and not after it was written or erased; later readings ask the keychain.
 */
export function readingAhead(vault: Vault, accounts: readonly string[]): Vault {
  const ahead = new Map(
    accounts.map((account) => {
      const read = vault.read(account)
      // Its failure is told when its turn comes; until then it must not count as unhandled.
      read.catch(() => {})
      return [account, read] as const
    }),
  )
  return {
    available: () => vault.available(),
    read(account) {
      const read = ahead.get(account)
      ahead.delete(account)
      return read ?? vault.read(account)
    },
    write(account, secret) {
      ahead.delete(account)
      return vault.write(account, secret)
    },
    erase(account) {
      ahead.delete(account)
      return vault.erase(account)
    },
  }
}
