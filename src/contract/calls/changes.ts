import { z } from 'zod'
import { act, adminOnly, nothing, peopleSeats, read } from '../call.ts'
import {
  Change,
  ChangeKind,
  Job,
  JobRow,
  JobState,
  JournalLine,
  PlanRow,
  PlanSource,
  Reason,
  Standing,
  Verdict,
} from '../change.ts'
import { Instant, Paging, Username } from '../model.ts'

/** How long a request or its answer may be, in characters: it has to come in through the window in one piece. */
export const longestFile = 900_000
const PlanId = z.string().max(60)
const JobId = z.string().max(60)
/** Plans and jobs are small records, so a whole one may cross; the page asks for less. */
const mostRows = 10_000
const Rows = { offset: z.int().min(0).default(0), limit: z.int().min(0).max(mostRows).default(mostRows) }

const Plan = z.object({
  plan: PlanId,
  rows: z.array(PlanRow).max(mostRows),
  total: z.int(),
  counts: z.record(Verdict, z.int()),
  /** What `changes.apply` wants repeated: a count or an address; null: nothing. */
  confirm: z.string().nullable(),
  /** What the person is asked to type, in words. */
  confirmWords: z.string().nullable(),
  reasonRequired: z.boolean(),
  /** The state that the preview compared with. */
  asOf: Instant.nullable(),
  /** More destructive rows than one person may send: it needs a second one. */
  needsSecondPerson: z.boolean(),
  /** Why the whole plan must not be sent as it is, such as a list that has shrunk; null: nothing stands in the way. */
  stopped: z.string().nullable(),
  /** When the destructive rows of a plan that waits expire. */
  expires: Instant.nullable(),
  undoOf: JobId.nullable(),
  title: z.string(),
})

const JobView = z.object({ job: Job, state: JobState, rows: z.array(JobRow).max(mostRows), total: z.int() })
const families = ['changes', 'jobs', 'journal', 'errors'] as const

