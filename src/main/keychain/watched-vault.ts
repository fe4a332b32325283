import type { Redactor } from '../redact.ts'
import { secretOf } from './bound-hash.ts'
import type { Vault } from './vault.ts'

/** A vault whose secrets are known to the redactor from the moment they pass. */
export function createWatchedVault(vault: Vault, redactor: Redactor): Vault {
  return {
    available: () => vault.available(),
    erase: (account) => vault.erase(account),
    async read(account) {
      const secret = await vault.read(account)
      if (secret !== null) redactor.add(secretOf(secret))
      return secret
    },
    write(account, secret) {
      redactor.add(secretOf(secret))
      return vault.write(account, secret)
    },
  }
}
