import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sortableColumns, statuses } from '../../../src/contract/lists.ts'
import type { AttributeFilter, Sort, UserFilter } from '../../../src/contract/model.ts'
import { mostValues, valuesOf } from '../../../src/main/directory/index/attributes.ts'
import { buildColumns } from '../../../src/main/directory/index/build.ts'
import { createDraft } from '../../../src/main/directory/index/column-builder.ts'
import { loadColumns, namesOf, saveColumns } from '../../../src/main/directory/index/columns.ts'
import { facets, fieldValues } from '../../../src/main/directory/index/facets.ts'
import { createFinder } from '../../../src/main/directory/index/find.ts'
import { searchWords } from '../../../src/main/directory/index/search-words.ts'
import type { StoredUser } from '../../../src/main/directory/stored/records.ts'
import { directoryMigrations } from '../../../src/main/store/migrations/directory.ts'
import { openStore } from '../../../src/main/store/open.ts'
import { compareNames } from '../../../src/main/text/collation.ts'
import { collapse, fold, spellings } from '../../../src/main/text/folding.ts'
import { keyOf } from '../../../src/main/text/user-key.ts'
import { temporaryFolder } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'
import { anyPerson, person } from './people-data.ts'

const now = Date.parse('2026-11-20T12:00:00Z')
const day = 86_400_000

const index = (people: readonly StoredUser[]) => {
  const draft = createDraft()
  for (const user of people) draft.add(user)
  const columns = buildColumns(
    draft,
    people.map((_, n) => n),
    [],
    [],
  )
  return { columns, names: namesOf(columns) }
}
/** The people found, in order. */
const found = (people: readonly StoredUser[], filter: UserFilter, sorts: readonly Sort[] = []) => {
  const { columns, names } = index(people)
  const find = createFinder({ columns, names, now: () => now, named: (positions) => positions })
  return Array.from(find(filter, sorts), (at) => columns.n[at] as number)
}

const anyAttributes = fc.array(
  fc.record({
    name: fc.constantFrom('Department', 'office', '__proto__', 'nothing'),
    values: fc.uniqueArray(fc.constantFrom('Sales', 'sales', '7', '', 'Oslo', 'Nowhere'), {
      minLength: 1,
      maxLength: 3,
    }),
  }),
  { maxLength: 2 },
)
const filterParts = {
  text: fc.oneof(
    fc.constantFrom(
      'ann',
      'ANN lee',
      'müller',
      'Mueller',
      'mullér,',
      'e',
      'ü',
      'mu',
      '@',
      ',',
      '  ',
      '李',
      '😀',
      'zzz',
    ),
    fc.string({ maxLength: 3 }),
  ),
  status: fc.uniqueArray(fc.constantFrom(...statuses), { maxLength: 3 }),
  notStatus: fc.uniqueArray(fc.constantFrom(...statuses), { maxLength: 2 }),
  groups: fc.uniqueArray(fc.constantFrom('Dev', 'Ops', '__proto__'), { maxLength: 2 }),
  notGroups: fc.uniqueArray(fc.constantFrom('Dev', 'Nobody', '__proto__'), { maxLength: 2 }),
  attributes: anyAttributes,
  notAttributes: anyAttributes,
  aboveScore: fc.constantFrom(0, 25, 50),
  belowScore: fc.constantFrom(25, 50, 75.25),
  loggedIn: fc.boolean(),
  mfaMethods: fc.uniqueArray(fc.constantFrom('duo', 'googleauth', 'unknown'), { maxLength: 2 }),
  notMfaMethods: fc.uniqueArray(fc.constantFrom('duo', 'unknown'), { maxLength: 2 }),
  group: fc.constantFrom('Dev', 'dev', 'Ops', 'Nobody', '__proto__'),
  hasGroups: fc.boolean(),
  admin: fc.boolean(),
  minScore: fc.constantFrom(0, 25, 26),
  maxScore: fc.constantFrom(25, 50, 75.25),
  hasScore: fc.boolean(),
  maxPasswordStrength: fc.constantFrom(0, 50),
  lastLoginDays: fc.constantFrom(0, 30, 3000),
  activeDays: fc.constantFrom(30, 3000),
  passwordDays: fc.constantFrom(90, 2000),
  mfa: fc.boolean(),
  mfaMethod: fc.constantFrom('duo', 'unknown'),
  passwordResetRequired: fc.boolean(),
  gone: fc.boolean(),
}
/** A few parts at a time: most combinations of many would find nobody. */
const anyFilter: fc.Arbitrary<UserFilter> = fc
  .tuple(fc.record(filterParts), fc.subarray(Object.keys(filterParts), { maxLength: 4 }))
  .map(([all, chosen]) => Object.fromEntries(Object.entries(all).filter(([part]) => chosen.includes(part))))

