import { z } from 'zod'
import { act, nothing, peopleSeats, read } from '../call.ts'
import { Outcome } from '../change.ts'
import { Instant, Paging, Status, Username } from '../model.ts'

const ListId = z.string().max(60)
const BatchId = z.string().max(60)
const CaseId = z.string().max(60)
/** 5,000 leavers at once are more than any company has; the pasted list itself may be longer. */
const mostLeavers = 5000
const asOf = Instant.nullable()

/** Which column holds what, by the column's number from 0; left out: found by header and content. */
const Columns = z.strictObject({
  address: z.int().min(0).max(500).optional(),
  name: z.int().min(0).max(500).optional(),
  firstName: z.int().min(0).max(500).optional(),
  lastName: z.int().min(0).max(500).optional(),
})
/** Where a list comes from: exactly one of them. `file` was given before through `leavers.upload`, which takes up to 5 MB. */
const Source = {
  text: z.string().max(900_000).optional(),
  file: z.string().max(60).optional(),
  usernames: z.array(Username).max(10_000).optional(),
}
/** People of a matched list (those that are matched and not disabled), or people picked by address. */
const Subject = { list: ListId.optional(), usernames: z.array(Username).max(mostLeavers).optional() }

/** How a file or a pasted table was read; null where the text was a plain list. */
const TableRead = z.object({
  delimiter: z.string(),
  encoding: z.string(),
  header: z.boolean(),
  columns: z.array(z.object({ index: z.int(), name: z.string(), sample: z.string() })).max(100),
  used: z.object({
    address: z.int().nullable(),
    name: z.int().nullable(),
    firstName: z.int().nullable(),
    lastName: z.int().nullable(),
  }),
})

export const matchResults = [
  'matched', // one account has this address, or a person chose it
  'choose', // only names fit: a person has to choose, also where just one fits
  'ambiguous', // several accounts have this very address
  'disabled', // found, and disabled already: nothing to do
  'invited', // never became an account: an invitation to withdraw, not an account to disable
  'gone', // was in LastPass at an earlier refresh and is not any more
  'repeated', // the same person as in an earlier row
  'unmatched', // nobody fits
  'dropped', // a person decided to leave it out
] as const
export const MatchResult = z.enum(matchResults)
export type MatchResult = z.infer<typeof MatchResult>

const Candidate = z.object({
  username: z.string(),
  fullname: z.string(),
  status: Status,
  lastLogin: Instant.nullable(),
  /** Why it is offered. */
  why: z.enum(['same-address', 'same-name', 'names-fit', 'address-without-domain']),
})
export const MatchRow = z.object({
  /** Number of the row, from 0, for `leavers.choose`. */
  row: z.int(),
  /** Line of the text or file, from 1. */
  line: z.int(),
  /** What was given, shortened. */
  given: z.string().max(400),
  result: MatchResult,
  username: z.string().nullable(),
  fullname: z.string().nullable(),
  lastLogin: Instant.nullable(),
  admin: z.boolean(),
  candidates: z.array(Candidate).max(10),
  /** How many more fit than are shown. */
  moreCandidates: z.int(),
  /** What it means, as a sentence. */
  message: z.string(),
})
export type MatchRow = z.infer<typeof MatchRow>

const MatchCounts = z.record(MatchResult, z.int())
export const MatchList = z.object({
  list: ListId,
  total: z.int(),
  counts: MatchCounts,
  table: TableRead.nullable(),
  /** What to know about how the list was read. */
  notes: z.array(z.string()).max(20),
  asOf,
  /** The first rows. */
  rows: z.array(MatchRow).max(500),
})
export type MatchList = z.infer<typeof MatchList>

export const accountActions = ['disable', 'remove', 'delete'] as const
const AccountAction = z.enum(accountActions)
/** What only LastPass' own console can do, done by hand and ticked off here. */
export const consoleSteps = ['end-sessions', 'transfer-vault', 'hand-over-folders'] as const
const ConsoleStep = z.enum(consoleSteps)

const Owned = z.object({
  /** `likely`: signs of a directory that would undo or redo changes; `no-sign`: none seen, which is no proof. */
  likely: z.enum(['likely', 'no-sign']),
  signs: z.array(z.string()).max(10),
})

