import { z } from 'zod'
import { act, peopleSeats, read } from '../../call.ts'
import { Instant, Paging, Username } from '../../model.ts'
import { saved } from './leaver-cases.ts'

/** By what the progress of a campaign is gathered. */
const campaignParts = ['leaver', 'folder', 'owner'] as const
/** `open`: something is still to be changed; `overdue`: since 30 days or longer; `done`: everything is changed. */
const campaignStates = ['open', 'overdue', 'done'] as const

const State = z.enum(campaignStates)
const Part = z.enum(campaignParts)
const People = z.array(Username).min(1).max(500)
const Asked = z.object({ time: Instant, by: z.string() })
const Id = z.string().max(320)
const Password = z.object({
  folder: z.string().max(100),
  site: z.string().max(1000),
})

const ProgressRow = z.object({
  /** The leaver's or the administrator's address, or the folder's id; empty: folders that nobody who can log in administers. */
  id: z.string(),
  /** The name of the person or folder; may be empty. */
  name: z.string(),
  /** One site in one shared folder is one password. */
  passwords: z.int(),
  done: z.int(),
  /** Of those still open: an event may be of the change, for somebody to judge. */
  offered: z.int(),
  /** When the oldest campaign in which something is open began; null: nothing is. */
  openSince: Instant.nullable(),
  overdue: z.boolean(),
  people: z.int(),
  folders: z.int(),
  /** When this administrator was asked; null: not yet, or it is no administrator. */
  asked: Asked.nullable(),
  /** Whether a leaver was added after the administrator was asked, with passwords that are still open. */
  askAgain: z.boolean(),
})

const PasswordRow = z.object({
  folder: z.string(),
  folderName: z.string(),
  site: z.string(),
  /** Leavers who could reach it, at most 20; the counts have all. */
  leavers: z.array(z.string()).max(20),
  leaverCount: z.int(),
  /** For how many of them it is not ticked off. */
  open: z.int(),
  since: Instant.nullable(),
  offered: z.boolean(),
  /** Who changed it, and when, where that is known for all of them; `event`: LastPass logged it. */
  ticked: z
    .object({ time: Instant, by: z.string(), note: z.string().nullable(), event: z.boolean().optional() })
    .nullable(),
  /** Who can be asked, at most 20. */
  owners: z.array(z.string()).max(20),
})

/** Campaigns: the passwords that leavers could reach, handed to the administrators of the folders, and what became of them. */
export const leaverCampaignCalls = {
  /** Keeps what these people can reach now, and begins to count. Asks LastPass for the sites when none are at hand. */
  'leavers.beginCampaign': act(
    () => z.strictObject({ usernames: People }),
    () =>
      z.object({
        people: z.int(),
        passwords: z.int(),
        leftOut: z.array(z.object({ username: z.string(), reason: z.string() })).max(500),
      }),
    peopleSeats,
  ),
  /** Nobody goes on with the campaigns of these people; what was ticked stays. */
  'leavers.endCampaign': act(
    () => z.strictObject({ usernames: People, reason: z.string().trim().min(1).max(500) }),
    () => z.object({ ended: z.int() }),
    peopleSeats,
  ),
  /** Progress, what is open longest first. Events that came meanwhile are looked at before. */
  'leavers.campaign': read(
    () => z.strictObject({ by: Part, text: z.string().max(300).optional(), state: State.optional(), ...Paging }),
    () =>
      z.object({
        rows: z.array(ProgressRow).max(500),
        total: z.int(),
        /** Over all campaigns that go on, whatever is asked for. */
        sums: z.object({
          people: z.int(),
          folders: z.int(),
          owners: z.int(),
          passwords: z.int(),
          done: z.int(),
          offered: z.int(),
          overdue: z.int(),
          openSince: Instant.nullable(),
          /** Passwords that are open in folders that nobody who can log in administers. */
          unowned: z.int(),
        }),
        /** Leavers whose account was seen to be blocked or gone, and who are in no campaign; at most 500 of `total`. */
        waiting: z.object({ usernames: z.array(z.string()).max(500), total: z.int() }),
        /** Why events could not be looked at; null: they were. */
        problem: z.string().nullable(),
      }),
    peopleSeats,
  ),
  /** The passwords of one leaver, folder or administrator. */
  'leavers.campaignPasswords': read(
    () =>
      z.strictObject({
        by: Part,
        id: Id,
        text: z.string().max(300).optional(),
        state: State.optional(),
        ...Paging,
      }),
    () => z.object({ rows: z.array(PasswordRow).max(500), total: z.int() }),
    peopleSeats,
  ),
  /** Ticks passwords off for everybody of the campaigns who could reach them, or takes the ticks back. */
  'leavers.tickPasswords': act(
    () =>
      z.strictObject({
        passwords: z.array(Password).min(1).max(500),
        done: z.boolean(),
        note: z.string().max(500).optional(),
      }),
    () => z.object({ items: z.int() }),
    peopleSeats,
  ),
  /** The request to send to one administrator; `owner` null: about the folders that nobody who can log in administers. */
  'leavers.campaignRequest': read(
    () => z.strictObject({ owner: Username.nullable() }),
    () =>
      z.object({
        /** At most 20,000 characters; a longer one says how many sites it leaves out. */
        text: z.string().max(20_000),
        passwords: z.int(),
        folders: z.int(),
      }),
    peopleSeats,
  ),
  /** The lists to hand over: of one administrator, of some, or of all with something open; `null`: folders without one. */
  'leavers.exportRequests': act(
    () =>
      z.strictObject({
        owners: z.array(Username.nullable()).min(1).max(500).optional(),
        format: z.enum(['csv', 'text']),
      }),
    saved,
    peopleSeats,
  ),
  /** Notes that administrators were asked, or takes the note back. */
  'leavers.askOwners': act(
    () => z.strictObject({ owners: People, asked: z.boolean() }),
    () => z.object({}),
    peopleSeats,
  ),
}
