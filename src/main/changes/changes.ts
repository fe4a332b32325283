import { setTimeout as delay } from 'node:timers/promises'
import { changeCalls } from '../../contract/calls/changes/changes.ts'
import type { ChangeKind, Outcome } from '../../contract/change.ts'
import { Refusal } from '../../contract/failure.ts'
import { changeKinds } from '../../contract/lists.ts'
import { createBelievedTime, sinceStart } from '../clock/believed-time.ts'
import type { People } from '../directory/people-port.ts'
import type { HandlersOf } from '../dispatch.ts'
import type { Identity } from '../keychain/signing-key.ts'
import type { LastPass } from '../lastpass/client.ts'
import type { AppOptions } from '../ports.ts'
import { inTransaction } from '../store/bulk.ts'
import { explain } from '../store/open.ts'
import { UnreadableStore } from '../store/unreadable.ts'
import type { Room } from './context.ts'
import { createApprovalHandlers } from './handlers/approvals.ts'
import { createJobHandlers } from './handlers/jobs.ts'
import { createJournalHandlers } from './handlers/journal.ts'
import { createPlanHandlers } from './handlers/plans.ts'
import { defaultTiming, type Timing } from './job/context.ts'
import { sweep } from './job/crash-recovery.ts'
import { createJobActs, type JobActs } from './job/job-acts.ts'
import { lateJobs } from './job/late-effects.ts'
import { createRunner } from './job/runner.ts'
import { createJobs, type JobRecord } from './job/store/job-store.ts'
import { createWitness } from './journal/head-checkpoint.ts'
import { createJournal, type Entry, type Journal } from './journal/journal.ts'
import { noteEnd, type OpenedJournal } from './journal/open-journal.ts'
import type { Impact } from './plan/impact-notes.ts'
import { createPending } from './plan/plan-lock.ts'
import { createPlans } from './plan/plan-store.ts'
import type { PlanView } from './plan/plan-view.ts'
import { createPlanActs, type PlanActs } from './plan/planning.ts'
import { createTold } from './plan/shown-as-done.ts'
import { planUndo } from './plan/undo-plan.ts'
import { createWaitingPlans } from './plan/waiting-plans.ts'
import { createErrors, createGuardSettings, type KeptError } from './safety/guard-settings.ts'
import type { Guards } from './safety/guards.ts'
import { createKeptSettings, type KeptSettings } from './safety/kept-settings.ts'
import { createLatestTime } from './safety/latest-time.ts'
import { createWriting, type Writing } from './safety/safe-mode.ts'
import { createFileCheck } from './safety/store-file.ts'

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
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>
  timing?: Partial<Timing>
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

const lossBlocks =
  'Changes stay off: lines of the journal are missing, and no admin has looked yet. Check the guards and the protected accounts, the plans that wait, and in LastPass what was changed last; then an admin accepts the loss.'
/** Previews that nobody kept are forgotten after a day. */
const previewMs = 24 * 3_600_000
const cameGood = (counts: Record<Outcome, number>): boolean =>
  counts.confirmed > 0 && counts.failed + counts.unknown + counts.waiting + counts.sent === 0
const everything: ReadonlySet<ChangeKind> = new Set(changeKinds)

