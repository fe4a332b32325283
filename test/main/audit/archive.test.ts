import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { actionKey } from '../../../src/contract/audit/action-names.ts'
import { auditCategories } from '../../../src/contract/audit/audit.ts'
import type { AuditFilter } from '../../../src/contract/calls/audit/audit.ts'
import { type Archive, openArchive } from '../../../src/main/audit/archive/archive.ts'
import { usualCategory } from '../../../src/main/audit/events/categories.ts'
import { targetsOf } from '../../../src/main/audit/events/parse-data.ts'
import { createIngest } from '../../../src/main/audit/fetch/ingest.ts'
import { createQuestions, type Questions, type RowPlace } from '../../../src/main/audit/query/questions.ts'
import { toLocal, toUtc } from '../../../src/main/lastpass/records/zone.ts'
import { containing } from '../../../src/main/text/folding.ts'
import { fc } from '../../harness/properties.ts'
import {
  fetchInto,
  freshArchive,
  type Happened,
  happenings,
  key,
  reporting,
  type ServiceQuirks,
  start,
} from './generated.ts'

const zone = 'US/Eastern'
const span = { first: start, last: start + 21 * 86_400 }
const quirks = fc.record({
  ceiling: fc.integer({ min: 5, max: 60 }),
  next: fc.constantFrom<ServiceQuirks['next']>('text', 'number', 'place', 'stuck', 'anew', 'to and fro', 'always'),
  leavesEndOut: fc.boolean(),
})
const all = (archive: Archive) => {
  const questions = createQuestions(archive, () => false)
  return questions.page({}, { offset: 0, limit: 100_000 }).rows
}
/** What an event is after it went over the wire: to the second, through the clock on the wall. */
const onTheWire = ({ at, username, ip, action, data }: Happened) => {
  const wall = toLocal(new Date((start + Math.floor(at / 1_000_000)) * 1000).toISOString(), zone)
  return { time: toUtc(wall, zone) ?? '', username, ip, action, data }
}
const lines = (rows: readonly { time: string; username: string; ip: string; action: string; data: string }[]) =>
  rows.map(({ time, username, ip, action, data }) => JSON.stringify([time, username, ip, action, data])).sort()

