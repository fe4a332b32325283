import { z } from 'zod'
import { act, exporting, peopleSeats, read } from '../call.ts'
import { Change } from '../change.ts'
import { joinerFields, joinerVerdicts } from '../joiners.ts'
import { GroupName, Paging } from '../model.ts'
import { Plan, Rows } from './changes/plans.ts'
import { FilePart, TakenFile, TakenPart } from './file-part.ts'
import { JoinerFacts } from './joiner-rules.ts'
import { Answers, AskedColumn } from './leavers/asked-columns.ts'

const ListId = z.string().max(60)
const Field = z.union([
  z.enum(joinerFields),
  z.custom<`attribute:${string}`>((text) => typeof text === 'string' && /^attribute:.{1,200}$/su.test(text)),
])
const Verdict = z.enum(joinerVerdicts)
const FieldOrNone = z.union([z.string().max(300), z.null()])

/** A row of a list of joiners with its verdict. */
export const JoinerRow = z.object({
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
        /** A group that nobody knows: naming it in `newGroups` settles the question. */
        asNew: z.string().optional(),
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
export type JoinerRow = z.infer<typeof JoinerRow>

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
  rows: z.array(JoinerRow).max(10_000),
  total: z.int(),
  counts: z.record(Verdict, z.int()),
  dropped: z.int(),
  /** Columns that nobody understands and that may say who joins. Until each has an answer, no row is ready to be added. */
  asked: z.array(AskedColumn).max(200),
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
  /** What columns say that may tell who joins. */
  answers: Answers.optional(),
}

/** Lists of people who come, checked before anything is planned. */
export const joinerCalls = {
  /** A file in parts, as base64; it stays in memory. */
  'joiners.upload': act(FilePart, TakenPart, peopleSeats),
  /** Reads a CSV (with a header, or without) or lines, and gives each row a verdict. */
  'joiners.check': act(
    () =>
      z.strictObject({
        text: z.string().max(20_000_000, 'The list is longer than 20 MB. Split it.').optional(),
        file: TakenFile.optional(),
        ...Options,
        ...Rows,
      }),
    Checked,
    peopleSeats,
  ),
  /** The rows of a list that was checked. */
  'joiners.rows': read(
    () =>
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
    () =>
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
    () => z.strictObject({ list: ListId, enable: z.array(z.int().min(0)).max(10_000).default([]), limit: Rows.limit }),
    Plan,
    peopleSeats,
  ),
  /** Writes all rows of a list as they stand now, each with its verdict, to a file that the person chooses. */
  'joiners.export': exporting(
    () => z.strictObject({ list: ListId, verdicts: z.array(Verdict).max(6).optional() }),
    () => z.object({ path: z.string().nullable(), rows: z.int() }),
  ),
  /** Writes the rows that are not ready into a file: as they were given, with the reason. */
  'joiners.errors': act(
    () => z.strictObject({ list: ListId }),
    () => z.object({ saved: z.boolean(), rows: z.int(), file: z.string().nullable() }),
    peopleSeats,
  ),
}