export async function createChanges(options: ChangesOptions): Promise<Changes> {
  const { people, lastpass, service, now, saveFile, actor, announce, opened } = options
  const { store, secret } = opened
  const sleep = options.sleep ?? (async (ms, signal) => void (await delay(ms, undefined, { signal })))
  const chain = createJournal(store, secret, now)
  const witness = createWitness({
    known: opened.witness,
    write: opened.keepWitness,
    head: chain.head,
    run: opened.run,
  })
  const bare: typeof chain = {
    ...chain,
    append(entries) {
      const first = chain.append(entries)
      witness.touch()
      return first
    },
  }
  const note = (kind: string, data: Record<string, unknown>) => {
    inTransaction(store, () => bare.append([{ kind, data }]))
    announce({ kind: 'stale', families: ['journal'] })
  }
  const journal = { ...bare, note }
  const jobs = createJobs(store)
  const plans = createPlans(store)
  const errors = createErrors(store, now)
  const kept = createKeptSettings(store)
  const settings = createGuardSettings(store, options.policy ?? (() => ({})))
  const changed = (...families: string[]) => announce({ kind: 'stale', families })
  const noteError = (error: Omit<KeptError, 'id' | 'time'>) => {
    errors.add(error)
    changed('errors')
  }
  const moved = (job: string, rests: boolean) => {
    // What was tried again and is confirmed by now is no error any more; the journal keeps it.
    if (rests && cameGood(jobs.counts(job)) && errors.settle(job)) changed('errors')
    announce({ kind: 'job', job })
    changed('jobs', 'journal')
    if (rests) witness.note()
  }
  const clockJumped = (ms: number) => {
    if (ms < 0) return clockAhead(-ms)
    noteError({
      what: 'Clock',
      message: `The clock of this computer is ${Math.round(ms / 1000).toLocaleString('en-US')} seconds behind the latest time that was seen here. What has run out stays so; times in the journal may not be in order. Check the clock.`,
      details: null,
      job: null,
    })
  }
  const clockAhead = (ms: number) =>
    noteError({
      what: 'Clock',
      message: `The clock of this computer is ${Math.round(ms / 1000).toLocaleString('en-US')} seconds ahead of the time that passed since Provost was started. Plans and a seat that would end by it rest until the clock is right, and end for good only with the time that passes. Check the clock.`,
      details: null,
      job: null,
    })
  const passed = options.passed ?? sinceStart
  const believed = createBelievedTime(now, passed)
  const work = {
    store,
    requireFile: createFileCheck(store),
    journal,
    jobs,
    people,
    lastpass,
    guards: settings.get,
    allowed: options.allowedKinds ?? (() => everything),
    now,
    elapsed: options.elapsed ?? (() => performance.now()),
    latest: createLatestTime(store, now, clockJumped, passed),
    leftAt: new Map<string, number>(),
    sleep,
    moved,
    marked: witness.before,
    noteError,
    giveBack: ({ plan: id, reason }: JobRecord) => {
      const plan = plans.get(id)
      plans.update({ ...plan, state: 'kept', reason: { ...plan.reason, ...reason } })
      changed('changes')
    },
    solved: (job: string) => {
      if (errors.settle(job)) changed('errors')
    },
    timing: { ...defaultTiming, ...options.timing },
  }

  jobs.tidy()
  plans.tidy(now() - previewMs)
  for (const text of opened.notes) note('note', { text })
  if (opened.damage !== null) noteError({ what: 'Journal', message: opened.damage, details: null, job: null })
  await sweep(work, opened.doubtful)

  const runner = createRunner(work)
  const writing = createWriting({
    now,
    ahead: believed.ahead,
    always: options.writing,
    changed: () => changed('writing'),
    ended: (because, at) => {
      // A line that cannot be written, as on a full disk, must not keep changes on.
      try {
        note('writing', { enabled: false, because, at: new Date(at).toISOString() })
      } catch (error) {
        noteError({
          what: 'Journal',
          message: 'The end of changes could not be recorded.',
          details: String(error),
          job: null,
        })
      }
    },
    blocked: () => (witness.pending() ? lossBlocks : null),
  })
  const room: Room = {
    ...work,
    secret,
    impact: options.impact,
    plans,
    runner,
    errors,
    settings,
    writing,
    witness,
    identity: options.identity,
    service,
    actor,
    holds: !options.writing,
    saveFile,
    changed,
  }
  const pending = createPending(room)
  const told = createTold()
  const acts = createPlanActs(room, pending, told)
  const jobActs = createJobActs(room)
  const undo: Changes['jobs']['undo'] = (given, signal) => planUndo(room, given, signal)
  let closed = false
  const recover = async () => {
    if (jobs.unfinished().length > 0 || lateJobs(work).length > 0) await runner.recover()
  }
  return {
    handlers: {
      ...createPlanHandlers(acts, createWaitingPlans(room, pending, told)),
      ...createJobHandlers(jobActs, runner, undo),
      ...createJournalHandlers(room),
      ...createApprovalHandlers(room),
    },
    writing,
    plans: acts,
    jobs: { ...jobActs, undo },
    journal,
    noteError,
    kept,
    keep(name, value, lines) {
      inTransaction(store, () => {
        kept.set(name, value)
        bare.append(lines)
      })
      changed('journal')
    },
    note,
    peopleChanged() {
      // Where LastPass answers again, what an earlier run left open can be told.
      void recover()
    },
    recover,
    lossPending: witness.pending,
    async close() {
      // The driver does not bear a statement on a file that is closed.
      if (closed) return
      closed = true
      writing.disable('close')
      await runner.close()
      await witness.close()
      try {
        noteEnd(store, opened.run)
        // A copy of the one file then has everything.
        store.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      } catch {
        // The disk is full, say: everything is in the file beside it, and is read from there at the next start.
      }
      store.close()
    },
  }
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
