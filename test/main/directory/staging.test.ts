import { describe, expect, it } from 'vitest'
import { decode } from '../../../src/main/directory/stored/user-codec.ts'
import { createStaging } from '../../../src/main/directory/sync/staging.ts'
import { fc } from '../../harness/properties.ts'

const bytes = (answer: unknown) => new TextEncoder().encode(JSON.stringify(answer))
const user = (username: string, groups?: string[], more: object = {}) => ({
  username,
  fullname: '',
  disabled: false,
  admin: false,
  neverloggedin: false,
  last_login: '',
  ...(groups === undefined ? {} : { groups }),
  ...more,
})

/** Splits a company into pages as the service does: memberships by name may stand on a page of their own. */
const anyCompany = fc.record({
  people: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom('ann', 'Ann', 'ben', 'cy', 'dee', 'eve'),
      id: fc.integer({ min: 1, max: 40 }),
      own: fc.uniqueArray(fc.constantFrom('Dev', 'Ops', 'dev'), { maxLength: 3 }),
    }),
    { selector: ({ id }) => id, maxLength: 12 },
  ),
  map: fc.dictionary(
    fc.constantFrom('Dev', 'Ops', 'Empty', 'dev'),
    fc.uniqueArray(
      fc.constantFrom(
        'ann@example.com',
        'ANN@example.com',
        'ben@example.com',
        'cy@example.com',
        'new@example.com',
        'ghost@example.com',
      ),
      { maxLength: 4 },
    ),
  ),
  invited: fc.uniqueArray(fc.constantFrom('new@example.com', 'ben@example.com', 'NEW@example.com'), { maxLength: 3 }),
  pageSize: fc.integer({ min: 1, max: 5 }),
  mapOn: fc.nat(5),
})

describe('gathering pages', () => {
  it('gives the same company however it is cut into pages', () => {
    fc.assert(
      fc.property(anyCompany, ({ people, map, invited, pageSize, mapOn }) => {
        const staging = createStaging('UTC')
        const pages = Math.max(1, Math.ceil(people.length / pageSize))
        for (let page = 0; page < pages; page++) {
          const here = people.slice(page * pageSize, (page + 1) * pageSize)
          staging.addUsers(
            bytes({
              total: people.length,
              count: here.length,
              Users: Object.fromEntries(here.map(({ id, name, own }) => [id, user(`${name}@example.com`, own)])),
              ...(page === mapOn % pages ? { Groups: map } : {}),
              invited,
            }),
          )
        }
        const staged = staging.finish()
        const result = [...staged.people.values()].map(({ record }) => decode(record))
        const accounts = result.filter(({ id }) => id !== null)
        expect(accounts.map(({ id }) => Number(id)).sort()).toEqual(people.map(({ id }) => id).sort())
        const keys = new Set(accounts.map(({ username }) => username.toLowerCase()))
        const only = [...new Set(invited.map((name) => name.toLowerCase()))].filter((name) => !keys.has(name))
        expect(
          result
            .filter(({ id }) => id === null)
            .map(({ username }) => username.toLowerCase())
            .sort(),
        ).toEqual(only.sort())
        for (const { username, groups, id } of result) {
          const own = people.find((person) => String(person.id) === id)?.own ?? []
          const named = Object.entries(map)
            .filter(([, members]) => members.some((member) => member.toLowerCase() === username.toLowerCase()))
            .map(([name]) => name)
          expect(groups).toEqual([...new Set([...own, ...named])].sort())
        }
        // The index is drawn from the draft, the store from the records: they must say the same.
        expect(staged.draft.size).toBe(result.length)
        for (const { index, record } of staged.people.values())
          expect(staged.draft.groups[index]).toEqual(decode(record).groups)
        expect([...staged.groups].sort()).toEqual(
          [...new Set([...Object.keys(map), ...result.flatMap(({ groups }) => groups)])].sort(),
        )
      }),
      { numRuns: 500 },
    )
  })

  it('takes the later word on somebody whom two pages have, and counts them once', () => {
    const staging = createStaging('UTC')
    staging.addUsers(bytes({ total: 2, Users: { 1: user('ann@example.com'), 2: user('ben@example.com') } }))
    const page = staging.addUsers(
      bytes({ total: 2, Users: { 1: user('ann.lee@example.com', ['Dev'], { disabled: true }) } }),
    )
    expect(page).toMatchObject({ entries: 1, fresh: 0, seen: 2, total: 2 })
    expect(staging.has('ann@example.com')).toBe(false)
    expect(staging.has('ann.lee@example.com')).toBe(true)
    const people = [...staging.finish().people.values()].map(({ record }) => decode(record))
    expect(people.map(({ username, status }) => `${username} ${status}`)).toEqual([
      'ann.lee@example.com disabled',
      'ben@example.com active',
    ])
  })

  it('counts what it had to set aside among what it saw', () => {
    const staging = createStaging('UTC')
    const page = staging.addUsers(
      bytes({ total: 3, Users: { 1: user('ann@example.com'), 2: 'not a record', 3: { fullname: 'No Name' } } }),
    )
    expect(page).toMatchObject({ entries: 3, fresh: 3, seen: 3 })
    expect(staging.finish().problems.map(({ id }) => id)).toEqual(['2', '3'])
  })
})
