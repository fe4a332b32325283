import { expect, test } from 'vitest'
import { createAmbiguous } from '../../../src/main/audit/events/ambiguous-time.ts'
import { isAmbiguous, toLocal } from '../../../src/main/lastpass/records/zone.ts'
import { fc } from '../../harness/properties.ts'

// Half an hour in Lord Howe, quarters of an hour in Chatham and Kathmandu, and changes that were a government's whim.
const zones = [
  'US/Eastern',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Asia/Kathmandu',
  'Africa/Casablanca',
]
const zone = fc.constantFrom(...zones)
const from = Date.parse('2008-01-01T00:00:00Z') / 1000
/** Around the changes of autumn and of spring, where anything can be ambiguous, and anywhere. */
const moments = fc.oneof(
  fc.integer({ min: 0, max: 20 * 366 * 86_400 }).map((more) => from + more),
  fc
    .tuple(fc.constantFrom('2026-11-01T04:00:00Z', '2026-10-24T22:00:00Z', '2026-04-04T12:00:00Z'), fc.nat(6 * 3600))
    .map(([instant, more]) => Date.parse(instant) / 1000 + more),
)

test('an instant is ambiguous exactly where the wall shows its reading twice, whatever was asked before', () => {
  let some = 0
  fc.assert(
    fc.property(fc.array(fc.tuple(zone, moments), { maxLength: 40 }), (asked) => {
      let now: string | null = null
      const ambiguous = createAmbiguous(() => now)
      expect(ambiguous(from)).toBe(false)
      for (const [next, time] of asked) {
        now = next
        const wanted = isAmbiguous(toLocal(new Date(time * 1000).toISOString(), next), next)
        if (wanted) some++
        expect([next, time, ambiguous(time)]).toEqual([next, time, wanted])
      }
    }),
  )
  expect(some).toBeGreaterThan(10)
})

test.each([
  ['Australia/Lord_Howe', '2026-04-04T13:00:00Z', 30],
  ['US/Eastern', '2026-11-01T04:00:00Z', 60],
  ['Pacific/Chatham', '2026-04-04T12:00:00Z', 60],
])('in %s the minutes that occur twice are those, and no others', (name, begin, repeated) => {
  const ambiguous = createAmbiguous(() => name)
  const first = Date.parse(begin) / 1000
  const found = Array.from({ length: 300 }, (_, n) => first + n * 60).filter(ambiguous)
  const wanted = Array.from({ length: 300 }, (_, n) => first + n * 60).filter((time) =>
    isAmbiguous(toLocal(new Date(time * 1000).toISOString(), name), name),
  )
  expect(found).toEqual(wanted)
  // The first time and the second.
  expect(found).toHaveLength(2 * repeated)
})
