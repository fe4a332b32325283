// Plain values, without schemas: the page needs them before any call.

/** What a column of a list of joiners can become, beside `attribute:NAME`. */
export const joinerFields = [
  'username',
  'fullname',
  'firstName',
  'middleName',
  'lastName',
  'groups',
  'department',
  'manager',
  'managerAddress',
  'startDate',
  'duoUsername',
  'securidUsername',
] as const
export type JoinerField = (typeof joinerFields)[number] | `attribute:${string}`

/** What becomes of a row of a list of joiners. */
export const joinerVerdicts = [
  'add', // will be invited
  'exists', // has an account that can log in
  'disabled', // has an account that is disabled: enable it instead
  'invited', // is invited already
  'duplicate', // the same address as in an earlier row
  'invalid', // something has to be put right first
] as const
export type JoinerVerdict = (typeof joinerVerdicts)[number]

/** Departments to begin with. */
export const firstDepartments = ['Engineering', 'Sales', 'Marketing', 'HR', 'Finance', 'Legal'] as const
