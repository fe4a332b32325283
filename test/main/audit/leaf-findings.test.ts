import { expect, test } from 'vitest'
import type { Archive } from '../../../src/main/audit/archive/archive.ts'
import type { NewEvent } from '../../../src/main/audit/archive/leaves/event-batch.ts'
import { actionKinds, kindOfAction } from '../../../src/main/audit/findings/action-kinds.ts'
import { findIn, newestFirst, wholeRules } from '../../../src/main/audit/findings/find.ts'
import type { EventWindow, FindingEvent, Found } from '../../../src/main/audit/findings/finding.ts'
import { isOfUse, isUseOfItem } from '../../../src/main/audit/findings/glean-leaf.ts'
import { isOfKind } from '../../../src/main/audit/findings/leaf-findings.ts'
import { createLeafMemory, type Known } from '../../../src/main/audit/findings/leaf-memory.ts'
import { localRules } from '../../../src/main/audit/findings/local-rules.ts'
import { apiRunsOf } from '../../../src/main/audit/findings/rules/single-acts.ts'
import { createQuestions } from '../../../src/main/audit/query/questions.ts'
import { fc } from '../../harness/properties.ts'
import { freshArchive, start } from './generated.ts'

function finished<T>(work: Generator<void, T>): T {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}

/** What the rules find in all events in one piece, read row by row. */
function foundInOnePiece(archive: Archive, known: Known): Found[] {
  const events = createQuestions(archive, () => false)
    .rows({}, null, 10_000)
    .rows.reverse()
    .flatMap(({ time, username, ip, action, data, parsed }): FindingEvent[] => {
      const kind = kindOfAction(action)
      if (kind === 'none' || !isOfUse(kind, parsed)) return []
      const isItem = isUseOfItem(kind, parsed, data)
      const more = { person: username.toLowerCase(), kind: isItem ? ('item' as const) : kind }
      return [{ time: Date.parse(time) / 1000, username, ip, action, data, parsed, ...more }]
    })
  const of = Object.fromEntries(actionKinds.map((kind) => [kind, events.filter((event) => isOfKind(event, kind))]))
  const admins = new Set(known.admins)
  for (const event of events)
    if (event.kind === 'console' && event.username !== '') admins.add(event.person)
    else if (event.kind === 'admin-rights')
      for (const name of event.parsed.people ?? [event.parsed.person ?? '']) if (name) admins.add(name.toLowerCase())
  const window: EventWindow = {
    of: (kind) => of[kind] ?? [],
    apiRuns: apiRunsOf(of.api ?? []),
    admins,
    disabledSince: known.disabledSince,
    networkOf: archive.places.networkOf,
    countryOf: null,
    travels: [],
  }
  return findIn(window, { settings: {}, told: {} }, [...localRules, ...wholeRules]).sort(newestFirst)
}

const acts: readonly (readonly [action: string, data: string])[] = [
  ['Failed login attempt', ''],
  ['Failed login attempt', 'LastPass via Website'],
  ['Log in', 'LastPass via Chrome v4.1'],
  ['Log in', 'VID: 123 from Ops'],
  ['Open secure note', 'Secure Note (Wi-Fi)'],
  ['Login to admin console', 'anna@example.com'],
  ['Make admin', 'bob@example.com'],
  ['Made admin', 'anna@example.com, cy@example.com'],
  ['Add to shared folder', "'Ops' 'bob@example.com'"],
  ['Add to shared folder', "'Shared-Super-Admins' 'cy@example.com'"],
  ['Edit policy', 'Minimum length New value: 8'],
  ['Edit policy', 'Minimum length New value: 14'],
  ['Employee account disabled', 'bob@example.com'],
  ['Reactivated user', 'bob@example.com'],
  ['Data export', ''],
  ['Reporting', 'Initiated by API: Other'],
  ['Reporting', 'Initiated by API: Provost r1'],
  ['Disabled YubiKey', ''],
]
const names = ['anna@example.com', 'Bob@example.com', 'bob@example.com', 'cy@example.com', '']

/** Lots of events: runs beside each other, of one person each, so that what belongs together crosses the ends of leaves. */
const lots = fc.array(
  fc.record({
    // Mostly within the same hours.
    at: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 7200 }) }, fc.integer({ min: 0, max: 40 * 86_400 })),
    runs: fc.array(
      fc.record({
        act: fc.oneof(fc.constant(0), fc.nat(acts.length - 1)),
        name: fc.constantFrom(...names),
        ip: fc.constantFrom('192.0.2.1', '198.51.100.7', '203.0.113.9', ''),
        after: fc.integer({ min: 0, max: 1800 }),
        times: fc.integer({ min: 1, max: 12 }),
        every: fc.constantFrom(0, 1, 30, 119, 400, 500, 599, 600, 601, 1799, 3599, 3601, 86_400),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  }),
  { minLength: 1, maxLength: 4 },
)

test('what is found leaf by leaf, as events come, is what is found in all of them in one piece', () => {
  fc.assert(
    fc.property(
      lots,
      fc.constantFrom(5, 12, 40),
      fc.subarray(names),
      fc.subarray(['bob@example.com', 'cy@example.com']),
      (given, most, admins, disabled) => {
        const { archive, remove } = freshArchive(most)
        try {
          const memory = createLeafMemory(archive)
          const known: Known = {
            admins: new Set(admins.map((name) => name.toLowerCase())),
            disabledSince: new Map(disabled.map((name) => [name, start + 20 * 86_400])),
          }
          for (const { at, runs } of given) {
            const events: NewEvent[] = []
            for (const { act, name, ip, after, times, every } of runs)
              for (let n = 0; n < times; n++) {
                const [action, data] = acts[act] as (typeof acts)[number]
                const time = start + at + after + n * every
                events.push({ time, username: name, ip, action, data, skipped: false })
              }
            archive.add(events, {})
            expect(finished(memory.find({ settings: {}, told: {} }, known))).toEqual(foundInOnePiece(archive, known))
          }
        } finally {
          archive.close()
          remove()
        }
      },
    ),
    // Each opens an archive and writes dozens of leaves.
    { numRuns: 10 },
  )
})

test('a burst goes on in the next leaf as long as its minutes last', () => {
  const failed = (username: string, ip: string, times: readonly number[]): NewEvent[] =>
    times.map((at) => ({ time: start + at, username, ip, action: 'Failed login attempt', data: '', skipped: false }))
  const { archive, remove } = freshArchive(4)
  try {
    archive.add(
      [
        ...failed('anna@example.com', '192.0.2.1', [0, 50, 100, 150, 580]),
        ...failed('cy@example.com', '198.51.100.7', [0, 200, 250, 570, 1200]),
        ...Array.from({ length: 20 }, (_, n) => ({
          ...{ time: start + 160 + n * 20, username: 'bob@example.com', ip: '203.0.113.9', action: 'Site added' },
          ...{ data: `site${n}.example.com`, skipped: false },
        })),
      ],
      {},
    )
    expect(archive.entries().length).toBeGreaterThan(3)
    const found = finished(
      createLeafMemory(archive).find({ settings: {}, told: {} }, { admins: new Set(), disabledSince: new Map() }),
    )
    expect(found.map(({ rule, username, events }) => [rule, username, events])).toEqual([
      ['failed-logins', 'anna@example.com', 5],
    ])
  } finally {
    archive.close()
    remove()
  }
})
