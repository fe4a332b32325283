import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MatrixRow } from '../../../../src/renderer/screens/groups/matrix/matrix-model.ts'
import {
  type GroupOrder,
  groupOrders,
  orderedGroups,
  orderedPeople,
  type PeopleOrder,
  peopleOrders,
} from '../../../../src/renderer/screens/groups/matrix/matrix-order.ts'

const row = (username: string, groupCount: number): MatrixRow => ({
  username,
  fullname: '',
  id: null,
  groupCount,
  in: new Set(),
})
const people = [row('person10@example.com', 2), row('Person9@example.com', 5), row('åsa@example.com', 2)]
const groups = [
  { name: 'Team 10', members: 4 },
  { name: 'team 9', members: 9 },
  { name: 'Öffentlich', members: 4 },
]
const names = (list: readonly { name: string }[]) => list.map(({ name }) => name)
const addresses = (list: readonly MatrixRow[]) => list.map(({ username }) => username)

test('people stand by address, or by how many groups they have', () => {
  expect(orderedPeople(people, 'name')).toEqual(people)
  expect(addresses(orderedPeople(people, 'address'))).toEqual([
    'åsa@example.com',
    'Person9@example.com',
    'person10@example.com',
  ])
  expect(addresses(orderedPeople(people, 'most'))).toEqual([
    'Person9@example.com',
    'person10@example.com',
    'åsa@example.com',
  ])
  expect(addresses(orderedPeople(people, 'fewest'))).toEqual([
    'person10@example.com',
    'åsa@example.com',
    'Person9@example.com',
  ])
})

test('groups stand as they were given, by size, or by name', () => {
  expect(orderedGroups(groups, 'given')).toEqual(groups)
  expect(names(orderedGroups(groups, 'largest'))).toEqual(['team 9', 'Team 10', 'Öffentlich'])
  expect(names(orderedGroups(groups, 'smallest'))).toEqual(['Team 10', 'Öffentlich', 'team 9'])
  expect(names(orderedGroups(groups, 'name'))).toEqual(['Öffentlich', 'team 9', 'Team 10'])
})

test('no order loses or doubles anybody', () => {
  const anybody = fc.array(fc.record({ name: fc.string(), members: fc.nat() }), { maxLength: 30 })
  fc.assert(
    fc.property(anybody, (some) => {
      const rows = some.map(({ name, members }) => row(name, members))
      for (const order of Object.keys(groupOrders) as GroupOrder[])
        expect(new Set(orderedGroups(some, order))).toEqual(new Set(some))
      for (const order of Object.keys(peopleOrders) as PeopleOrder[])
        expect(new Set(orderedPeople(rows, order))).toEqual(new Set(rows))
    }),
  )
})