describe('the archive', () => {
  test('holds every event once, twins as often as they happened, however the service cuts its answers', async () => {
    await fc.assert(
      fc.asyncProperty(happenings(), quirks, async (events, quirk) => {
        const { archive, remove } = freshArchive()
        try {
          // Of a second that fills an answer nobody can tell whether the next answer is the same or another.
          const second = ({ at }: Happened) => Math.floor(at / 1_000_000)
          const crowd = Math.max(0, ...events.map((event) => events.filter((o) => second(o) === second(event)).length))
          fc.pre(crowd < quirk.ceiling)
          const { gaps, received } = await fetchInto(archive, reporting(events, zone, quirk), zone, span)
          expect(lines(all(archive))).toEqual(lines(events.map(onTheWire)))
          expect(received).toBe(events.length)
          // A service that always says that there is more is not believed to have given all of a second that it gave alone.
          if (['text', 'number', 'place'].includes(quirk.next)) expect(gaps).toEqual([])
          const { added } = await fetchInto(
            archive,
            reporting(events, zone, { ceiling: 10_000, next: 'text' }),
            zone,
            span,
          )
          expect(added).toBe(0)
        } finally {
          archive.close()
          remove()
        }
      }),
      { numRuns: 25 },
    )
  })

  test('gives the events of one second as LastPass numbers them, however often and in whatever pieces they come', () => {
    const { archive, remove } = freshArchive()
    const ingest = createIngest(archive)
    archive.setZone('UTC')
    // Numbers of a map that was sorted as text: Event1, Event10, Event11, Event2.
    const answer = (first: number) => {
      const events = Array.from({ length: 13 - first }, (_, at) => ({
        Time: '2026-11-02 10:00:00',
        Username: 'ann@example.com',
        IP_Address: '192.0.2.1',
        Action: 'Site Added',
        Data: `n${first + at}.example.com`,
      }))
      const entries = events.map((event, at) => [`Event${at + 1}`, event] as const)
      return Buffer.from(
        JSON.stringify({
          status: 'OK',
          next: null,
          data: Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))),
        }),
      )
    }
    const day = Date.parse('2026-11-02T00:00:00Z') / 1000
    const fetched = (first: number) => {
      ingest.begin({ first: day, last: day + 86_399, anew: true })
      ingest.page({ bytes: answer(first), zone: 'UTC', how: 'first' })
      return ingest.commit({ whole: true, covers: [] }).added
    }
    try {
      // Later in the same second there are newer events, and so more numbers before those that were there.
      expect([5, 5, 1, 1].map(fetched)).toEqual([8, 0, 4, 0])
      const data = all(archive).map(({ data }) => data)
      expect(data).toEqual(Array.from({ length: 12 }, (_, at) => `n${at + 1}.example.com`))
      const questions = createQuestions(archive, () => false)
      const first = questions.rows({}, null, 5)
      expect([...first.rows, ...questions.rows({}, first.next, 100).rows].map(({ data }) => data)).toEqual(data)
    } finally {
      archive.close()
      remove()
    }
  })

  test('ends with a told gap where the cursor never moves and a second holds more than an answer', async () => {
    const events: Happened[] = Array.from({ length: 12_000 }, (_, index) => ({
      at: 5_000_000,
      username: `p${index}@example.com`,
      ip: '192.0.2.1',
      action: 'Log in',
      data: '',
    }))
    events.push({ at: 2_000_000, username: 'early@example.com', ip: '', action: 'Log in', data: '' })
    const { archive, remove } = freshArchive()
    const service = reporting(events, zone, { ceiling: 10_000, next: 'stuck' })
    const { gaps } = await fetchInto(archive, service, zone, span)
    expect(gaps).toEqual([{ first: start + 5, last: start + 5 }])
    expect(service.asked()).toBeLessThan(8)
    expect(all(archive).length).toBe(10_001)
    archive.close()
    remove()
  })

  test('answers every filter as going through the events one by one does', async () => {
    const filters: fc.Arbitrary<AuditFilter> = fc.record(
      {
        from: fc.integer({ min: 0, max: 20 }).map((day) => new Date((start + day * 86_400) * 1000).toISOString()),
        to: fc.integer({ min: 0, max: 20 }).map((day) => new Date((start + day * 86_400) * 1000).toISOString()),
        text: fc.constantFrom(
          'log',
          'BÜRO',
          'buro',
          'é',
          '.1',
          'example.com',
          'note (',
          'ポリシ',
          'break',
          'zzz',
          '1',
          '12',
          '4.1',
          'VID: 1',
          '7 from',
          'e',
          'v',
          '3 from b',
        ),
        username: fc.constantFrom('ANNA@example.com', '', 'nobody@example.com'),
        actions: fc.subarray(['log in', 'Reporting', 'something new'], { minLength: 1 }),
        categories: fc.subarray([...auditCategories], { minLength: 1 }),
        ip: fc.constantFrom('192.0.2.1', ''),
        targets: fc.constant(['anna@example.com']),
        not: fc.record({ actions: fc.constant(['LOG IN']), ips: fc.constant(['198.51.100.7']) }, { requiredKeys: [] }),
      },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(happenings(), fc.array(filters, { minLength: 5, maxLength: 15 }), async (events, asked) => {
        const { archive, remove } = freshArchive()
        try {
          await fetchInto(archive, reporting(events, zone, { ceiling: 10_000, next: 'text' }), zone, span)
          const questions = createQuestions(archive, () => false)
          const known = all(archive)
          for (const filter of asked) {
            const wanted = known.filter((event) => isMeant(event, filter))
            const { rows, total, byCategory } = questions.page(filter, { offset: 0, limit: 100_000 })
            expect(rows).toEqual(wanted)
            expect(total).toBe(wanted.length)
            expect(allFrom(questions, filter, 7)).toEqual(wanted)
            for (const category of auditCategories)
              expect(byCategory[category]).toBe(wanted.filter((event) => event.category === category).length)
            const { buckets } = {
              buckets: questions.histogram(
                {
                  ...filter,
                  from: filter.from ?? new Date(start * 1000).toISOString(),
                  to: filter.to ?? new Date(span.last * 1000).toISOString(),
                },
                17,
              ),
            }
            expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(wanted.length)
            const { values } = questions.facet(filter, 'username', '', 100)
            const without = known.filter((event) => isMeant(event, { ...filter, username: undefined }))
            expect(values.reduce((sum, { count }) => sum + count, 0)).toBe(without.length)
            const named = questions.facet(filter, 'target', '', 100).values
            const others = known.filter((event) => isMeant(event, { ...filter, targets: undefined }))
            expect(counted(named)).toEqual(
              countBy(others.flatMap(({ username, action, data }) => targetsOf(username, action, data))),
            )
            const addresses = known.filter((event) => isMeant(event, { ...filter, ip: undefined }))
            if (filter.not?.ips === undefined)
              expect(counted(questions.facet(filter, 'ip', '', 100).values)).toEqual(
                countBy(addresses.map(({ ip }) => ip)),
              )
          }
        } finally {
          archive.close()
          remove()
        }
      }),
      { numRuns: 15 },
    )
  })

  test('moves every instant with the zone, and back to where it was', async () => {
    await fc.assert(
      fc.asyncProperty(
        happenings(),
        fc.constantFrom('Europe/Paris', 'Asia/Tokyo', 'America/Chicago', 'Australia/Lord_Howe'),
        async (events, other) => {
          const { archive, remove } = freshArchive()
          try {
            await fetchInto(archive, reporting(events, zone, { ceiling: 10_000, next: 'text' }), zone, span)
            const before = lines(all(archive))
            const covers = archive.catalog.covers()
            archive.setZone(other)
            const moved = events.map((event) => ({
              ...onTheWire(event),
              time:
                toUtc(
                  toLocal(new Date((start + Math.floor(event.at / 1_000_000)) * 1000).toISOString(), zone),
                  other,
                ) ?? '',
            }))
            expect(lines(all(archive))).toEqual(lines(moved))
            archive.setZone(zone)
            expect(lines(all(archive))).toEqual(before)
            expect(archive.catalog.covers()).toEqual(covers)
          } finally {
            archive.close()
            remove()
          }
        },
      ),
      { numRuns: 20 },
    )
  })

  test('sets a damaged leaf aside, says its span, and holds it again after another fetch; an older copy is refused', async () => {
    const events = Array.from({ length: 300 }, (_, n) => ({
      at: n * 1_000_000_000,
      username: 'anna@example.com',
      ip: '',
      action: 'Log in',
      data: `v${n}`,
    }))
    const { folder, archive, remove } = freshArchive()
    const service = reporting(events, zone, { ceiling: 10_000, next: 'text' })
    await fetchInto(archive, service, zone, { first: start, last: start + 100_000 })
    const old = readdirSync(folder).find((name) => name.endsWith('.leaf')) ?? ''
    const older = readFileSync(join(folder, old))
    await fetchInto(archive, service, zone, span)
    archive.close()
    const name = readdirSync(folder).find((file) => file.endsWith('.leaf')) ?? ''
    expect(name).not.toBe(old)
    const bytes = readFileSync(join(folder, name))
    for (const spoilt of [
      Buffer.from(bytes.map((byte, at) => (at === 1000 ? byte ^ 1 : byte))),
      older,
      bytes.subarray(0, 20),
    ]) {
      writeFileSync(join(folder, readdirSync(folder).find((file) => file.endsWith('.leaf')) ?? ''), spoilt)
      const opened = openArchive(folder, key)
      expect(all(opened)).toEqual([])
      expect(opened.catalog.damaged().at(-1)).toMatchObject({ first: start, last: start + 299_000 })
      expect(opened.catalog.covers().some(({ first }) => first <= start)).toBe(false)
      const { added } = await fetchInto(opened, service, zone, span)
      expect(added).toBe(300)
      opened.close()
    }
    remove()
  })
})