/** The same filter, said plainly over records: the truth that the index has to agree with. */
function matches(user: StoredUser, filter: UserFilter): boolean {
  const age = (value: string | null) =>
    value === null ? null : Math.floor(now / 1000) - Math.floor(Date.parse(value) / 1000)
  const old = (value: string | null, days: number) =>
    age(value) !== null && (age(value) as number) >= (days * day) / 1000
  return (
    (user.goneSince !== null) === (filter.gone === true) &&
    (filter.status === undefined || filter.status.length === 0 || filter.status.includes(user.status)) &&
    !filter.notStatus?.includes(user.status) &&
    (filter.groups ?? []).every((name) => user.goneSince === null && user.groups.includes(name)) &&
    !filter.notGroups?.some((name) => user.goneSince === null && user.groups.includes(name)) &&
    (filter.attributes ?? []).every((one) => hasValue(user, one)) &&
    !filter.notAttributes?.some((one) => hasValue(user, one)) &&
    (filter.aboveScore === undefined || (user.score !== null && user.score > filter.aboveScore)) &&
    (filter.belowScore === undefined || (user.score !== null && user.score < filter.belowScore)) &&
    (filter.loggedIn === undefined || (user.status !== 'invited' && (user.lastLogin !== null) === filter.loggedIn)) &&
    (!filter.mfaMethods?.length || filter.mfaMethods.some((method) => user.mfa === method)) &&
    !filter.notMfaMethods?.some((method) => user.mfa === method) &&
    (filter.group === undefined || (user.goneSince === null && user.groups.includes(filter.group))) &&
    (filter.hasGroups === undefined || user.groups.length > 0 === filter.hasGroups) &&
    (filter.admin === undefined || user.admin === filter.admin) &&
    (filter.minScore === undefined || (user.score !== null && user.score >= filter.minScore)) &&
    (filter.maxScore === undefined || (user.score !== null && user.score <= filter.maxScore)) &&
    (filter.hasScore === undefined || (user.score !== null) === filter.hasScore) &&
    (filter.maxPasswordStrength === undefined ||
      (user.masterPasswordStrength !== null && user.masterPasswordStrength <= filter.maxPasswordStrength)) &&
    (filter.lastLoginDays === undefined || old(user.lastLogin, filter.lastLoginDays)) &&
    (filter.activeDays === undefined ||
      (user.lastLogin !== null && !old(user.lastLogin, filter.activeDays + 1 / 86_400))) &&
    (filter.passwordDays === undefined || old(user.lastPasswordChange, filter.passwordDays)) &&
    (filter.mfa === undefined || (user.status !== 'invited' && (user.mfa !== null) === filter.mfa)) &&
    (filter.mfaMethod === undefined || user.mfa === filter.mfaMethod) &&
    (filter.passwordResetRequired === undefined || user.passwordResetRequired === filter.passwordResetRequired)
  )
}

/** Whether a person has every word of the text, in one of its spellings. */
function says(user: StoredUser, text: string): boolean {
  const lines = [keyOf(user.username), fold(user.username), ...spellings(user.fullname)].map((line) =>
    line.replaceAll('\n', ' '),
  )
  return searchWords(text).every((word) =>
    lines.some((line) => word.some((spelling) => Buffer.from(line).includes(Buffer.from(spelling)))),
  )
}

