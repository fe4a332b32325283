import { z } from 'zod'
import { act, adminOnly, nothing, peopleSeats, read } from '../../call.ts'
import { ChangeKind, JournalLine } from '../../change.ts'
import { GroupName, Instant, Paging, Username } from '../../model.ts'
import { JobId } from './plans.ts'

/** The record of what was done, errors that wait to be read, and what keeps changes from doing harm. */
export const journalCalls = {
  'journal.page': read(
    () =>
      z.strictObject({
        ...Paging,
        username: Username.optional(),
        job: JobId.optional(),
        kind: z.string().max(40).optional(),
        /** Only changes of somebody's membership in this group. */
        group: GroupName.optional(),
        newestFirst: z.boolean().default(false),
      }),
    () => z.object({ rows: z.array(JournalLine).max(500), total: z.int() }),
    peopleSeats,
  ),
  'journal.verify': read(
    nothing,
    () =>
      z.object({
        intact: z.boolean(),
        entries: z.int(),
        brokenAt: z.int().nullable(),
        reason: z.string().nullable(),
        anchor: z.string().nullable(),
        /** Older lines that cannot be proved any more because their secret was lost; such a journal is not `intact`. */
        lost: z.object({ lines: z.int(), since: Instant, restBrokenAt: z.int().nullable() }).nullable(),
        /** Losses that the journal itself tells of: so many lines at least were lost before line `at`; such a journal is not `intact`. */
        missing: z.array(z.object({ lines: z.int(), at: z.int(), since: Instant })).max(100),
      }),
    peopleSeats,
  ),
  /** Writes the journal and its anchor to a file that the person chooses. */
  'journal.export': act(
    nothing,
    () => z.object({ saved: z.boolean(), file: z.string().nullable(), anchor: z.string().nullable() }),
    adminOnly,
  ),
  /** An admin has looked at what a journal with lost lines leaves uncertain: changes can be enabled again. */
  'journal.acceptLoss': act(nothing, () => z.object({}), adminOnly),
  /** Errors that wait to be read, with the service's own words, until somebody dismisses them. */
  'errors.page': read(
    () => z.strictObject({ ...Paging }),
    () =>
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
  'errors.dismiss': act(
    () => z.strictObject({ ids: z.array(z.int()).max(500) }),
    () => z.object({}),
    peopleSeats,
  ),
  /** What keeps changes from doing harm: adjustable by an admin seat, unless a policy fixes it. */
  'guards.get': read(
    nothing,
    () =>
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
    () =>
      z.strictObject({
        mine: Username.nullable().optional(),
        protected: z.array(Username).max(200).optional(),
        cap: z.int().min(1).max(10_000).optional(),
        reasonRequired: z.boolean().optional(),
        holdSeconds: z.int().min(0).max(60).optional(),
        secondPersonAbove: z.int().min(1).max(10_000).nullable().optional(),
      }),
    () => z.object({}),
    adminOnly,
  ),
  /** Whether changes are enabled, and until when. Every start is read-only. */
  'writing.state': read(nothing, () =>
    z.object({ enabledUntil: Instant.nullable(), kinds: z.array(ChangeKind).max(20) }),
  ),
  'writing.enable': act(nothing, () => z.object({ enabledUntil: Instant }), peopleSeats),
  'writing.disable': act(nothing, () => z.object({})),
}
