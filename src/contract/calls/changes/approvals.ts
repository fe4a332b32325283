import { z } from 'zod'
import { act, adminOnly, peopleSeats } from '../../call.ts'
import { Reason } from '../../change.ts'
import { Instant } from '../../model.ts'
import { Plan, PlanId } from './plans.ts'

/** How long a request or its answer may be, in characters: it has to come in through the window in one piece. */
export const longestFile = 900_000

/** Approvals: a plan that needs a second person, there and back as signed files. */
export const approvalCalls = {
  /** Writes a plan, and why it is asked for, as a signed request file for another admin, to a place that the person chooses. */
  'approvals.save': act(
    () =>
      z.strictObject({
        plan: PlanId,
        ...Reason.shape,
        /** The fingerprint of the one workstation that may run it; left out: any admin's may, each once. */
        runner: z
          .string()
          .max(100)
          .refine(
            (given) => /^[0-9a-f]{32}$/i.test(given.replace(/[\s:-]/g, '')),
            'A fingerprint has 32 digits and letters from A to F.',
          )
          .optional(),
      }),
    () =>
      z.object({
        ...{ saved: z.boolean(), file: z.string().nullable(), fingerprint: z.string() },
        /** By which both journals close it. */
        number: z.string(),
        runner: z.string().nullable(),
      }),
    peopleSeats,
  ),
  /** Opens a request, which becomes a plan against the state of now, or the answer to one; `text` is the file's content. */
  'approvals.open': act(
    () => z.strictObject({ text: z.string().min(1).max(longestFile) }),
    () =>
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
            reason: Reason,
            created: Instant,
            expires: Instant,
            /** By which both journals close it, and which workstation may run it; null: an older file, or any admin's. */
            number: z.string().nullable(),
            runner: z.string().nullable(),
          }),
        }),
        z.object({
          kind: z.literal('answer'),
          request: z.string(),
          number: z.string().nullable(),
          decision: z.enum(['approved', 'rejected']),
          reason: z.string(),
          from: z.string(),
          fingerprint: z.string(),
          known: z.boolean(),
        }),
      ]),
    adminOnly,
  ),
  /** Approves or rejects an opened request, and writes a signed answer for whoever asked. Approved, it is sent like any plan. */
  'approvals.decide': act(
    () => z.strictObject({ plan: PlanId, approve: z.boolean(), reason: z.string().trim().min(1).max(1000) }),
    () => z.object({ saved: z.boolean(), file: z.string().nullable() }),
    adminOnly,
  ),
}