/** The same, two letters for one and one for two. */
const saysLoosely = (user: StoredUser, text: string): boolean =>
  searchWords(text).every(([word]) =>
    [user.username, user.fullname].some((each) => collapse(fold(each)).includes(collapse(word))),
  )

const hasValue = (user: StoredUser, { name, values }: AttributeFilter): boolean => {
  const own = Object.hasOwn(user.attributes, name) ? valuesOf(user.attributes[name]) : []
  return own.length === 0 ? values.includes('') : own.some((value) => values.includes(value))
}

/** What a column says of a person, for comparing: null is last in both directions. */
const value = (user: StoredUser, by: Sort['by']): string | number | null => {
  switch (by) {
    case 'username':
      return keyOf(user.username)
    case 'fullname':
      return user.fullname.trim() === '' ? null : user.fullname.trim()
    case 'admin':
      return Number(user.admin)
    case 'groups':
      return user.groups.length
    case 'folders':
      return 0
    case 'lastLogin':
    case 'created':
    case 'lastPasswordChange':
      return user[by] === null ? null : Date.parse(user[by])
    default:
      return user[by]
  }
}

it('offers no value that was taken out because it could be a password', () => {
  expect(valuesOf('[removed]')).toEqual([])
  expect(valuesOf(['Sales', '[removed]'])).toEqual(['Sales'])
})

