import type { Folder, FolderMember } from '../../contract/model.ts'
import type { AccessDifference, PastAccess } from './history.ts'
import type { AccessRow } from './person.ts'

/** The columns of what somebody may use as a table. */
export const accessHead = [
  'of',
  'folder',
  'folderId',
  'readOnly',
  'canAdminister',
  'hidePasswords',
  'through',
  'superAdmin',
]
/** One folder that a person or a group may use as cells of a table. */
export const accessRow = (of: string, row: AccessRow): unknown[] => [
  of,
  row.name,
  row.folder,
  row.readOnly,
  row.canAdminister,
  row.hidePasswords,
  row.through,
  row.superAdmin,
]

/** The columns of who may use a folder as a table. */
export const memberHead = [
  'folder',
  'folderId',
  'username',
  'fullname',
  'status',
  'readOnly',
  'canAdminister',
  'hidePasswords',
  'through',
  'superAdmin',
]
/** One person who may use a folder as cells of a table. */
export const memberRow = ({ id, name }: Pick<Folder, 'id' | 'name'>, member: FolderMember): unknown[] => [
  name,
  id,
  member.username,
  member.fullname,
  member.status,
  member.readOnly,
  member.canAdminister,
  member.hidePasswords,
  member.through,
  member.superAdmin,
]

const rights = (access: PastAccess | null): string =>
  access === null
    ? 'none'
    : [access.canAdminister && 'administers', access.readOnly ? 'reads' : 'edits', access.hidePasswords && 'hidden']
        .filter(Boolean)
        .join(', ')

/** The columns of what changed as a table. */
export const differenceHead = ['username', 'folder', 'folderId', 'before', 'throughBefore', 'after', 'throughAfter']
/** One change of access as cells of a table. */
export const differenceRow = ({ username, folder, name, before, after }: AccessDifference): unknown[] => [
  username,
  name,
  folder,
  rights(before),
  before?.through ?? [],
  rights(after),
  after?.through ?? [],
]
