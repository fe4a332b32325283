import { setTimeout as delay } from 'node:timers/promises'
import type { ChangeKind, Outcome } from '../../contract/change.ts'
import { changeKinds } from '../../contract/lists.ts'
import { createBelievedTime, sinceStart } from '../clock/believed-time.ts'
import { inTransaction } from '../store/bulk.ts'
import { wroteIfWritable } from '../store/open.ts'
import type { Changes, ChangesOptions } from './changes.ts'
import type { Room } from './context.ts'
import { createFirstPasswords } from './first-passwords.ts'
import { createApprovalHandlers } from './handlers/approvals.ts'
import { createJobHandlers } from './handlers/jobs.ts'
import { createJournalHandlers } from './handlers/journal.ts'
import { createPlanHandlers } from './handlers/plans.ts'
import { defaultTiming } from './job/context.ts'
import { sweep } from './job/crash-recovery.ts'
import { createJobActs } from './job/job-acts.ts'
import { lateJobs } from './job/late-effects.ts'
import { createRunner } from './job/runner.ts'
import { createJobs, type JobRecord } from './job/store/job-store.ts'
import { createWitness } from './journal/head-checkpoint.ts'
import { createJournal } from './journal/journal.ts'
import { noteEnd } from './journal/open-journal.ts'
import { createLeaveOut } from './plan/leave-out.ts'
import { createPlanActs } from './plan/planning.ts'
import { createTold } from './plan/shown-as-done.ts'
import { createPending } from './plan/store/plan-lock.ts'
import { createPlans } from './plan/store/plan-store.ts'
import { createWaitingPlans } from './plan/store/waiting-plans.ts'
import { planUndo } from './plan/undo-plan.ts'
import { createErrors, createGuardSettings, type KeptError } from './safety/guard-settings.ts'
import { createKeptSettings } from './safety/kept-settings.ts'
import { createLatestTime } from './safety/latest-time.ts'
import { createWriting } from './safety/safe-mode.ts'
import { createFileCheck } from './safety/store-file.ts'

const lossBlocks =
  'Changes stay off: lines of the journal are missing, and no admin has looked yet. Check the guards and the protected accounts, the plans that wait, and in LastPass what was changed last; then an admin accepts the loss.'
/** Previews that nobody kept are forgotten after a day. */
const previewMs = 24 * 3_600_000
const cameGood = (counts: Record<Outcome, number>): boolean =>
  counts.confirmed > 0 && counts.failed + counts.unknown + counts.waiting + counts.sent === 0
const everything: ReadonlySet<ChangeKind> = new Set(changeKinds)

/** Joins the parts of the engine over one tenant's opened journal. */
export async function createChanges(options: ChangesOptions): Promise<Changes> {
  const { people, lastpass, service, now, saveFile, actor, announce, opened } = options
  const { store, secret } = opened
  const sleep = options.sleep ?? (async (ms, signal) => void (await delay(ms, undefined, { signal })))
  const chain = createJournal(store, secret, now)
  const witness = createWitness({
    known: opened.witness,
    write: opened.keepWitness,
    read: opened.readWitness,
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
  const elapsed = options.elapsed ?? (() => performance.now())
  const passwords = createFirstPasswords(elapsed)
  const kept = createKeptSettings(store)
  const settings = createGuardSettings(store, options.policy ?? (() => ({})))
  const changed = (...families: string[]) => announce({ kind: 'stale', families })
  const noteError = (error: Omit<KeptError, 'id' | 'time'>) => {
    errors.add(error)
    changed('errors')
  }
  const moved = (job: string, rests: boolean) => {
    // What was tried again and is confirmed by now is no error any more; the journal keeps it.
    if (rests) passwords.drop(jobs.get(job).plan)
    if (rests && cameGood(jobs.counts(job)) && errors.settle(job)) changed('errors')
    announce({ kind: 'job', job })
    // The list of invitations says who sent them, by the journal.
    changed('jobs', 'journal', ...(rests ? ['joiners'] : []))
    if (rests) witness.note()
  }
  const clockJumped = (ms: number) => {
    if (ms < 0) return clockAhead(-ms)
    noteError({
      what: 'Clock',
      message: `The clock of this computer is ${Math.round(ms / 1000).toLocaleString('en-US')} seconds behind the latest time that was seen here. What has expired stays expired; times in the journal may be out of order. Check the clock.`,
      details: null,
      job: null,
    })
  }
  const clockAhead = (ms: number) =>
    noteError({
      what: 'Clock',
      message: `The clock of this computer is ${Math.round(ms / 1000).toLocaleString('en-US')} seconds ahead of the time that passed since Provost was started. Plans and a seat that would expire by it are suspended until the clock is right; they expire for good only once that time has really passed. Check the clock.`,
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
    passwords,
    lastpass,
    guards: settings.get,
    allowed: options.allowedKinds ?? (() => everything),
    now,
    elapsed,
    latest: createLatestTime(store, now, clockJumped, passed, options.serviceTime),
    leftAt: new Map<string, number>(),
    sleep,
    moved,
    marked: witness.before,
    requireOwn: witness.requireOwn,
    noteError,
    giveBack: ({ plan: id, reason }: JobRecord) => {
      const plan = plans.get(id)
      const waits = plan.firstPassword !== true
      plans.update({ ...plan, state: waits ? 'kept' : 'discarded', reason: { ...plan.reason, ...reason } })
      changed('changes')
      return waits
    },
    solved: (job: string) => {
      if (errors.settle(job)) changed('errors')
    },
    timing: { ...defaultTiming, ...options.timing },
  }

  wroteIfWritable(() => {
    jobs.tidy()
    plans.tidy(now() - previewMs)
  })
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
    alone: () => options.claim?.take(),
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
      ...createPlanHandlers(acts, createWaitingPlans(room, pending, told), createLeaveOut(room, pending)),
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
      passwords.close()
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
      options.claim?.release()
    },
  }
}