describe('the column index', () => {
  it('finds exactly the people that the filter describes', () => {
    fc.assert(
      fc.property(fc.array(anyPerson, { maxLength: 40 }), anyFilter, (people, filter) => {
        const text = filter.text ?? ''
        const expected = (fits: (user: StoredUser) => boolean) =>
          people.flatMap((user, n) => (matches(user, filter) && fits(user) ? [n] : []))
        const positions = found(people, filter).toSorted((a, b) => a - b)
        if (people.some((user) => says(user, text))) expect(positions).toEqual(expected((user) => says(user, text)))
        else if (searchWords(text).some(([word]) => collapse(word).length >= 3))
          expect(positions).toEqual(expect.arrayContaining(expected((user) => saysLoosely(user, text))))
        else expect(positions).toEqual([])
      }),
      { numRuns: 1500 },
    )
  })

  it('answers one question after another as if each were the first', () => {
    // Few different ones, so that they come again.
    const anyQuestion = fc.record({
      filter: fc.constantFrom<UserFilter>({}, { lastLoginDays: 30 }, { text: 'e' }, { usernames: [] }),
      sorts: fc.array(
        fc.record({ by: fc.constantFrom('score', 'fullname', 'status'), direction: fc.constantFrom('asc', 'desc') }),
        { maxLength: 2 },
      ),
      later: fc.constantFrom(0, 60_000, day),
    })
    fc.assert(
      fc.property(
        fc.array(anyPerson, { maxLength: 40 }),
        fc.array(anyQuestion, { minLength: 2, maxLength: 30 }),
        (people, questions) => {
          const { columns, names } = index(people)
          let time = now
          const finder = () => createFinder({ columns, names, now: () => time, named: (positions) => positions })
          const find = finder()
          for (const { filter, sorts, later } of questions) {
            time += later
            expect(find(filter, sorts)).toEqual(finder()(filter, sorts))
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it('orders by every column, people without a value last, ties by user name', () => {
    const anySorts = fc.array(
      fc.record({
        by: fc.constantFrom(...sortableColumns),
        direction: fc.constantFrom('asc' as const, 'desc' as const),
      }),
      { minLength: 1, maxLength: 3 },
    )
    fc.assert(
      fc.property(fc.array(anyPerson, { maxLength: 30 }), anySorts, (people, sorts) => {
        const rows = found(people, {}, sorts).map((n) => people[n] as StoredUser)
        for (let at = 1; at < rows.length; at++) {
          const [before, after] = [rows[at - 1] as StoredUser, rows[at] as StoredUser]
          const compared = (by: Sort['by']): number => {
            const [left, right] = [value(before, by), value(after, by)]
            if (by === 'fullname' && left !== null && right !== null) return compareNames(`${left}`, `${right}`)
            return left === right ? 0 : (left ?? 0) < (right ?? 0) ? -1 : 1
          }
          const deciding = sorts.find(
            ({ by }) => compared(by) !== 0 || (value(before, by) === null) !== (value(after, by) === null),
          )
          if (deciding === undefined) {
            expect(keyOf(before.username) <= keyOf(after.username)).toBe(true)
            continue
          }
          const [left, right] = [value(before, deciding.by), value(after, deciding.by)]
          if (left === null || right === null) expect(right).toBe(null)
          else expect(Math.sign(compared(deciding.by))).toBe(deciding.direction === 'asc' ? -1 : 1)
        }
      }),
      { numRuns: 1500 },
    )
  })

  it('orders long lists as it orders short ones', () => {
    const many = Array.from({ length: 9000 }, (_, at) =>
      person({ username: `u${(at * 7919) % 9000}@example.com`, score: (at * 31) % 101, sites: (at * 17) % 7 }),
    )
    const rows = found(many, {}, [
      { by: 'sites', direction: 'desc' },
      { by: 'score', direction: 'asc' },
    ]).map((n) => many[n] as StoredUser)
    const expected = many.toSorted(
      (a, b) =>
        (b.sites as number) - (a.sites as number) ||
        (a.score as number) - (b.score as number) ||
        (a.username < b.username ? -1 : 1),
    )
    expect(rows.map(({ username }) => username)).toEqual(expected.map(({ username }) => username))
  })

  describe('counts beside the values of a field', () => {
    /** Filters with a single value of a field in the place of what the field had, and what was counted for it. */
    const every = (
      people: readonly StoredUser[],
      filter: UserFilter,
    ): [what: string, filter: UserFilter, count: number][] => {
      const { columns, names } = index(people)
      const find = createFinder({ columns, names, now: () => now, named: (positions) => positions })
      const counts = facets(columns, names, (narrowed) => find(narrowed, []), filter)
      const { status, notStatus, ...noStatus } = filter
      const { admin, ...noRole } = filter
      const { minScore, maxScore, aboveScore, belowScore, hasScore, ...noScore } = filter
      const { mfa, mfaMethod, mfaMethods, notMfaMethods, ...noMfa } = filter
      const { group, groups, notGroups, hasGroups, ...noGroups } = filter
      const { loggedIn, lastLoginDays, activeDays, ...noLogin } = filter
      const { hasFolders, ...noFolders } = filter
      const { duplicate, ...noDuplicate } = filter
      const { passwordResetRequired, ...noReset } = filter
      const others = (list: UserFilter['attributes'], name: string) => list?.filter((one) => one.name !== name) ?? []
      return [
        ['all', filter, counts.total],
        ...statuses.map((one): [string, UserFilter, number] => [
          one,
          { ...noStatus, status: [one] },
          counts.status[one] ?? 0,
        ]),
        ['admin', { ...noRole, admin: true }, counts.admins],
        ['not admin', { ...noRole, admin: false }, counts.notAdmins],
        ['0-25', { ...noScore, minScore: 0, maxScore: 25 }, counts.scores[0] as number],
        ['26-50', { ...noScore, aboveScore: 25, maxScore: 50 }, counts.scores[1] as number],
        ['51-75', { ...noScore, aboveScore: 50, maxScore: 75 }, counts.scores[2] as number],
        ['76-100', { ...noScore, aboveScore: 75, maxScore: 100 }, counts.scores[3] as number],
        ['no score', { ...noScore, hasScore: false }, counts.scores[4] as number],
        ['no multifactor', { ...noMfa, mfa: false }, counts.noMfa],
        ['multifactor', { ...noMfa, mfa: true }, counts.anyMfa],
        ...counts.mfaMethods.map(({ method, people: count }): [string, UserFilter, number] => [
          method,
          { ...noMfa, mfaMethods: [method] },
          count,
        ]),
        ['no group', { ...noGroups, hasGroups: false }, counts.noGroup],
        ['any group', { ...noGroups, hasGroups: true }, counts.anyGroup],
        ['never', { ...noLogin, loggedIn: false }, counts.neverLoggedIn],
        ['folders', { ...noFolders, hasFolders: true }, counts.hasFolders],
        ['no folders', { ...noFolders, hasFolders: false }, counts.noFolders],
        ['duplicate', { ...noDuplicate, duplicate: true }, counts.duplicates],
        ['reset', { ...noReset, passwordResetRequired: true }, counts.resetRequired],
        ['gone', { ...filter, gone: true }, counts.gone],
        ...counts.attributes.flatMap(({ name, people: count }): [string, UserFilter, number][] => {
          const rest: UserFilter = {
            ...filter,
            attributes: others(filter.attributes, name),
            notAttributes: others(filter.notAttributes, name),
          }
          const { values, none } = fieldValues(columns, names, (narrowed) => find(narrowed, []), {
            filter,
            field: 'attribute',
            attribute: name,
            limit: 50,
          })
          return [
            [`any ${name}`, { ...rest, notAttributes: [...(rest.notAttributes ?? []), { name, values: [''] }] }, count],
            [`no ${name}`, { ...rest, attributes: [...(rest.attributes ?? []), { name, values: [''] }] }, none],
            ...values.map((one): [string, UserFilter, number] => [
              `${name} ${one.value}`,
              { ...rest, attributes: [...(rest.attributes ?? []), { name, values: [one.value] }] },
              one.people,
            ]),
          ]
        }),
        ...fieldValues(columns, names, (narrowed) => find(narrowed, []), {
          filter,
          field: 'groups',
          limit: 50,
        }).values.map(({ value: name, people: count }): [string, UserFilter, number] => {
          const { hasGroups: _, ...narrowed } = filter
          return [name, { ...narrowed, groups: [...(filter.groups ?? []), name] }, count]
        }),
      ]
    }

    it('are how many people the list has once the value is chosen', () => {
      fc.assert(
        fc.property(fc.array(anyPerson, { maxLength: 40 }), anyFilter, (people, filter) => {
          const wrong = every(people, filter).filter(([, narrowed, count]) => found(people, narrowed).length !== count)
          expect(wrong).toEqual([])
        }),
        { numRuns: 60 },
      )
    })
  })

  it('offers no single values of an attribute that is another one for everybody', () => {
    const people = Array.from({ length: mostValues + 5 }, (_, at) =>
      person({ username: `u${at}@example.com`, attributes: { number: at, office: at % 2 === 0 ? 'Oslo' : 'Bergen' } }),
    )
    const { columns, names } = index(people)
    const find = createFinder({ columns, names, now: () => now, named: (positions) => positions })
    const values = (attribute: string) =>
      fieldValues(columns, names, (filter) => find(filter, []), {
        filter: {},
        field: 'attribute',
        attribute,
        limit: 50,
      })
    expect(values('number')).toEqual({ values: [], distinct: 0, none: 0, tooMany: true })
    expect(values('office').values.map(({ value: office }) => office)).toEqual(['Oslo', 'Bergen'])
    expect(found(people, { attributes: [{ name: 'number', values: [''] }] })).toEqual([])
  })

  it('marks people who share a user name, but not with the gone', () => {
    const people = [
      person({ username: 'A@example.com', id: '1' }),
      person({ username: 'a@example.com', id: '2' }),
      person({ username: 'b@example.com' }),
      person({ username: 'B@example.com', goneSince: '2026-01-01T00:00:00.000Z' }),
    ]
    expect(found(people, { duplicate: true })).toEqual([0, 1])
  })
})

describe('columns in the store', () => {
  it('come back as they were saved', () => {
    const home = temporaryFolder()
    const store = openStore({
      file: join(home, 'd.db'),
      key: '0f'.repeat(32),
      migrations: directoryMigrations,
      durability: 'normal',
    })
    try {
      expect(loadColumns(store)).toBe(null)
      fc.assert(
        fc.property(fc.array(anyPerson, { maxLength: 12 }), (people) => {
          const { columns } = index(people)
          saveColumns(store, columns)
          expect(loadColumns(store)).toEqual(columns)
        }),
        { numRuns: 30 },
      )
    } finally {
      store.close()
      rmSync(home, { recursive: true, force: true })
    }
  })
})
