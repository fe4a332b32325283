import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../../contract/failure.ts'
import { createMemoryVault, type Vault } from '../keychain/vault.ts'
import type { Preferences, TenantRecord } from '../settings/preferences.ts'
import { makeTemporaryFolder } from './folders.ts'

/**
 * The tenants that are known here, and where their data and secrets are: in the data folder and the keychain, or, passing, in a
 * temporary folder and in memory until the end of the session.
 */
export interface Known {
  records(): TenantRecord[]
  /** @throws Refusal `not-found` */
  recordOf(id: string): TenantRecord
  folderOf(id: string): string
  vaultOf(id: string): Vault
  isPassing(id: string): boolean
  /** A new tenant: kept where there is a keychain, else passing. */
  place(record: TenantRecord): Promise<void>
  /** A new tenant for this session only. */
  pass(record: TenantRecord): void
  /** A known tenant has another record now. */
  save(record: TenantRecord): void
  /** It is known no more; its folder and secrets are the caller's. */
  forget(id: string): void
  /** Removes what was passing. */
  close(): void
}

export function createKnown({
  home,
  preferences,
  vault,
}: {
  home: string
  preferences: Preferences
  vault: Vault
}): Known {
  const memory = createMemoryVault()
  const passing = new Map<string, { record: TenantRecord; folder: string }>()
  const records = () => [...preferences.tenants(), ...[...passing.values()].map(({ record }) => record)]
  const pass = (record: TenantRecord) => void passing.set(record.id, { record, folder: makeTemporaryFolder() })

  return {
    records,
    recordOf(id) {
      const record = records().find((each) => each.id === id)
      if (record === undefined) throw new Refusal('not-found', 'This workstation does not know that company.')
      return record
    },
    folderOf: (id) => passing.get(id)?.folder ?? join(home, 'tenants', id),
    vaultOf: (id) => (passing.has(id) ? memory : vault),
    isPassing: (id) => passing.has(id),
    async place(record) {
      if ((await vault.available()).available) preferences.saveTenants([...preferences.tenants(), record])
      else pass(record)
    },
    pass,
    save(record) {
      const kept = passing.get(record.id)
      if (kept !== undefined) passing.set(record.id, { ...kept, record })
      else preferences.saveTenants([...preferences.tenants().filter((each) => each.id !== record.id), record])
    },
    forget(id) {
      passing.delete(id)
      preferences.saveTenants(preferences.tenants().filter((each) => each.id !== id))
      if (preferences.current() === id) preferences.setCurrent(null)
    },
    close() {
      for (const { folder } of passing.values()) rmSync(folder, { recursive: true, force: true })
      passing.clear()
    },
  }
}
