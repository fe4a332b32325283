import { z } from 'zod'
import { act, adminOnly, nothing, read } from '../../call.ts'
import { ChangeKind } from '../../change.ts'
import { longestSeatFile } from '../../lists.ts'
import { GroupName, Instant, Seat } from '../../model.ts'

const Content = z.string().min(1).max(longestSeatFile)
/** 12: what a person can read out over the telephone and scrypt can protect for years. */
const Passphrase = z.string().min(12, 'A passphrase has at least 12 characters.').max(200)

const SeatScopes = z.object({
  departments: z.array(z.string().min(1).max(300)).max(100),
  groups: z.array(GroupName).max(100),
})

const SeatPeople = z.enum(['hidden', 'named'])

/** What a seat may do beyond what its name says. */
export const SeatLimits = z.object({
  /** Kinds of change that may be sent; an admin has all, a manager none. */
  kinds: z.array(ChangeKind).max(20),
  /** Whether lists of everyone may be written to files. */
  exports: z.boolean(),
  /** More changes in a plan that take something away than this ask for the typed count; null: as the guards say. */
  cap: z.int().min(1).max(10_000).nullable(),
  /** For a seat that sees nobody's account: the departments and groups whose scores it is shown; null or left out: the whole company. */
  scopes: SeatScopes.nullable().optional(),
  /** For such a seat: whether people are named with their scores, and nothing withheld; left out: hidden. */
  people: SeatPeople.optional(),
})
export type SeatLimits = z.infer<typeof SeatLimits>

export const SeatState = z.object({
  seat: Seat,
  /** `open`: nobody has limited this workstation; `file`: a seat file did; `policy`: the machine's policy did; `lost`: a seat was locked and its record is damaged, gone or expired. */
  by: z.enum(['open', 'file', 'policy', 'lost']),
  limits: SeatLimits,
  /** Names of the calls that this seat may make; the page hides the rest, the dispatcher refuses it. */
  calls: z.array(z.string()).max(300),
  /** When the seat ends; null: it does not. */
  until: Instant.nullable(),
  /** For whom the seat file was made, by which key, and when it was imported. */
  file: z.object({ label: z.string(), signer: z.string(), imported: Instant }).nullable(),
  /** What to know about this seat, as a sentence; for `lost`, what to do. */
  message: z.string().nullable(),
  /** The fingerprint of this workstation's own signing key, for those who import its seat files; null: not an admin, or no keychain. */
  fingerprint: z.string().nullable(),
  policy: z.object({
    /** Where the machine-wide policy is looked for. */
    path: z.string(),
    found: z.boolean(),
    /** Why a policy that was found is not obeyed; changes are off meanwhile. */
    problem: z.string().nullable(),
    /** What it fixes: the part as the policy has it, its name and its value in words. */
    fixed: z.array(z.object({ part: z.string(), name: z.string(), value: z.string() })).max(30),
  }),
})
export type SeatState = z.infer<typeof SeatState>

export const seatCalls = {
  /** What this workstation may do, and who says so. */
  'seats.state': read(nothing, SeatState),
  /** Writes a seat file for another workstation: the open tenant's credential and the limits, sealed and signed. */
  'seats.make': act(
    () =>
      z.strictObject({
        seat: Seat,
        /** For whom, or for which workstation. */
        label: z.string().trim().min(1).max(100),
        passphrase: Passphrase,
        /** Left out: what is usual for the seat. */
        kinds: z.array(ChangeKind).max(20).optional(),
        exports: z.boolean().optional(),
        cap: z.int().min(1).max(10_000).nullable().optional(),
        scopes: SeatScopes.nullable().optional(),
        people: SeatPeople.optional(),
        /** Days within which the file has to be imported. */
        importDays: z.int().min(1).max(90).default(7),
        /** Days after which the seat itself ends; null: it does not. */
        seatDays: z.int().min(1).max(3650).nullable().default(null),
      }),
    () => z.object({ saved: z.boolean(), file: z.string().nullable(), fingerprint: z.string() }),
    adminOnly,
  ),
  /** What a seat file says of itself before it is opened; `problem`: why it cannot be imported. Nothing secret is in it. */
  'seats.inspect': read(
    () => z.strictObject({ content: Content }),
    () =>
      z.object({
        label: z.string(),
        created: Instant,
        expires: Instant,
        /** Compare it with the one that the admin sees: only then is the file theirs. */
        signer: z.string(),
        problem: z.string().nullable(),
      }),
  ),
  /** Opens a seat file, puts the credential into the keychain and locks the seat. */
  'seats.import': act(
    () =>
      z.strictObject({
        content: Content,
        passphrase: z.string().min(1).max(200),
        signer: z.string().max(100),
        /** The passphrase of the seat that is here: for a file that allows more than it and has another one. */
        presentPassphrase: z.string().min(1).max(200).optional(),
      }),
    () => z.object({ seat: Seat, tenant: z.string() }),
  ),
  /** Gives the seat back: its credential and its local data are wiped, and the workstation is as new. `label` repeats the tenant's label. */
  'seats.giveUp': act(
    () => z.strictObject({ label: z.string().max(60) }),
    () => z.object({}),
  ),
}
