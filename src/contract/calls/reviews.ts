import { z } from 'zod'
import { act, adminOnly, exporting, peopleSeats, read } from '../call.ts'
import { FolderRight, GroupName, Instant, Paging, Status } from '../model.ts'
import { reviewDecisions } from '../reviews.ts'
import { Plan, Rows } from './changes/plans.ts'

const ReviewId = z.string().max(60)
const Reason = z.string().trim().max(500)
const Decision = z.enum(reviewDecisions)

/** What is looked over: the members of a group, who may use a folder, or the groups of a department's people. */
const Scope = z.union([
  z.strictObject({ group: GroupName }),
  z.strictObject({ folder: z.string().max(100) }),
  z.strictObject({ department: z.string().min(1).max(200) }),
])

/** A review in short. */
const Summary = z.object({
  review: ReviewId,
  title: z.string(),
  scope: z.record(z.string(), z.string()),
  startedAt: Instant,
  startedBy: z.string(),
  /** The data that was shown. */
  asOf: Instant.nullable(),
  lines: z.int(),
  kept: z.int(),
  removed: z.int(),
  signedAt: Instant.nullable(),
  signedBy: z.string().nullable(),
})
export type ReviewSummary = z.infer<typeof Summary>

const Line = z.object({
  line: z.int(),
  username: z.string(),
  fullname: z.string(),
  status: Status,
  lastLogin: Instant.nullable(),
  /** The group or the folder that the person has. */
  access: z.string(),
  /** In a folder; null: the line is a membership. */
  rights: FolderRight.nullable(),
  /** `person`, and names of groups. */
  through: z.array(z.string()).max(1001),
  decision: Decision.nullable(),
  reason: z.string(),
})
export type ReviewLine = z.infer<typeof Line>

/** Access reviews: keep or remove, line by line, signed off and kept with what was shown. */
export const reviewCalls = {
  /** Begins a review of what is so now; the lines stay as they were when it began. */
  'reviews.start': act(
    () => z.strictObject({ scope: Scope }),
    () => z.object({ review: ReviewId, lines: z.int() }),
    peopleSeats,
  ),
  /** All reviews, the newest first. */
  'reviews.page': read(
    () => z.strictObject({ ...Paging }),
    () => z.object({ rows: z.array(Summary).max(500), total: z.int() }),
    peopleSeats,
  ),
  'reviews.get': read(
    () =>
      z.strictObject({
        review: ReviewId,
        /** Only lines with this decision; `open`: with none. */
        decision: z.enum([...reviewDecisions, 'open']).optional(),
        ...Paging,
      }),
    () =>
      Summary.extend({
        rows: z.array(Line).max(500),
        total: z.int(),
        open: z.int(),
        /** Of a review that was signed: whether it is as the journal says; null: it was not signed. */
        intact: z.boolean().nullable(),
        sha256: z.string().nullable(),
      }),
    peopleSeats,
  ),
  /** Decides lines, or takes decisions back (null). A removal needs a reason. @throws `conflict` once the review was signed */
  'reviews.decide': act(
    () =>
      z.strictObject({
        review: ReviewId,
        lines: z.array(z.int().min(0)).min(1).max(10_000),
        decision: Decision.nullable(),
        reason: Reason.default(''),
      }),
    () => z.object({ open: z.int() }),
    peopleSeats,
  ),
  /** Signs a review off: every line has to be decided. What was shown and decided is kept, and its digest in the journal. */
  'reviews.sign': act(
    () => z.strictObject({ review: ReviewId, name: z.string().trim().min(1).max(200) }),
    () => z.object({ sha256: z.string(), signedAt: Instant }),
    adminOnly,
  ),
  /** Plans the removals of a signed review. `byHand`: what the API cannot take away. */
  'reviews.plan': act(
    () => z.strictObject({ review: ReviewId, limit: Rows.limit }),
    () =>
      Plan.extend({
        byHand: z.array(z.object({ username: z.string(), access: z.string(), why: z.string() })).max(10_000),
      }),
    peopleSeats,
  ),
  /** Drops a review that was not signed. */
  'reviews.discard': act(
    () => z.strictObject({ review: ReviewId }),
    () => z.object({}),
    peopleSeats,
  ),
  /** Writes a review into a file: as a table, or as a signed record that `provost verify` tells of. */
  'reviews.export': exporting(
    () => z.strictObject({ review: ReviewId, format: z.enum(['csv', 'record']) }),
    () => z.object({ path: z.string().nullable(), rows: z.int() }),
  ),
}
