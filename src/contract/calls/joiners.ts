import { z } from 'zod'
import { act, adminOnly, exporting, nothing, peopleSeats, read } from '../call.ts'
import { Change } from '../change.ts'
import { joinerFields, joinerVerdicts } from '../joiners.ts'
import { GroupName, Instant, Paging } from '../model.ts'
import { Plan, Rows } from './changes/plans.ts'
import { Day, JoinerFacts } from './joiner-rules.ts'

const ListId = z.string().max(60)
const Field = z.union([
  z.enum(joinerFields),
  z.custom<`attribute:${string}`>((text) => typeof text === 'string' && /^attribute:.{1,200}$/su.test(text)),
])
const Verdict = z.enum(joinerVerdicts)
const FieldOrNone = z.union([z.string().max(300), z.null()])

const Row = z.object({
  /** From 0, in the order of the list. */
  row: z.int(),
  line: z.int(),
  verdict: Verdict,
  reason: z.string().max(2000).optional(),
  /** What is sent for the row; only where it is to be added. */
  change: Change.optional(),
  /** The change that does what is meant, where the account is there and disabled. */
  instead: Change.optional(),
  questions: z
    .array(
      z.object({
        field: z.string(),
        /** Number of the column, where several are of one field. */
        column: z.int().optional(),
        message: z.string(),
        suggestions: z.array(z.string()).max(10),
        /** The row is not sent before it is settled. */
        blocks: z.boolean(),
      }),
    )
    .max(1000),
  facts: JoinerFacts,
  fullname: z.string(),
  username: z.string(),
  dropped: z.boolean(),
  /** As they stand in the list, each cut where it is very long. */
  cells: z.array(z.string()).max(200),
})
export type JoinerRow = z.infer<typeof Row>

/** A list of joiners with its verdicts. */
const Checked = z.object({
  list: ListId,
  columns: z
    .array(
      z.object({
        index: z.int(),
        header: z.string(),
        field: z.string().nullable(),
        guessed: z.boolean(),
        sample: z.string(),
      }),
    )
    .max(200),
  rows: z.array(Row).max(10_000),
  total: z.int(),
  counts: z.record(Verdict, z.int()),
  dropped: z.int(),
  /** Whether the list has a line that names its columns. */
  header: z.boolean(),
  delimiter: z.string().nullable(),
  encoding: z.string(),
  notes: z.array(z.string()).max(50),
})

const Options = {
  /** What parts groups in one cell; `none`: a cell is one group. Left out: by what groups there are, and asked where that is doubtful. */
  groupSeparator: z.enum([';', ',', '|', '/', 'none']).optional(),
  dayOrder: z.enum(['day-first', 'month-first']).optional(),
  /** Names that are not known and are meant as they stand. */
  newGroups: z.array(GroupName).max(200).optional(),
  /** By header (or number) what a column becomes, or by field which header; or one entry a column. Null: it is left out. */
  mapping: z
    .union([
      z.array(FieldOrNone).max(200),
      z.record(z.string().max(1000), z.union([z.string().max(1000), z.int().min(0).max(199), z.null()])),
    ])
    .optional(),
}

const Person = z.strictObject({
  fields: z.partialRecord(z.enum(joinerFields), z.string().max(2000)),
  groups: z.array(GroupName).max(500).default([]),
  attributes: z.record(z.string().min(1).max(200), z.string().max(2000)).default({}),
})

