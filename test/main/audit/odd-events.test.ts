import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterEach, expect, test } from 'vitest'
import type { AuditEvent } from '../../../src/contract/calls/audit/audit.ts'
import { type SaveFile, writeWhole } from '../../../src/main/files/save.ts'
import type { Fetch } from '../../../src/main/ports.ts'
import { openTenant, type TestTenant, temporaryFolder } from '../../harness/application.ts'

const now = () => Date.parse('2026-11-20T12:00:00Z')
const span = { from: '2026-11-01T00:00:00Z', to: '2026-11-19T00:00:00Z' }
let tenant: TestTenant
let folder: string
let saved = 0
afterEach(async () => {
  await tenant?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** An application whose service answers `reporting` with these records, whatever is asked. */
async function opened(records: unknown, more: object = {}): Promise<void> {
  folder = temporaryFolder()
  const saveFile: SaveFile = async (name, fill) => {
    const path = join(folder, `${++saved}-${name}`)
    await writeWhole(path, fill)
    return path
  }
  const fetch: Fetch = async (url, init) =>
    init.body.includes('"reporting"')
      ? new Response(JSON.stringify({ status: 'OK', next: null, data: records, ...more }))
      : (globalThis.fetch as unknown as Fetch)(url, init)
  tenant = await openTenant({ people: 20, now }, { now, fetch, saveFile })
}

/** Everything that can be asked of the archive says the same. */
async function everything(): Promise<AuditEvent[]> {
  await tenant.call('audit.fetch', span)
  const { rows, total, byCategory } = await tenant.call('audit.page', { limit: 500 })
  const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0)
  expect(rows).toHaveLength(total)
  expect(sum(Object.values(byCategory))).toBe(total)
  for (const facet of ['category', 'action', 'username', 'ip'] as const) {
    const { values } = await tenant.call('audit.facets', { facet, limit: 500 })
    expect(sum(values.map(({ count }) => count)), facet).toBe(total)
  }
  const { buckets } = await tenant.call('audit.histogram', { buckets: 50 })
  expect(sum(buckets.map(({ count }) => count))).toBe(total)
  for (const format of ['csv', 'jsonl'] as const) {
    const made = await tenant.call('audit.export', { format })
    expect(made.rows).toBe(total)
    if (format === 'jsonl') {
      const lines = readFileSync(made.path ?? '', 'utf8')
        .trim()
        .split('\n')
        .slice(1)
      expect(lines.map((line) => JSON.parse(line).data)).toEqual(rows.map(({ data }) => data))
    }
  }
  const pack = await tenant.call('audit.pack', { ...span, control: 'authentication' })
  const packed = Buffer.from(unzipSync(readFileSync(pack.path ?? ''))['population.jsonl'] ?? []).toString('utf8')
  expect(packed.split('\n').filter((line) => line !== '')).toHaveLength(pack.events)
  await tenant.call('findings.page', { limit: 500 })
  return rows
}

const usual = { Time: '2026-11-05 10:00:00', Username: 'anna@example.com', IP_Address: '192.0.2.1', Action: 'Log in' }
const shapes: [string, object, Partial<AuditEvent>][] = [
  [
    'lower-case names',
    { time: usual.Time, username: 'a@example.com', ip_address: '192.0.2.9', action: 'Log in', data: 'one' },
    { username: 'a@example.com', ip: '192.0.2.9', data: 'one' },
  ],
  [
    'names that are mixed',
    { Time: usual.Time, Action: 'Log in', username: 'a@example.com', ipAddress: '192.0.2.9', data: 'two' },
    { username: 'a@example.com', ip: '192.0.2.9', data: 'two' },
  ],
  [
    'names of collectors',
    { timestamp: usual.Time, user: 'a@example.com', 'src-ip': '192.0.2.9', 'application-action': 'X', Data: 'three' },
    { username: 'a@example.com', ip: '192.0.2.9', action: 'X', data: 'three' },
  ],
  [
    'no name, address or text',
    { Time: usual.Time, Action: 'Alone' },
    { action: 'Alone', username: '', ip: '', data: '' },
  ],
  ['no action', { ...usual, Action: undefined }, { action: '', username: usual.Username }],
  ['fields more', { ...usual, Data: 'four', Country: 'DE', Device: { kind: 'phone' } }, { data: 'four' }],
  [
    'an object as text',
    { ...usual, Data: { site: 'a.example.com', n: 1 } },
    { data: '{"site":"a.example.com","n":1}' },
  ],
  ['a list as text', { ...usual, Data: ['a', 'b'] }, { data: '["a","b"]' }],
  ['nothing as text', { ...usual, Action: 'Empty', Data: null }, { action: 'Empty', data: '' }],
  ['no as text', { ...usual, Data: false }, { data: 'false' }],
  ['a number as text', { ...usual, Data: 0 }, { data: '0' }],
  ['a number as action', { ...usual, Action: 12 }, { action: '12' }],
  [
    'an action of another language',
    { ...usual, Action: 'ログイン失敗' },
    { action: 'ログイン失敗', category: 'other' },
  ],
  [
    'control characters',
    { ...usual, Username: 'a\u0000\u202eb', Action: 'Log\nin', Data: 'x\u0007\r\ny' },
    { username: 'a\u0000\u202eb', action: 'Log\nin', data: 'x\u0007\r\ny' },
  ],
]

const times: [written: unknown, instant: string][] = [
  ['2026-11-05T10:00:00', '2026-11-05T15:00:00.000Z'],
  ['2026-11-05T10:00:00+01:00', '2026-11-05T09:00:00.000Z'],
  ['2026-11-05T10:00:00-0330', '2026-11-05T13:30:00.000Z'],
  ['2026-11-05T10:00:00+01', '2026-11-05T09:00:00.000Z'],
  ['2026-11-05 10:00:00 UTC', '2026-11-05T10:00:00.000Z'],
  ['2026-11-05t10:00:00.123z', '2026-11-05T10:00:00.000Z'],
  ['2026/11/05 10:00:00', '2026-11-05T15:00:00.000Z'],
  ['2026-11-05 10:00', '2026-11-05T15:00:00.000Z'],
  [' 2026-11-05 10:00:00', '2026-11-05T15:00:00.000Z'],
  [1793872800, '2026-11-05T10:00:00.000Z'],
  ['1793872800', '2026-11-05T10:00:00.000Z'],
  [1793872800123, '2026-11-05T10:00:00.000Z'],
  [1793872800.5, '2026-11-05T10:00:00.000Z'],
]

const unreadable: unknown[] = [
  { ...usual, Time: '05/11/2026 10:00:00' },
  { ...usual, Time: '05.11.2026 10:00:00' },
  { ...usual, Time: undefined },
  { ...usual, Time: '2026-13-05 10:00:00' },
  { ...usual, Time: '2026-11/05 10:00:00' },
  { ...usual, Time: 20261105 },
  'Log in',
  { event: usual },
  [usual],
  null,
]

test('events in odd shapes are read as what they say; what is a guess is kept as it came, and counted', async () => {
  const records = [
    ...shapes.map(([, record]) => record),
    ...times.map(([written], at) => ({ ...usual, Time: written, Action: `Time ${at}` })),
    ...unreadable,
  ]
  await opened(Object.fromEntries(records.map((record, at) => [`Event${at + 1}`, record])))
  const rows = await everything()
  for (const [name, , said] of shapes)
    expect(
      rows.filter((row) => matches(row, said)),
      name,
    ).toHaveLength(1)
  for (const [at, [written, instant]] of times.entries())
    expect(rows.find(({ action }) => action === `Time ${at}`)?.time, String(written)).toBe(instant)
  expect(rows).toHaveLength(shapes.length + times.length)
  expect((await tenant.call('audit.status', {})).unreadable).toBe(unreadable.length)
  // Once, however often they come.
  await tenant.call('audit.fetch', span)
  const { events, unreadable: still } = await tenant.call('audit.status', {})
  expect([events, still]).toEqual([rows.length, unreadable.length])
})

const matches = (row: AuditEvent, said: Partial<AuditEvent>): boolean =>
  Object.entries(said).every(([field, value]) => row[field as keyof AuditEvent] === value)

test('an action in another script stays as it came, and is found by a word of it in whatever form it is written', async () => {
  await opened([{ ...usual, Action: 'ログイン失敗' }, usual])
  await tenant.call('audit.fetch', span)
  for (const text of ['ログイン', '失敗', 'ﾛｸﾞｲﾝ']) {
    const { rows, total } = await tenant.call('audit.page', { text })
    expect(total, text).toBe(1)
    expect(rows[0], text).toMatchObject({ action: 'ログイン失敗', category: 'other' })
  }
})

test('an empty answer for days before every event is not known to mean that nothing happened', async () => {
  await opened([usual])
  await tenant.call('audit.fetch', { from: '2026-11-05T00:00:00Z', to: '2026-11-19T00:00:00Z' })
  await tenant.call('audit.fetch', { from: '2026-10-01T00:00:00Z', to: '2026-10-20T00:00:00Z' })
  const { spans, unknown } = await tenant.call('audit.coverage', {})
  const day = ({ from, to }: { from: string; to: string }) => [from.slice(0, 10), to.slice(0, 10)]
  expect(unknown.map(day)).toContainEqual(['2026-10-01', '2026-10-20'])
  expect(spans.some(({ from }) => from < '2026-11-05')).toBe(false)
})
