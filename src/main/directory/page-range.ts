/** Rows from `offset` on, `limit` at the most. */
export interface Range {
  offset: number
  limit: number
}

/** The rows of a range, and how many there are in all. */
export interface Page<T> {
  rows: T[]
  total: number
}
