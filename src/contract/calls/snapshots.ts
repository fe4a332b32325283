import { z } from 'zod'
import { act, adminOnly, nothing, read } from '../call.ts'
import { Day, GroupName, Instant } from '../model.ts'
import { longestSnapshot } from '../scores/scores.ts'
import { KnownKey, SnapshotBody, snapshotPeople } from '../scores/snapshot.ts'

const wanted = {
  /** What the snapshot is about; left out: the whole company. */
  groups: z.array(GroupName).max(100).optional(),
  departments: z.array(z.string().min(1).max(300)).max(100).optional(),
  from: Day.optional(),
  to: Day.optional(),
  people: z.enum(snapshotPeople).default('hidden'),
  /** Where people are not named, numbers about fewer are withheld. */
  minimumGroup: z.int().min(2).max(1000).default(5),
  /** A day, an instant, or so many days from now. */
  expires: z.union([Instant, Day, z.int().min(1).max(3650)]),
}

export const snapshotCalls = {
  /** Writes a signed file of scores for somebody without access. */
  'snapshots.write': act(
    () =>
      z.strictObject({
        ...wanted,
        passphrase: z.string().min(8, 'A passphrase has at least 8 characters.').max(200).optional(),
      }),
    () => z.object({ path: z.string().nullable(), fingerprint: z.string() }),
    adminOnly,
  ),
  /** Exactly what such a file would hold; of people the first hundred. */
  'snapshots.preview': read(
    () => z.strictObject(wanted),
    () => z.object({ body: SnapshotBody, people: z.int(), fingerprint: z.string().nullable() }),
    adminOnly,
  ),
  /** What a seat that sees nobody's account is shown of the data at hand: as a snapshot without names, of what the seat is limited to. */
  'snapshots.live': read(nothing, () =>
    z.object({
      body: SnapshotBody,
      /** From which day on newer numbers can be told; null: once enough people have moved. */
      renews: Day.nullable(),
      /** When the newest day in it was read from LastPass. */
      asOf: Instant.nullable(),
    }),
  ),
  /** The file that the system handed over last, by a double click; null: none was. */
  'snapshots.handed': read(nothing, () =>
    z.object({ name: z.string().nullable(), /** Another for each time. */ number: z.int() }),
  ),
  /** Opens a snapshot: its text, or the file that the system handed over; needs neither a company nor a keychain. */
  'snapshots.open': read(
    () =>
      z.strictObject({
        content: z.string().max(longestSnapshot).optional(),
        handed: z.literal(true).optional(),
        passphrase: z.string().max(200).optional(),
      }),
    () =>
      z.object({
        /** `locked`: it asks for its passphrase. */
        state: z.enum(['valid', 'expired', 'altered', 'unreadable', 'locked', 'newer']),
        reason: z.string().nullable(),
        signedBy: z.string().nullable(),
        /** This workstation signed it itself. */
        own: z.boolean(),
        /** The key was compared by eye here; null: it was not. */
        known: KnownKey.nullable(),
        expires: Instant.nullable(),
        body: SnapshotBody.nullable(),
      }),
  ),
  /** Remembers that a key was compared by eye, under the name of whose it is; `forget`: it is unknown again. */
  'snapshots.compared': act(
    () => z.strictObject({ ...KnownKey.omit({ compared: true }).shape, forget: z.literal(true).optional() }),
    () => z.object({ known: KnownKey.nullable() }),
  ),
}
