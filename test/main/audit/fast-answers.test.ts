import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { actionKey } from '../../../src/contract/audit/action-names.ts'
import { auditCategories, auditFacets } from '../../../src/contract/audit/audit.ts'
import { readCallerLabel } from '../../../src/contract/audit/caller-label.ts'
import type { AuditEvent, AuditFilter } from '../../../src/contract/calls/audit/audit.ts'
import { targetsOf } from '../../../src/main/audit/events/parse-data.ts'
import { createHelper, type Helper } from '../../../src/main/audit/query/helper/helper.ts'
import { kindsOf } from '../../../src/main/audit/query/leaf-kinds.ts'
import { blockRows } from '../../../src/main/audit/query/leaf-summary.ts'
import { createQuestions } from '../../../src/main/audit/query/questions.ts'
import { containing } from '../../../src/main/text/folding.ts'
import { fc } from '../../harness/properties.ts'
import { threadFile } from '../../harness/threads.ts'
import { freshArchive, happenings, start } from './generated.ts'

// Answers come from counts of whole leaves, of blocks, of pairs alone, from lists of few rows or marks of many: each of them must say
// what going through the events one by one says.

const day = fc.integer({ min: 0, max: 24 }).map((n) => new Date((start + n * 86_400 + n) * 1000).toISOString())
const people = ['anna@example.com', 'BOB@example.com', '', 'API: Provost']
const parts = fc.record({
  from: day,
  to: day,
  text: fc.constantFrom(
    'vid: 12345678',
    '123',
    'log',
    'buro',
    'example.com',
    'anna',
    '.7',
    'e',
    '1',
    '12',
    'zzz',
    'provost',
  ),
  usernames: fc.subarray(people, { minLength: 1 }),
  ips: fc.subarray(['192.0.2.1', '198.51.100.7', ''], { minLength: 1 }),
  actions: fc.subarray(['log in', 'Reporting', 'something new'], { minLength: 1 }),
  categories: fc.subarray([...auditCategories], { minLength: 1 }),
  targets: fc.constantFrom(['anna@example.com'], ['Ops; QA', 'anna@example.com']),
  own: fc.constantFrom('without' as const, 'only' as const),
  not: fc.record(
    {
      actions: fc.constant(['LOG IN']),
      usernames: fc.constant(['anna@example.com']),
      targets: fc.constant(['anna@example.com']),
    },
    { requiredKeys: [] },
  ),
})
/** With more than a few parts hardly an event is left. */
const filters = fc
  .tuple(
    parts,
    fc.uniqueArray(
      fc.constantFrom('from', 'to', 'text', 'usernames', 'ips', 'actions', 'categories', 'targets', 'own', 'not'),
      { maxLength: 3 },
    ),
  )
  .map(
    ([all, chosen]) =>
      Object.fromEntries(Object.entries(all).filter(([name]) => chosen.includes(name as 'own'))) as AuditFilter,
  )
const archives = fc.record({
  events: happenings(2, 40).filter(({ length }) => length > 4),
  /** So many rows at least, each event again after some minutes: leaves of more than one block. */
  rows: fc.constantFrom(0, 1500, 3000),
  most: fc.constantFrom(700, 2 * blockRows, 2500, 131_072),
  asked: fc.array(filters, { minLength: 3, maxLength: 8 }),
})

const lower = (values: readonly string[]) => values.map((value) => value.toLowerCase())
const namesOf = ({ username, action, data }: AuditEvent) => lower(targetsOf(username, action, data))
const isOwn = ({ category, parsed }: AuditEvent) =>
  category === 'api' && parsed.label !== undefined && readCallerLabel(parsed.label) !== null

