import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { User } from '../../../src/contract/model.ts'
import { readUserData } from '../../../src/main/lastpass/answers.ts'
import { toUtc } from '../../../src/main/lastpass/zone.ts'

const zone = 'US/Eastern'
const bytes = (value: unknown): Uint8Array =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))
const read = (value: unknown) => readUserData(bytes(value), zone)
/** The one account of an answer, given only what is of interest. */
const user = (fields: object) => {
  const [only] = read({ Users: { 7: { username: 'ann@example.com', ...fields } } }).users
  if (!only) throw new Error('The account was set aside.')
  return only
}
const code = (code: string) => expect.objectContaining({ failure: expect.objectContaining({ code }) })

const full = {
  username: 'dora@example.com',
  fullname: 'Dora Example',
  mpstrength: '75',
  created: '2024-06-02 03:04:05',
  last_pw_change: '2024-02-03 04:05:06',
  last_login: '2025-01-01 00:00:00',
  neverloggedin: false,
  disabled: false,
  admin: true,
  totalscore: '83.2',
  legacytotalscore: '81',
  hasSharingKeys: true,
  duousername: 'dora',
  multifactor: 'lastpassauth',
  linked: 'dora.home@example.net',
  sites: '25',
  notes: 1,
  formfills: '0',
  applications: 0,
  attachments: '2',
  password_reset_required: false,
  attribs: { Department: 'Sales' },
  groups: ['Sales', 'Berlin'],
}

