import { z } from 'zod'
import { act, exporting, nothing, peopleSeats, read } from '../call.ts'
import {
  Folder,
  FolderGroup,
  FolderMember,
  Group,
  GroupName,
  Instant,
  ListedPasswords,
  Observation,
  Paging,
  Sort,
  Status,
  User,
  UserFilter,
  UserFolder,
  Username,
  UserRow,
} from '../model.ts'
import { DirectoryCounts, DirectoryStatus, missingParts } from './directory-status.ts'

const text = z.string().max(300).optional()
/** One order, or several: the first counts most. */
const Order = z.union([Sort, z.array(Sort).min(1).max(5)])
const asOf = Instant.nullable()
const page = <T extends z.ZodType>(row: T) => z.object({ rows: z.array(row).max(500), total: z.int(), asOf })

/**
 * How many people each value of a field would list if it were the only one chosen in that field: the other fields' filters
 * hold, the field's own does not.
 */
const Facets = z.object({
  /** People under the whole filter. */
  total: z.int(),
  status: z.record(Status, z.int()),
  admins: z.int(),
  notAdmins: z.int(),
  /** Accounts without multifactor; people who are only invited have no account that could have one. */
  noMfa: z.int(),
  anyMfa: z.int(),
  duplicates: z.int(),
  /** People in no group. */
  noGroup: z.int(),
  anyGroup: z.int(),
  gone: z.int(),
  /** People by score: 0-25, 26-50, 51-75, 76-100, none. */
  scores: z.array(z.int()).length(5),
  mfaMethods: z.array(z.object({ method: z.string(), people: z.int() })).max(50),
  neverLoggedIn: z.int(),
  hasFolders: z.int(),
  noFolders: z.int(),
  resetRequired: z.int(),
  /** Attributes by which people can be filtered, with the people who have one. */
  attributes: z.array(z.object({ name: z.string(), people: z.int() })).max(20),
})

export const exportFormats = ['csv', 'json'] as const

export const directoryCalls = {
  /** Reads everything from LastPass again; waits until done. `acceptFewer`: apply also when most people are missing. */
  'directory.sync': act(
    () => z.strictObject({ acceptFewer: z.boolean().default(false) }),
    () =>
      DirectoryCounts.omit({ gone: true }).extend({
        asOf: Instant,
        setAside: z.int(),
        changed: z.int(),
        /** What LastPass did not give; what was known of it stays. */
        missing: z.array(z.enum(missingParts)),
      }),
    peopleSeats,
  ),
  'directory.cancel': act(nothing, () => z.object({}), peopleSeats),
  'directory.status': read(nothing, DirectoryStatus),
  /** The records that could not be read, with the reason. */
  'directory.problems': read(
    () => z.strictObject({ ...Paging }),
    () =>
      z.object({
        rows: z.array(z.object({ what: z.string(), id: z.string(), reason: z.string() })).max(500),
        total: z.int(),
      }),
    peopleSeats,
  ),
  /** What syncs saw happen, newest first; of one person, or of everyone. */
  'directory.history': read(
    () => z.strictObject({ username: Username.optional(), ...Paging }),
    () => z.object({ rows: z.array(Observation).max(500), total: z.int() }),
    peopleSeats,
  ),
  /**
   * What refreshes saw change, one person a row, newest first; `since`: after this instant. Left out: only what the last
   * refresh that saw anything saw. `who` is the person's name now, empty where none is known.
   */
  'directory.changes': read(
    () => z.strictObject({ since: Instant.optional(), ...Paging }),
    () =>
      z.object({
        rows: z
          .array(
            z.object({
              time: Instant,
              username: z.string(),
              fullname: z.string(),
              kind: Observation.shape.kind,
              changes: Observation.shape.changes,
            }),
          )
          .max(500),
        total: z.int(),
        /** The instant given, or the refresh shown; null: no refresh saw anything yet. */
        since: Instant.nullable(),
      }),
    peopleSeats,
  ),
  'users.page': read(
    () => UserFilter.extend({ sort: Order.optional(), ...Paging }).strict(),
    () => page(UserRow),
    peopleSeats,
  ),
  'users.get': read(
    () => z.strictObject({ username: Username }),
    () => User.extend({ ...ListedPasswords.shape, folders: z.array(UserFolder).max(5000), asOf }),
    peopleSeats,
  ),
  /** Counts for the filter menus under the filter given. */
  'users.facets': read(() => UserFilter.strict(), Facets, peopleSeats),
  /**
   * Values of a field with too many for `users.facets`, most people first; those that the filter names are always among
   * them. A group is counted under the whole filter, because groups narrow each other; an attribute without its own filter.
   */
  'users.values': read(
    () =>
      z.strictObject({
        filter: UserFilter.strict(),
        field: z.enum(['groups', 'attribute']),
        /** Which attribute; only for that field. */
        attribute: z.string().max(200).optional(),
        search: text,
        limit: z.int().min(1).max(100).default(50),
      }),
    () =>
      z.object({
        values: z.array(z.object({ value: z.string(), people: z.int() })).max(200),
        /** How many values match the search. */
        distinct: z.int(),
        /** People without any value. */
        none: z.int(),
        /** The attribute has so many values that single ones cannot be chosen. */
        tooMany: z.boolean(),
      }),
    peopleSeats,
  ),
  /** Writes what the table shows to a file that the person chooses. */
  'users.export': exporting(
    () =>
      z.strictObject({
        filter: UserFilter,
        sort: Order.optional(),
        columns: z.array(z.string().max(60)).min(1).max(40),
        format: z.enum(exportFormats),
      }),
    () => z.object({ saved: z.boolean(), rows: z.int(), file: z.string().nullable() }),
  ),
  'groups.page': read(
    () =>
      z.strictObject({
        text,
        /** Only these, by their whole names. */
        names: z.array(GroupName).max(500).optional(),
        sort: z.enum(['name', 'members']).default('name'),
        direction: z.enum(['asc', 'desc']).default('asc'),
        ...Paging,
      }),
    () => page(Group),
    peopleSeats,
  ),
  /** The members of a group; `text`: those of them alone in whom it is found, as in `users.page`. */
  'groups.get': read(
    () => z.strictObject({ name: GroupName, text, ...Paging }),
    () => page(UserRow),
    peopleSeats,
  ),
  'folders.page': read(
    () =>
      z.strictObject({
        text,
        sort: z.enum(['name', 'score', 'members', 'admins']).default('name'),
        direction: z.enum(['asc', 'desc']).default('asc'),
        /** Left out: all folders; true or false: only those that are, or are not, deleted. */
        deleted: z.boolean().optional(),
        /** Only folders with exactly one administrator who can log in, or with none; super admins of the company do not count. */
        risk: z.enum(['sole-admin', 'no-admin']).optional(),
        ...Paging,
      }),
    () => page(Folder),
    peopleSeats,
  ),
  'folders.get': read(
    () => z.strictObject({ id: z.string().max(100), ...Paging }),
    () =>
      page(FolderMember).extend({
        folder: Folder,
        /** Groups that are members as a whole. */
        groups: z.array(FolderGroup).max(1000),
        /** Fields of the folder that Provost does not know, kept as they came. */
        other: z.record(z.string(), z.unknown()),
      }),
    peopleSeats,
  ),
}
