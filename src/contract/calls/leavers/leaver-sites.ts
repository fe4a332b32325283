import { z } from 'zod'
import { act, nothing, peopleSeats, read } from '../../call.ts'
import { Instant, Paging, Username } from '../../model.ts'
import { saved } from './leaver-cases.ts'

const asOf = Instant.nullable()

const RotationRow = z.object({
  username: z.string(),
  site: z.string(),
  folder: z.string(),
  folderName: z.string(),
  /** False: LastPass hid the password, though it could be filled in. */
  couldSee: z.boolean(),
  canAdminister: z.boolean(),
  /** What the audit events at hand show; null: no event names this site for this person. */
  opened: z.object({ times: z.int(), last: Instant }).nullable(),
  /** `event`: nobody ticked it; an event of LastPass shows who changed the password, and when. */
  ticked: z
    .object({ time: Instant, by: z.string(), note: z.string().nullable(), event: z.boolean().optional() })
    .nullable(),
  /** An event that may be of a change of this password after the leaver's last access, for somebody to judge; null: there is none. */
  changed: z
    .object({ time: Instant, by: z.string(), action: z.string(), item: z.string().nullable(), sure: z.boolean() })
    .nullable()
    .optional(),
})
/** How many items of one site are named in one answer. */
const mostItems = 500
/** How many items of all sites together cross in one call. */
const mostTogether = 5000
const Ranked = {
  asOf,
  /** `events`: what was opened comes first; `reach`: no audit events are at hand, so what could be seen comes first. */
  rankedBy: z.enum(['events', 'reach']),
  /** How the order came about and what it cannot show, as a sentence. */
  note: z.string(),
  /** Shared folders that LastPass lists, but whose sites it did not give: what is in them is not in the list. At most 500; `total`: all. */
  lacking: z.object({
    rows: z.array(z.object({ id: z.string(), name: z.string() })).max(500),
    total: z.int(),
  }),
}
const RotationSite = z.object({
  site: z.string(),
  /** One item: one person by way of one shared folder. */
  items: z.array(RotationRow).max(mostItems),
  total: z.int(),
  ticked: z.int(),
  people: z.int(),
  folders: z.int(),
  /** Of how many items the password could be seen. */
  couldSee: z.int(),
  opened: z.object({ times: z.int(), last: Instant }).nullable(),
})
const SitesProgress = z.object({
  /** When the sites of shared folders were read; null: never. */
  asOf,
  folders: z.int(),
  /** Sites in folders that are not deleted, each once a folder; null: none were read, or by an older Provost, which did not count. */
  passwords: z.int().nullable(),
  /** Records of the answer that could not be read. */
  setAside: z.int(),
  fetching: z.object({ folders: z.int(), total: z.int().nullable() }).nullable(),
})

/** What leavers could reach in shared folders, to be changed one by one. */
export const leaverSiteCalls = {
  /** Sites in shared folders that these people could reach. Asks LastPass when nothing is at hand, or when told to; cancel the call to stop. */
  'leavers.rotation': act(
    () =>
      z.strictObject({
        usernames: z.array(Username).min(1).max(500),
        fetch: z.enum(['never', 'when-missing', 'always']).default('when-missing'),
        text: z.string().max(300).optional(),
        ticked: z.boolean().optional(),
        ...Paging,
      }),
    () =>
      z.object({
        rows: z.array(RotationRow).max(500),
        total: z.int(),
        ticked: z.int(),
        ...Ranked,
      }),
    peopleSeats,
  ),
  /** As `leavers.rotation`, one row a site: a site is there whole as soon as one of its items is asked for. `site`: this one alone. */
  'leavers.rotationSites': act(
    () =>
      z
        .strictObject({
          usernames: z.array(Username).min(1).max(500),
          fetch: z.enum(['never', 'when-missing', 'always']).default('when-missing'),
          text: z.string().max(300).optional(),
          ticked: z.boolean().optional(),
          site: z.string().max(1000).optional(),
          /** So many items of each site. */
          each: z.int().min(0).max(mostItems).default(10),
          /** Items of each site that are passed over, because they are at hand. */
          skip: z.int().min(0).default(0),
          ...Paging,
        })
        .refine(({ site, each, limit }) => site !== undefined || each * limit <= mostTogether, {
          path: ['each'],
          message: 'Ask for fewer sites at a time, or for one alone, to see more of its items.',
        }),
    () =>
      z.object({
        rows: z.array(RotationSite).max(500),
        total: z.int(),
        /** Items of all sites, whatever is asked for, and how many of them are ticked. */
        items: z.int(),
        ticked: z.int(),
        ...Ranked,
      }),
    peopleSeats,
  ),
  /** Whether the sites of shared folders are at hand, and how far a fetch is. */
  'leavers.sites': read(nothing, SitesProgress, peopleSeats),
  'leavers.cancelSites': act(nothing, () => z.object({}), peopleSeats),
  /** Ticks sites whose passwords were changed, or takes ticks back. */
  'leavers.tick': act(
    () =>
      z.strictObject({
        username: Username,
        items: z
          .array(z.object({ folder: z.string().max(100), site: z.string().max(1000) }))
          .min(1)
          .max(500),
        done: z.boolean(),
        note: z.string().max(500).optional(),
      }),
    () => z.object({ ticked: z.int() }),
    peopleSeats,
  ),
  /** Ticks a whole site off, or takes its ticks back: every item by which these people could reach it. */
  'leavers.tickSite': act(
    () =>
      z.strictObject({
        usernames: z.array(Username).min(1).max(500),
        site: z.string().max(1000),
        done: z.boolean(),
        note: z.string().max(500).optional(),
      }),
    () => z.object({ ticked: z.int() }),
    peopleSeats,
  ),
  'leavers.exportRotation': act(
    () => z.strictObject({ usernames: z.array(Username).min(1).max(500), format: z.enum(['csv', 'json']) }),
    saved,
    peopleSeats,
  ),
}
