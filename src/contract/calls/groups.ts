import { z } from 'zod'
import { act, adminOnly, exporting, nothing, peopleSeats, read } from '../call.ts'
import { GroupName, Instant, Paging, Status, UserFilter, Username } from '../model.ts'
import { Plan, Rows } from './changes/plans.ts'
import { FilePart, TakenFile, TakenPart } from './file-part.ts'
import { Answers, AskedColumn } from './leavers/asked-columns.ts'

/** How far a group is made like a list. */
export const syncModes = ['add', 'remove', 'exact'] as const

/** What is to be looked at of a group, the gravest first. */
export const groupFindingCodes = [
  'case-twin',
  'look-twin', // differs in blanks or in what nobody sees
  'near-duplicate',
  'space',
  'invisible',
  'same-members',
  'empty',
  'nobody-logged-in',
  'disabled-members',
  'one-member',
] as const

export const GroupFinding = z.object({
  code: z.enum(groupFindingCodes),
  /** The other group that it is about. */
  other: z.string().nullable(),
})
export type GroupFinding = z.infer<typeof GroupFinding>

/** A membership that is to be, or not to be: drafted here, sent by nobody. */
export const DraftItem = z.object({
  username: Username,
  group: GroupName,
  /** Whether the person is to be in the group. */
  member: z.boolean(),
  /** LastPass' number of the account that it was drafted for. */
  id: z.string().max(100).nullable(),
})
export type DraftItem = z.infer<typeof DraftItem>

/** What somebody else changed since a membership was drafted, so that the drafter has to decide. */
export const draftQuestions = [
  'others', // made some of what was drafted for this person
  'group-gone', // nobody is in the group any more, so adding somebody makes it anew
  'disabled',
  'enabled',
] as const

const Standing = DraftItem.extend({
  fullname: z.string(),
  /** Whether the person was in the group when it was drafted; null: it is not known. */
  base: z.boolean().nullable(),
  /** Whether the person is in the group now; null: nobody has the address. */
  now: z.boolean().nullable(),
  /** `changed`: what the drafter saw is not so any more, and `questions` says what; it is in no plan before it is decided. */
  standing: z.enum(['clean', 'done', 'gone', 'moved', 'changed']),
  questions: z.array(z.enum(draftQuestions)),
  /** Stands for what is so now: a decision is taken for just this. */
  state: z.string().max(40),
})
export type DraftStanding = z.infer<typeof Standing>

