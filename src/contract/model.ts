import { z } from 'zod'
import { sortableColumns, statuses } from './lists.ts'

/** An instant: ISO 8601 in UTC with `Z`. */
export const Instant = z.iso.datetime()
export type Instant = z.infer<typeof Instant>

/** A user name is an e-mail address in LastPass; compared without regard to case. 320: the longest address there is. */
export const Username = z.string().min(1).max(320)
/** Group names are the groups' only key, compared exactly. */
export const GroupName = z.string().min(1).max(1000)

export const TenantId = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/)
  .brand('TenantId')
export type TenantId = z.infer<typeof TenantId>

/** `offset` and `limit` of a page; at most 500 rows cross the seam in one call. */
export const Paging = { offset: z.int().min(0).max(10_000_000).default(0), limit: z.int().min(1).max(500).default(200) }

export const Status = z.enum(statuses)
/** `disabled`, else `never-logged-in`, else `active`; people only on the invited list are `invited`. */
export type Status = z.infer<typeof Status>

/** One account, or one person who is only invited, as the last sync saw them. */
export const User = z.object({
  /** LastPass' number for the account; null for people who are only invited. */
  id: z.string().nullable(),
  username: z.string(),
  fullname: z.string(),
  status: Status,
  admin: z.boolean(),
  disabled: z.boolean(),
  neverLoggedIn: z.boolean(),
  /** Security score 0-100, computed in the person's vault and sent at login; null: none yet. */
  score: z.number().nullable(),
  legacyScore: z.number().nullable(),
  /** Master-password strength 0-100, in steps of 25. */
  masterPasswordStrength: z.number().nullable(),
  created: Instant.nullable(),
  lastLogin: Instant.nullable(),
  lastPasswordChange: Instant.nullable(),
  passwordResetRequired: z.boolean(),
  /** Name of the multifactor method; null: none. */
  mfa: z.string().nullable(),
  duoUsername: z.string().nullable(),
  linked: z.string().nullable(),
  hasSharingKeys: z.boolean().nullable(),
  sites: z.number().nullable(),
  notes: z.number().nullable(),
  formFills: z.number().nullable(),
  applications: z.number().nullable(),
  attachments: z.number().nullable(),
  groups: z.array(z.string()),
  /** The attributes given at provisioning; values under secret-looking names are removed. */
  attributes: z.record(z.string(), z.unknown()),
  /** Fields of the answer that Provost does not know, kept as they came. */
  other: z.record(z.string(), z.unknown()),
  /** Set when the person was in an earlier sync and is not in the last one. */
  goneSince: Instant.nullable(),
  /** True when another account has the same user name. */
  duplicate: z.boolean(),
})
export type User = z.infer<typeof User>

/** What lists beside LastPass' answers about people say of somebody's passwords. */
export const ListedPasswords = z.object({
  /** On LastPass' list of expired master passwords, and not changed since; null: no active account, or the list was never read. */
  passwordExpired: z.boolean().nullable(),
  /** Counts of the admin console's security report; null: none was imported, or the person is not in it. */
  weakPasswords: z.int().nullable(),
  reusedPasswords: z.int().nullable(),
})
export type ListedPasswords = z.infer<typeof ListedPasswords>

/** A row of the people table: what the columns show. */
export const UserRow = User.omit({ attributes: true, other: true }).extend({
  /** At most 20 group names; `groupCount` has them all. */
  groups: z.array(z.string()),
  groupCount: z.int(),
  folderCount: z.int(),
  ...ListedPasswords.shape,
})
export type UserRow = z.infer<typeof UserRow>

/** One person's rights in one shared folder. */
export const FolderRight = z.object({
  readOnly: z.boolean(),
  canAdminister: z.boolean(),
  /** LastPass' `give` = 0: passwords are hidden, though they can still be filled in. */
  hidePasswords: z.boolean(),
})
export type FolderRight = z.infer<typeof FolderRight>
/** By which ways somebody has access: `person`, and the names of groups. */
const Through = z.array(z.string()).max(1000)
export const UserFolder = FolderRight.extend({ id: z.string(), name: z.string(), through: Through })
export type UserFolder = z.infer<typeof UserFolder>

export const Folder = z.object({
  id: z.string(),
  name: z.string(),
  score: z.number().nullable(),
  members: z.int(),
  /** Everybody whom LastPass lists as able to administer it. */
  admins: z.int(),
  /** How many of `admins` are super admins of the company, whom LastPass lists in every folder. */
  superAdmins: z.int(),
  /** How many of the other `admins` cannot log in: they are disabled, or only invited. */
  idleAdmins: z.int(),
  deleted: z.boolean(),
})
export type Folder = z.infer<typeof Folder>

export const FolderMember = FolderRight.extend({
  username: z.string(),
  fullname: z.string(),
  status: Status.nullable(),
  superAdmin: z.boolean(),
  through: Through,
  /** Fields of the answer that Provost does not know, kept as they came. */
  other: z.record(z.string(), z.unknown()),
})
export type FolderMember = z.infer<typeof FolderMember>

/** A group that is a member of a shared folder as a whole; its people have access through it. */
export const FolderGroup = FolderRight.extend({
  name: z.string(),
  /** How many of its people are in the data at hand. */
  members: z.int(),
})
export type FolderGroup = z.infer<typeof FolderGroup>

