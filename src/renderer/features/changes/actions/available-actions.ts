import type { Change, ChangeKind } from '../../../../contract/change.ts'
import type { User } from '../../../../contract/model.ts'
import { kindWords } from '../kind-words.ts'
import type { KindOffer, OfferedPerson } from '../kinds/kind.ts'

/** One act on offer. */
export interface Offer extends KindOffer<Change> {
  kind: ChangeKind
}

const offers: readonly Offer[] = (Object.keys(kindWords) as ChangeKind[]).flatMap((kind) => {
  const offer: KindOffer<Change> | null = kindWords[kind].offer
  return offer === null ? [] : [{ ...offer, kind }]
})

/** The acts for one person that make sense and that this seat may do, the likeliest first. */
export const offersFor = (
  person: OfferedPerson & Pick<User, 'goneSince'>,
  allowed: ReadonlySet<ChangeKind>,
): readonly Offer[] =>
  person.goneSince === null ? offers.filter(({ kind, fits }) => allowed.has(kind) && fits(person)) : []

/** One plan holds at most this many rows. */
export const mostInPlan = 10_000

/** The acts for many people that this seat may do; whom one does not fit is told by the plan. */
export const offersForMany = (allowed: ReadonlySet<ChangeKind>): readonly Offer[] =>
  offers.filter(({ kind, forMany }) => forMany && allowed.has(kind))

/** What was typed, as an act and the rest: "disable anna" is about Anna. Without such words at its start, all of it is the rest. */
export function spoken(typed: string, allowed: ReadonlySet<ChangeKind>): { offer: Offer | null; text: string } {
  const text = typed.trimStart()
  const offer = offersForMany(allowed).find(
    (each) => each.spoken !== null && text.toLowerCase().startsWith(`${each.spoken} `),
  )
  return { offer: offer ?? null, text: text.slice(offer?.spoken?.length ?? 0).trim() }
}
