import { z } from 'zod'
import { act, peopleSeats, read } from '../../call.ts'
import { comparisonKinds, matchReasons, matchResults } from '../../lists.ts'
import { Instant, Paging, Status, Username } from '../../model.ts'
import { FilePart, TakenFile, TakenPart } from '../file-part.ts'
import { Answers, AskedColumn } from './asked-columns.ts'

const ListId = z.string().max(60)
/** 5,000 leavers at once are more than any company has; the pasted list itself may be longer. */
const mostLeavers = 5000
const asOf = Instant.nullable()

/** Which column holds what, by the column's number from 0; left out: found by header and content. */
const Columns = z.strictObject({
  address: z.int().min(0).max(500).optional(),
  name: z.int().min(0).max(500).optional(),
  firstName: z.int().min(0).max(500).optional(),
  lastName: z.int().min(0).max(500).optional(),
  /** The column that says whether somebody is still employed; null: none is used. */
  status: z.int().min(0).max(500).nullable().optional(),
  /** The column with the last day of work; null: none is used. */
  lastDay: z.int().min(0).max(500).nullable().optional(),
})
/** 5 MB: 50,000 addresses are 2 MB. */
const longestText = 5 * 1_048_576
/**
 * Where a list comes from: exactly one of them. `file` was given before through `leavers.upload`, which takes up to 5 MB in parts; from a
 * window, which may send 1 MB in one call, long text goes that way too.
 */
const Source = {
  text: z
    .string()
    .max(longestText, 'The list is longer than 5 MB. Split it, or keep only the columns with names and addresses.')
    .optional(),
  file: TakenFile.optional(),
  usernames: z.array(Username).max(10_000).optional(),
}
/** People of a matched list (those that are matched and not disabled), or people picked by address. */
export const Subject = { list: ListId.optional(), usernames: z.array(Username).max(mostLeavers).optional() }

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
    status: z.int().nullable(),
    lastDay: z.int().nullable(),
  }),
  /** Columns that nobody understands and that may say who is meant. Until each has an answer, nobody of the list is taken by himself. */
  asked: z.array(AskedColumn).max(100),
})

export const MatchResult = z.enum(matchResults)
export type MatchResult = z.infer<typeof MatchResult>

const Candidate = z.object({
  username: z.string(),
  fullname: z.string(),
  status: Status,
  lastLogin: Instant.nullable(),
  admin: z.boolean(),
  /** Why it is offered. */
  why: z.enum(matchReasons),
  /** Of a former address or name: when a refresh saw that it was another; null with other reasons. */
  until: Instant.nullable(),
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
  /** Of the account that was found or chosen; left out: there is none. */
  status: Status.optional(),
  lastLogin: Instant.nullable(),
  admin: z.boolean(),
  candidates: z.array(Candidate).max(10),
  /** How many more fit than are shown. */
  moreCandidates: z.int(),
  /** What it means, as a sentence. */
  message: z.string(),
  /** The last day that the list gives, YYYY-MM-DD; left out: none. */
  lastDay: z.string().max(10).optional(),
  /** What speaks against taking whoever has just this address, as a sentence; part of `message` too. Left out: nothing does. */
  doubt: z.string().max(600).optional(),
  /** Nothing speaks against it but its last day, which is still to come; who is meant is known. */
  ahead: z.literal(true).optional(),
  /** What the list itself says that is to be known before acting, as a sentence; part of `message` too. */
  listSays: z.string().max(200).optional(),
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

/** Lists of leavers and of staff: reading them and matching them. */
export const leaverCalls = {
  /** Takes a file in parts, because one call takes less than 1 MB; `file`: null for the first part. At most 5 MB; kept for 30 minutes, in memory only. */
  'leavers.upload': act(FilePart, TakenPart, peopleSeats),
  /** Reads names and addresses and looks for each person; sends nothing. The list is kept in memory until the tenant is closed. */
  'leavers.match': act(
    () => z.strictObject({ ...Source, columns: Columns.optional(), answers: Answers.default([]), limit: Paging.limit }),
    MatchList,
    peopleSeats,
  ),
  /** Rows of a matched list, all or those with some results. */
  'leavers.matched': read(
    () => z.strictObject({ list: ListId, results: z.array(MatchResult).max(10).optional(), ...Paging }),
    MatchList,
    peopleSeats,
  ),
  /**
   * Decides rows that need a person: `username` is one of the row's candidates, null leaves the row out; `reopen` makes a row what it
   * was before anybody decided. `together`: the choices were looked at together, and are told apart from those made one by one.
   * `soleNames`: take every row where exactly one person has just this name.
   */
  'leavers.choose': act(
    () =>
      z.strictObject({
        list: ListId,
        choices: z
          .array(z.object({ row: z.int().min(0), username: Username.nullable(), reopen: z.boolean().optional() }))
          .max(10_000)
          .default([]),
        together: z.boolean().default(false),
        soleNames: z.boolean().default(false),
      }),
    () => z.object({ counts: MatchCounts, chosen: z.int() }),
    peopleSeats,
  ),
  /** Compares a list of current staff with the tenant; sends nothing. */
  'leavers.compare': act(
    () =>
      z.strictObject({
        text: Source.text,
        file: Source.file,
        columns: Columns.optional(),
        answers: Answers.default([]),
      }),
    () =>
      z.object({
        comparison: z.string(),
        listed: z.int(),
        accounts: z.int(),
        counts: z.record(ComparisonKind, z.int()),
        /** Different accounts and invitations in each part: several lines of the list can be near one of them. */
        people: z.record(ComparisonKind, z.int()),
        table: TableRead.nullable(),
        notes: z.array(z.string()).max(20),
        /** Why nothing should be planned from it without a second look; null: nothing looks wrong. */
        warning: z.string().nullable(),
        asOf,
      }),
    peopleSeats,
  ),
  /**
   * Who may be meant by a text that a search finds nobody for: whoever had the address or the name before, or has one that is nearly
   * the same, each with the reason. At most 10, the surest first; nobody is taken for anybody.
   */
  'users.nearest': read(
    () => z.strictObject({ text: z.string().trim().min(1).max(300) }),
    () => z.object({ rows: z.array(Candidate).max(10) }),
    peopleSeats,
  ),
  'leavers.compared': read(
    () =>
      z.strictObject({
        comparison: z.string().max(60),
        kind: ComparisonKind,
        text: z.string().max(300).optional(),
        ...Paging,
      }),
    () => z.object({ rows: z.array(ComparedRow).max(500), total: z.int() }),
    peopleSeats,
  ),
}