const ImpactRow = z.object({
  username: z.string(),
  fullname: z.string(),
  status: Status,
  admin: z.boolean(),
  lastLogin: Instant.nullable(),
  created: Instant.nullable(),
  /** At most 100 names; `groupCount` has them all. */
  groups: z.array(z.string()).max(100),
  groupCount: z.int(),
  folderCount: z.int(),
  /** Folders that lose their last administrator, or their last member, through this person and the others of the list. */
  foldersWithoutAdmin: z.int(),
  foldersWithoutMember: z.int(),
  /** Private items that go with the vault; null: LastPass did not say. */
  privateSites: z.int().nullable(),
  /** The personal account linked with it. */
  linked: z.string().nullable(),
  directory: Owned,
  /** Sentences to read before going on, the gravest first. */
  warnings: z.array(z.string()).max(20),
})
const FolderRisk = z.object({
  id: z.string(),
  name: z.string(),
  risk: z.enum(['no-admin', 'no-member']),
  /** Those of the list who are in it. */
  leavers: z.array(z.string()).max(20),
  leaverCount: z.int(),
  /** Active people who stay in it, super admins not counted. */
  remaining: z.int(),
  /** Up to 5 of them, who could be made administrators first. */
  heirs: z.array(z.string()).max(5),
  /** Super admins whom LastPass lists for this folder; whether they can act there depends on a policy that the API does not show. */
  superAdmins: z.int(),
  message: z.string(),
})

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

export const checkFindings = ['still-disabled', 'enabled-again', 'gone', 'back', 'not-disabled-yet'] as const
const Check = z.object({
  time: Instant,
  /** The day that it answers for; null: on demand. */
  day: z.int().nullable(),
  finding: z.enum(checkFindings),
  /** A login after the account was disabled; null: none. */
  loginSince: Instant.nullable(),
  message: z.string(),
})

