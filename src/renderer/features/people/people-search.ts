import type { UserFilter } from '../../../contract/model.ts'

/** What the address of the people screen holds: the filter, and how the table looks. */
export type PeopleSearch = Omit<UserFilter, 'usernames'> & {
  /** Order as "score.desc,username.asc". */
  sort?: string
  /** Chips that are switched off but kept. */
  off?: string[]
  /** Columns in order, when a view brings its own. */
  cols?: string[]
  /** The person whose panel is open. */
  person?: string
}

/** A part of the filter that an address can hold. */
export type FilterKey = Exclude<keyof UserFilter, 'usernames'>
