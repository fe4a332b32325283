import { z } from 'zod'
import { act, adminOnly, nothing, peopleSeats, read } from '../call.ts'
import { GroupName, Instant, Paging, Username } from '../model.ts'

/** A day, YYYY-MM-DD. */
export const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/** What is known of a joiner here alone, because LastPass does not keep it. */
export const JoinerFacts = z.object({
  department: z.string().max(200).optional(),
  manager: z.string().max(500).optional(),
  managerAddress: z.string().max(320).optional(),
  startDate: Day.optional(),
})
export type JoinerFacts = z.infer<typeof JoinerFacts>

const Department = z.object({ name: z.string().trim().min(1).max(200), groups: z.array(GroupName).max(200) })
/** What a person said about joiners of this company. */
const JoinerSettings = z.object({
  departments: z.array(Department).max(200),
  domains: z.object({ added: z.array(z.string().max(253)).max(200), removed: z.array(z.string().max(253)).max(200) }),
  /** Licences bought; null: nobody said. */
  seats: z.int().min(0).max(10_000_000).nullable(),
  /** Who has reached the start date is sent without being asked, while changes are enabled. */
  sendOnStartDate: z.boolean(),
})
export type JoinerSettings = z.infer<typeof JoinerSettings>

/** What is kept here of people and departments, and who differs from it. */
export const joinerRuleCalls = {
  /** Who is in a department and not in the groups of its rule, by what is kept here and by the attribute of that name. */
  'joiners.drift': read(
    () => z.strictObject({ department: z.string().max(200).optional(), ...Paging }),
    () =>
      z.object({
        rows: z
          .array(
            z.object({
              username: z.string(),
              fullname: z.string(),
              department: z.string(),
              missing: z.array(z.string()).max(200),
            }),
          )
          .max(500),
        total: z.int(),
      }),
    peopleSeats,
  ),
  /** Whom departments with other groups than now would touch: who would not be as their rule says, before it is saved. */
  'joiners.rulePreview': read(
    () => z.strictObject({ departments: JoinerSettings.shape.departments }),
    () =>
      z.object({
        departments: z
          .array(
            z.object({
              name: z.string(),
              added: z.array(z.string()).max(200),
              removed: z.array(z.string()).max(200),
              /** People of the department who can log in. */
              people: z.int(),
              /** How many of them lack a group of the rule: as it is now, and as it would be. */
              now: z.int(),
              afterwards: z.int(),
              /** Some of those who would. */
              some: z.array(z.string()).max(5),
            }),
          )
          .max(400),
      }),
    peopleSeats,
  ),
  /** What is known here alone of a person. */
  'joiners.facts': read(
    () => z.strictObject({ username: Username }),
    () => z.object({ facts: JoinerFacts.extend({ since: Instant }).nullable() }),
    peopleSeats,
  ),
  'joiners.setFacts': act(
    () => z.strictObject({ username: Username, facts: JoinerFacts }),
    () => z.object({}),
    peopleSeats,
  ),
  /** Departments with their groups, the company's domains, licences. */
  'joiners.settings': read(
    nothing,
    () =>
      JoinerSettings.extend({
        /** What counts as the company's own, with how many people have it. */
        own: z.array(z.object({ domain: z.string(), people: z.int(), learnt: z.boolean() })).max(1000),
        /** Accounts that are there and not disabled, and people who are invited. */
        seatsUsed: z.int(),
      }),
    peopleSeats,
  ),
  'joiners.saveSettings': act(
    () => JoinerSettings.partial().strict(),
    () => z.object({}),
    adminOnly,
  ),
}
