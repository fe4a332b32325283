import type { MatrixRow } from './matrix-model.ts'

/** In which order people stand, in words: as main gives them, by name, until another one is chosen. */
export const peopleOrders = {
  name: 'People by name',
  address: 'People by address',
  most: 'Most groups first',
  fewest: 'Fewest groups first',
} as const
export type PeopleOrder = keyof typeof peopleOrders

/** In which order groups stand: those that were chosen as they were, else the largest first, until another order is chosen. */
export const groupOrders = {
  given: 'Groups as chosen',
  largest: 'Largest groups first',
  smallest: 'Smallest groups first',
  name: 'Groups by name',
} as const
export type GroupOrder = keyof typeof groupOrders

const { compare } = new Intl.Collator('en', { numeric: true })

/** People in another order; those that are equal in it stay as they were. */
export function orderedPeople(rows: readonly MatrixRow[], order: PeopleOrder): readonly MatrixRow[] {
  if (order === 'name') return rows
  return rows.toSorted((a, b) =>
    order === 'address'
      ? compare(a.username, b.username)
      : order === 'most'
        ? b.groupCount - a.groupCount
        : a.groupCount - b.groupCount,
  )
}

/** Groups in another order; those that are equal in it stay as they were. */
export function orderedGroups<G extends { name: string; members: number }>(
  groups: readonly G[],
  order: GroupOrder,
): readonly G[] {
  if (order === 'given') return groups
  return groups.toSorted((a, b) =>
    order === 'name' ? compare(a.name, b.name) : order === 'largest' ? b.members - a.members : a.members - b.members,
  )
}
