import { z } from 'zod'
import { act, adminOnly, exporting, nothing, peopleSeats, read } from '../call.ts'
import { dateLanguages } from '../lists.ts'
import { Day, GroupName, Instant, Username } from '../model.ts'
import { JoinedSource } from '../scores/joined-source.ts'
import { PersonLists } from '../scores/person-lists.ts'
import { ToldPoint, ToldSummary } from '../scores/told-scores.ts'
import { FilePart, TakenFile, TakenPart } from './file-part.ts'

const Department = z.string().min(1).max(300)
const scope = { group: GroupName.optional(), department: Department.optional() }
const Score = z.number().nullable()
const Bands = z.tuple([z.int(), z.int(), z.int(), z.int()])

/** What the people of a scope come to now. Whoever is disabled counts in `users` and `disabled` alone, the invited in `invited`. */
export const ScoreSummary = z.object({
  /** Accounts, the disabled among them. */
  users: z.int(),
  /** Accounts that are not disabled: what the other numbers are of. */
  counted: z.int(),
  withScore: z.int(),
  withoutScore: z.int(),
  /** Of those who have a score, a score of 0 counted like any other; null: nobody has one. */
  average: Score,
  distribution: Bands,
  threshold: z.number(),
  belowThreshold: z.int(),
  active30Days: z.int(),
  /** The other meaning of active: neither disabled nor never logged in. */
  activeAccounts: z.int(),
  neverLoggedIn: z.int(),
  disabled: z.int(),
  invited: z.int(),
  /** Scores of 0 with few sites: perhaps no data; counted in the average, and told apart. */
  zeroFewSites: z.int(),
  averageWithoutZeros: Score,
  strongMasterPasswords: z.int(),
  weakMasterPasswords: z.int(),
  /** Of how many the master password's strength is known. */
  withStrength: z.int(),
  withMfa: z.int(),
  sharedFolders: z.int(),
  /** A score is as old as the last login: the average of those who have one, in days. */
  scoreAgeDays: Score,
  oldestScoreDays: z.int().nullable(),
  asOf: Instant.nullable(),
})
export type ScoreSummary = z.infer<typeof ScoreSummary>

export const TrendPoint = z.object({
  day: Day,
  average: Score,
  users: z.int(),
  withScore: z.int(),
  distribution: Bands,
  /** Below the usual threshold of 50, whatever the company chose: days are kept so. */
  below: z.int(),
})
export type TrendPoint = z.infer<typeof TrendPoint>

/** A department or group with what its people come to, now and on the first day of a span. */
export const ScoreScope = z.object({
  name: z.string(),
  users: z.int(),
  withScore: z.int(),
  average: Score,
  /** Below the company's threshold. */
  below: z.int(),
  distribution: Bands,
  /** Average of the first day kept in the span; null: none was kept. */
  before: Score,
  change: Score,
})
export type ScoreScope = z.infer<typeof ScoreScope>

const Part = z.object({ people: z.int(), points: z.number().nullable() })
const Mover = z.object({
  username: z.string(),
  fullname: z.string(),
  department: z.string(),
  before: z.number(),
  after: z.number(),
  change: z.number(),
})

export const ScoreChange = z.object({
  /** The days that are compared: the first and the last kept within what was asked; null: fewer than two were. */
  from: Day.nullable(),
  to: Day.nullable(),
  before: Score,
  after: Score,
  change: Score,
  /** Parts of the change that add up to it. */
  rose: Part,
  fell: Part,
  came: Part,
  left: Part,
  up: z.array(Mover).max(50),
  down: z.array(Mover).max(50),
})
export type ScoreChange = z.infer<typeof ScoreChange>

export const ScoreTarget = z.object({ value: z.number().min(1).max(100), by: Day })
export type ScoreTarget = z.infer<typeof ScoreTarget>
export const ScoreSettings = z.object({
  /** A score below this is low. */
  threshold: z.number().min(1).max(100),
  /** One that is not low and above this is good; the others are fair. */
  goodAbove: z.number().min(1).max(100),
  /** For everyone; null: none is set. */
  target: ScoreTarget.nullable(),
})
export type ScoreSettings = z.infer<typeof ScoreSettings>

export const attentionIds = [
  'expired-master-password',
  'admins-without-mfa',
  'disabled-in-folders',
  'no-admin-folders',
  'sole-admin-folders',
  'never-logged-in',
  'inactive',
  'weak-master-password',
  'low-score',
  'scores-falling',
  'invited-long-ago',
  'invited',
] as const
export type AttentionId = (typeof attentionIds)[number]

