import type { ScoreSummary } from '../../../contract/calls/scores.ts'
import type { Output } from '../../../contract/calls.ts'

/** The summary as a seat that sees people has it; null: it is not here, or numbers of it are withheld from this seat. */
export const wholeSummary = (sum: Output<'scores.summary'> | undefined): ScoreSummary | null =>
  sum === undefined || 'withheld' in sum ? null : sum
