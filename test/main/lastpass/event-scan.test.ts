import { describe, expect, test } from 'vitest'
import { wallText } from '../../../src/main/audit/events/event-clock.ts'
import { readReporting, walkReporting } from '../../../src/main/lastpass/answers/answers.ts'
import { scanEvents } from '../../../src/main/lastpass/answers/event-scan.ts'
import { fc } from '../../harness/properties.ts'

// An answer of events is read from its bytes; it has to say what parsing it says, whatever it holds.

const texts = fc.oneof(
  fc.constantFrom('', 'Log in', 'anna@example.com', '192.0.2.1', 'Büro', '設計', 'a\\b"c', '\ud800', 'x'.repeat(1200)),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
)
const times = fc.oneof(
  fc.integer({ min: 1_700_000_000, max: 1_800_000_000 }).map(wallText),
  fc.constantFrom(
    '2026-02-29 10:00:00',
    '1969-12-31 23:59:59',
    '0000-00-00 00:00:00',
    '2026-03-01T10:00:00Z',
    '2026-03-01 24:00:00',
    '1772359200',
    'now',
    '',
  ),
)
/** JSON of a text in several ways of writing. */
const written = (value: unknown, escaped: boolean): string => {
  const json = JSON.stringify(value)
  return escaped
    ? json.replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : json
}
const values = fc.oneof(
  { weight: 12, arbitrary: texts },
  fc.constantFrom(null, false, true, 7, 1.5, ['a'], { b: { c: 1 } }),
)
const members = fc
  .record<Record<string, unknown>>({
    Time: fc.oneof({ weight: 20, arbitrary: times }, values),
    Username: values,
    IP_Address: values,
    Action: values,
    Data: values,
  })
  .chain((record) =>
    fc.record({
      entries: fc.oneof(
        { weight: 8, arbitrary: fc.constant(Object.entries(record)) },
        fc.shuffledSubarray(Object.entries(record)),
        values.map((value): [string, unknown][] => [...Object.entries(record), ['ID', value]]),
        values.map((value): [string, unknown][] => [...Object.entries(record), ['Data', value]]),
        values.map((value): [string, unknown][] => [['user', value], ...Object.entries(record)]),
      ),
      escaped: fc.boolean(),
    }),
  )
const blank = fc.constantFrom('', '', '', ' ', '\n\t', '\r')
const events = fc.array(members, { maxLength: 8 }).chain((records) =>
  fc.record({
    records: fc.constant(records),
    names: fc.oneof(
      { weight: 6, arbitrary: fc.constant(records.map((_, n) => `Event${n + 1}`)) },
      fc.constant(records.map((_, n) => `Event${records.length - n}`)),
      fc.constant(records.map((_, n) => `Event${n >> 1}`)),
      fc.constant(records.map((_, n) => (n === 2 ? 'Other' : `Event${n}`))),
    ),
    odd: fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, values),
    blanks: fc.array(blank, { minLength: 7, maxLength: 7 }),
    head: fc.constantFrom(
      '"status":"OK","next":null,',
      '"next":"abc","status":"ok",',
      '"status":"OK",',
      '"next":1772,"status":"OK",',
      '"status":"FAIL","error":"no",',
      '"status":"OK","more":1,',
      '',
    ),
    tail: fc.constantFrom('', '', ',"next":"x"', ',"status":"OK"', ',"data":{}'),
  }),
)
const answers = events.map(({ records, names, odd, blanks: b, head, tail }) => {
  const listed = records.map(({ entries, escaped }, n) => {
    const record = entries.map(([name, value]) => `${b[0]}"${name}"${b[1]}:${b[2]}${written(value, escaped)}${b[3]}`)
    return `${b[4]}"${names[n]}":${b[5]}${odd !== null && n === 1 ? written(odd, false) : `{${record.join(',')}}`}`
  })
  return Buffer.from(`${b[6]}{${head}"data":{${listed.join(`${b[3]},`)}${b[2]}}${tail}}${b[6]}`)
})
/** A few bytes of it are others, or its end is gone. */
const damaged = fc
  .record({
    bytes: answers,
    at: fc.array(fc.nat(), { maxLength: 2 }),
    by: fc.integer({ min: 0, max: 255 }),
    cut: fc.nat({ max: 300 }),
  })
  .map(({ bytes, at, by, cut }) => {
    const other = Uint8Array.from(bytes.subarray(0, bytes.length - (cut > 20 ? 0 : cut)))
    for (const place of at) if (other.length > 0) other[place % other.length] = by
    return other
  })

const failureOf = (error: unknown) => (error instanceof Error ? [error.name, error.message] : error)
function told(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return { failure: failureOf(error) }
  }
}
const parsed = (bytes: Uint8Array) => {
  const { events: read, unread, entries, next } = readReporting(bytes, 'UTC')
  return { events: read.map(({ time: _, id: __, ...event }) => event), unread, entries, next }
}
const walked = (bytes: Uint8Array) => {
  const read: object[] = []
  const unread: unknown[] = []
  const { entries, next } = walkReporting(bytes, 'UTC', {
    plain({ bytes: all, wall, ...at }) {
      const text = (from: number, to: number) => all.toString('utf8', from, to)
      read.push({
        localTime: wallText(wall),
        username: text(at.username, at.usernameEnd),
        ip: text(at.ip, at.ipEnd),
        action: text(at.action, at.actionEnd),
        data: text(at.data, at.dataEnd),
      })
    },
    event: ({ id: _, ...event }) => read.push(event),
    unread: (raw) => unread.push(raw),
  })
  return { events: read, unread, entries, next }
}

describe('an answer of events read from its bytes', () => {
  test('says what parsing it says', () => {
    let scanned = 0
    fc.assert(
      fc.property(answers, (bytes) => {
        if (scanEvents(bytes) !== null) scanned++
        expect(told(() => walked(bytes))).toEqual(told(() => parsed(bytes)))
      }),
      { numRuns: 1500 },
    )
    expect(scanned).toBeGreaterThan(300)
  })

  test('says what parsing it says where bytes are damaged', () => {
    fc.assert(
      fc.property(damaged, (bytes) => {
        expect(told(() => walked(bytes))).toEqual(told(() => parsed(bytes)))
      }),
      { numRuns: 3000 },
    )
  })

  test('is left to the parser event by event', () => {
    const event = { Time: '2026-03-01 10:00:00', Username: 'ann', IP_Address: '', Action: 'Log in', Data: 'x' }
    const body = { status: 'OK', next: null, data: { Event1: event, Event2: { ...event, Data: 'a"b' }, Event3: event } }
    const bytes = Buffer.from(JSON.stringify(body))
    const seen: string[] = []
    scanEvents(bytes)?.each(
      () => seen.push('plain'),
      () => seen.push('other'),
    )
    expect(seen).toEqual(['plain', 'other', 'plain'])
  })
})