export const Group = z.object({ name: z.string(), members: z.int() })
export type Group = z.infer<typeof Group>

/** A day of the company's calendar, as `2026-11-26`. */
export const Day = z.iso.date()

export const Sort = z.object({ by: z.enum(sortableColumns), direction: z.enum(['asc', 'desc']).default('asc') })
export type Sort = z.infer<typeof Sort>

/** One attribute of an account, as given at provisioning, and the values asked for; an empty value means having none. */
export const AttributeFilter = z.strictObject({
  name: z.string().min(1).max(200),
  values: z.array(z.string().max(300)).min(1).max(50),
})
export type AttributeFilter = z.infer<typeof AttributeFilter>

/** Which people: every part given must hold. Also what "all that match" means, so that a selection is a query, not a list. */
export const UserFilter = z.object({
  text: z.string().max(300).optional(),
  /** Only these people, compared without regard to case: how many of a selection another filter leaves. */
  usernames: z.array(Username).max(500).optional(),
  status: z.array(Status).max(4).optional(),
  /** Leaves out people with one of these statuses. */
  notStatus: z.array(Status).max(4).optional(),
  group: GroupName.optional(),
  /** Members of all these groups. */
  groups: z.array(GroupName).max(20).optional(),
  /** Leaves out members of any of these groups. */
  notGroups: z.array(GroupName).max(20).optional(),
  /** False: people in no group; true: in any. */
  hasGroups: z.boolean().optional(),
  folder: z.string().max(100).optional(),
  admin: z.boolean().optional(),
  /** Score bands: inclusive bounds; people without a score are left out. */
  minScore: z.number().min(0).max(100).optional(),
  maxScore: z.number().min(0).max(100).optional(),
  /** Exclusive bounds, for "above" and "below"; people without a score are left out. */
  aboveScore: z.number().min(0).max(100).optional(),
  belowScore: z.number().min(0).max(100).optional(),
  /** true: only people who have a score; false: only people without one. */
  hasScore: z.boolean().optional(),
  maxPasswordStrength: z.number().min(0).max(100).optional(),
  /** true: accounts that have logged in; false: accounts that never have. People who are only invited are neither. */
  loggedIn: z.boolean().optional(),
  /** Last login at least this many days ago; who never logged in is left out. */
  lastLoginDays: z.int().min(0).max(10_000).optional(),
  /** Last login at most this many days ago. */
  activeDays: z.int().min(0).max(10_000).optional(),
  /** Master password unchanged for at least this many days. */
  passwordDays: z.int().min(0).max(10_000).optional(),
  /** true: on LastPass' list of expired master passwords, which has active people only; false: active, and not on it. */
  passwordExpired: z.boolean().optional(),
  /** Only invited, and known to be so for at least this many days; whoever is not known to be invited so long is left out. */
  invitedDays: z.int().min(0).max(10_000).optional(),
  /** The score fell by at least so many points within 30 days, from the first to the last day that was kept of them. */
  scoreFell: z.number().min(0.1).max(100).optional(),
  /** true: some multifactor method; false: none. */
  mfa: z.boolean().optional(),
  mfaMethod: z.string().max(100).optional(),
  /** One of these methods. */
  mfaMethods: z.array(z.string().min(1).max(100)).max(20).optional(),
  /** Leaves out people with one of these methods. */
  notMfaMethods: z.array(z.string().min(1).max(100)).max(20).optional(),
  /** Each attribute named has one of its values. */
  attributes: z.array(AttributeFilter).max(10).optional(),
  /** Leaves out people who have one of the values of one of these attributes. */
  notAttributes: z.array(AttributeFilter).max(10).optional(),
  passwordResetRequired: z.boolean().optional(),
  hasFolders: z.boolean().optional(),
  duplicate: z.boolean().optional(),
  /** true: people who are gone; otherwise they are left out. */
  gone: z.boolean().optional(),
})
export type UserFilter = z.infer<typeof UserFilter>

/** Something that a sync saw happen to a person. */
export const Observation = z.object({
  time: Instant,
  username: z.string(),
  kind: z.enum(['added', 'gone', 'back', 'changed']),
  /** For `changed`: field name with the value before and after, in the model's words. */
  changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
})
export type Observation = z.infer<typeof Observation>

export const Tenant = z.object({
  id: TenantId,
  label: z.string(),
  colour: z.string(),
  kind: z.enum(['lastpass', 'demo']),
  /** The account number (CID). Not a secret. */
  cid: z.string(),
  baseUrl: z.string(),
  timeZone: z.string(),
  /** `ready`; `refused`: LastPass refused the hash; `missing`: no hash is at hand and it has to be entered. */
  credential: z.enum(['ready', 'refused', 'missing']),
  /** Why the hash that is at hand may not be used: it was entered for another address or account number. */
  credentialProblem: z.string().optional(),
  /** True when nothing of this tenant outlives the session because there is no keychain. */
  sessionOnly: z.boolean(),
  /** Of the made-up company: its line was cut, for training. */
  cutOff: z.boolean().optional(),
})
export type Tenant = z.infer<typeof Tenant>

export const seats = ['admin', 'help-desk', 'manager'] as const
export const Seat = z.enum(seats)
export type Seat = z.infer<typeof Seat>
