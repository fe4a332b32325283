import type { UserFolder } from '../../../contract/model.ts'

/** What a person may do in a shared folder, in words. */
export function rightWords(right: Pick<UserFolder, 'readOnly' | 'canAdminister' | 'hidePasswords'>): string {
  const edit = right.readOnly ? 'can look, not change' : 'can edit'
  const parts = [right.canAdminister ? 'manages members' : null, edit, right.hidePasswords ? 'passwords hidden' : null]
  return parts.filter(Boolean).join(', ')
}

export const rightsExplained = {
  definition:
    'Manages members: adds and removes people. Can edit: adds, changes and removes items. Can look, not change: cannot add, change or remove items. Passwords hidden: they are not shown, though they can still be filled in.',
} as const
