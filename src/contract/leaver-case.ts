import { z } from 'zod'
import { Outcome } from './change.ts'
import { Instant, Status } from './model.ts'

export const BatchId = z.string().max(60)
export const CaseId = z.string().max(60)

/** What becomes of the account in the end. */
export const AccountAction = z.enum(['disable', 'remove', 'delete'])
/** What only LastPass' own console can do, done by hand and ticked off here. */
export const ConsoleStep = z.enum(['end-sessions', 'transfer-vault', 'hand-over-folders'])

const StepState = z.enum([
  'waiting', // its turn has not come
  'held', // the step before it is not confirmed
  'planned', // in a plan that was not sent
  ...Outcome.options.filter((outcome) => outcome !== 'waiting'),
  'not-needed', // it was so already
  'blocked', // a guard forbids it; the message says which
  'by-hand', // to be done in LastPass' own console
  'done-by-hand', // a person said that it is done; Provost cannot see it
])
const Step = z.object({
  step: z.int(),
  kind: z.enum(['disable', 'groups', 'remove', 'delete', 'console', 'rotation']),
  title: z.string(),
  /** What it does, in plain words. */
  consequence: z.string(),
  /** For console steps: which of LastPass' pages to open with `app.openPage`. */
  page: z.enum(['users-console', 'shared-folders-console']).nullable(),
  consoleStep: ConsoleStep.nullable(),
  /** Whether the step before has to be confirmed first. */
  gated: z.boolean(),
  state: StepState,
  message: z.string().nullable(),
  time: Instant.nullable(),
  job: z.string().nullable(),
})

/** What events show after an account was blocked or gone. */
export const EventsSince = z.object({
  /** Up to when all events since then are at hand; null: not all of them are, so what is not found is not known. */
  until: Instant.nullable(),
  /** The newest login of the person; null: none was found. */
  login: z.object({ time: Instant, action: z.string(), ip: z.string(), data: z.string() }).nullable(),
  /** The newest use of the API that is not Provost's, whoever it was; null: none was found. */
  api: z.object({ time: Instant, action: z.string(), label: z.string() }).nullable(),
})

/** What LastPass said of an account when it was asked again later. */
export const Check = z.object({
  time: Instant,
  /** The day that it answers for; null: on demand. */
  day: z.int().nullable(),
  finding: z.enum([
    'still-disabled',
    'enabled-again',
    'undone', // enabled, as Provost was told
    'gone',
    'back',
    'not-disabled-yet',
  ]),
  /** A login after the account was disabled; null: none. */
  loginSince: Instant.nullable(),
  /** What events show; left out: they were not looked at. */
  events: EventsSince.optional(),
  message: z.string(),
  /** The account was changed after it, so it says nothing of how things are now. */
  void: z.boolean().default(false),
})

/** Something that became of an account after its case was opened. */
export const AccountEvent = z.object({
  kind: z.enum(['enabled', 'disabled', 'removed', 'deleted', 'withdrawn', 'added', 'gone', 'back', 'passed-on']),
  /** When it was done; for what a refresh saw, when it was seen. */
  time: Instant,
  /** Who did it with Provost; null: it was done outside Provost, and nobody here knows by whom. */
  by: z.string().nullable(),
  job: z.string().nullable(),
  /** What the job is called. */
  title: z.string().nullable(),
})

/** One person who leaves, as a row. */
export const Case = z.object({
  case: CaseId,
  batch: BatchId,
  username: z.string(),
  fullname: z.string(),
  action: AccountAction,
  /** `open`: steps remain; `done`: all steps are over; `attention`: failed, unknown, blocked, or brought back. */
  state: z.enum(['open', 'done', 'attention']),
  /** Where it stands, in a few words. */
  summary: z.string(),
  created: Instant,
  requestedBy: z.string().nullable(),
  requestedAt: Instant.nullable(),
  ticket: z.string().nullable(),
  operator: z.string(),
  /** Whether the person was an admin when the case was opened. */
  admin: z.boolean().optional(),
  /** How the account stands by the newest reading; null: nothing was read, or several accounts have this address. */
  account: z
    .union([Status, z.literal('gone')])
    .nullable()
    .optional(),
  /** When Provost enabled the account again, and nobody disabled it since; null: it did not. */
  undone: Instant.nullable().optional(),
  /** When LastPass was seen to have the account disabled, removed or deleted; null: not yet. */
  confirmed: Instant.nullable(),
  /** The newest check that still holds; null: there was none, or the account was changed after it. */
  lastCheck: Check.nullable(),
  /** What became of the account last, apart from the steps of this case; null: nothing that is known. */
  latest: AccountEvent.nullable(),
  nextCheck: Instant.nullable(),
})
/** A case with its steps, its checks and what was so at the start. */
export const CaseDetail = Case.extend({
  reason: z.string().nullable(),
  /** Groups and folders as they were at the start, at most 500 each; the record has them all. */
  groupsBefore: z.array(z.string()).max(500),
  foldersBefore: z.array(z.object({ name: z.string(), canAdminister: z.boolean(), readOnly: z.boolean() })).max(500),
  steps: z.array(Step).max(20),
  checks: z.array(Check).max(200),
  /** What became of the account apart from the steps of this case, oldest first. */
  since: z.array(AccountEvent).max(50),
  rotation: z.object({ total: z.int().nullable(), ticked: z.int(), asOf: Instant.nullable() }),
  /** Set when a person closed the case before all steps were over. */
  closed: z.object({ time: Instant, by: z.string(), reason: z.string() }).nullable(),
  /** Whether "Undo" can be offered, and if not, why. */
  undo: z.object({ possible: z.boolean(), reason: z.string().nullable() }),
})
/** People whose leaving was started together. */
export const Batch = z.object({
  batch: BatchId,
  title: z.string(),
  created: Instant,
  action: AccountAction,
  people: z.int(),
  open: z.int(),
  done: z.int(),
  attention: z.int(),
  ticket: z.string().nullable(),
  requestedBy: z.string().nullable(),
  /** The plan that waits to be sent, for `changes.plan`; null: none. */
  plan: z.string().nullable(),
  /** The newest job. */
  job: z.string().nullable(),
})
