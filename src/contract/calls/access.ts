import { z } from 'zod'
import { exporting, peopleSeats, read } from '../call.ts'
import { FolderRight, GroupName, Instant, Username } from '../model.ts'
import { Rows } from './changes/plans.ts'

const Ways = z.array(z.string()).max(1001)
const PastRight = FolderRight.extend({ through: Ways })

/** Who may use which shared folder: in person first, else of several groups the strictest. */
export const accessCalls = {
  /** What a person, or a group, may use. `through` lists `person` and the names of groups. */
  'access.get': read(
    () => z.strictObject({ username: Username.optional(), group: GroupName.optional(), ...Rows }),
    () =>
      z.object({
        rows: z
          .array(
            FolderRight.extend({
              /** The folder's number at LastPass. */
              folder: z.string(),
              name: z.string(),
              through: Ways,
              /** LastPass lists super admins of the company in every folder. */
              superAdmin: z.boolean(),
            }),
          )
          .max(10_000),
        total: z.int(),
        asOf: Instant.nullable(),
        /** When the shared folders were read; null: they never were, and nothing is known. */
        foldersAsOf: Instant.nullable(),
      }),
    peopleSeats,
  ),
  /**
   * Writes what a person or a group may use, who may use a folder, or, with two instants, what changed between them, to a file that the
   * person chooses.
   */
  'access.export': exporting(
    () =>
      z.strictObject({
        username: Username.optional(),
        group: GroupName.optional(),
        /** A folder's number at LastPass. */
        folder: z.string().max(100).optional(),
        from: Instant.optional(),
        to: Instant.optional(),
      }),
    () => z.object({ path: z.string().nullable(), rows: z.int() }),
  ),
  /**
   * What changed between two instants, by what refreshes kept: of everybody, of a person, or of the people of a group and through it.
   * `knownSince`: nothing is known of before; null: of no time at all.
   */
  'access.diff': read(
    () =>
      z.strictObject({
        from: Instant,
        to: Instant,
        username: Username.optional(),
        group: GroupName.optional(),
        ...Rows,
      }),
    () =>
      z.object({
        rows: z
          .array(
            z.object({
              username: z.string(),
              fullname: z.string(),
              folder: z.string(),
              name: z.string(),
              before: PastRight.nullable(),
              after: PastRight.nullable(),
            }),
          )
          .max(10_000),
        total: z.int(),
        knownSince: Instant.nullable(),
        /** The last refresh that read the folders: nothing later is known. */
        knownUntil: Instant.nullable(),
      }),
    peopleSeats,
  ),
}
