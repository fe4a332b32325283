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

/** One range of rows that are all at hand. */
export const cut = <T>(all: readonly T[], { offset, limit }: Range): Page<T> => ({
  rows: all.slice(offset, offset + limit),
  total: all.length,
})

/** What comes in the order of its names, ordered by a number or, where there is none, as it came; ties stay by name. */
export function ordered<T>(all: T[], number: ((one: T) => number) | null, direction: 'asc' | 'desc'): T[] {
  if (number === null) return direction === 'asc' ? all : all.toReversed()
  return all.toSorted((a, b) => (direction === 'asc' ? number(a) - number(b) : number(b) - number(a)))
}