/** People who come: lists and single ones, checked before anything is planned. */
export const joinerCalls = {
  /** A file in parts, as base64; it stays in memory. */
  'joiners.upload': act(
    z.strictObject({ file: z.string().max(60).nullable(), base64: z.string().max(900_000) }),
    z.object({ file: z.string(), bytes: z.int() }),
    peopleSeats,
  ),
  /** Reads a CSV (with a header, or without) or lines, and gives each row a verdict. */
  'joiners.check': act(
    z.strictObject({
      text: z.string().max(20_000_000, 'The list is longer than 20 MB. Split it.').optional(),
      file: z.string().max(60).optional(),
      ...Options,
      ...Rows,
    }),
    Checked,
    peopleSeats,
  ),
  /** The rows of a list that was checked. */
  'joiners.rows': read(
    z.strictObject({
      list: ListId,
      verdicts: z.array(Verdict).max(6).optional(),
      dropped: z.boolean().optional(),
      ...Paging,
    }),
    Checked,
    peopleSeats,
  ),
  /** Mends cells, drops rows or takes them back, or reads the list otherwise; gives the list anew. */
  'joiners.fix': act(
    z.strictObject({
      list: ListId,
      cells: z
        .array(
          z.strictObject({
            row: z.int().min(0),
            field: Field,
            /** Number of the column, where several are of one field. */
            column: z.int().min(0).max(199).optional(),
            value: z.string().max(20_000),
          }),
        )
        .max(10_000)
        .default([]),
      drop: z.array(z.int().min(0)).max(100_000).default([]),
      restore: z.array(z.int().min(0)).max(100_000).default([]),
      ...Options,
      limit: Rows.limit,
    }),
    Checked,
    peopleSeats,
  ),
  /** Plans the rows that are ready; `enable`: rows of disabled accounts to enable in the same plan. */
  'joiners.plan': act(
    z.strictObject({ list: ListId, enable: z.array(z.int().min(0)).max(10_000).default([]), limit: Rows.limit }),
    Plan,
    peopleSeats,
  ),
  /** One joiner as a person wrote them: what there is to know before they are planned. Each field as its text, groups by name. */
  'joiners.person': read(
    Person,
    z.object({
      row: Row.omit({ cells: true, dropped: true }),
      /** Shared folders that the groups open. */
      folders: z.array(z.string()).max(200),
      folderCount: z.int(),
      /** The groups of an account that is disabled, and those it would be given. */
      groupsNow: z.array(z.string()).max(500).nullable(),
      /** The groups that such an account was in before, with when a refresh saw that it left each. */
      groupsBefore: z.array(z.object({ name: z.string(), until: Instant, exists: z.boolean() })).max(500),
      /** The name of such an account, which enabling it leaves as it is. */
      nameNow: z.string().nullable(),
    }),
    peopleSeats,
  ),
  /** Plans one joiner, or enables the account that is there; `waits`: the plan is kept until the start date. */
  'joiners.planPerson': act(
    Person.extend({ enable: z.boolean().default(false), waits: z.boolean().default(false) }),
    Plan,
    peopleSeats,
  ),
  /**
   * Plans one joiner with a first password, which LastPass then knows. It is in memory alone until the plan is sent or dropped: such a
   * plan cannot wait. Needs an admin seat.
   */
  'joiners.planWithPassword': act(
    Person.extend({ password: z.string().min(1).max(200), changeAtLogin: z.boolean().default(true) }),
    Plan,
    adminOnly,
  ),
  /** The joiners who wait for their start date, the first day first; `due`: the day has come. */
  'joiners.waiting': read(
    nothing,
    z.object({
      rows: z
        .array(
          z.object({
            plan: z.string(),
            username: z.string(),
            fullname: z.string(),
            day: Day,
            due: z.boolean(),
            /** Since when somebody's approval lets it go by itself on the day; null: it asks. */
            approved: Instant.nullable(),
            /** Why an approval does not count any more; null: it does, or there was none. */
            asks: z.string().nullable(),
          }),
        )
        .max(200),
      /** Approvals count at all: the setting is on. */
      bySetting: z.boolean(),
    }),
    peopleSeats,
  ),
  /**
   * Approves that a waiting joiner goes by itself on the start date, exactly as the plan is now, or takes that back. It goes while changes
   * are enabled, and asks again where anything differs. Needs changes to be enabled, and the setting to be on.
   */
  'joiners.approveStart': act(
    z.strictObject({ plan: z.string().max(60), approve: z.boolean() }),
    z.object({ approved: Instant.nullable() }),
    peopleSeats,
  ),
  /** Who is invited and has no account, those first who were seen so the longest. */
  'joiners.invited': read(
    z.strictObject({ ...Paging }),
    z.object({
      rows: z
        .array(
          z.object({
            username: z.string(),
            /** When a refresh saw the invitation first; null: it was there at the first refresh. */
            since: Instant.nullable(),
            days: z.int().nullable(),
            /** Who invited them from here last, and when LastPass' answer confirmed it; null: the journal tells of nobody. */
            invited: z.object({ by: z.string(), time: Instant }).nullable(),
          }),
        )
        .max(500),
      total: z.int(),
    }),
    peopleSeats,
  ),
  /** Writes all rows of a list as they stand now, each with its verdict, to a file that the person chooses. */
  'joiners.export': exporting(
    z.strictObject({ list: ListId, verdicts: z.array(Verdict).max(6).optional() }),
    z.object({ path: z.string().nullable(), rows: z.int() }),
  ),
  /** Writes the rows that are not ready into a file: as they were given, with the reason. */
  'joiners.errors': act(
    z.strictObject({ list: ListId }),
    z.object({ saved: z.boolean(), rows: z.int(), file: z.string().nullable() }),
    peopleSeats,
  ),
}
