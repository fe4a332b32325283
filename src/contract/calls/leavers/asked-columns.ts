import { z } from 'zod'

// Columns of a list that nobody understands, and what a person says of them.

/** 50: what a person may tick of one column. */
const mostValues = 50
const ColumnAnswer = z.union([z.literal('nothing'), z.array(z.string().max(200)).max(mostValues)])

/**
 * What columns say that may tell who is meant, by the column's number: `nothing` about that, or which of their values mean that somebody
 * is meant; the rows of all other values are left out, of a list of staff as people who are none. An empty text stands for an empty cell.
 */
export const Answers = z.array(z.strictObject({ column: z.int().min(0).max(500), answer: ColumnAnswer })).max(100)

/** A column that nobody understands and that may say who is meant. */
export const AskedColumn = z.object({
  index: z.int(),
  name: z.string(),
  /** What its cells say, the most frequent first, and on how many rows; an empty text stands for an empty cell. */
  values: z.array(z.object({ value: z.string().max(200), rows: z.int() })).max(mostValues),
  /** How many rows say something that is not among them. */
  moreRows: z.int(),
  /** What was answered; left out: nothing yet. */
  answer: ColumnAnswer.optional(),
})
