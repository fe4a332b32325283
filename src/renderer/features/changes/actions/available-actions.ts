import type { ChangeKind } from '../../../../contract/change.ts'
import type { User } from '../../../../contract/model.ts'

/** One act on offer; `apart`: a line is drawn before it, because nobody can take it back. */
export interface Offer {
  kind: ChangeKind
  apart: boolean
}

type Person = Pick<User, 'status' | 'mfa' | 'passwordResetRequired' | 'neverLoggedIn' | 'goneSince'>

/** What makes sense for a person as the data at hand has them; the likeliest first. The plan judges again. */
const fitting = (person: Person): ChangeKind[] => {
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

const offers = (kinds: readonly ChangeKind[], allowed: ReadonlySet<ChangeKind>): Offer[] =>
  kinds.filter((kind) => allowed.has(kind)).map((kind) => ({ kind, apart: kind === 'remove' || kind === 'uninvite' }))

/** The acts for one person that this seat may do. */
export const offersFor = (person: Person, allowed: ReadonlySet<ChangeKind>): Offer[] => offers(fitting(person), allowed)

const forMany: readonly ChangeKind[] = [
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

/** The acts for many people that this seat may do; whom one does not fit is told by the plan. */
export const offersForMany = (allowed: ReadonlySet<ChangeKind>): Offer[] => offers(forMany, allowed)
