import type { Change, ChangeKind, ChangeOf } from '../../../contract/change.ts'
import { add } from './add.ts'
import { changeEmail } from './change-email.ts'
import type { Kind } from './common/kind.ts'
import { deleteAccount } from './delete.ts'
import { disable } from './disable.ts'
import { disableMfa } from './disable-mfa.ts'
import { enable } from './enable.ts'
import { groups } from './groups.ts'
import { reinvite } from './reinvite.ts'
import { remove } from './remove.ts'
import { rename } from './rename.ts'
import { requirePasswordChange } from './require-password-change.ts'
import { resetPassword } from './reset-password.ts'
import { uninvite } from './uninvite.ts'

/** Every kind of change. Which undo exists is what the service offers, and nothing else. */
export const kinds: { readonly [K in ChangeKind]: Kind<ChangeOf<K>> } = {
  disable,
  enable,
  remove,
  delete: deleteAccount,
  uninvite,
  reinvite,
  'reset-password': resetPassword,
  'require-password-change': requirePasswordChange,
  'disable-mfa': disableMfa,
  add,
  rename,
  'change-email': changeEmail,
  groups,
}

/** The kind of a change, for asking it about that change. */
export const kindOf = ({ kind }: Pick<Change, 'kind'>): Kind<Change> => kinds[kind]
