import { z } from 'zod'
import { Failure } from '../failure.ts'
import { Instant } from '../model.ts'
import { SyncProgress } from '../signals.ts'

/** How many of everything a company has, as the last refresh saw it. */
export const DirectoryCounts = z.object({
  /** Accounts; who is only invited is in `invited`. */
  users: z.int(),
  invited: z.int(),
  groups: z.int(),
  /** Deleted ones left out. */
  folders: z.int(),
  gone: z.int(),
})

/** What may be missing from a refresh that is good otherwise. */
export const missingParts = ['folders'] as const

/** How fresh the data at hand is, and what is known to be wrong with it. */
export const DirectoryStatus = z.object({
  /** When the data shown was read from LastPass; null: never. */
  asOf: Instant.nullable(),
  counts: DirectoryCounts.nullable(),
  syncing: SyncProgress.nullable(),
  /** The last attempt, also when it failed; the data shown is of `asOf`. */
  lastAttempt: z.object({ time: Instant, failure: Failure.nullable() }).nullable(),
  /** False while the last request that was sent, whatever for, could not reach the service. */
  online: z.boolean(),
  /** How many records of the last answer could not be read and were set aside. */
  setAside: z.int(),
  /** How many people's records were found to be damaged on disk: they are left out until a refresh has read them anew. */
  unreadable: z.int(),
  /**
   * An answer with suspiciously few people, or with others, was set aside: it waits for a person's yes, or for a later answer that is
   * whole. `known`: how many of the accounts now were there before; null, as `counts` is: this seat is not told how many there are.
   */
  suspicious: z
    .object({ before: z.int().nullable(), now: z.int().nullable(), known: z.int().nullable(), since: Instant })
    .nullable(),
  /** What LastPass did not give with the last refresh, and why; what is shown of it is of `asOf`, null: nothing is at hand. */
  missing: z
    .array(z.object({ what: z.enum(missingParts), asOf: Instant.nullable(), reason: z.string() }))
    .max(missingParts.length),
})
export type DirectoryStatus = z.infer<typeof DirectoryStatus>
