import { describe, expect, test } from 'vitest'
import { User } from '../../../src/contract/model.ts'
import { readUserData } from '../../../src/main/lastpass/answers/user-data.ts'
import { toUtc } from '../../../src/main/lastpass/records/zone.ts'
import { fc } from '../../harness/properties.ts'
import { bytes, code, full, read, user, zone } from './userdata.ts'

describe('a page of accounts', () => {
  test('is empty where PHP writes a list for an empty map', () => {
    expect(read({ Users: [] })).toEqual({
      total: null,
      count: 0,
      entries: 0,
      users: [],
      groups: new Map(),
      invited: [],
      setAside: [],
    })
  })

  test('may be a list: ids are the records own, else the user names', () => {
    const page = read({
      Users: [{ id: 5, username: 'a' }, { user_id: '6', username: 'b' }, { username: 'c' }, { username: 'c' }, 'x'],
    })
    expect(page.users.map((found) => found.id)).toEqual(['5', '6', 'c', 'c#4'])
    expect(page.setAside).toEqual([{ what: 'user', id: '#5', reason: 'It is not a record.' }])
  })

  test('keeps accounts that share a user name', () => {
    expect(read({ Users: { 1: { username: 'a' }, 2: { username: 'A' }, 3: { username: 'a' } } }).users).toHaveLength(3)
  })

  test('counts also when counts are texts', () => {
    expect(read({ total: '4100', count: '2', Users: { 1: { username: 'a' } } })).toMatchObject({
      total: 4100,
      count: 2,
      entries: 1,
    })
  })

  test.each([
    [
      { A: ['x'], B: [] },
      { A: ['x'], B: [] },
    ],
    [[], {}],
    [null, {}],
    [{ A: { 0: 'x', 4: 'y' } }, { A: ['x', 'y'] }],
    [[['x'], ['y']], { 0: ['x'], 1: ['y'] }],
  ])('has the groups %j', (Groups, meant) => {
    const page = read({ Users: [], Groups })
    expect(Object.fromEntries(page.groups)).toEqual(meant)
    expect(page.setAside).toEqual([])
  })

  test('sets wrong groups and wrong members aside', () => {
    const page = read({ Users: [], Groups: { A: 'x@example.com,y', B: ['x', 7, null], C: 5 } })
    expect([...page.groups]).toEqual([['B', ['x']]])
    expect(page.setAside.map(({ what, id }) => [what, id])).toEqual([
      ['group', 'A'],
      ['group', 'B'],
      ['group', 'C'],
    ])
  })

  test.each(['invited', 'Invited'])('has the people under "%s" once each', (key) => {
    expect(read({ Users: [], [key]: ['a@example.com', 'A@example.com', { email: 'b@example.com' }, 5] })).toMatchObject(
      {
        invited: ['a@example.com', 'b@example.com'],
        setAside: [{ what: 'invited', id: '#4' }],
      },
    )
    expect(read({ Users: [], [key]: { 3: 'a@example.com' } }).invited).toEqual(['a@example.com'])
  })

  test.each([{}, [], { Users: null }, { Users: 'none' }, { users: {} }, { message: 'ok' }])(
    'is not taken from %j, which must not pass for an empty company',
    (answer) => {
      expect(() => read(answer)).toThrow(code('unexpected-answer'))
    },
  )

  test.each([{ status: 'FAIL', error: 'no' }, { status: 'WARN', Users: [] }, { error: ['no'] }])(
    'is refused with the words of the service in %j',
    (answer) => {
      expect(() => read(answer)).toThrow(code('service-refused'))
    },
  )

  test('with names of the prototype breaks and pollutes nothing', () => {
    const page = readUserData(
      bytes(`{"total":3,"Users":{"__proto__":{"username":"p@example.com","attribs":{"__proto__":{"polluted":1},"constructor":"c"},"__proto__":{"admin":true},"toString":"t"},
      "constructor":{"username":"c@example.com"},"7":{"username":"__proto__","groups":["__proto__","constructor"]}},"Groups":{"__proto__":["a"],"constructor":["b"]},"invited":["hasOwnProperty"]}`),
      zone,
    )
    expect(page.users.map(({ id, username, admin }) => [id, username, admin])).toEqual([
      ['7', '__proto__', false],
      ['__proto__', 'p@example.com', false],
      ['constructor', 'c@example.com', false],
    ])
    expect(Object.entries(page.users[1]?.attributes ?? {})).toEqual([
      ['__proto__', { polluted: 1 }],
      ['constructor', 'c'],
    ])
    expect(Object.keys(page.users[1]?.other ?? {})).toEqual(['__proto__', 'toString'])
    expect([...page.groups.keys()]).toEqual(['__proto__', 'constructor'])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(({} as Record<string, unknown>).admin).toBeUndefined()
  })
})

describe('whatever comes', () => {
  const known = Object.keys(full)
  const odd = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom('0', '1', 'true', '2024-01-02 03:04:05', '', null, [], {}),
  )
  const record = fc.dictionary(fc.oneof(fc.constantFrom(...known), fc.string()), odd, { maxKeys: 12 })

  test('each entry is either an account of the contract, or set aside with a reason', () => {
    const ours = User.omit({ status: true, goneSince: true, duplicate: true })
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.oneof(record, odd), { maxKeys: 6 }),
        odd,
        odd,
        (Users, Groups, invited) => {
          const page = read({ Users, Groups, invited })
          expect(page.users.length + page.setAside.filter(({ what }) => what === 'user').length).toBe(
            Object.keys(Users).length,
          )
          expect(page.entries).toBe(Object.keys(Users).length)
          for (const found of page.users) ours.parse(found)
          for (const { reason } of page.setAside) expect(reason).not.toBe('')
        },
      ),
      { numRuns: 400 },
    )
  })

  test('an account survives being written with numbers and flags as texts', () => {
    const numbers = fc.record({
      totalscore: fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10),
      sites: fc.nat(5000),
      mpstrength: fc.constantFrom(0, 25, 50, 75, 100),
    })
    const flags = fc.record({
      disabled: fc.boolean(),
      admin: fc.boolean(),
      neverloggedin: fc.boolean(),
      hasSharingKeys: fc.boolean(),
    })
    fc.assert(
      fc.property(numbers, flags, (number, flag) => {
        const asText = Object.fromEntries([
          ...Object.entries(number).map(([name, value]) => [name, String(value)]),
          ...Object.entries(flag).map(([name, value]) => [name, value ? '1' : '0']),
        ])
        expect(user(asText)).toEqual(user({ ...number, ...flag }))
        expect(user(asText)).toMatchObject({
          score: number.totalscore,
          sites: number.sites,
          disabled: flag.disabled,
          admin: flag.admin,
        })
      }),
    )
  })

  test('dates are those of the zone', () => {
    const dates = fc
      .date({ min: new Date('2010-01-01T00:00:00Z'), max: new Date('2030-01-01T00:00:00Z'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 19).replace('T', ' '))
    fc.assert(
      fc.property(dates, (date) => {
        expect(user({ last_login: date }).lastLogin).toBe(toUtc(date, zone))
      }),
    )
  })
})
