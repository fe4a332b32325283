import { describe, expect, test } from 'vitest'
import { readUserData } from '../../../src/main/lastpass/answers/user-data.ts'
import { bytes, full, read, user, zone } from './userdata.ts'

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

  test.each([
    '1969-12-31 19:00:00',
    '1970-01-01 00:00:00',
    '1970-01-01 01:00:00',
    '1969-12-31 12:00:00',
    '1970-01-01 14:00:00',
    '0000-00-00 00:00:00',
    '0000-00-00',
    '0',
    0,
  ])('whose dates are %j, where the service has none, never logged in', (none) => {
    const found = user({ created: none, last_pw_change: none, last_login: none })
    expect(found).toMatchObject({ created: null, lastPasswordChange: null, lastLogin: null, neverLoggedIn: true })
    expect(found.other).toEqual({})
    expect(user({ last_login: none, neverloggedin: false }).neverLoggedIn).toBe(false)
  })

  test('keeps real dates of the years around it', () => {
    expect(user({ last_login: '1970-01-02 00:00:00' }).lastLogin).toBe('1970-01-02T05:00:00.000Z')
    expect(user({ last_login: '2000-00-00 00:00:00' }).other).toEqual({ last_login: '2000-00-00 00:00:00' })
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
    const { created, other } = user({ created: date })
    expect({ created, other }).toEqual({ created: null, other: {} })
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

  test('with attributes nested beyond reason keeps the outer ones', () => {
    const deep = `${'{"a":'.repeat(50)}1${'}'.repeat(50)}`
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

test('whoever has an empty login and no flag never logged in; where both are absent nothing is claimed', () => {
  expect(user({ last_login: '' }).neverLoggedIn).toBe(true)
  expect(user({ last_login: '2025-01-01 00:00:00' }).neverLoggedIn).toBe(false)
  expect(user({}).neverLoggedIn).toBe(false)
})