/** The rule of the filter, event by event. */
function isMeant(event: AuditEvent, filter: AuditFilter): boolean {
  const { username, ip, action, data, time, category } = event
  const { not } = filter
  const within = (values: readonly string[] | undefined, found: readonly string[]) =>
    values === undefined || found.some((each) => lower(values).includes(each.toLowerCase()))
  const without = (values: readonly string[] | undefined, found: readonly string[]) =>
    values === undefined || !within(values, found)
  return (
    (filter.from === undefined || Date.parse(time) >= Date.parse(filter.from)) &&
    (filter.to === undefined || Date.parse(time) <= Date.parse(filter.to)) &&
    [username, ip, action, data].some(containing(filter.text)) &&
    within(filter.usernames, [username]) &&
    within(filter.ips, [ip]) &&
    within(filter.actions?.map(actionKey), [actionKey(action)]) &&
    within(filter.categories, [category]) &&
    within(filter.targets, namesOf(event)) &&
    (filter.own === undefined || isOwn(event) === (filter.own === 'only')) &&
    without(not?.actions?.map(actionKey), [actionKey(action)]) &&
    without(not?.usernames, [username]) &&
    without(not?.targets, namesOf(event))
  )
}

const own = { category: 'categories', action: 'actions', username: 'usernames', ip: 'ips', target: 'targets' } as const
const valuesOf = {
  category: ({ category }: AuditEvent) => [category],
  action: ({ action }: AuditEvent) => [actionKey(action)],
  username: ({ username }: AuditEvent) => [username.toLowerCase()],
  ip: ({ ip }: AuditEvent) => [ip],
  target: namesOf,
}
const sums = (values: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
}

const nothing = Object.fromEntries(auditCategories.map((category) => [category, 0]))

let helper: Helper | null = null
beforeAll(async () => {
  helper = createHelper({ file: threadFile('audit-helper'), fewest: 1, cores: 2 })
  const leaves = [1, 2].map((n) => ({ n: -n, version: 1, rows: 1, first: n, last: n }))
  // It takes none before it listens.
  await vi.waitFor(() => expect(helper?.takes(leaves).size).toBe(1), 30_000)
})
afterAll(() => helper?.close())

test.each([
  ['one thread', () => null],
  ['two threads', () => helper],
])('every answer of %s equals what going through the events one by one says', (_, helping) => {
  let [marks, kinds] = [0, 0]
  fc.assert(
    fc.property(archives, ({ events, rows: least, most, asked }) => {
      const times = Math.max(1, Math.ceil(least / events.length))
      const { archive, remove } = freshArchive(most)
      try {
        archive.setZone('UTC')
        const happened = Array.from({ length: times }, (_, n) =>
          events.map(({ at, ...event }, index) => ({
            ...event,
            // A reading is Provost's own by what its text says, or by whose name it is under.
            data:
              event.action === 'Reporting' && index % 2 === 0
                ? 'Initiated by API: Provost reading'
                : // Texts that differ in numbers alone, as those of items do.
                  event.data.replace(/\d+/, (digits) => `${digits}${n}`),
            time: start + Math.floor(at / 1_000_000) + n * 3600,
            skipped: false,
          })),
        )
        archive.add(
          happened.flat().sort((a, b) => a.time - b.time),
          {},
        )
        const questions = createQuestions(archive, () => false, helping())
        for (const entry of archive.entries()) {
          const leaf = archive.leaf(entry)
          if (leaf !== null && kindsOf(leaf).ofPair !== null) kinds++
        }
        const all = questions.page({}, { offset: 0, limit: 100_000 }).rows
        expect(all).toHaveLength(events.length * times)
        for (const filter of [...asked, { not: { targets: ['anna@example.com'] } }, { own: 'without' as const }]) {
          const wanted = all.filter((event) => isMeant(event, filter))
          marks += wanted.length > all.length / 8 && wanted.length < all.length ? 1 : 0
          const { total, byCategory } = questions.page(filter, { offset: 0, limit: 1 })
          expect(total).toBe(wanted.length)
          expect(byCategory).toEqual({ ...nothing, ...sums(wanted.map(({ category }) => category)) })
          const offset = Math.floor(wanted.length / 3)
          expect(questions.page(filter, { offset, limit: 50 }).rows).toEqual(wanted.slice(offset, offset + 50))
          for (const facet of auditFacets) {
            const { [own[facet]]: _, not, ...rest } = filter
            const { [own[facet]]: __, ...others } = { categories: undefined, ips: undefined, ...not }
            const counted = all.filter((event) => isMeant(event, { ...rest, not: others }))
            const { values } = questions.facet(filter, facet, '', 1000)
            const given = values.map(
              ({ value, count }) => [facet === 'action' ? actionKey(value) : value.toLowerCase(), count] as const,
            )
            expect([facet, Object.fromEntries(given)]).toEqual([facet, sums(counted.flatMap(valuesOf[facet]))])
          }
          if (wanted.length % 2 === 0) {
            // Nobody asks for a while: what was found is found again.
            questions.rest()
            helping()?.rest()
          }
          const buckets = [...questions.histogram(filter, 13), ...questions.histogram(filter, 2)]
          for (const { from, to, count, byCategory: ofBucket } of buckets) {
            const within = wanted.filter(({ time }) => time >= from && time < to)
            expect([from, count]).toEqual([from, within.length])
            expect(ofBucket).toEqual({ ...nothing, ...sums(within.map(({ category }) => category)) })
          }
        }
      } finally {
        archive.close()
        remove()
      }
    }),
    { numRuns: 12 },
  )
  // Not all of them were about few events.
  expect(marks).toBeGreaterThan(10)
  expect(kinds).toBeGreaterThan(10)
})

