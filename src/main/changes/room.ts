import type { AppOptions } from '../app.ts'
import type { Identity } from '../identity.ts'
import type { Head, Journal } from './journal.ts'
import type { Plans } from './plans.ts'
import type { Runner } from './runner.ts'
import type { Errors, GuardSettings } from './settings.ts'
import type { Work } from './work.ts'
import type { Writing } from './writing.ts'

/** The end of the journal as noted outside its file, in the keychain. */
export interface Witness {
  known(): Head | null
  /** Notes the present end; one write at a time, and a failure is no reason to stop. */
  note(): void
  close(): Promise<void>
}

/** Everything that the handlers of this room share. */
export interface Room extends Omit<Work, 'journal'> {
  secret: Uint8Array
  journal: Journal & { note(kind: string, data: Record<string, unknown>): void }
  plans: Plans
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
