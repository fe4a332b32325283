import { z } from 'zod'
import { changeKinds, impactCodes, outcomes, plainKinds } from './lists.ts'
import { GroupName, Instant, Status, Username } from './model.ts'

export const ChangeKind = z.enum(changeKinds)
export type ChangeKind = z.infer<typeof ChangeKind>

const Fullname = z.string().max(500)
const Groups = z.array(GroupName).max(500)

/** One intent: what should become of one account. */
export const Change = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(plainKinds), username: Username }),
  z.strictObject({
    kind: z.literal('add'),
    username: Username,
    fullname: Fullname.optional(),
    groups: Groups.optional(),
    attributes: z.record(z.string().max(200), z.string().max(2000)).optional(),
    duoUsername: z.string().max(200).optional(),
    securidUsername: z.string().max(200).optional(),
    /** That a first password goes with it, and whether it has to be changed; the password itself is in no change. */
    firstPassword: z.enum(['change-at-login', 'stays']).optional(),
  }),
  z.strictObject({ kind: z.literal('rename'), username: Username, fullname: Fullname }),
  z.strictObject({ kind: z.literal('change-email'), username: Username, newUsername: Username }),
  z.strictObject({
    kind: z.literal('groups'),
    username: Username,
    add: Groups.default([]),
    remove: Groups.default([]),
  }),
])
export type Change = z.infer<typeof Change>

/** A change of one kind. */
export type ChangeOf<K extends ChangeKind> = K extends (typeof plainKinds)[number]
  ? { kind: K; username: string }
  : Extract<Change, { kind: K }>

/** `change`: will be sent; `unchanged`: is so already; `blocked`: a guard or a contradiction forbids it. */
export const Verdict = z.enum(['change', 'unchanged', 'blocked'])
export type Verdict = z.infer<typeof Verdict>

/** The kind of change that undoes another; null: nothing does. */
export const Undo = z.enum(['enable', 'disable', 'groups', 'rename', 'uninvite']).nullable()
export type Undo = z.infer<typeof Undo>

/** One field in people's words. */
export const Difference = z.object({ field: z.string(), before: z.string(), after: z.string() })
export type Difference = z.infer<typeof Difference>

/** The account that a change is about, as it was when the change was planned; `id` null: an invitation. */
export const ChangedAccount = z.object({
  /** LastPass' own number, which stays when the address goes to somebody else. */
  id: z.string().nullable(),
  fullname: z.string(),
  status: z.string(),
  admin: z.boolean(),
})
export type ChangedAccount = z.infer<typeof ChangedAccount>

/** Something to know of a person before a plan is sent, in a code and as a sentence. */
export const ImpactNote = z.object({
  code: z.enum(impactCodes),
  message: z.string(),
  /** How many shared folders it is about. */
  folders: z.int().optional(),
})
export type ImpactNote = z.infer<typeof ImpactNote>

/** Who a row is about, as the person was when it was planned; left out where nobody was known by that address. */
const Whom = { fullname: z.string().optional(), status: Status.optional(), admin: z.boolean().optional() }

export const PlanRow = z.object({
  /** Number of the row in its plan, from 0. */
  row: z.int(),
  change: Change,
  /** Null: nobody has the address. */
  account: ChangedAccount.nullable().optional(),
  ...Whom,
  verdict: Verdict,
  /** It was to be changed, and waited, and by now LastPass has it so. */
  alreadyDone: z.boolean().optional(),
  /** Somebody left it out of the plan, and said why. */
  leftOut: z.object({ reason: z.string().max(500) }).optional(),
  /** Why it is unchanged or blocked, or what to know before sending it. */
  reason: z.string().optional(),
  warning: z.string().optional(),
  /** What does what was meant, where this change is the wrong one: enabling a disabled account in place of inviting it. */
  instead: z.object({ kind: ChangeKind }).optional(),
  undo: Undo,
  /** Why there is no undo, or what undo does not bring back. */
  undoNote: z.string().optional(),
  differences: z.array(Difference).max(20),
  /** What else is known of the person, the gravest first; left out where there is nothing. */
  notes: z.array(ImpactNote).max(10).optional(),
})
export type PlanRow = z.infer<typeof PlanRow>

/** Where a plan's names come from: a list that has shrunk since last time stops the plan. */
export const PlanSource = z.strictObject({ name: z.string().min(1).max(100), entries: z.int().min(0) })
export type PlanSource = z.infer<typeof PlanSource>

/** Why a change is wanted; kept in the journal. */
export const Reason = z.object({
  reason: z.string().max(1000).optional(),
  ticket: z.string().max(200).optional(),
  requestedBy: z.string().max(320).optional(),
})
export type Reason = z.infer<typeof Reason>

/** `sent`: left, not yet re-read; `confirmed`: re-read and so; `unknown`: may have been carried out, only re-reading can tell. */
export const Outcome = z.enum(outcomes)
export type Outcome = z.infer<typeof Outcome>

export const JobRow = z.object({
  row: z.int(),
  change: Change,
  account: ChangedAccount.nullable().optional(),
  ...Whom,
  outcome: Outcome,
  message: z.string().optional(),
  details: z.string().optional(),
  time: Instant.nullable(),
})
export type JobRow = z.infer<typeof JobRow>

/** `holding`: within the seconds in which nothing is sent and all can be called back. */
export const JobState = z.enum(['holding', 'running', 'paused', 'done', 'cancelled'])
export type JobState = z.infer<typeof JobState>

/** How a waiting change stands against the newest known state. */
export const Standing = z.enum(['clean', 'already-done', 'drifted', 'impossible'])
export type Standing = z.infer<typeof Standing>

export const Job = z.object({
  id: z.string(),
  plan: z.string(),
  title: z.string(),
  state: JobState,
  /** Why it is paused, or what a restart found. */
  note: z.string().nullable(),
  created: Instant,
  finished: Instant.nullable(),
  /** While holding: when sending begins. */
  holdUntil: Instant.nullable(),
  counts: z.record(Outcome, z.int()),
  reason: Reason,
  /** The job that this one undoes. */
  undoOf: z.string().nullable(),
  /** Rows that a new plan can undo; those that were undone already are not among them. */
  undoable: z.int(),
  /** Rows that a later job undid. */
  undone: z.int(),
  /** The newest job that undid rows of this one; null: none did. */
  undoneBy: z.string().nullable().optional(),
  /** It was called back before anything was sent, and its plan waits again. */
  calledBack: z.boolean().optional(),
})
export type Job = z.infer<typeof Job>

export const JournalLine = z.object({
  seq: z.int(),
  time: Instant,
  /** intent, outcome, plan, approval, rejection, note, recovery ... */
  kind: z.string(),
  job: z.string().nullable(),
  change: Change.nullable(),
  /** The before-state, outcome, actor, reason: as the line holds them. */
  data: z.record(z.string(), z.unknown()),
  hash: z.string(),
  previous: z.string(),
})
export type JournalLine = z.infer<typeof JournalLine>
