import type { JoinerField, JoinerVerdict } from '../../../contract/joiners.ts'
import { count } from '../../lib/words/format.ts'

/** What each verdict is called on its filter and in its row. */
export const verdictWords: Readonly<Record<JoinerVerdict, { many: string; one: string }>> = {
  add: { many: 'Ready', one: 'Ready' },
  invalid: { many: 'To fix', one: 'To fix' },
  exists: { many: 'Here already', one: 'Here already' },
  disabled: { many: 'Disabled', one: 'Here, disabled' },
  invited: { many: 'Invited', one: 'Invited already' },
  duplicate: { many: 'Twice in the list', one: 'Twice in the list' },
}
/** In the order in which they are looked at. */
export const verdictOrder: readonly JoinerVerdict[] = ['invalid', 'disabled', 'exists', 'invited', 'duplicate', 'add']

/** What a column becomes, in words. */
export const fieldWords: Readonly<Record<Exclude<JoinerField, `attribute:${string}`>, string>> = {
  username: 'Work address',
  fullname: 'Full name',
  firstName: 'First name',
  middleName: 'Middle name or prefix',
  lastName: 'Last name',
  groups: 'Groups',
  department: 'Department',
  manager: 'Manager',
  managerAddress: 'Manager’s address',
  startDate: 'Start date',
  duoUsername: 'Duo user name',
  securidUsername: 'SecurID user name',
}

/** A warning that so many more people need more seats than were bought; empty: they do not, or nobody said how many there are. */
export function seatNote(settings: { seats: number | null; seatsUsed: number } | undefined, more: number): string {
  if (settings === undefined || settings.seats === null || more === 0) return ''
  const over = settings.seatsUsed + more - settings.seats
  return over <= 0
    ? ''
    : `${count(settings.seatsUsed + more)} seats would be in use, ${count(over)} more than the ${count(settings.seats)} that were bought. `
}

/** A value to choose, in quotes where blanks at its ends could not be seen without. */
export const offered = (value: string): string => (value === value.trim() ? value : `“${value}”`)

/** The day of an instant on this workstation's calendar, as `2026-11-26`. */
export const dayHere = (instant: number): string => new Intl.DateTimeFormat('en-CA').format(instant)
