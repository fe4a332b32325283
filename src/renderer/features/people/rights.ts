import type { UserFolder } from '../../../contract/model.ts'

/** What a person may do in a shared folder, in words. */
export function rightWords(right: Pick<UserFolder, 'readOnly' | 'canAdminister' | 'hidePasswords'>): string {
  const edit = right.readOnly ? 'can look, not change' : 'can edit'
  const parts = [right.canAdminister ? 'manages members' : null, edit, right.hidePasswords ? 'passwords hidden' : null]
  return parts.filter(Boolean).join(', ')
}

/** By which ways somebody has access, where it is not in person alone. */
export function throughWords(through: readonly string[]): string | null {
  const groups = through.filter((way) => way !== 'person')
  if (groups.length === 0) return null
  const named = groups.slice(0, 5).join(', ')
  const more = groups.length > 5 ? ` and ${groups.length - 5} more` : ''
  return `${groups.length < through.length ? 'in person and ' : ''}through ${named}${more}`
}

export const rightsExplained = {
  definition:
    'Manages members: adds and removes people. Can edit: adds, changes and removes items. Can look, not change: cannot add, change or remove items. Passwords hidden: they are not shown, though they can still be filled in. Where there are several ways into a folder, the rights given in person count; of several groups, the strictest.',
} as const