/** A helper that listens, and does this when it is asked. */
const helperThat = (does: string): URL =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`
      import { workerData } from 'node:worker_threads'
      const { port, state } = workerData
      port.onmessage = ({ data }) => { if ('ask' in data) { ${does} } }
      Atomics.store(state, 1, 1)
    `)}`,
  )

test.each([
  ['cannot answer', 'port.postMessage({ id: data.id }); Atomics.add(state, 0, 1); Atomics.notify(state, 0)'],
  ['ends', 'process.exit()'],
])('a helper that %s is done without', async (_, does) => {
  const { archive, remove } = freshArchive(700)
  const failing = createHelper({ file: helperThat(does), fewest: 1, cores: 2, patienceMs: 200 })
  try {
    archive.setZone('UTC')
    const rows = 3000
    archive.add(
      Array.from({ length: rows }, (__, n) => ({
        ...{ time: start + n * 60, username: `ann${n % 7}@example.com`, ip: '', action: 'Log in', data: 'first' },
        skipped: false,
      })),
      {},
    )
    await expect.poll(() => failing?.takes(archive.entries()).size, { timeout: 30_000 }).toBeGreaterThan(0)
    const alone = createQuestions(archive, () => false)
    const questions = createQuestions(archive, () => false, failing)
    for (const filter of [{}, { text: 'ann3' }]) {
      expect(questions.page(filter, { offset: 0, limit: rows })).toEqual(alone.page(filter, { offset: 0, limit: rows }))
      expect(questions.facet(filter, 'username', '', 10)).toEqual(alone.facet(filter, 'username', '', 10))
      expect(questions.histogram(filter, 5)).toEqual(alone.histogram(filter, 5))
    }
    expect(failing?.takes(archive.entries()).size).toBe(0)
  } finally {
    failing?.close()
    archive.close()
    remove()
  }
})

test('a helper is not asked about few events, nor on one core', () => {
  const leaves = [1, 2].map((n) => ({ n, version: 1, rows: 100, first: n, last: n }))
  const file = helperThat('')
  expect(createHelper({ file, cores: 1 })).toBeNull()
  expect(createHelper({ file, cores: 2 })?.takes(leaves).size).toBe(0)
})

test('a histogram of a part of an action counts that part alone', () => {
  const { archive, remove } = freshArchive()
  try {
    archive.setZone('UTC')
    const rows = 4 * blockRows
    archive.add(
      Array.from({ length: rows }, (_, n) => ({
        time: start + n * 60,
        username: 'ann@example.com',
        ip: '',
        action: 'Log in',
        data: n % 2 === 0 ? 'first' : 'second',
        skipped: false,
      })),
      {},
    )
    const questions = createQuestions(archive, () => false)
    const counted = (filter: AuditFilter) =>
      questions.histogram(filter, 1).map(({ count, byCategory }) => [count, byCategory.login])
    expect(counted({ text: 'first' })).toEqual([[rows / 2, rows / 2]])
    expect(counted({ actions: ['log in'] })).toEqual([[rows, rows]])
  } finally {
    archive.close()
    remove()
  }
})

test('what is asked of few rows is answered as it is for all of them', () => {
  const { archive, remove } = freshArchive()
  const [username, ip] = ['rare@example.com', '203.0.113.77']
  try {
    archive.setZone('UTC')
    const happened = [
      { action: 'Make admin', data: 'anna@example.com' },
      { action: 'Log in', data: '' },
      { action: 'LOG IN', data: 'LastPass via Chrome' },
      { action: 'Reporting', data: 'Initiated by API: Provost reading' },
      { action: 'Reporting', data: 'Initiated by API: HR' },
    ]
    archive.add(
      Array.from({ length: 4000 }, (_, n) => ({
        ...{ time: start + n * 60, skipped: false, ...(happened[n % 5] as (typeof happened)[number]) },
        // Many pairs, of few kinds.
        ...(n % 5 === 1 ? { data: `VID: ${n} from Ops 7` } : {}),
        username: n % 23 === 0 ? username : `p${n % 17}@example.com`,
        ip: n % 19 === 0 ? ip : `192.0.2.${n % 7}`,
      })),
      {},
    )
    const questions = createQuestions(archive, () => false)
    const all = questions.page({}, { offset: 0, limit: 4000 }).rows
    const few: AuditFilter[] = [{ usernames: [username] }, { ips: [ip] }, { usernames: [username], ips: [ip] }]
    const others: AuditFilter[] = [
      {},
      { actions: ['log in'] },
      { not: { actions: ['log in'] } },
      { targets: ['anna@example.com'] },
      { not: { targets: ['Ops 7', 'anna@example.com'] } },
      { categories: ['login', 'admin'] },
      { own: 'without' },
      { own: 'only' },
      { text: 'chrome' },
      { text: '12' },
      { from: new Date((start + 3000 * 60) * 1000).toISOString() },
    ]
    for (const filter of few.flatMap((who) => others.map((what) => ({ ...who, ...what })))) {
      const wanted = all.filter((event) => isMeant(event, filter))
      const { total, rows } = questions.page(filter, { offset: 0, limit: 4000 })
      expect([filter, rows]).toEqual([filter, wanted])
      expect(total).toBe(wanted.length)
      expect(wanted.length).toBeLessThan(all.length / 8)
      for (const facet of ['action', 'target'] as const) {
        const { [own[facet]]: _, not, ...rest } = filter
        const { [own[facet]]: __, ...left } = { ...not }
        const counted = all.filter((event) => isMeant(event, { ...rest, not: left }))
        const given = questions.facet(filter, facet, '', 1000).values.map(({ value, count }) => [value, count] as const)
        const found = sums(given.flatMap(([value, count]) => Array.from({ length: count }, () => value.toLowerCase())))
        expect([filter, facet, found]).toEqual([filter, facet, sums(counted.flatMap(valuesOf[facet]))])
      }
      const buckets = questions.histogram(filter, 7)
      expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(wanted.length)
    }
  } finally {
    archive.close()
    remove()
  }
})

test('of few rows those are left out that only person and text together tell to be own readings', () => {
  const { archive, remove } = freshArchive()
  try {
    archive.setZone('UTC')
    archive.add(
      Array.from({ length: 800 }, (_, n) => ({
        time: start + n * 60,
        username: n % 2 === 0 ? 'API: Provost' : 'ann@example.com',
        // Ten of them: fewer than one in eight.
        ip: n < 10 ? '203.0.113.9' : '192.0.2.1',
        action: 'Reporting',
        data: '',
        skipped: false,
      })),
      {},
    )
    const questions = createQuestions(archive, () => false)
    for (const [own, username] of [
      ['without', 'ann@example.com'],
      ['only', 'API: Provost'],
    ] as const) {
      const { total, rows } = questions.page({ ips: ['203.0.113.9'], own }, { offset: 0, limit: 50 })
      expect(total).toBe(5)
      expect(rows.map((row) => row.username)).toEqual(Array.from({ length: 5 }, () => username))
    }
  } finally {
    archive.close()
    remove()
  }
})
