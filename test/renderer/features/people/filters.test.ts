import { describe, expect, test } from 'vitest'
import { sortableColumns, statuses } from '../../../../src/contract/lists.ts'
import { UserFilter } from '../../../../src/contract/model.ts'
import { filterReaders } from '../../../../src/renderer/features/people/filter-readers.ts'
import {
  attributeHolds,
  listHolds,
  toggledAttribute,
  toggledValue,
} from '../../../../src/renderer/features/people/filter-toggles.ts'
import {
  activeFilter,
  chipsOf,
  cleared,
  readPeopleSearch,
  readSort,
  toggledChip,
  withFilter,
  withoutChip,
  writeSort,
} from '../../../../src/renderer/features/people/filters.ts'
import type { PeopleSearch } from '../../../../src/renderer/features/people/people-search.ts'
import { fc } from '../../../harness/properties.ts'

const name = fc.string({ minLength: 1, maxLength: 30 })
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const searches: fc.Arbitrary<PeopleSearch> = fc
  .record({
    text: maybe(name),
    status: maybe(fc.uniqueArray(fc.constantFrom(...statuses), { minLength: 1 })),
    groups: maybe(fc.uniqueArray(name, { minLength: 1, maxLength: 5 })),
    hasGroups: maybe(fc.boolean()),
    folder: maybe(name),
    admin: maybe(fc.boolean()),
    minScore: maybe(fc.integer({ min: 0, max: 100 })),
    maxScore: maybe(fc.integer({ min: 0, max: 100 })),
    lastLoginDays: maybe(fc.integer({ min: 0, max: 10_000 })),
    mfa: maybe(fc.boolean()),
    mfaMethod: maybe(name),
    hasFolders: maybe(fc.boolean()),
    gone: maybe(fc.boolean()),
    person: maybe(name),
  })
  .map((search) => readPeopleSearch(search))

describe('the address of the people screen', () => {
  test('whatever stands in an address, what is read from it is a filter that main accepts', () => {
    const anything = fc.dictionary(
      fc.constantFrom(...Object.keys(UserFilter.shape), 'sort', 'off', 'cols', 'person'),
      fc.jsonValue(),
    )
    fc.assert(
      fc.property(anything, (raw) => {
        const search = readPeopleSearch(raw)
        expect(UserFilter.strict().safeParse(activeFilter(search)).success).toBe(true)
        expect(readPeopleSearch(JSON.parse(JSON.stringify(search)))).toEqual(search)
      }),
    )
  })

  test('every part is read exactly where the contract allows it, as it stands there', () => {
    const keys = Object.keys(filterReaders) as (keyof typeof filterReaders)[]
    expect([...keys, 'usernames'].sort()).toEqual(Object.keys(UserFilter.shape).sort())
    const texts = fc.oneof(
      name,
      fc.constantFrom('', 'x'.repeat(100), 'x'.repeat(101), 'x'.repeat(300), 'x'.repeat(301)),
    )
    const few = <T>(entry: fc.Arbitrary<T>) =>
      fc.oneof(fc.array(entry, { maxLength: 22 }), fc.array(entry, { maxLength: 2 }))
    const values = fc.oneof(
      texts,
      fc.boolean(),
      fc.double(),
      fc.integer({ min: -1, max: 10_001 }),
      fc.constantFrom(0, 100, 100.5, 10_000, null, undefined, Number.NaN),
      few(fc.constantFrom(...statuses)),
      few(texts),
      few(fc.record({ name: texts, values: few(texts), more: texts }, { requiredKeys: ['name'] })),
      fc.jsonValue(),
    )
    fc.assert(
      fc.property(fc.constantFrom(...keys), values, (key, value) => {
        const parsed = UserFilter.shape[key].safeParse(value)
        expect(filterReaders[key](value)).toEqual(parsed.success ? parsed.data : undefined)
      }),
      { numRuns: 2000 },
    )
  })

  test('one group and several are said in one way', () => {
    expect(readPeopleSearch({ group: 'Sales', groups: ['Finance'] })).toEqual({ groups: ['Finance', 'Sales'] })
  })

  test('orders are read back as they were written, and unknown columns are left out', () => {
    const sorts = fc.uniqueArray(
      fc.record({
        by: fc.constantFrom(...sortableColumns),
        direction: fc.constantFrom('asc' as const, 'desc' as const),
      }),
      { selector: (sort) => sort.by, maxLength: 5 },
    )
    fc.assert(
      fc.property(sorts, (list) => {
        expect(readSort(writeSort(list))).toEqual(list)
      }),
    )
    expect(readSort('shoeSize.asc,score.desc,score.asc,admin.sideways,username')).toEqual([
      { by: 'score', direction: 'desc' },
      { by: 'username', direction: 'asc' },
    ])
  })
})

