import type { JoinerField } from '../../../contract/joiners.ts'

/** What a row asks a person: about which field, in a sentence, and what is likely meant. */
export interface Question {
  field: JoinerField
  /** Number of the column, where several are of one field. */
  column?: number
  message: string
  /** Values that would settle it, the likeliest first. */
  suggestions: string[]
  /** A group that nobody knows, which can be kept as a new one. */
  asNew?: string
  /** The row is not sent before it is settled. */
  blocks: boolean
}

/** A text cut to be quoted in a sentence. */
export const short = (text: string, most = 120): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text)
/** A text with single blanks. */
export const words = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, ' ').trim()
