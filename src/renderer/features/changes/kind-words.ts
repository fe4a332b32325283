import type { Change, ChangeKind, ChangeOf } from '../../../contract/change.ts'
import { plural } from '../../lib/words/format.ts'
import { add } from './kinds/add.ts'
import { changeEmail } from './kinds/change-email.ts'
import { deleteAccount } from './kinds/delete.ts'
import { disable } from './kinds/disable.ts'
import { disableMfa } from './kinds/disable-mfa.ts'
import { enable } from './kinds/enable.ts'
import { groups } from './kinds/groups.ts'
import type { KindWords } from './kinds/kind.ts'
import { reinvite } from './kinds/reinvite.ts'
import { remove } from './kinds/remove.ts'
import { rename } from './kinds/rename.ts'
import { requirePasswordChange } from './kinds/require-password-change.ts'
import { resetPassword } from './kinds/reset-password.ts'
import { uninvite } from './kinds/uninvite.ts'
import { whoWords } from './who.tsx'

/** Every kind of change in words, in the order in which menus offer them. */
export const kindWords: { readonly [K in ChangeKind]: KindWords<ChangeOf<K>> } = {
  disable,
  enable,
  reinvite,
  rename,
  'change-email': changeEmail,
  'require-password-change': requirePasswordChange,
  'reset-password': resetPassword,
  'disable-mfa': disableMfa,
  uninvite,
  remove,
  delete: deleteAccount,
  groups,
  add,
}

const wordsOf = ({ kind }: Pick<Change, 'kind'>): KindWords<Change> => kindWords[kind]

/** What a button says that sends these changes: the act, its object, and how many. */
export function applyLabel(kinds: ReadonlySet<ChangeKind>, number: number, only?: string): string {
  if (number === 0) return 'Nothing to send'
  const [kind, ...others] = kinds
  if (kind === undefined || others.length > 0) return `Make ${plural(number, 'change', 'changes')}`
  const words = kindWords[kind]
  return number === 1 && only !== undefined ? words.one(only) : words.many(number)
}

/** One change as a short sentence: "Disable Anna Meier (anna@example.com)", by the address alone where no name is known. */
export function changeTitle(change: Change, fullname?: string): string {
  const words = wordsOf(change)
  const who = whoWords(change.username, fullname ?? words.newName?.(change))
  return words.title?.(change, who) ?? words.one(who)
}

/** What a row of a plan does, where the person stands beside it. */
export function rowTitle(change: Change, fullname?: string): string {
  const words = wordsOf(change)
  return words.titleInPlan ? changeTitle(change, fullname) : words.short
}