export const changeCalls = {
  /** Compares changes with the newest known state; sends nothing. */
  'changes.preview': act(
    z.strictObject({
      changes: z.array(Change).min(1).max(mostRows),
      ...Reason.shape,
      title: z.string().max(200).optional(),
      source: PlanSource.optional(),
      limit: Rows.limit,
    }),
    Plan,
    ['changes'],
    peopleSeats,
  ),
  'changes.plan': read(z.strictObject({ plan: PlanId, verdict: Verdict.optional(), ...Rows }), Plan, peopleSeats),
  /** The exact requests that a plan would send, the hash masked. */
  'changes.requests': read(
    z.strictObject({ plan: PlanId, ...Paging }),
    z.object({
      rows: z.array(z.object({ command: z.string(), body: z.string(), curl: z.string() })).max(500),
      total: z.int(),
    }),
    adminOnly,
  ),
  /** Sends a plan; `confirm` repeats what the preview asked for. Needs changes to be enabled. `acceptFewer`: a person's yes to a list that has shrunk. */
  'changes.apply': act(
    z.strictObject({
      plan: PlanId,
      confirm: z.string().max(400).optional(),
      acceptFewer: z.boolean().default(false),
      ...Reason.shape,
    }),
    z.object({ job: JobId }),
    families,
    peopleSeats,
  ),
  /** Keeps a plan waiting, for instance until there is a connection. */
  'changes.keep': act(z.strictObject({ plan: PlanId }), z.object({}), ['changes'], peopleSeats),
  'changes.discard': act(z.strictObject({ plan: PlanId }), z.object({}), ['changes'], peopleSeats),
  /** The plans that wait. */
  'changes.waiting': read(
    nothing,
    z.object({
      plans: z
        .array(
          z.object({
            plan: PlanId,
            title: z.string(),
            created: Instant,
            expires: Instant.nullable(),
            expired: z.boolean(),
            rows: z.int(),
            /** Of those that are still to be made, how many take something away. */
            destructive: z.int(),
            /** How the rows stand against what is known here now; `changes.compare` asks LastPass. */
            standing: z.record(Standing, z.int()),
          }),
        )
        .max(200),
    }),
    peopleSeats,
  ),
  /** Takes the rows of a waiting plan off it that are so already by what is known here, and the plan with them when nothing is left. */
  'changes.dropDone': act(
    z.strictObject({ plan: PlanId }),
    z.object({ dropped: z.int(), left: z.int() }),
    ['changes', 'journal'],
    peopleSeats,
  ),
  /** Reads the accounts of a waiting plan again and compares base, now and mine. */
  'changes.compare': act(
    z.strictObject({ plan: PlanId }),
    z.object({
      rows: z
        .array(
          z.object({
            row: z.int(),
            change: Change,
            kind: Standing,
            destructive: z.boolean(),
            fields: z
              .array(z.object({ field: z.string(), base: z.string(), now: z.string(), mine: z.string() }))
              .max(20),
            message: z.string(),
          }),
        )
        .max(mostRows),
    }),
    ['changes', 'users', 'directory'],
    peopleSeats,
  ),
  /** Decides drifted rows: `mine` keeps the change on the new state, `theirs` and `skip` drop it. Gives the plan anew. */
  'changes.resolve': act(
    z.strictObject({
      plan: PlanId,
      choices: z.array(z.object({ row: z.int(), choice: z.enum(['mine', 'theirs', 'skip']) })).max(mostRows),
    }),
    Plan,
    ['changes'],
    peopleSeats,
  ),
  /** Writes a plan as a signed request file for another admin, to a place that the person chooses. */
  'approvals.save': act(
    z.strictObject({ plan: PlanId }),
    z.object({ saved: z.boolean(), file: z.string().nullable(), fingerprint: z.string() }),
    ['changes', 'journal'],
    peopleSeats,
  ),
  /** Opens a request, which becomes a plan against the state of now, or the answer to one; `text` is the file's content. */
  'approvals.open': act(
    z.strictObject({ text: z.string().min(1).max(longestFile) }),
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('request'),
        plan: Plan,
        request: z.object({
          id: z.string(),
          /** Who asks, as that computer says; the fingerprint is what can be compared. */
          from: z.string(),
          fingerprint: z.string(),
          /** False: nothing from this key was decided on here before; compare the fingerprint by telephone. */
          known: z.boolean(),
          /** This workstation wrote it, so somebody else has to decide. */
          own: z.boolean(),
          created: Instant,
          expires: Instant,
        }),
      }),
      z.object({
        kind: z.literal('answer'),
        request: z.string(),
        decision: z.enum(['approved', 'rejected']),
        reason: z.string(),
        from: z.string(),
        fingerprint: z.string(),
        known: z.boolean(),
      }),
    ]),
    ['changes', 'journal'],
    adminOnly,
  ),
  /** Approves or rejects an opened request, and writes a signed answer for whoever asked. Approved, it is sent like any plan. */
  'approvals.decide': act(
    z.strictObject({ plan: PlanId, approve: z.boolean(), reason: z.string().trim().min(1).max(1000) }),
    z.object({ saved: z.boolean(), file: z.string().nullable() }),
    ['changes', 'journal'],
    adminOnly,
  ),
  'jobs.page': read(
    z.strictObject({ ...Paging }),
    z.object({ rows: z.array(Job).max(500), total: z.int() }),
    peopleSeats,
  ),
  'jobs.get': read(z.strictObject({ job: JobId, ...Rows }), JobView, peopleSeats),
  'jobs.wait': read(
    z.strictObject({ job: JobId, timeoutMs: z.int().min(0).max(3_600_000).default(60_000), ...Rows }),
    JobView,
    peopleSeats,
  ),
  'jobs.pause': act(z.strictObject({ job: JobId }), z.object({}), ['jobs'], peopleSeats),
  /** Goes on with a paused job, or tries the failed rows of a finished one again. */
  'jobs.resume': act(z.strictObject({ job: JobId }), z.object({}), ['jobs'], peopleSeats),
  /** While holding: nothing is sent. While running: stops after the current request. */
  'jobs.cancel': act(z.strictObject({ job: JobId }), z.object({}), ['jobs'], peopleSeats),
  /** A new plan that undoes a job's confirmed rows, or those of some people; says for each row what cannot be undone. */
  'jobs.undo': act(
    z.strictObject({ job: JobId, usernames: z.array(Username).max(mostRows).optional() }),
    Plan,
    ['changes'],
    peopleSeats,
  ),
  'journal.page': read(
    z.strictObject({
      ...Paging,
      username: Username.optional(),
      job: JobId.optional(),
      kind: z.string().max(40).optional(),
      newestFirst: z.boolean().default(false),
    }),
    z.object({ rows: z.array(JournalLine).max(500), total: z.int() }),
    peopleSeats,
  ),
  'journal.verify': read(
    nothing,
    z.object({
      intact: z.boolean(),
      entries: z.int(),
      brokenAt: z.int().nullable(),
      reason: z.string().nullable(),
      anchor: z.string().nullable(),
    }),
    peopleSeats,
  ),
  /** Writes the journal and its anchor to a file that the person chooses. */
  'journal.export': act(
    nothing,
    z.object({ saved: z.boolean(), file: z.string().nullable(), anchor: z.string().nullable() }),
    [],
    adminOnly,
  ),
  /** Errors that wait to be read, with the service's own words, until somebody dismisses them. */
  'errors.page': read(
    z.strictObject({ ...Paging }),
    z.object({
      rows: z
        .array(
          z.object({
            id: z.int(),
            time: Instant,
            what: z.string(),
            message: z.string(),
            details: z.string().nullable(),
            job: z.string().nullable(),
          }),
        )
        .max(500),
      total: z.int(),
    }),
    peopleSeats,
  ),
  'errors.dismiss': act(z.strictObject({ ids: z.array(z.int()).max(500) }), z.object({}), ['errors'], peopleSeats),
  /** What keeps changes from doing harm: adjustable by an admin seat, unless a policy fixes it. */
  'guards.get': read(
    nothing,
    z.object({
      mine: Username.nullable(),
      protected: z.array(Username).max(200),
      cap: z.int(),
      reasonRequired: z.boolean(),
      holdSeconds: z.int(),
      /** More destructive rows than this need a second person; null: never. */
      secondPersonAbove: z.int().nullable(),
      /** Names of the parts that a policy fixes. */
      fixed: z.array(z.string()).max(20),
    }),
    peopleSeats,
  ),
  'guards.set': act(
    z.strictObject({
      mine: Username.nullable().optional(),
      protected: z.array(Username).max(200).optional(),
      cap: z.int().min(1).max(10_000).optional(),
      reasonRequired: z.boolean().optional(),
      holdSeconds: z.int().min(0).max(60).optional(),
      secondPersonAbove: z.int().min(1).max(10_000).nullable().optional(),
    }),
    z.object({}),
    ['changes', 'guards', 'journal'],
    adminOnly,
  ),
  /** Whether changes are enabled, and until when. Every start is read-only. */
  'writing.state': read(nothing, z.object({ enabledUntil: Instant.nullable(), kinds: z.array(ChangeKind).max(20) })),
  'writing.enable': act(nothing, z.object({ enabledUntil: Instant }), ['writing', 'journal'], peopleSeats),
  'writing.disable': act(nothing, z.object({}), ['writing']),
}