/** Groups: who belongs to them, as plans. */
export const groupCalls = {
  /**
   * Plans to make a group like a list of people: add those who are missing, remove those who are listed, or both so that just they are
   * in it. What cannot be told to be somebody is a blocked row that says whom it may mean; whoever it may mean is not removed.
   */
  'groups.plan': act(
    () =>
      z.strictObject({
        name: GroupName,
        /** Addresses as people give them, or names, which are never taken for a person by themselves. */
        usernames: z.array(z.string().max(1000)).max(20_000),
        /** The same as it was pasted, where it may be a table; it counts in place of them where it is one. */
        text: z.string().max(800_000).optional(),
        /** A file that was uploaded; it counts beside them. */
        file: TakenFile.optional(),
        /** What was said of columns of either that may say who is meant. */
        answers: z.strictObject({ text: Answers.optional(), file: Answers.optional() }).default({}),
        mode: z.enum(syncModes),
        limit: Rows.limit,
      }),
    () =>
      Plan.extend({
        /** How many of the list are as they should be already, beside those in `rows`. */
        stays: z.int(),
        /** Members now, and once the plan is carried out. */
        members: z.object({ before: z.int(), after: z.int() }),
        /** Columns of either that may say who is meant; before all are answered, no row of theirs means anybody. */
        asked: z.object({ text: z.array(AskedColumn).max(100), file: z.array(AskedColumn).max(100) }),
        /** How the file or the table was read. */
        notes: z.array(z.string()).max(50),
      }),
    peopleSeats,
  ),
  /** Takes a file in parts, for `groups.plan`; it stays in memory. */
  'groups.upload': act(FilePart, TakenPart, peopleSeats),
  /** All groups with what is to be looked at. */
  'groups.lint': read(
    () =>
      z.strictObject({
        /** One group, by its whole name. */
        name: GroupName.optional(),
        text: z.string().max(300).optional(),
        finding: z.enum(groupFindingCodes).optional(),
        sort: z
          .enum(['name', 'members', 'disabled', 'averageScore', 'folders', 'lastChange', 'findings'])
          .default('name'),
        direction: z.enum(['asc', 'desc']).default('asc'),
        ...Paging,
      }),
    () =>
      z.object({
        rows: z
          .array(
            z.object({
              name: z.string(),
              members: z.int(),
              disabled: z.int(),
              neverLoggedIn: z.int(),
              averageScore: z.number().nullable(),
              folders: z.int(),
              /** When a refresh last saw somebody come into it or leave it; null: none did since the company was first read. */
              lastChange: Instant.nullable(),
              byDirectory: z.boolean(),
              /** Why a directory seems to keep it, so that what is changed here is undone; null: nothing says so. */
              directory: z.string().nullable(),
              findings: z.array(GroupFinding).max(20),
            }),
          )
          .max(500),
        total: z.int(),
        /** How many groups have each finding, whatever is filtered. */
        counts: z.record(z.enum(groupFindingCodes), z.int()),
        all: z.int(),
        asOf: Instant.nullable(),
      }),
    peopleSeats,
  ),
  /** People with their places among some groups, as numbers in `groups`. */
  'groups.matrix': read(
    () => z.strictObject({ filter: UserFilter.strict(), groups: z.array(GroupName).min(1).max(500), ...Paging }),
    () =>
      z.object({
        rows: z
          .array(
            z.object({
              username: z.string(),
              fullname: z.string(),
              id: z.string().nullable(),
              status: Status,
              groupCount: z.int(),
              in: z.array(z.int()).max(500),
            }),
          )
          .max(500),
        total: z.int(),
        asOf: Instant.nullable(),
      }),
    peopleSeats,
  ),
  /** Which of some groups and people a directory seems to keep, by LastPass' log, their names and attributes, and what a person said. */
  'groups.owners': read(
    () =>
      z.strictObject({
        groups: z.array(GroupName).max(500).default([]),
        usernames: z.array(Username).max(500).default([]),
      }),
    () =>
      z.object({
        groups: z
          .array(
            z.object({ name: z.string(), why: z.string().nullable(), said: z.enum(['directory', 'here']).nullable() }),
          )
          .max(500),
        people: z.array(z.object({ username: z.string(), why: z.string().nullable() })).max(500),
      }),
    peopleSeats,
  ),
  /** Says of a group that a directory keeps it, or that nobody but Provost and the console does; null: it is told by signs again. */
  'groups.setOwner': act(
    () => z.strictObject({ name: GroupName, owner: z.enum(['directory', 'here']).nullable() }),
    () => z.object({}),
    adminOnly,
  ),
  /** The memberships that are drafted, as they stand against what is known now. */
  'groups.draft': read(nothing, () => z.object({ items: z.array(Standing).max(10_000) }), peopleSeats),
  /** Keeps the draft in place of the one before; it survives a restart. */
  'groups.saveDraft': act(
    () => z.strictObject({ items: z.array(DraftItem).max(10_000) }),
    () => z.object({}),
    peopleSeats,
  ),
  /**
   * Decides drafted memberships that somebody else's changes met: `mine` stays drafted on the state of now, `theirs` is dropped. One whose
   * `state` is not the one given has changed again, and is asked about anew.
   */
  'groups.decideDraft': act(
    () =>
      z.strictObject({
        choices: z
          .array(
            z.strictObject({
              username: Username,
              group: GroupName,
              state: z.string().max(40),
              choice: z.enum(['mine', 'theirs']),
            }),
          )
          .max(10_000),
      }),
    () => z.object({ decided: z.int(), again: z.int() }),
    peopleSeats,
  ),
  /** Writes the groups that fit, with their numbers and what is to be looked at, to a file that the person chooses. */
  'groups.export': exporting(
    () => z.strictObject({ text: z.string().max(300).optional(), finding: z.enum(groupFindingCodes).optional() }),
    () => z.object({ path: z.string().nullable(), rows: z.int() }),
  ),
  /** Writes people by groups: a row a person, a column a group. */
  'groups.exportMatrix': exporting(
    () => z.strictObject({ filter: UserFilter.strict(), groups: z.array(GroupName).min(1).max(500) }),
    () => z.object({ path: z.string().nullable(), rows: z.int() }),
  ),
  /** Plans what is drafted: one change a person. What has to be decided first is a blocked row. */
  'groups.planDraft': act(() => z.strictObject({ limit: Rows.limit }), Plan, peopleSeats),
}
