import { z } from 'zod'
import { act, adminOnly, nothing, read } from '../../call.ts'
import { hashUseKinds, mostHashUses } from '../../lists.ts'
import { Instant } from '../../model.ts'

const Name = z.string().trim().min(1).max(100)
const Note = z.string().trim().max(300)
const UseId = z.string().min(1).max(60)

/** A tool or workstation that uses the company's provisioning hash, as somebody here wrote down or as a seat file was made for it. */
export const HashUse = z.object({
  id: UseId,
  name: Name,
  kind: z.enum(hashUseKinds),
  /** Where its hash is entered, who looks after it, in a person's words. */
  note: Note,
  /** When the newest seat file for it was made here; null: it was typed in. */
  seatFile: Instant.nullable(),
  /** When somebody said that it works with the present hash; null: nobody did yet. */
  works: Instant.nullable(),
})
export type HashUse = z.infer<typeof HashUse>

const State = z.object({
  uses: z.array(HashUse).max(mostHashUses),
  /** When the present hash was entered here; null: before Provost kept that. */
  entered: Instant.nullable(),
  /** A change of the hash that is under way, and when its new one was entered. */
  change: z.object({ begun: Instant, entered: Instant.nullable() }).nullable(),
  /** Days after which the hash counts as old; null: nobody is reminded. */
  remindDays: z.int().nullable(),
  /** It is older than that. */
  due: z.boolean(),
})

/** Changing the provisioning hash of the open company, step by step; the new one itself is entered by `tenants.reconnect`. */
export const hashCalls = {
  /** Who uses the hash, how old it is, and how far a change of it has come. */
  'hash.state': read(nothing, State, adminOnly),
  /** Writes down a tool or workstation that uses the hash; with `id`: what is known of it is other. */
  'hash.saveUse': act(
    () => z.strictObject({ id: UseId.optional(), name: Name, kind: z.enum(hashUseKinds), note: Note.default('') }),
    State,
    adminOnly,
  ),
  /** Takes one off the list. */
  'hash.removeUse': act(() => z.strictObject({ id: UseId }), State, adminOnly),
  /** Begins a change: nothing is sent, and the present hash counts until it is reset in LastPass. */
  'hash.begin': act(nothing, State, adminOnly),
  /** Says that one works with the present hash, or that it does not. */
  'hash.tick': act(() => z.strictObject({ id: UseId, works: z.boolean() }), State, adminOnly),
  /** Ends the change, or calls it off where no new hash was entered; the journal names what was not ticked. */
  'hash.end': act(nothing, State, adminOnly),
  /** After how many days somebody is reminded; null: never. */
  'hash.remind': act(() => z.strictObject({ days: z.int().min(1).max(3650).nullable() }), State, adminOnly),
}