describe('an account', () => {
  test('is read in full', () => {
    const page = read({
      total: 1,
      count: 1,
      Users: { 900000001: full },
      Groups: { Sales: ['dora@example.com'] },
      invited: ['eve@example.com'],
    })
    expect(page).toEqual({
      total: 1,
      count: 1,
      entries: 1,
      setAside: [],
      invited: ['eve@example.com'],
      groups: new Map([['Sales', ['dora@example.com']]]),
      users: [
        {
          id: '900000001',
          username: 'dora@example.com',
          fullname: 'Dora Example',
          admin: true,
          disabled: false,
          neverLoggedIn: false,
          score: 83.2,
          legacyScore: 81,
          masterPasswordStrength: 75,
          created: '2024-06-02T07:04:05.000Z',
          lastLogin: '2025-01-01T05:00:00.000Z',
          lastPasswordChange: '2024-02-03T09:05:06.000Z',
          passwordResetRequired: false,
          mfa: 'lastpassauth',
          duoUsername: 'dora',
          linked: 'dora.home@example.net',
          hasSharingKeys: true,
          sites: 25,
          notes: 1,
          formFills: 0,
          applications: 0,
          attachments: 2,
          groups: ['Sales', 'Berlin'],
          attributes: { Department: 'Sales' },
          other: {},
        },
      ],
    })
  })

  test('who never logged in has no counts, no score and no login, instead of zeros', () => {
    const never = user({
      fullname: '',
      mpstrength: '0',
      last_login: '',
      neverloggedin: true,
      totalscore: null,
      sites: null,
      notes: null,
      formfills: null,
      applications: null,
      attachments: null,
    })
    expect(never).toMatchObject({
      fullname: '',
      masterPasswordStrength: 0,
      lastLogin: null,
      neverLoggedIn: true,
      score: null,
      sites: null,
      attachments: null,
    })
  })

  test('has nothing where the answer is silent', () => {
    expect(user({})).toMatchObject({
      fullname: '',
      groups: [],
      mfa: null,
      linked: null,
      duoUsername: null,
      hasSharingKeys: null,
      created: null,
      score: null,
      attributes: {},
      other: {},
    })
  })

  test.each([
    [true, true],
    [false, false],
    [1, true],
    [0, false],
    ['1', true],
    ['0', false],
    ['true', true],
    ['FALSE', false],
    ['', false],
    [null, false],
  ])('takes %j as a flag', (value, meant) => {
    expect(user({ disabled: value, admin: value, neverloggedin: value })).toMatchObject({
      disabled: meant,
      admin: meant,
      neverLoggedIn: meant,
    })
  })

  test('a score of 0 is a score', () => {
    expect(user({ totalscore: '0' }).score).toBe(0)
  })

  test.each(['0000-00-00 00:00:00', '', null])('has no date where the service writes %j', (date) => {
    expect(user({ created: date })).toMatchObject({ created: null, other: {} })
  })

  test('keeps values that it cannot read where a person can see them, and invents none', () => {
    expect(user({ created: '5 May', totalscore: 'high', sites: -1, mpstrength: 900, notes: { a: 1 } })).toMatchObject({
      created: null,
      score: null,
      sites: null,
      masterPasswordStrength: null,
      notes: null,
      other: { created: '5 May', totalscore: 'high', sites: -1, mpstrength: 900, notes: { a: 1 } },
    })
  })

  test('keeps fields that Provost does not know', () => {
    expect(user({ federated: true, region: { code: 'eu' } }).other).toEqual({ federated: true, region: { code: 'eu' } })
  })

  test('loses the values under names that look secret, at any depth, in attributes and unknown fields', () => {
    const found = user({
      attribs: { initialPassword: 'x1', Department: 'IT', nested: { apiToken: ['x2'], list: [{ Hash: 'x3', ok: 1 }] } },
      clientSecret: 'x4',
      sshkey: { private: 'x5' },
      extra: { passwd: 'x6' },
    })
    expect(found.attributes).toEqual({
      initialPassword: '[removed]',
      Department: 'IT',
      nested: { apiToken: '[removed]', list: [{ Hash: '[removed]', ok: 1 }] },
    })
    expect(found.other).toEqual({ clientSecret: '[removed]', sshkey: '[removed]', extra: { passwd: '[removed]' } })
    expect(JSON.stringify(found)).not.toMatch(/x[1-6]/)
  })

  test('with attributes nested beyond reason does not exhaust the stack', () => {
    const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`
    expect(
      JSON.stringify(
        readUserData(bytes(`{"Users":{"7":{"username":"ann@example.com","attribs":${deep}}}}`), zone).users[0]
          ?.attributes,
      ),
    ).toContain('[removed]')
  })

  test.each([
    ['[]', {}],
    ['null', {}],
    ['""', {}],
    ['["a"]', { 0: 'a' }],
    ['"pw"', {}],
  ])('takes attributes %s', (attribs, meant) => {
    const page = readUserData(bytes(`{"Users":{"7":{"username":"ann@example.com","attribs":${attribs}}}}`), zone)
    expect(page.users[0]?.attributes).toEqual(meant)
    expect(JSON.stringify(page)).not.toContain('"pw"')
  })

  test.each([
    [
      ['A', 'B'],
      ['A', 'B'],
    ],
    [{ 0: 'A', 2: 'B' }, ['A', 'B']],
    [[], []],
    [null, []],
    ['A, B', ['A, B']],
    [
      [2024, 'A', 'A', ''],
      ['2024', 'A'],
    ],
  ])('is in the groups %j', (groups, meant) => {
    expect(user({ groups }).groups).toEqual(meant)
  })

  test('passes odd but real texts unharmed', () => {
    const odd = [
      '\u202eلمى\u202c',
      '👩🏽‍💻 Zoë',
      '\ud800 lone',
      `${'长'.repeat(300)}`,
      'a\u0000b',
      '  two  spaces  ',
      "O'Neil; DROP TABLE",
      '<script>',
      '=1+1',
    ]
    for (const fullname of odd) {
      const found = user({ fullname, username: `${fullname}@example.com`, groups: [fullname] })
      expect([found.fullname, found.username, found.groups]).toEqual([fullname, `${fullname}@example.com`, [fullname]])
    }
  })
})

describe('an account that cannot be read', () => {
  test.each([
    ['text', 'It is not a record.'],
    [null, 'It is not a record.'],
    [[], 'It is not a record.'],
    [{}, 'It has no user name.'],
    [{ username: 5 }, 'Its user name is not a text.'],
    [{ username: ' ' }, 'Its user name is empty.'],
    [{ username: 'x', disabled: 'maybe' }, 'Its field "disabled" is neither yes nor no.'],
    [{ username: 'x', admin: {} }, 'Its field "admin" is neither yes nor no.'],
    [{ username: 'x', groups: [{}] }, 'Its groups are not a list of names.'],
    [{ username: 'x', groups: 5 }, 'Its groups are not a list of names.'],
  ])('%j is set aside, and the others are kept', (wrong, reason) => {
    const page = read({
      total: 3,
      count: 3,
      Users: { 1: { username: 'a@example.com' }, 2: wrong, 3: { username: 'c@example.com' } },
    })
    expect(page.users.map((found) => found.username)).toEqual(['a@example.com', 'c@example.com'])
    expect(page.setAside).toEqual([{ what: 'user', id: '2', reason }])
    expect(page.entries).toBe(3)
  })
})

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
