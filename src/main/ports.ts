import type { SaveFile } from './files/save.ts'
import type { Vault } from './keychain/vault.ts'
import type { PolicyFileOptions } from './seats/policy-file.ts'
import type { SettingsStore } from './settings/preferences.ts'

/** Writes a redacted line into the log and returns its id. */
export interface Log {
  info(message: string, more?: object): string
  warn(message: string, more?: object): string
  error(message: string, more?: object): string
}

/** A snapshot file that the system handed over; `content`: null where it cannot be read, or is too large. */
export interface HandedSnapshot {
  name: string
  content: string | null
}

/** How long streams of events wait, in milliseconds. */
export interface StreamTiming {
  /** For one step of a delivery. */
  timeoutMs: number
  /** Between two questions to Splunk whether events are indexed. */
  askAgainMs: number
  /** Before the first repetition; they double up to the longest. */
  firstRetryMs: number
  longestRetryMs: number
  /** Before what a person has to mend is tried again by itself. */
  stoppedRetryMs: number
  /** After a change of the archive before it is asked. */
  settleMs: number
}

/** How long to wait where waiting decides what the reading of a change means. */
export interface ChangeTiming {
  /** The first pause before a change that is not to be seen yet is read again; each further one is twice as long. */
  lagMs: number
  /** How long a change that may have been carried out is given to show in what is read, from sending on. */
  settleMs: number
}

/** What the rooms need of the world; the shell and the command line tool each give their own. */
export interface AppOptions {
  /** The data folder. */
  home: string
  /** Where processes of this account tell one another which company they change, whichever data folder they use; left out: nowhere. */
  claims?: () => string
  version: string
  electron: string | null
  fetch: Fetch
  vault: Vault
  saveFile: SaveFile
  /** Asks the person for a file that is there; null: none was chosen. Left out where nobody can be asked. */
  openFile?: (wanted: { title: string; extensions: readonly string[] }) => Promise<string | null>
  /** Asks the person for a place that is written to from then on; null: none was chosen. Left out where nobody can be asked. */
  choosePlace?: (suggestedName: string) => Promise<string | null>
  /** Asks the person for a folder; null: none was chosen. Left out where nobody can be asked. */
  openFolder?: (wanted: { title: string }) => Promise<string | null>
  openPage: (url: string) => Promise<void>
  showFolder: (path: string) => void
  /** Has the system show a notice that may stand on a locked screen; a click opens the findings. Left out where there is no system to. */
  notify?: (notice: { title: string; body: string }) => void
  /** Prints a page without scripts; left out where nothing can print. */
  printPdf?: (html: string) => Promise<Uint8Array>
  /** The snapshot that the system handed over last, by a double click; left out where it cannot. */
  handed?: () => HandedSnapshot | null
  /** Entry file of the writer thread. */
  writerFile: string | URL
  /** Where the build wrote down what is bundled; left out where nothing was built. */
  partsFolder?: string
  /** Entry file of the audit archive's thread. */
  auditFile: string | URL
  settings: SettingsStore
  log: Log
  /** Told each secret before it is used anywhere, so that the log can mask it. */
  noteSecret?: (secret: string) => void
  now?: () => number
  /** Milliseconds since the computer was started, its sleep included; left out: as the system says, or with `now`, as that goes on. */
  passed?: () => number
  /** Whether the machine has a network at all; leaving it out means yes. */
  online?: () => boolean
  /** A tenant for this run only, in place of the remembered ones. */
  once?: { cid: string; hash: string; baseUrl: string; timeZone: string }
  /** Changes are enabled for this run, and nothing is held before it is sent: for the command line tool. */
  writing?: boolean
  /** Where the machine-wide policy is, in place of the usual place. */
  policyFile?: PolicyFileOptions
  /** Milliseconds after opening a tenant before what can wait is begun, so that a window comes first; left out: at once. */
  settleMs?: number
  /** How long streams wait for what, where tests want less. */
  streamTiming?: Partial<StreamTiming>
  /** How long changes are given to show, where tests want less. */
  changeTiming?: ChangeTiming
  /** Whether data is refreshed by itself: at start when it is old, and on a timer. */
  refreshes?: boolean
}

/** What rooms need of `fetch`: Electron's `net.fetch` in the application, Node's in the tool and in tests. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>

export interface FetchInit {
  method: 'POST'
  headers: Record<string, string>
  body: string
  signal: AbortSignal
  redirect: 'error'
}

export interface FetchResponse {
  status: number
  headers: { get(name: string): string | null }
  body: ReadableStream<Uint8Array> | null
}