describe('chips', () => {
  test('every filter but the text has exactly one chip, and removing all chips leaves no filter', () => {
    fc.assert(
      fc.property(searches, (search) => {
        const chips = chipsOf(search)
        expect(new Set(chips.map((chip) => chip.id)).size).toBe(chips.length)
        const bare = chips.reduce((rest, chip) => withoutChip(rest, chip.id), search)
        expect(Object.keys(activeFilter(bare)).filter((key) => key !== 'text')).toEqual([])
        expect(bare.person).toBe(search.person)
      }),
    )
  })

  test('a chip that is switched off filters nothing and comes back as it was', () => {
    fc.assert(
      fc.property(searches, fc.nat(), (search, at) => {
        const chips = chipsOf(search)
        const chip = chips[at % Math.max(1, chips.length)]
        if (!chip) return
        const off = toggledChip(search, chip.id)
        expect(activeFilter(off)).toEqual(activeFilter(withoutChip(search, chip.id)))
        expect(chipsOf(off).find((one) => one.id === chip.id)).toEqual({ ...chip, on: false })
        expect(toggledChip(off, chip.id)).toEqual(search)
      }),
    )
  })

  test('they say what holds, in words', () => {
    const search = readPeopleSearch({
      status: ['disabled', 'invited'],
      groups: ['Sales'],
      maxScore: 49.99,
      lastLoginDays: 90,
      mfa: false,
    })
    expect(chipsOf(search).map((chip) => `${chip.field}: ${chip.value}`)).toEqual([
      'Status: Disabled or Invited',
      'Group: Sales',
      'Score: below 50',
      'Last login: 90 days ago or longer',
      'Multifactor: none',
    ])
  })
})

describe('a value in the menu', () => {
  test('is added by the first press and taken away by the second, and what was there stays', () => {
    const values = fc.constantFrom('a', 'b', 'c')
    fc.assert(
      fc.property(
        searches,
        fc.constantFrom('groups', 'notGroups', 'mfaMethods', 'notMfaMethods'),
        values,
        (raw, key, value) => {
          const { off: _, hasGroups: __, ...search } = raw
          const once = toggledValue(search, key, value)
          expect(listHolds(once, key, value)).toBe(!listHolds(search, key, value))
          expect(listHolds(toggledValue(once, key, value), key, value)).toBe(listHolds(search, key, value))
          expect(toggledValue(once, key, value).text).toBe(search.text)
        },
      ),
    )
  })

  test('is never asked for and left out at once', () => {
    expect(toggledValue({ status: ['active'] }, 'notStatus', 'active')).toEqual({ notStatus: ['active'] })
    expect(toggledValue({ groups: ['Sales'], notGroups: ['Ops'] }, 'groups', 'Ops')).toEqual({
      groups: ['Sales', 'Ops'],
    })
    const sales = toggledAttribute({}, 'attributes', 'Department', 'Sales')
    expect(sales).toEqual({ attributes: [{ name: 'Department', values: ['Sales'] }] })
    expect(chipsOf(sales)).toMatchObject([{ field: 'Department', value: 'Sales', on: true }])
    const not = toggledAttribute(sales, 'notAttributes', 'Department', 'Sales')
    expect(not).toEqual({ notAttributes: [{ name: 'Department', values: ['Sales'] }] })
    expect(chipsOf(not)).toMatchObject([{ field: 'Department', value: 'not Sales', on: true }])
    expect(attributeHolds(not, 'attributes', 'Department', 'Sales')).toBe(false)
    expect(withoutChip(not, 'notAttributes:Department')).toEqual({})
  })

  test('takes bounds of earlier addresses for what they meant', () => {
    expect(readPeopleSearch({ minScore: 25.01, maxScore: 50 })).toEqual({ aboveScore: 25, maxScore: 50 })
    expect(readPeopleSearch({ maxScore: 49.99 })).toEqual({ belowScore: 50 })
    expect(chipsOf(readPeopleSearch({ minScore: 75.01, maxScore: 100 }))).toMatchObject([{ value: '76–100' }])
  })
})

describe('adding a filter', () => {
  test('makes room for what contradicts it', () => {
    expect(withFilter({ hasScore: false }, { minScore: 0, maxScore: 25 })).toEqual({ minScore: 0, maxScore: 25 })
    expect(withFilter({ belowScore: 50 }, { aboveScore: 75, maxScore: 100 })).toEqual({ aboveScore: 75, maxScore: 100 })
    expect(withFilter({ lastLoginDays: 90 }, { activeDays: 30 })).toEqual({ activeDays: 30 })
    expect(withFilter({ mfaMethod: 'duo' }, { mfa: false })).toEqual({ mfa: false })
  })

  test('in no group and a member of one leave each other no room', () => {
    expect(withFilter({ groups: ['Sales'] }, { hasGroups: false })).toEqual({ hasGroups: false })
    expect(withFilter({ hasGroups: false }, { groups: ['Sales'] })).toEqual({ groups: ['Sales'] })
    expect(chipsOf({ hasGroups: false })).toMatchObject([{ field: 'Group', value: 'none', on: true }])
  })

  test('adds to the groups, and switches on what was off', () => {
    const search: PeopleSearch = { groups: ['Sales'], off: ['groups:Sales'] }
    expect(withFilter(search, { groups: ['Finance'] })).toEqual({ groups: ['Sales', 'Finance'], off: ['groups:Sales'] })
    expect(withFilter(search, { groups: ['Sales'] })).toEqual({ groups: ['Sales'] })
  })

  test('clearing leaves how the table looks and who is open', () => {
    expect(
      cleared({
        text: 'a',
        admin: true,
        off: ['admin'],
        sort: 'score.asc',
        cols: ['username'],
        person: 'a@example.com',
      }),
    ).toEqual({
      sort: 'score.asc',
      cols: ['username'],
      person: 'a@example.com',
    })
  })
})
