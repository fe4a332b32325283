import { rememberAddress } from '../../lib/address.ts'
import type { LeaverPart, LeaversSearch } from '../../lib/addresses.ts'

/** What each part of the screen is given: its address, and the way to change it. */
export interface PartProps {
  search: LeaversSearch
  go: (next: LeaversSearch, options?: { replace?: boolean }) => void
}

/** The name under which the address of a part is remembered. */
export const placeOf = (part: LeaverPart): string => `/leavers ${part}`

/** The list was sent: the next one begins anew. */
export const forgetList = (): void => rememberAddress(placeOf('list'), {})
