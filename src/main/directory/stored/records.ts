import type { User } from '../../../contract/model.ts'
import type { ServiceUser } from '../../lastpass/records/user.ts'
import type { StoredGroupGrant, StoredMember } from '../folders/folder-members.ts'

/** A person as stored: the contract's `User` without what is computed over all people. */
export type StoredUser = Omit<User, 'duplicate'> & Pick<ServiceUser, 'local'>

/** A shared folder as stored, with everybody in it once. */
export interface StoredFolder {
  id: string
  name: string
  score: number | null
  deleted: boolean
  members: StoredMember[]
  /** Groups that are members as a whole; left out: none. */
  groups?: StoredGroupGrant[]
  /** Groups that entries of single people name, with what those entries give; left out: none. */
  named?: StoredGroupGrant[]
  /** Fields that Provost does not know, as they came; left out: none. */
  other?: Record<string, unknown>
}
