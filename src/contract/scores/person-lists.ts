import { z } from 'zod'
import { Day, Instant } from '../model.ts'

/** What is known of lists beside the people themselves. */
export const PersonLists = z.object({
  /** LastPass' list of expired master passwords: active, non-federated people only. */
  expired: z.object({
    /** When it was read; null: never. */
    asOf: Instant.nullable(),
    listed: z.int(),
    /** How many of it are nobody in the data at hand, or could be either of two accounts: they are marked nowhere. */
    unknown: z.int(),
    /** Why it could not be read the last time. */
    problem: z.string().nullable(),
  }),
  /** The admin console's security report as it was imported; null: none was. */
  report: z
    .object({
      /** The day that it is of, as whoever imported it gave it. */
      made: Day,
      imported: Instant,
      /** Headers of the columns that were read; null: the report has none. */
      weakColumn: z.string().nullable(),
      reusedColumn: z.string().nullable(),
      /** People of the report who are at hand and not disabled: what the sums are of. */
      people: z.int(),
      unknown: z.int(),
      /** Addresses that stand in it twice with other counts, and rows that could not be read in full: nobody has what was not read. */
      doubled: z.int(),
      unread: z.int(),
      withWeak: z.int(),
      withReused: z.int(),
      weak: z.int(),
      reused: z.int(),
    })
    .nullable(),
})
