import type { JoinerField, JoinerVerdict } from '../../../contract/joiners.ts'

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
  lastName: 'Last name',
  groups: 'Groups',
  department: 'Department',
  manager: 'Manager',
  managerAddress: 'Manager’s address',
  startDate: 'Start date',
  duoUsername: 'Duo user name',
  securidUsername: 'SecurID user name',
}
