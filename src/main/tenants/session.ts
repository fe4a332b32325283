import type { SyncProgress } from '../../contract/signals.ts'
import { mostStreams } from '../../contract/streams.ts'
import type { Changes, ChangesEvent, ChangesOptions } from '../changes/changes.ts'
import type { ServiceClock } from '../clock/service-clock.ts'
import type { Directory } from '../directory/directory.ts'
import { companyNames, streamSecretName } from '../keychain/secret-names.ts'
import type { Vault } from '../keychain/vault.ts'
import type { LastPass } from '../lastpass/client.ts'
import type { Fetch } from '../ports.ts'
import type { TenantRecord } from '../settings/preferences.ts'
import { passphraseName } from '../snapshots/schedule/passphrase-name.ts'
import type { Migration } from '../store/open.ts'
import type { SealedTable } from '../store/row-seal.ts'
import type { Writer } from '../writer/client.ts'
import type { RequestLog } from './request-log.ts'
import type { StoreProblem } from './stores/database.ts'
import type { OwnStore } from './stores/own-store.ts'
import type { ScoresStore } from './stores/scores-store.ts'

/** Names of a tenant's entries in the keychain. */
export const vaultNames = (id: string) => ({
  ...companyNames(id),
  ...Object.fromEntries(Array.from({ length: mostStreams }, (_, n) => [`stream${n + 1}`, streamSecretName(id, n + 1)])),
  snapshots: passphraseName(id),
})

/** One open tenant: its client, its database, its directory. */
export interface Session {
  /** Label, colour and zone may change while it is open. */
  record: TenantRecord
  readonly directory: Directory
  readonly changes: Changes
  readonly requests: RequestLog
  /** Databases that could not be used when the tenant was opened, the gravest first. */
  readonly problems: readonly StoreProblem[]
  readonly sessionOnly: boolean
  /** Where this tenant's secrets are. */
  readonly vault: Vault
  /** The history of scores, opened when it is first asked for. */
  readonly scores: Pick<ScoresStore, 'store' | 'damaged' | 'history'>
  /** Parses bodies of answers off main's thread. */
  readonly writer: Writer
  /** @throws Refusal `not-connected` */
  lastpass(): LastPass
  /** Opens another encrypted database of this tenant, by its file name; it is closed with the tenant. */
  ownStore(name: string, migrations: readonly Migration[], sealed?: readonly SealedTable[]): OwnStore
  /**
   * A folder of this tenant whose files a room seals itself, and the key that it derives its own from; `close` is awaited when the
   * tenant is closed.
   */
  ownFolder(name: string, close: () => Promise<void>): { folder: string; key: string }
  /** Work in the background that uses the databases: `stop` is awaited before any of them is closed. */
  beforeClose(stop: () => Promise<void>): void
  credential(): 'ready' | 'refused' | 'missing'
  /** Why the hash at hand may not be used for what the settings name now; null: it may, or there is none. */
  credentialProblem(): string | null
  /** Takes a new hash, after the caller has checked it. */
  enterHash(hash: string): void
  setTimeout(milliseconds: number): void
  close(): Promise<void>
}

export interface SessionOptions {
  record: TenantRecord
  /** The tenant's own folder. */
  folder: string
  vault: Vault
  /** True: nothing may outlive the session, and the folder is removed at the end. */
  sessionOnly: boolean
  fetch: Fetch
  /** For the demo company, whose credential is no secret. */
  fixedCredential?: { cid: string; hash: string }
  writerFile: string | URL
  now: () => number
  timeoutMs: number
  /** Milliseconds after opening before every page of the database is looked at; left out: at once. */
  settleMs?: number
  /** Hears the Date of answers. */
  serviceClock?: ServiceClock | undefined
  /** What the changes room gets of the application; without it, changes are off until a person enables them, and nothing can be saved to a file. */
  changes?: Partial<
    Pick<
      ChangesOptions,
      | 'saveFile'
      | 'identity'
      | 'actor'
      | 'writing'
      | 'allowedKinds'
      | 'policy'
      | 'timing'
      | 'sleep'
      | 'passed'
      | 'claim'
    >
  >
  /** Told the hash as it is kept and each that is entered later; the demo company's is no secret. */
  noteHash?: (hash: string) => void
  announce: (
    event:
      | { kind: 'progress'; progress: SyncProgress | null }
      | { kind: 'changed' }
      | { kind: 'refused' | 'accepted' | 'damaged' | 'reach' }
      | ChangesEvent,
  ) => void
}