/** Every row of a filter, asked for from where the last ones ended. */
function allFrom(questions: Questions, filter: AuditFilter, limit: number) {
  const rows = []
  let from: RowPlace | null = null
  do {
    const page: ReturnType<Questions['rows']> = questions.rows(filter, from, limit)
    rows.push(...page.rows)
    from = page.next
  } while (from !== null)
  return rows
}

/** Counts by value, whatever the case. */
const countBy = (values: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const value of values) counts[value.toLowerCase()] = (counts[value.toLowerCase()] ?? 0) + 1
  return counts
}
const counted = (values: readonly { value: string; count: number }[]): Record<string, number> =>
  Object.fromEntries(values.map(({ value, count }) => [value.toLowerCase(), count]))

/** The rule of the filter, event by event. */
function isMeant(event: ReturnType<typeof all>[number], filter: AuditFilter): boolean {
  const { username, ip, action, data } = event
  const targets = targetsOf(username, action, data).map((target) => target.toLowerCase())
  const holds = containing(filter.text)
  return (
    (filter.from === undefined || Date.parse(event.time) >= Date.parse(filter.from)) &&
    (filter.to === undefined || Date.parse(event.time) <= Date.parse(filter.to)) &&
    [username, ip, action, data].some(holds) &&
    (filter.username === undefined || username.toLowerCase() === filter.username.toLowerCase()) &&
    (filter.actions === undefined || filter.actions.some((name) => actionKey(name) === actionKey(action))) &&
    (filter.categories === undefined || filter.categories.includes(usualCategory(action))) &&
    (filter.ip === undefined || ip.toLowerCase() === filter.ip.toLowerCase()) &&
    (filter.targets === undefined || filter.targets.some((target) => targets.includes(target))) &&
    !filter.not?.actions?.some((name) => actionKey(name) === actionKey(action)) &&
    !filter.not?.ips?.includes(ip)
  )
}