const AttentionLine = z.object({
  id: z.enum(attentionIds),
  count: z.int(),
  of: z.int(),
  /** Of `invited-long-ago`: since when at least the oldest of them is invited; null: there is none. */
  since: Instant.nullable().optional(),
  /** Of `invited-long-ago`: how many others are invited of whom it is not known since when. */
  undated: z.int().optional(),
  /** Of `scores-falling`: the days that are compared. */
  days: z.object({ from: Day, to: Day }).optional(),
})
export type AttentionLine = z.infer<typeof AttentionLine>

const Lift = z.object({ people: z.int(), average: Score, lift: z.number() })

/**
 * A seat that sees nobody's account is told a summary and a line as `snapshots.live` tells them, and nothing else: exact numbers of any
 * day and group tell of single people.
 */
export const scoreCalls = {
  'scores.summary': read(
    () => z.strictObject(scope),
    () => z.union([ScoreSummary, ToldSummary]),
  ),
  /** A line over the days on which a sync was made; of everyone, a department, a group or one person. */
  'scores.trend': read(
    () => z.strictObject({ ...scope, username: Username.optional(), from: Day.optional(), to: Day.optional() }),
    () =>
      z.object({
        points: z.array(ToldPoint).max(5000),
        withheld: z.string().nullable().optional(),
        /** The files that brought days of this line which another workstation kept; `days`, `from` and `to` are of this line. */
        joined: z.array(JoinedSource).max(200).optional(),
      }),
  ),
  /** All departments or groups, the lowest average first. */
  'scores.scopes': read(
    () => z.strictObject({ kind: z.enum(['department', 'group']), days: z.int().min(1).max(5000).default(30) }),
    () =>
      z.object({
        rows: z.array(ScoreScope).max(10_000),
        /** How many people are in none. */
        without: z.int(),
        /** The day that all changes are counted from: the first that was kept in the span; null: none was before today. */
        since: Day.nullable(),
        /** Of departments: the attribute that names them, by which their people are listed; null: no account has one. */
        attribute: z.string().nullable(),
      }),
    peopleSeats,
  ),
  /** Why an average moved between two days, and who moved most. */
  'scores.change': read(
    () => z.strictObject({ ...scope, from: Day, to: Day, movers: z.int().min(0).max(50).default(5) }),
    ScoreChange,
    peopleSeats,
  ),
  /** What would lift the average most, by arithmetic: if the people named came to the goal, and all others stayed. */
  'scores.lift': read(
    () =>
      z.strictObject({
        ...scope,
        goal: z.number().min(1).max(100).optional(),
        limit: z.int().min(0).max(50).default(5),
      }),
    () =>
      z.object({
        /** The score that each would come to; the company's threshold where none was asked for. */
        goal: z.number(),
        average: Score,
        belowGoal: Lift,
        /** Those whose 0 is of a vault with few sites, should they come to the average of the others. */
        emptyVaults: Lift,
        /** The people who would lift it most, each alone. */
        first: z
          .array(z.object({ username: z.string(), fullname: z.string(), score: z.number(), lift: z.number() }))
          .max(50),
      }),
    peopleSeats,
  ),
  /** Writes a report for a board as PDF: the numbers of the screens for a period, of everyone, a department or a group. */
  'scores.report': exporting(
    () =>
      z.strictObject({
        ...scope,
        from: Day,
        to: Day,
        dates: z.enum(dateLanguages).default('en-GB'),
        /** Whether those who moved most are named. */
        names: z.boolean().default(true),
      }),
    () => z.object({ saved: z.boolean(), file: z.string().nullable() }),
  ),
  'scores.settings': read(() => z.strictObject({}), ScoreSettings),
  'scores.set': act(() => ScoreSettings.partial(), ScoreSettings, adminOnly),
  'scores.lists': read(nothing, PersonLists, peopleSeats),
  /** Reads LastPass' list of expired master passwords, 500 a page. */
  'scores.readExpired': act(nothing, PersonLists, peopleSeats),
  /** Takes a part of a report's file, as base64; answers with the name to go on with. It never touches the disk. */
  'scores.uploadReport': act(FilePart, TakenPart, adminOnly),
  /** Takes the counts of weak and reused passwords from the admin console's security report, a CSV of that day; an earlier one is replaced. */
  'scores.importReport': act(() => z.strictObject({ file: TakenFile, made: Day }), PersonLists, adminOnly),
  'scores.dropReport': act(nothing, PersonLists, adminOnly),
  /** What needs somebody: how many, of how many. Expired passwords are there once their list was read, falling scores once two days were kept. */
  'scores.attention': read(
    () => z.strictObject({}),
    () => z.object({ rows: z.array(AttentionLine).max(20) }),
    peopleSeats,
  ),
}
