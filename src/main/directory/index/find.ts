import type { Sort, UserFilter } from '../../../contract/model.ts'
import type { Columns, Names } from './columns.ts'
import { type Known, noMarks } from './marks.ts'
import { createOrder } from './order.ts'
import { match } from './query.ts'

/** How many answers are kept ready: each is 4 bytes a person. */
const keptAnswers = 8

interface FinderOptions {
  columns: Columns
  names: Names
  /** Left out: there are none. */
  marks?: Known
  now: () => number
  /** Those of the positions that belong to one of these names. */
  named: (positions: Uint32Array, usernames: readonly string[]) => Uint32Array
}

/** Positions of the people who match, in the order asked for. */
export type Find = (filter: UserFilter, sorts: readonly Sort[]) => Uint32Array

/**
 * Finds people in one state of the column index. Scrolling asks for the same people again, and a page's figures for the
 * same without an order: the last answers are kept.
 */
export function createFinder({ columns, names, marks = noMarks, now, named }: FinderOptions): Find {
  const order = createOrder(columns)
  const matches = keep((filter: UserFilter, _minute: number) => {
    const matching = match(columns, names, filter, now(), marks)
    return filter.usernames === undefined ? matching : named(matching, filter.usernames)
  })
  const answers = keep((filter: UserFilter, minute: number, sorts: readonly Sort[]) =>
    order(matches(filter, minute), sorts),
  )
  // The minute is part of what is asked because "30 days ago" moves.
  return (filter, sorts) => answers(filter, Math.floor(now() / 60_000), sorts)
}

/** The function, with its last so many answers at hand; what it is asked must be plain data. */
function keep<Asked extends unknown[]>(compute: (...asked: Asked) => Uint32Array): (...asked: Asked) => Uint32Array {
  const kept = new Map<string, Uint32Array>()
  return (...asked) => {
    const key = JSON.stringify(asked)
    const found = kept.get(key) ?? compute(...asked)
    // The one used last is the last to be forgotten.
    kept.delete(key)
    kept.set(key, found)
    if (kept.size > keptAnswers) kept.delete(kept.keys().next().value as string)
    return found
  }
}
