import { describe, expect, test } from 'vitest'
import { AuditFilter } from '../../../../src/contract/calls/audit/audit.ts'
import {
  chipsOf,
  cleared,
  isNarrowed,
  toggledChip,
  withoutChip,
  withValue,
} from '../../../../src/renderer/features/audit/audit-chips.ts'
import {
  type AuditSearch,
  aroundOf,
  boundsOf,
  filterOf,
  listKeys,
  readAuditSearch,
} from '../../../../src/renderer/features/audit/audit-search.ts'
import { builtInSearches } from '../../../../src/renderer/features/audit/built-in-searches.ts'
import { fc } from '../../../harness/properties.ts'

const now = Date.parse('2026-11-26T12:34:00Z')
const addresses = fc.record(
  {
    text: fc.anything(),
    span: fc.constantFrom('24h', '7d', 'all', 'never', 7),
    from: fc.oneof(
      fc.date({ noInvalidDate: true }).map(String),
      fc.constant('2026-01-02T03:04:05.678Z'),
      fc.anything(),
    ),
    to: fc.constantFrom('2026-02-02T03:04:05Z', '2026-13-99T00:00:00Z', null),
    categories: fc.oneof(fc.array(fc.constantFrom('login', 'vault', 'nonsense')), fc.anything()),
    off: fc.array(fc.string()),
    finding: fc.anything(),
    about: fc.oneof(
      fc.record({
        kind: fc.constantFrom('person', 'group', 'folder', 'site'),
        name: fc.oneof(fc.string(), fc.integer()),
      }),
      fc.anything(),
    ),
    own: fc.constantFrom('shown', 'only', 1),
    callers: fc.constantFrom('foreign', 'ours', null),
    sessions: fc.constantFrom(true, 'yes', 0),
    person: fc.anything(),
    ...Object.fromEntries(listKeys.map((key) => [key, fc.oneof(fc.array(fc.string()), fc.anything())])),
  },
  { requiredKeys: [] },
)
const values = fc.record({
  facet: fc.constantFrom('action', 'username', 'ip', 'target', 'category'),
  value: fc.constantFrom('Log in', '', 'login', 'a:b', 'kim@example.com'),
  mode: fc.constantFrom('only', 'not'),
} as const)
const searches = fc
  .array(values)
  .map((all) =>
    all.reduce<AuditSearch>((search, one) => withValue(search, one.facet, one.value, one.mode as 'only'), {}),
  )

describe('an address of the audit screen', () => {
  test('whatever it says, main can read what is asked by it, and it reads the same again', () => {
    fc.assert(
      fc.property(addresses, (raw) => {
        const search = readAuditSearch(raw)
        expect(AuditFilter.safeParse(filterOf(search, now)).error).toBeUndefined()
        expect(readAuditSearch(JSON.parse(JSON.stringify(search)))).toEqual(search)
      }),
    )
  })

  test('a value is asked for or left out, never both, and taking its chip away undoes it', () => {
    fc.assert(
      fc.property(searches, (search) => {
        for (const [only, not] of [
          ['actions', 'notActions'],
          ['usernames', 'notUsernames'],
          ['ips', 'notIps'],
          ['targets', 'notTargets'],
        ] as const)
          for (const value of search[only] ?? []) expect(search[not] ?? []).not.toContain(value)
        const { categories: _, ...rest } = search
        const without = chipsOf(rest).reduce((left, chip) => withoutChip(left, chip.id), rest as AuditSearch)
        expect(without).toEqual({})
      }),
    )
  })

  test('a chip that is switched off asks for nothing and can be switched on again', () => {
    fc.assert(
      fc.property(searches, (search) => {
        const { categories: _, ...rest } = search
        const off = chipsOf(rest).reduce((left, chip) => toggledChip(left, chip.id), rest as AuditSearch)
        expect(Object.keys(filterOf(off, now))).toEqual(['from', 'own'])
        const on = chipsOf(off).reduce((left, chip) => toggledChip(left, chip.id), off)
        expect(on).toEqual(rest)
      }),
    )
  })

  test('the last days begin at a full hour and have no end', () => {
    expect(boundsOf({}, now)).toEqual({ from: Date.parse('2026-11-19T12:00:00Z'), to: null })
    expect(boundsOf({ span: '24h' }, now).from).toBe(Date.parse('2026-11-25T12:00:00Z'))
    expect(boundsOf({ span: 'all' }, now)).toEqual({ from: null, to: null })
  })

  test('what comes later than what is shown is not asked for', () => {
    const upTo = Date.parse('2026-11-26T10:00:00Z')
    expect(filterOf({}, now, upTo).to).toBe('2026-11-26T10:00:00.000Z')
    expect(filterOf({ from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' }, now, upTo).to).toBe(
      '2026-11-02T00:00:00.000Z',
    )
  })

  test('clearing takes every filter and leaves the time', () => {
    const search = readAuditSearch({ span: '30d', text: 'x', actions: ['Log in'], categories: ['login'] })
    expect(isNarrowed(search)).toBe(true)
    expect(cleared(search)).toEqual({ span: '30d' })
  })

  test('around an event is its person at its address, and where it names nobody its address', () => {
    const event = { time: '2026-11-26T12:00:00.000Z', username: 'kim@example.com', ip: '192.0.2.1' }
    expect(aroundOf(event)).toEqual({
      usernames: ['kim@example.com'],
      ips: ['192.0.2.1'],
      own: 'shown',
      from: '2026-11-26T11:50:00.000Z',
      to: '2026-11-26T12:09:59.000Z',
    })
    expect(aroundOf({ ...event, username: '' })).toMatchObject({ ips: ['192.0.2.1'] })
    expect(aroundOf({ ...event, username: '' })).not.toHaveProperty('usernames')
    expect(aroundOf({ ...event, ip: '' })).not.toHaveProperty('ips')
  })

  test.each(builtInSearches)('$name survives its own address', ({ search }) => {
    expect(readAuditSearch(JSON.parse(JSON.stringify(search)))).toEqual(search)
  })
})
