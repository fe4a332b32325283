import type { ChangeKind } from '../../../../contract/change.ts'
import type { plainKinds } from '../../../../contract/lists.ts'
import type { User } from '../../../../contract/model.ts'

/** An act that needs nothing but the person. */
export type PlainKind = (typeof plainKinds)[number]
type EditKind = 'rename' | 'change-email'

/** One act on offer; `apart`: a line is drawn before it, because nobody can take it back. */
export interface Offer<Kind extends PlainKind | EditKind = PlainKind | EditKind> {
  kind: Kind
  apart: boolean
}

/** Whether an act needs nothing but the person; the others are asked for what to set. */
export const isPlain = (offer: Offer): offer is Offer<PlainKind> =>
  offer.kind !== 'rename' && offer.kind !== 'change-email'

type Person = Pick<User, 'status' | 'mfa' | 'passwordResetRequired' | 'neverLoggedIn' | 'goneSince'>

/** What makes sense for a person as the data at hand has them; the likeliest first. The plan judges again. */
const fitting = (person: Person): Offer['kind'][] => {
  if (person.goneSince !== null) return []
  if (person.status === 'invited') return ['reinvite', 'uninvite']
  return [
    person.status === 'disabled' ? 'enable' : 'disable',
    ...(person.neverLoggedIn ? (['reinvite'] as const) : []),
    'rename',
    ...(person.neverLoggedIn ? [] : (['change-email'] as const)),
    ...(person.passwordResetRequired ? [] : (['require-password-change'] as const)),
    'reset-password',
    ...(person.mfa === null ? [] : (['disable-mfa'] as const)),
    'remove',
    'delete',
  ]
}

const offers = <Kind extends Offer['kind']>(kinds: readonly Kind[], allowed: ReadonlySet<ChangeKind>): Offer<Kind>[] =>
  kinds.filter((kind) => allowed.has(kind)).map((kind) => ({ kind, apart: kind === 'remove' || kind === 'uninvite' }))

/** The acts for one person that this seat may do. */
export const offersFor = (person: Person, allowed: ReadonlySet<ChangeKind>): Offer[] => offers(fitting(person), allowed)

const forMany: readonly PlainKind[] = [
  'disable',
  'enable',
  'reinvite',
  'require-password-change',
  'reset-password',
  'disable-mfa',
  'uninvite',
  'remove',
  'delete',
]

/** One plan holds at most this many rows. */
export const mostInPlan = 10_000

/** The acts for many people that this seat may do; whom one does not fit is told by the plan. */
export const offersForMany = (allowed: ReadonlySet<ChangeKind>): Offer<PlainKind>[] => offers(forMany, allowed)
