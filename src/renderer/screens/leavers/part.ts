import type { LeaversSearch } from '../../lib/addresses.ts'

/** What each part of the screen is given: its address, and the way to change it. */
export interface PartProps {
  search: LeaversSearch
  go: (next: LeaversSearch, options?: { replace?: boolean }) => void
}
