import type { Identity } from '../keychain/signing-key.ts'
import type { AppOptions } from '../ports.ts'
import type { Work } from './job/context.ts'
import type { Runner } from './job/runner.ts'
import type { Head, Journal } from './journal/journal.ts'
import type { Impact } from './plan/impact-notes.ts'
import type { Plans } from './plan/store/plan-store.ts'
import type { Errors, GuardSettings } from './safety/guard-settings.ts'
import type { Writing } from './safety/safe-mode.ts'

/** The end of the journal as noted outside its file, in the keychain. */
export interface Witness {
  known(): Head | null
  /** Notes the present end; one write at a time, and a failure is no reason to stop. */
  note(): void
  /** Lines were added: the end is noted within seconds. */
  touch(): void
  /** Before the first request of a job in this run: resolves when its intents are noted, or the keychain takes too long. */
  before(job: string): Promise<void>
  /** Before anything of a job is written: no other process has noted an end since. @throws Refusal `storage` */
  requireOwn(job: string): Promise<void>
  /** Lines were lost, and no admin has looked yet. */
  pending(): boolean
  /** An admin has looked at what was lost. */
  accept(): Promise<void>
  close(): Promise<void>
}

/** Everything that the handlers of this room share. */
export interface Room extends Omit<Work, 'journal'> {
  secret: Uint8Array
  journal: Journal & { note(kind: string, data: Record<string, unknown>): void }
  plans: Plans
  impact: Impact | undefined
  runner: Runner
  errors: Errors
  settings: GuardSettings
  writing: Writing
  witness: Witness
  /** Signs requests to other admins. */
  identity: Identity
  /** Account number and address, to show requests as they leave. */
  service: () => { cid: string; baseUrl: string }
  /** Who works here, as far as this computer knows. */
  actor: () => Record<string, string>
  /** Whether jobs are held for some seconds before they are sent. */
  holds: boolean
  saveFile: AppOptions['saveFile']
  /** Tells that reads of these families are out of date. */
  changed: (...families: string[]) => void
}
