import { z } from 'zod'
import { act, nothing, peopleSeats, read } from '../../call.ts'
import { AccountAction, Batch, BatchId, Case, CaseDetail, CaseId, Check, ConsoleStep } from '../../leaver-case.ts'
import { Instant, Paging, Username } from '../../model.ts'
import { MatchList, MatchResult, Subject } from './leavers.ts'

/** Where a file went; `saved` is false when the person chose no place. */
export const saved = z.object({ saved: z.boolean(), file: z.string().nullable(), rows: z.int() })

/** Cases: one person who leaves, with steps, checks and a record. */
export const leaverCaseCalls = {
  /** What can be chosen for leavers, the consequence of each choice in plain words, and what only LastPass' own console can do. */
  'leavers.choices': read(
    nothing,
    () =>
      z.object({
        actions: z
          .array(
            z.object({
              action: AccountAction,
              title: z.string(),
              consequence: z.string(),
              undo: z.string(),
              /** False: this seat may not; `why` says who can. */
              allowed: z.boolean(),
              why: z.string().nullable(),
            }),
          )
          .max(5),
        groups: z.object({
          title: z.string(),
          consequence: z.string(),
          undo: z.string(),
          allowed: z.boolean(),
          why: z.string().nullable(),
        }),
        console: z
          .array(
            z.object({
              step: ConsoleStep,
              title: z.string(),
              sentence: z.string(),
              page: z.enum(['users-console', 'shared-folders-console']),
            }),
          )
          .max(10),
        checkDays: z.array(z.int()).max(10),
      }),
    peopleSeats,
  ),
  /** Opens a case for each person and makes the first plan; nothing is sent. Show it with `changes.plan`, send it with `leavers.apply`. */
  'leavers.start': act(
    () =>
      z.strictObject({
        ...Subject,
        /** The comparison that the people come from: one with a suspiciously short list needs `acceptShort`. */
        comparison: z.string().max(60).optional(),
        acceptShort: z.boolean().default(false),
        action: AccountAction.default('disable'),
        /** A step after the account is confirmed disabled. */
        removeFromGroups: z.boolean().default(false),
        console: z.array(ConsoleStep).max(5).default(['end-sessions']),
        /** Whether remove or delete also waits until the console steps are ticked. */
        waitForConsole: z.boolean().default(true),
        reason: z.string().max(1000).optional(),
        ticket: z.string().max(200).optional(),
        requestedBy: z.string().max(320).optional(),
        /** When it was asked for, for the delay in the record. */
        requestedAt: Instant.optional(),
      }),
    () =>
      z.object({
        batch: BatchId,
        plan: z.string().nullable(),
        cases: z.int(),
        leftOut: z.array(z.object({ username: z.string(), reason: z.string() })).max(500),
      }),
    peopleSeats,
  ),
  /** Sends the batch's waiting plan; `confirm` repeats what its preview asked for. */
  'leavers.apply': act(
    () => z.strictObject({ batch: BatchId, confirm: z.string().max(400).optional() }),
    () => z.object({ job: z.string() }),
    peopleSeats,
  ),
  /** Plans the next step for everybody whose gate is open; says who is held, and why. */
  'leavers.next': act(
    () => z.strictObject({ batch: BatchId }),
    () =>
      z.object({
        plan: z.string().nullable(),
        people: z.int(),
        held: z.array(z.object({ username: z.string(), reason: z.string() })).max(500),
        heldCount: z.int(),
      }),
    peopleSeats,
  ),
  'leavers.batches': read(
    () => z.strictObject({ ...Paging }),
    () => z.object({ rows: z.array(Batch).max(500), total: z.int() }),
    peopleSeats,
  ),
  /** Cases, newest first. */
  'leavers.cases': read(
    () =>
      z.strictObject({
        batch: BatchId.optional(),
        username: Username.optional(),
        state: Case.shape.state.optional(),
        ...Paging,
      }),
    () => z.object({ rows: z.array(Case).max(500), total: z.int() }),
    peopleSeats,
  ),
  'leavers.case': read(() => z.strictObject({ case: CaseId }), CaseDetail, peopleSeats),
  /** Closes cases that nobody goes on with, with the reason; what was not sent will not be. The record keeps them. */
  'leavers.close': act(
    () => z.strictObject({ cases: z.array(CaseId).min(1).max(500), reason: z.string().trim().min(1).max(500) }),
    () => z.object({}),
    peopleSeats,
  ),
  /** Ticks a console step, or takes the tick back. */
  'leavers.done': act(
    () =>
      z.strictObject({
        cases: z.array(CaseId).min(1).max(500),
        step: ConsoleStep,
        done: z.boolean(),
        note: z.string().max(500).optional(),
      }),
    () => z.object({}),
    peopleSeats,
  ),
  /** Asks LastPass now: still disabled? logged in since? brought back? Exactly one of the three: some cases, a batch, or whatever is due. */
  'leavers.check': act(
    () =>
      z.strictObject({
        cases: z.array(CaseId).max(500).optional(),
        batch: BatchId.optional(),
        due: z.boolean().optional(),
      }),
    () =>
      z.object({
        checked: z.int(),
        attention: z.int(),
        rows: z.array(Check.extend({ case: CaseId, username: z.string() })).max(500),
      }),
    peopleSeats,
  ),
  /** Checks of day 1, 7 and 30 whose time has come. */
  'leavers.due': read(nothing, () => z.object({ due: z.int(), next: Instant.nullable() }), peopleSeats),
  /** Plans that bring back a person who left by mistake, to be sent in this order: the account first, then its groups. Each says what cannot be brought back. */
  'leavers.undo': act(
    () => z.strictObject({ case: CaseId }),
    () => z.object({ plans: z.array(z.string()).max(5) }),
    peopleSeats,
  ),
  /** What was given for a batch and left out of it, with the reasons; `given`: rows of its list, null where it was begun from none. */
  'leavers.leftOut': read(
    () => z.strictObject({ batch: BatchId, ...Paging }),
    () =>
      z.object({
        given: z.int().nullable(),
        total: z.int(),
        /** Rows that nobody has decided. */
        open: z.int(),
        counts: z.partialRecord(MatchResult, z.int()),
        rows: z.array(z.object({ line: z.int(), given: z.string(), result: MatchResult, reason: z.string() })).max(500),
      }),
    peopleSeats,
  ),
  /** Lists of which some people were sent and some rows are not decided yet, newest first. */
  'leavers.openLists': read(
    () => z.strictObject({ ...Paging }),
    () =>
      z.object({
        rows: z
          .array(
            z.object({
              batch: BatchId,
              title: z.string(),
              created: Instant,
              ticket: z.string().nullable(),
              /** Rows that are not decided, of so many given. */
              rows: z.int(),
              given: z.int(),
            }),
          )
          .max(500),
        total: z.int(),
      }),
    peopleSeats,
  ),
  /** Looks again for the people of an open list, in the data at hand now; gives it as a matched list. */
  'leavers.openList': act(() => z.strictObject({ batch: BatchId, limit: Paging.limit }), MatchList, peopleSeats),
  /** Says that nobody else of a list leaves; its record keeps who was given. */
  'leavers.closeList': act(
    () => z.strictObject({ batch: BatchId }),
    () => z.object({}),
    peopleSeats,
  ),
  /** The record of a batch, or of some cases, for the auditor. */
  'leavers.record': act(
    () =>
      z.strictObject({
        batch: BatchId.optional(),
        cases: z.array(CaseId).max(500).optional(),
        format: z.enum(['csv', 'json', 'pdf']),
      }),
    saved,
    peopleSeats,
  ),
}
