import { z } from 'zod'
import { Day, Instant } from '../model.ts'

const Count = z.int().nullable()
const Score = z.number().nullable()
const Bands = z.tuple([z.int(), z.int(), z.int(), z.int()]).nullable()

/** What a seat that sees nobody's account is told of scores now, in the shape of the summary: null is withheld, or not for this seat. */
export const ToldSummary = z.object({
  /** Why numbers are null. */
  withheld: z.string(),
  users: Count,
  counted: Count,
  withScore: Count,
  withoutScore: Count,
  average: Score,
  distribution: Bands,
  threshold: z.number(),
  belowThreshold: Count,
  active30Days: Count,
  activeAccounts: Count,
  neverLoggedIn: Count,
  disabled: Count,
  invited: Count,
  zeroFewSites: Count,
  averageWithoutZeros: Score,
  strongMasterPasswords: Count,
  weakMasterPasswords: Count,
  withStrength: Count,
  withMfa: Count,
  sharedFolders: Count,
  scoreAgeDays: Score,
  oldestScoreDays: Count,
  /** When the day that the numbers are of was last read; null: not told. */
  asOf: Instant.nullable(),
})
export type ToldSummary = z.infer<typeof ToldSummary>

/** A day of a line as such a seat is told it. */
export const ToldPoint = z.object({
  day: Day,
  average: Score,
  users: Count,
  withScore: Count,
  distribution: Bands,
  below: Count,
  /** Another workstation kept this day. */
  joined: z.literal(true).optional(),
})
export type ToldPoint = z.infer<typeof ToldPoint>
