import { z } from 'zod'
import { act, adminOnly, exporting, nothing, read } from '../call.ts'
import { Day, Instant } from '../model.ts'
import { JoinedSource } from '../scores/joined-source.ts'
import { KnownKey } from '../scores/snapshot.ts'
import { FilePart, TakenFile, TakenPart } from './file-part.ts'

const Passphrase = z.string().min(8, 'A passphrase has at least 8 characters.').max(200)

const HistoryCheck = z.object({
  /** `locked`: it asks for its passphrase; `refused`: it cannot be joined, for the reason. */
  state: z.enum(['joinable', 'locked', 'refused']),
  reason: z.string().nullable(),
  by: z.string().nullable(),
  signedBy: z.string().nullable(),
  /** This workstation signed it itself. */
  own: z.boolean(),
  known: KnownKey.nullable(),
  created: Instant.nullable(),
  /** What would be joined; null until the file could be read. */
  joins: z
    .object({
      /** Days that are not kept here. */
      days: z.int(),
      from: Day,
      to: Day,
      /** Days that both have: those kept here stay. */
      both: z.int(),
      /** People on the days that would be joined, and how many of them were never seen here. */
      people: z.int(),
      unseen: z.int(),
      departments: z.int(),
      groups: z.int(),
    })
    .nullable(),
  /** Stands for exactly this: joining repeats it. */
  plan: z.string().nullable(),
})
export type HistoryCheck = z.infer<typeof HistoryCheck>

/** The history of scores that one workstation kept, in a file for another workstation of the same company. */
export const historyCalls = {
  /** The days that are kept here, and where those came from that this workstation did not keep itself. */
  'scores.history': read(
    nothing,
    () =>
      z.object({
        days: z.int(),
        from: Day.nullable(),
        to: Day.nullable(),
        joined: z.array(JoinedSource).max(200),
        /** Of the key that signs files here; null: there is none before the first is written. */
        fingerprint: z.string().nullable(),
      }),
    adminOnly,
  ),
  /** Writes all days that are kept here into a file: signed, encrypted with the passphrase, for this company. */
  'scores.exportHistory': exporting(
    () => z.strictObject({ passphrase: Passphrase }),
    () =>
      z.object({
        path: z.string().nullable(),
        days: z.int(),
        from: Day.nullable(),
        to: Day.nullable(),
        fingerprint: z.string(),
      }),
  ),
  /** Takes a part of such a file, as base64; answers with the name to go on with. It never touches the disk. */
  'scores.uploadHistory': act(FilePart, TakenPart, adminOnly),
  /** What joining a file would add; writes nothing. */
  'scores.checkHistory': read(
    () => z.strictObject({ file: TakenFile, passphrase: z.string().max(200).optional() }),
    HistoryCheck,
    adminOnly,
  ),
  /** Joins the days of a file that are not kept here. `plan`: as the check gave it. */
  'scores.joinHistory': act(
    () => z.strictObject({ file: TakenFile, passphrase: z.string().max(200), plan: z.string().max(100) }),
    JoinedSource,
    adminOnly,
  ),
}
