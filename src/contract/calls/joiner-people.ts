import { z } from 'zod'
import { act, adminOnly, nothing, peopleSeats, read } from '../call.ts'
import { joinerFields } from '../joiners.ts'
import { GroupName, Instant, Paging } from '../model.ts'
import { Plan } from './changes/plans.ts'
import { Day } from './joiner-rules.ts'
import { JoinerRow } from './joiners.ts'

const Person = z.strictObject({
  fields: z.partialRecord(z.enum(joinerFields), z.string().max(2000)),
  groups: z.array(GroupName).max(500).default([]),
  attributes: z.record(z.string().min(1).max(200), z.string().max(2000)).default({}),
})

/** Single people who come: written by hand, waiting for their start date, or invited. */
export const joinerPeopleCalls = {
  /** One joiner as a person wrote them: what there is to know before they are planned. Each field as its text, groups by name. */
  'joiners.person': read(
    Person,
    () =>
      z.object({
        row: JoinerRow.omit({ cells: true, dropped: true }),
        /** Shared folders that the groups open. */
        folders: z.array(z.string()).max(200),
        folderCount: z.int(),
        /** The groups of an account that is disabled, and those it would be given. */
        groupsNow: z.array(z.string()).max(500).nullable(),
        /** The groups that such an account was in before, with when a refresh saw that it left each. */
        groupsBefore: z.array(z.object({ name: z.string(), until: Instant, exists: z.boolean() })).max(500),
        /** The name of such an account, which enabling it leaves as it is. */
        nameNow: z.string().nullable(),
      }),
    peopleSeats,
  ),
  /** Plans one joiner, or enables the account that is there; `waits`: the plan is kept until the start date. */
  'joiners.planPerson': act(
    () => Person.extend({ enable: z.boolean().default(false), waits: z.boolean().default(false) }),
    Plan,
    peopleSeats,
  ),
  /**
   * Plans one joiner with a first password, which LastPass then knows. It is in memory alone until the plan is sent or dropped: such a
   * plan cannot wait. Needs an admin seat.
   */
  'joiners.planWithPassword': act(
    () => Person.extend({ password: z.string().min(1).max(200), changeAtLogin: z.boolean().default(true) }),
    Plan,
    adminOnly,
  ),
  /** The joiners who wait for their start date, the first day first; `due`: the day has come. */
  'joiners.waiting': read(
    nothing,
    () =>
      z.object({
        rows: z
          .array(
            z.object({
              plan: z.string(),
              username: z.string(),
              fullname: z.string(),
              day: Day,
              due: z.boolean(),
              /** Since when somebody's approval lets it go by itself on the day; null: it asks. */
              approved: Instant.nullable(),
              /** Why an approval does not count any more; null: it does, or there was none. */
              asks: z.string().nullable(),
            }),
          )
          .max(200),
        /** Approvals count at all: the setting is on. */
        bySetting: z.boolean(),
      }),
    peopleSeats,
  ),
  /**
   * Approves that a waiting joiner goes by itself on the start date, exactly as the plan is now, or takes that back. It goes while changes
   * are enabled, and asks again where anything differs. Needs changes to be enabled, and the setting to be on.
   */
  'joiners.approveStart': act(
    () => z.strictObject({ plan: z.string().max(60), approve: z.boolean() }),
    () => z.object({ approved: Instant.nullable() }),
    peopleSeats,
  ),
  /** Who is invited and has no account, those first who were seen so the longest. */
  'joiners.invited': read(
    () => z.strictObject({ ...Paging }),
    () =>
      z.object({
        rows: z
          .array(
            z.object({
              username: z.string(),
              /** When a refresh saw the invitation first; null: it was there at the first refresh. */
              since: Instant.nullable(),
              days: z.int().nullable(),
              /** Who invited them from here last, and when LastPass' answer confirmed it; null: the journal tells of nobody. */
              invited: z.object({ by: z.string(), time: Instant }).nullable(),
            }),
          )
          .max(500),
        total: z.int(),
      }),
    peopleSeats,
  ),
}
