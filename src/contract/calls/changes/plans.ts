import { z } from 'zod'
import { act, adminOnly, nothing, peopleSeats, read } from '../../call.ts'
import { Change, PlanRow, PlanSource, Reason, Standing, Verdict } from '../../change.ts'
import { impactCodes } from '../../lists.ts'
import { Instant, Paging } from '../../model.ts'

export const PlanId = z.string().max(60)
export const JobId = z.string().max(60)
/** Plans and jobs are small records, so a whole one may cross; the page asks for less. */
export const mostRows = 10_000
export const Rows = { offset: z.int().min(0).default(0), limit: z.int().min(0).max(mostRows).default(mostRows) }

/** What would be sent, row by row, as it stands against the newest known state. */
export const Plan = z.object({
  plan: PlanId,
  rows: z.array(PlanRow).max(mostRows),
  total: z.int(),
  counts: z.record(Verdict, z.int()),
  /** Over all rows that would be sent: how many people each kind of note is about; the gravest first. */
  impact: z.array(z.object({ code: z.enum(impactCodes), people: z.int() })),
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
  /** Groups whose members the rows that would be sent change, those with most changes first. */
  memberships: z
    .array(z.object({ group: z.string(), added: z.int(), removed: z.int() }))
    .max(50)
    .optional(),
  title: z.string(),
  /** A first password goes with it, in memory alone: it cannot be kept for later. */
  firstPassword: z.boolean().optional(),
  /** Why, as far as it was said when it was made or kept. */
  reason: Reason,
})

/** Plans: what is to be changed, compared with what is so, before and while it waits to be sent. */
export const planCalls = {
  /** Compares changes with the newest known state; sends nothing. */
  'changes.preview': act(
    () =>
      z.strictObject({
        changes: z.array(Change).min(1).max(mostRows),
        ...Reason.shape,
        title: z.string().max(200).optional(),
        source: PlanSource.optional(),
        limit: Rows.limit,
      }),
    Plan,
    peopleSeats,
  ),
  'changes.plan': read(() => z.strictObject({ plan: PlanId, verdict: Verdict.optional(), ...Rows }), Plan, peopleSeats),
  /** The exact requests that a plan would send, the hash masked. */
  'changes.requests': read(
    () => z.strictObject({ plan: PlanId, ...Paging }),
    () =>
      z.object({
        rows: z.array(z.object({ command: z.string(), body: z.string(), curl: z.string() })).max(500),
        total: z.int(),
      }),
    adminOnly,
  ),
  /** Sends a plan; `confirm` repeats what the preview asked for. Needs changes to be enabled. `acceptFewer`: a person's yes to a list that has shrunk. */
  'changes.apply': act(
    () =>
      z.strictObject({
        plan: PlanId,
        confirm: z.string().max(400).optional(),
        acceptFewer: z.boolean().default(false),
        ...Reason.shape,
      }),
    () => z.object({ job: JobId }),
    peopleSeats,
  ),
  /** Leaves rows out of a plan with a reason, which the plan and the journal then show; reason null: takes them back into it. */
  'changes.leaveOut': act(
    () =>
      z.strictObject({
        plan: PlanId,
        rows: z.array(z.int().min(0)).min(1).max(mostRows),
        reason: z.string().trim().min(1).max(500).nullable(),
        limit: Rows.limit,
      }),
    Plan,
    peopleSeats,
  ),
  /** Keeps a plan waiting, for instance until there is a connection. */
  'changes.keep': act(
    () => z.strictObject({ plan: PlanId, ...Reason.shape }),
    () => z.object({}),
    peopleSeats,
  ),
  'changes.discard': act(
    () => z.strictObject({ plan: PlanId }),
    () => z.object({}),
    peopleSeats,
  ),
  /** The plans that wait. */
  'changes.waiting': read(
    nothing,
    () =>
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
              /** Of those that can still be made, how many take something away. */
              destructive: z.int(),
              /** How the rows stand against what is known here now; `changes.compare` asks LastPass. */
              standing: z.record(Standing, z.int()),
            }),
          )
          .max(200),
      }),
    peopleSeats,
  ),
  /**
   * Asks LastPass, takes the rows of a waiting plan off it that are so already, and the plan with them when nothing is left.
   * `read` false: LastPass could not be asked, and it is by what was known here, read at `asOf`.
   */
  'changes.dropDone': act(
    () => z.strictObject({ plan: PlanId }),
    () => z.object({ dropped: z.int(), left: z.int(), read: z.boolean(), asOf: Instant.nullable() }),
    peopleSeats,
  ),
  /** Reads the accounts of a waiting plan again and compares base, now and mine. */
  'changes.compare': act(
    () => z.strictObject({ plan: PlanId }),
    () =>
      z.object({
        rows: z
          .array(
            z.object({
              row: z.int(),
              change: Change,
              fullname: z.string().optional(),
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
    peopleSeats,
  ),
  /** Decides drifted rows: `mine` keeps the change on the new state, `theirs` and `skip` drop it. Gives the plan anew. */
  'changes.resolve': act(
    () =>
      z.strictObject({
        plan: PlanId,
        choices: z.array(z.object({ row: z.int(), choice: z.enum(['mine', 'theirs', 'skip']) })).max(mostRows),
      }),
    Plan,
    peopleSeats,
  ),
}