const Case = z.object({
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
  /** When LastPass was seen to have the account disabled, removed or deleted; null: not yet. */
  confirmed: Instant.nullable(),
  lastCheck: Check.nullable(),
  nextCheck: Instant.nullable(),
})
const CaseDetail = Case.extend({
  reason: z.string().nullable(),
  /** Groups and folders as they were at the start, at most 500 each; the record has them all. */
  groupsBefore: z.array(z.string()).max(500),
  foldersBefore: z.array(z.object({ name: z.string(), canAdminister: z.boolean(), readOnly: z.boolean() })).max(500),
  steps: z.array(Step).max(20),
  checks: z.array(Check).max(200),
  rotation: z.object({ total: z.int().nullable(), ticked: z.int(), asOf }),
  /** Whether "Undo" can be offered, and if not, why. */
  undo: z.object({ possible: z.boolean(), reason: z.string().nullable() }),
})
const Batch = z.object({
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

const RotationRow = z.object({
  username: z.string(),
  site: z.string(),
  folder: z.string(),
  folderName: z.string(),
  /** False: LastPass hid the password, though it could be filled in. */
  couldSee: z.boolean(),
  canAdminister: z.boolean(),
  /** What the audit events at hand show; null: no event names this site for this person. */
  opened: z.object({ times: z.int(), last: Instant }).nullable(),
  ticked: z.object({ time: Instant, by: z.string(), note: z.string().nullable() }).nullable(),
})
const SitesProgress = z.object({
  /** When the sites of shared folders were read; null: never. */
  asOf,
  folders: z.int(),
  /** Records of the answer that could not be read. */
  setAside: z.int(),
  fetching: z.object({ folders: z.int(), total: z.int().nullable() }).nullable(),
})

export const comparisonKinds = ['not-on-list', 'not-in-lastpass', 'near', 'on-both'] as const
const ComparisonKind = z.enum(comparisonKinds)
const ComparedRow = z.object({
  kind: ComparisonKind,
  /** The account; null: nobody in LastPass. */
  username: z.string().nullable(),
  fullname: z.string().nullable(),
  status: Status.nullable(),
  lastLogin: Instant.nullable(),
  /** The line of the list that it is compared with; null: none. */
  line: z.int().nullable(),
  given: z.string().max(400).nullable(),
  /** For `near`: what is alike and what is not. */
  why: z.string().nullable(),
})

const saved = z.object({ saved: z.boolean(), file: z.string().nullable(), rows: z.int() })
const families = ['leavers', 'changes', 'jobs', 'journal', 'users', 'directory'] as const

export const leaverCalls = {
  /** Takes a file in parts, because one call takes less than 1 MB; `file`: null for the first part. At most 5 MB; kept for 30 minutes, in memory only. */
  'leavers.upload': act(
    z.strictObject({ file: z.string().max(60).nullable(), base64: z.string().max(900_000) }),
    z.object({ file: z.string(), bytes: z.int() }),
    [],
    peopleSeats,
  ),
  /** Reads names and addresses and looks for each person; sends nothing. The list is kept in memory until the tenant is closed. */
  'leavers.match': act(
    z.strictObject({ ...Source, columns: Columns.optional(), limit: Paging.limit }),
    MatchList,
    ['leavers'],
    peopleSeats,
  ),
  /** Rows of a matched list, all or those with some results. */
  'leavers.matched': read(
    z.strictObject({ list: ListId, results: z.array(MatchResult).max(10).optional(), ...Paging }),
    MatchList,
    peopleSeats,
  ),
  /** Decides rows that need a person: `username` is one of the row's candidates, null leaves the row out. `soleNames`: take every row where exactly one person has just this name. */
  'leavers.choose': act(
    z.strictObject({
      list: ListId,
      choices: z
        .array(z.object({ row: z.int().min(0), username: Username.nullable() }))
        .max(10_000)
        .default([]),
      soleNames: z.boolean().default(false),
    }),
    z.object({ counts: MatchCounts, chosen: z.int() }),
    ['leavers'],
    peopleSeats,
  ),
  /** What leaving does to people, groups and shared folders, from the data at hand; nothing is asked of LastPass. */
  'leavers.impact': read(
    z.strictObject({ ...Subject, ...Paging }),
    z.object({
      rows: z.array(ImpactRow).max(500),
      total: z.int(),
      asOf,
      /** Active admins now, and how many would be left. */
      admins: z.object({ now: z.int(), left: z.int() }),
      foldersWithoutAdmin: z.int(),
      foldersWithoutMember: z.int(),
      /** People whose account a directory seems to own. */
      directoryOwned: z.int(),
      /** People who are not in the data at hand, or are disabled already. */
      leftOut: z.array(z.object({ username: z.string(), reason: z.string() })).max(500),
    }),
    peopleSeats,
  ),
  /** The shared folders that would lose their last administrator or member. */
  'leavers.folders': read(
    z.strictObject({ ...Subject, ...Paging }),
    z.object({ rows: z.array(FolderRisk).max(500), total: z.int(), asOf }),
    peopleSeats,
  ),
  /** What can be chosen for leavers, the consequence of each choice in plain words, and what only LastPass' own console can do. */
  'leavers.choices': read(
    nothing,
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
    z.object({
      batch: BatchId,
      plan: z.string().nullable(),
      cases: z.int(),
      leftOut: z.array(z.object({ username: z.string(), reason: z.string() })).max(500),
    }),
    ['leavers', 'changes'],
    peopleSeats,
  ),
  /** Sends the batch's waiting plan; `confirm` repeats what its preview asked for. */
  'leavers.apply': act(
    z.strictObject({ batch: BatchId, confirm: z.string().max(400).optional() }),
    z.object({ job: z.string() }),
    families,
    peopleSeats,
  ),
  /** Plans the next step for everybody whose gate is open; says who is held, and why. */
  'leavers.next': act(
    z.strictObject({ batch: BatchId }),
    z.object({
      plan: z.string().nullable(),
      people: z.int(),
      held: z.array(z.object({ username: z.string(), reason: z.string() })).max(500),
      heldCount: z.int(),
    }),
    ['leavers', 'changes'],
    peopleSeats,
  ),
  'leavers.batches': read(
    z.strictObject({ ...Paging }),
    z.object({ rows: z.array(Batch).max(500), total: z.int() }),
    peopleSeats,
  ),
  /** Cases, newest first. */
  'leavers.cases': read(
    z.strictObject({
      batch: BatchId.optional(),
      username: Username.optional(),
      state: Case.shape.state.optional(),
      ...Paging,
    }),
    z.object({ rows: z.array(Case).max(500), total: z.int() }),
    peopleSeats,
  ),
  'leavers.case': read(z.strictObject({ case: CaseId }), CaseDetail, peopleSeats),
  /** Ticks a console step, or takes the tick back. */
  'leavers.done': act(
    z.strictObject({
      cases: z.array(CaseId).min(1).max(500),
      step: ConsoleStep,
      done: z.boolean(),
      note: z.string().max(500).optional(),
    }),
    z.object({}),
    ['leavers'],
    peopleSeats,
  ),
  /** Asks LastPass now: still disabled? logged in since? brought back? Exactly one of the three: some cases, a batch, or whatever is due. */
  'leavers.check': act(
    z.strictObject({
      cases: z.array(CaseId).max(500).optional(),
      batch: BatchId.optional(),
      due: z.boolean().optional(),
    }),
    z.object({
      checked: z.int(),
      attention: z.int(),
      rows: z.array(Check.extend({ case: CaseId, username: z.string() })).max(500),
    }),
    ['leavers', 'users', 'directory'],
    peopleSeats,
  ),
  /** Checks of day 1, 7 and 30 whose time has come. */
  'leavers.due': read(nothing, z.object({ due: z.int(), next: Instant.nullable() }), peopleSeats),
  /** A plan that enables a person again who was disabled by mistake, with what cannot be brought back. */
  'leavers.undo': act(
    z.strictObject({ case: CaseId }),
    z.object({ plan: z.string() }),
    ['leavers', 'changes'],
    peopleSeats,
  ),
  /** Sites in shared folders that these people could reach. Asks LastPass when nothing is at hand, or when told to; cancel the call to stop. */
  'leavers.rotation': act(
    z.strictObject({
      usernames: z.array(Username).min(1).max(500),
      fetch: z.enum(['never', 'when-missing', 'always']).default('when-missing'),
      text: z.string().max(300).optional(),
      ticked: z.boolean().optional(),
      ...Paging,
    }),
    z.object({
      rows: z.array(RotationRow).max(500),
      total: z.int(),
      ticked: z.int(),
      asOf,
      /** `events`: what was opened comes first; `reach`: no audit events are at hand, so what could be seen comes first. */
      rankedBy: z.enum(['events', 'reach']),
      /** How the order came about and what it cannot show, as a sentence. */
      note: z.string(),
    }),
    ['leavers'],
    peopleSeats,
  ),
  /** Whether the sites of shared folders are at hand, and how far a fetch is. */
  'leavers.sites': read(nothing, SitesProgress, peopleSeats),
  'leavers.cancelSites': act(nothing, z.object({}), ['leavers'], peopleSeats),
  /** Ticks sites whose passwords were changed, or takes ticks back. */
  'leavers.tick': act(
    z.strictObject({
      username: Username,
      items: z
        .array(z.object({ folder: z.string().max(100), site: z.string().max(1000) }))
        .min(1)
        .max(500),
      done: z.boolean(),
      note: z.string().max(500).optional(),
    }),
    z.object({ ticked: z.int() }),
    ['leavers'],
    peopleSeats,
  ),
  'leavers.exportRotation': act(
    z.strictObject({ usernames: z.array(Username).min(1).max(500), format: z.enum(['csv', 'json']) }),
    saved,
    [],
    peopleSeats,
  ),
  /** The record of a batch, or of some cases, for the auditor. */
  'leavers.record': act(
    z.strictObject({
      batch: BatchId.optional(),
      cases: z.array(CaseId).max(500).optional(),
      format: z.enum(['csv', 'json', 'pdf']),
    }),
    saved,
    [],
    peopleSeats,
  ),
  /** Compares a list of current staff with the tenant; sends nothing. */
  'leavers.compare': act(
    z.strictObject({ text: Source.text, file: Source.file, columns: Columns.optional() }),
    z.object({
      comparison: z.string(),
      listed: z.int(),
      accounts: z.int(),
      counts: z.record(ComparisonKind, z.int()),
      table: TableRead.nullable(),
      notes: z.array(z.string()).max(20),
      /** Why nothing should be planned from it without a second look; null: nothing looks wrong. */
      warning: z.string().nullable(),
      asOf,
    }),
    ['leavers'],
    peopleSeats,
  ),
  'leavers.compared': read(
    z.strictObject({
      comparison: z.string().max(60),
      kind: ComparisonKind,
      text: z.string().max(300).optional(),
      ...Paging,
    }),
    z.object({ rows: z.array(ComparedRow).max(500), total: z.int() }),
    peopleSeats,
  ),
}
