import { z } from 'zod'
import { act, peopleSeats } from '../call.ts'
import { GroupName } from '../model.ts'
import { Plan, Rows } from './plans.ts'

/** How far a group is made like a list. */
export const syncModes = ['add', 'remove', 'exact'] as const

/** Groups: who belongs to them, as plans. */
export const groupCalls = {
  /**
   * Plans to make a group like a list of people: add those who are missing, remove those who are listed, or both so that just they are
   * in it. What cannot be told to be somebody is a blocked row that says whom it may mean; whoever it may mean is not removed.
   */
  'groups.plan': act(
    z.strictObject({
      name: GroupName,
      /** Addresses as people give them, or names, which are never taken for a person by themselves. */
      usernames: z.array(z.string().max(1000)).max(20_000),
      mode: z.enum(syncModes),
      limit: Rows.limit,
    }),
    Plan.extend({
      /** How many of the list are as they should be already, beside those in `rows`. */
      stays: z.int(),
      /** Members now, and once the plan is carried out. */
      members: z.object({ before: z.int(), after: z.int() }),
    }),
    peopleSeats,
  ),
}
