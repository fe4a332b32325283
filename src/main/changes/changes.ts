import { changeCalls } from '../../contract/calls/changes/changes.ts'
import type { ChangeKind } from '../../contract/change.ts'
import { Refusal } from '../../contract/failure.ts'
import type { People } from '../directory/people-port.ts'
import type { HandlersOf } from '../dispatch.ts'
import type { Identity } from '../keychain/signing-key.ts'
import type { LastPass } from '../lastpass/client.ts'
import type { AppOptions, ChangeTiming } from '../ports.ts'
import { explain } from '../store/open.ts'
import { UnreadableStore } from '../store/unreadable.ts'
import type { JobActs } from './job/job-acts.ts'
import type { Entry, Journal } from './journal/journal.ts'
import type { OpenedJournal } from './journal/open-journal.ts'
import type { Impact } from './plan/impact-notes.ts'
import type { PlanActs } from './plan/planning.ts'
import type { PlanView } from './plan/store/plan-view.ts'
import type { KeptError } from './safety/guard-settings.ts'
import type { Guards } from './safety/guards.ts'
import type { KeptSettings } from './safety/kept-settings.ts'
import type { Writing } from './safety/safe-mode.ts'

export type ChangeCall = keyof typeof changeCalls

/** What happens to changes, for whoever shows it. */
export type ChangesEvent = { kind: 'job'; job: string } | { kind: 'stale'; families: string[] }

export interface ChangesOptions {
  opened: OpenedJournal
  people: People
  /** @throws Refusal `not-connected` */
  lastpass: () => LastPass
  service: () => { cid: string; baseUrl: string }
  now: () => number
  /** Milliseconds that pass whatever the clock is set to; left out: the process' own. */
  elapsed?: () => number
  /** Milliseconds since the computer was started, its sleep included; left out: as the system says. */
  passed?: () => number
  /** The time that the service's answers tell at least, epoch milliseconds; 0: not known. */
  serviceTime?: () => number
  saveFile: AppOptions['saveFile']
  /** Signs requests to other admins. */
  identity: Identity
  /** Who works here, for the journal. */
  actor: () => Record<string, string>
  /** Changes are enabled for the whole run, and jobs are not held: for the command line tool. */
  writing: boolean
  announce: (event: ChangesEvent) => void
  /** Which kinds the seat may do; all unless given. */
  allowedKinds?: () => ReadonlySet<ChangeKind>
  /** Guards that a policy fixes. */
  policy?: () => Partial<Guards>
  /** What is known of the people of a plan beyond its rows; nothing unless given. */
  impact?: Impact
  /** The right to change this company, which one process of an account has at a time; released with the engine. */
  claim?: { take(): void; release(): void } | undefined
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>
  timing?: Partial<ChangeTiming>
}

/** The engine by which anything is ever written: plans, guards, the journal, and the runner that sends. */
export interface Changes {
  handlers: HandlersOf<ChangeCall>
  writing: Writing
  /** Plans of changes that another room decided on. */
  plans: Pick<PlanActs, 'plan' | 'apply' | 'discard'>
  jobs: Pick<JobActs, 'page' | 'job'> & {
    /** Plans to take back what a job did. */
    undo(given: { job: string; usernames?: readonly string[] }, signal: AbortSignal): Promise<PlanView>
  }
  /** Lines of the journal that fit. */
  journal: Pick<Journal, 'page' | 'between'>
  /** Keeps an error until somebody has read it. */
  noteError(error: Omit<KeptError, 'id' | 'time'>): void
  /** Named values of other rooms, beside the journal. */
  kept: Pick<KeptSettings, 'get'>
  /** Keeps such a value together with the lines that tell of it. */
  keep(name: string, value: unknown, lines: readonly Entry[]): void
  /** Writes a line that belongs to no job. */
  note(kind: string, data: Record<string, unknown>): void
  /** Hears that what is known of people is another than before. */
  peopleChanged(): void
  /** Reads again what an earlier process left open; does nothing when there is nothing, and never fails. */
  recover(): Promise<void>
  /** Lines of the journal were lost, and no admin has looked yet. */
  lossPending(): boolean
  close(): Promise<void>
}

/** The handlers of whichever tenant is open. @throws Refusal `not-connected`, from `current` */
export function createChangesHandlers(current: () => Changes): HandlersOf<ChangeCall> {
  const names = Object.keys(changeCalls) as ChangeCall[]
  const handlers = names.map((name) => [
    name,
    async (input: never, signal: AbortSignal) => {
      const handler = current().handlers[name] as (input: never, signal: AbortSignal) => unknown
      try {
        return await handler(input, signal)
      } catch (error) {
        const known = explain(error)
        if (!(known instanceof UnreadableStore)) throw known
        throw new Refusal(
          'storage',
          'The journal is damaged. Check it, and keep the file: it may be the only record.',
          {
            details: known.message,
          },
        )
      }
    },
  ])
  return Object.fromEntries(handlers) as HandlersOf<ChangeCall>
}
