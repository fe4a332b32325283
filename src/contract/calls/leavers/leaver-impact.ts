import { z } from 'zod'
import { peopleSeats, read } from '../../call.ts'
import { Instant, Paging, Status } from '../../model.ts'
import { Subject } from './leavers.ts'

const asOf = Instant.nullable()

const Owned = z.object({
  /** `likely`: signs of a directory that would undo or redo changes; `no-sign`: none seen, which is no proof. */
  likely: z.enum(['likely', 'no-sign']),
  signs: z.array(z.string()).max(10),
})

const ImpactRow = z.object({
  username: z.string(),
  fullname: z.string(),
  status: Status,
  admin: z.boolean(),
  lastLogin: Instant.nullable(),
  created: Instant.nullable(),
  /** At most 100 names; `groupCount` has them all. */
  groups: z.array(z.string()).max(100),
  groupCount: z.int(),
  folderCount: z.int(),
  /** Folders that lose their last administrator, or their last member, through this person and the others of the list. */
  foldersWithoutAdmin: z.int(),
  foldersWithoutMember: z.int(),
  /** Private items that go with the vault; null: LastPass did not say. */
  privateSites: z.int().nullable(),
  /** The personal account linked with it. */
  linked: z.string().nullable(),
  directory: Owned,
  /** Sentences to read before going on, the gravest first. */
  warnings: z.array(z.string()).max(20),
})
const FolderRisk = z.object({
  id: z.string(),
  name: z.string(),
  risk: z.enum(['no-admin', 'no-member']),
  /** Those of the list who are in it. */
  leavers: z.array(z.string()).max(20),
  leaverCount: z.int(),
  /** Active people who stay in it, super admins not counted. */
  remaining: z.int(),
  /** Up to 5 of them, who could be made administrators first. */
  heirs: z.array(z.string()).max(5),
  /** Super admins whom LastPass lists for this folder; whether they can act there depends on a policy that the API does not show. */
  superAdmins: z.int(),
  message: z.string(),
})

/** What is lost when people leave: their own accounts, groups, and shared folders that nobody could administer any more. */
export const leaverImpactCalls = {
  /** What leaving does to people, groups and shared folders, from the data at hand; nothing is asked of LastPass. */
  'leavers.impact': read(
    () => z.strictObject({ ...Subject, ...Paging }),
    () =>
      z.object({
        rows: z.array(ImpactRow).max(500),
        total: z.int(),
        asOf,
        /** Active admins now, and how many would be left. */
        admins: z.object({ now: z.int(), left: z.int() }),
        foldersWithoutAdmin: z.int(),
        foldersWithoutMember: z.int(),
        /** What is known of shared folders; `known` false: LastPass never gave them, so the numbers above say nothing. */
        folders: z.object({ known: z.boolean(), asOf, message: z.string().nullable() }),
        /** People whose account a directory seems to own. */
        directoryOwned: z.int(),
        /** People who are not in the data at hand, or are disabled already. */
        leftOut: z.array(z.object({ username: z.string(), reason: z.string() })).max(500),
      }),
    peopleSeats,
  ),
  /** The shared folders that would lose their last administrator or member. */
  'leavers.folders': read(
    () => z.strictObject({ ...Subject, ...Paging }),
    () => z.object({ rows: z.array(FolderRisk).max(500), total: z.int(), asOf }),
    peopleSeats,
  ),
}
