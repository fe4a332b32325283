import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openArchive } from '../../../src/main/audit/archive/archive.ts'
import { wallOfText, wallText } from '../../../src/main/audit/events/event-clock.ts'
import { fetchSpan } from '../../../src/main/audit/fetch/fetch-span.ts'
import { createIngest } from '../../../src/main/audit/fetch/ingest.ts'
import { toLocal } from '../../../src/main/lastpass/records/zone.ts'
import { fc } from '../../harness/properties.ts'

/** One event as a service keeps it; `at` in microseconds. */
export interface Happened {
  at: number
  username: string
  ip: string
  action: string
  data: string
}

export const key = Buffer.alloc(32, 7).toString('hex')
export const start = Date.parse('2026-03-01T00:00:00Z') / 1000

/** Events that crowd into few seconds, with twins, in every script. */
export const happenings = (days = 20, most = 120) =>
  fc.array(
    fc.record({
      at: fc.oneof(
        fc.integer({ min: 0, max: days * 86_400 * 1_000_000 }),
        // Crowded seconds, among them those around the change of the clocks of 8 March.
        fc.integer({ min: 0, max: 40 }).map((n) => (7 * 86_400 + 6 * 3600 + n * 600) * 1_000_000 + (n % 3)),
      ),
      username: fc.constantFrom('anna@example.com', 'Bob@example.com', '', 'API: Provost', 'ж@example.com'),
      ip: fc.constantFrom('192.0.2.1', '198.51.100.7', '', '999.1.1.1', '2001:db8::1'),
      action: fc.constantFrom(
        'Log in',
        'LOG IN',
        'Failed login attempt',
        'ポリシーの編集',
        'Something new',
        'Reporting',
      ),
      data: fc.oneof(
        fc.constantFrom(
          '',
          'LastPass via Chrome v4.1',
          'VID: 12345678 from Büro 7',
          'VID: 31234',
          'vid: 12',
          'Secure Note (Büro)',
          "'Ops; QA' 'anna@example.com'",
          'line\nbreak',
          'ÿ',
          '\u0000\u001b[31m',
        ),
        fc.string({ unit: 'grapheme', maxLength: 12 }),
      ),
    }),
    { maxLength: most },
  )

export interface ServiceQuirks {
  /** Events of one answer at most. */
  ceiling: number
  /**
   * What becomes of `next`: it works, is a number, never moves, is never given, is another one each time but leads to the first page
   * again, leads to and fro, is a place within the very span that was asked for, or is given at the end too.
   */
  next: 'text' | 'number' | 'stuck' | 'none' | 'anew' | 'to and fro' | 'place' | 'always'
  /** The end that is asked for is left out itself. */
  leavesEndOut?: boolean
}

/** A `reporting` that behaves as recorded, over a list of events. */
export function reporting(
  events: readonly Happened[],
  zone: string,
  { ceiling, next, leavesEndOut = false }: ServiceQuirks,
) {
  const sorted = events.map((event, order) => ({ ...event, order })).sort((a, b) => b.at - a.at || a.order - b.order)
  const wall = (at: number) => toLocal(new Date((start + Math.floor(at / 1_000_000)) * 1000).toISOString(), zone)
  let asked = 0
  const isUpTo = (shown: string, to: string) => (leavesEndOut ? shown < to : shown <= to)
  return {
    asked: () => asked,
    answer({ from, to, next: cursor }: { from: string; to: string; next?: string | undefined }): Uint8Array {
      asked++
      const byTime = next === 'text' || next === 'number' || next === 'always'
      const before = cursor === undefined || !byTime ? Number.POSITIVE_INFINITY : Number(cursor)
      const inSpan = sorted.filter(({ at }) => wall(at) >= from && isUpTo(wall(at), to))
      const found = inSpan.filter(({ at }) => at <= before)
      const place =
        cursor === undefined ? 0 : next === 'place' ? Number(cursor) : next === 'to and fro' ? ceiling * (asked % 2) : 0
      const page = found.slice(place, place + ceiling)
      const isMore = found.length > place + ceiling
      const last = page.at(-1)?.at ?? 0
      const data = Object.fromEntries(
        page.map(({ at, username, ip, action, data: text }, index) => [
          `Event${index + 1}`,
          { Time: wall(at), Username: username, IP_Address: ip, Action: action, Data: text },
        ]),
      )
      const cursors: Record<ServiceQuirks['next'], string | number | null> = {
        text: isMore ? String(last) : null,
        number: isMore ? last : null,
        always: String(last),
        stuck: '777',
        none: null,
        anew: String(asked),
        'to and fro': String(asked),
        // The last event of this page is the first of the next one.
        place: isMore ? String(place + ceiling - 1) : null,
      }
      return Buffer.from(JSON.stringify({ status: 'OK', next: cursors[next], data }))
    },
  }
}

/** An archive in a folder of its own. */
export function freshArchive(most?: number) {
  const folder = mkdtempSync(join(tmpdir(), 'provost-audit-'))
  const archive = openArchive(folder, key, most)
  return { folder, archive, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Fetches a span into an archive, without a thread. */
export function fetchInto(
  archive: ReturnType<typeof openArchive>,
  service: ReturnType<typeof reporting>,
  zone: string,
  span: { first: number; last: number },
) {
  const ingest = createIngest(archive)
  archive.setZone(zone)
  ingest.begin({ ...span, anew: true })
  const local = (time: number) => toLocal(new Date(time * 1000).toISOString(), zone)
  return fetchSpan(span, {
    read: async ({ first, upTo }, how, next) => {
      const to = 'local' in upTo ? wallText((wallOfText(upTo.local) ?? 0) + upTo.more) : local(upTo.last + upTo.more)
      return ingest.page({ bytes: service.answer({ from: local(first), to, next }), zone, how })
    },
    keep: async (whole, covered) =>
      ingest.commit({ whole, covers: covered === null ? [] : [{ ...covered, fetched: 1 }] }).added,
    progressed: () => {},
  })
}
