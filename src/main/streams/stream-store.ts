import { markOf, packMarks, unpackMarks } from '../audit/outgoing/event-key.ts'
import type { CleanLeaves } from '../audit/outgoing/tally.ts'
import { inTransaction } from '../store/bulk.ts'
import { createKept } from '../store/kept.ts'
import type { Store } from '../store/store.ts'
import { bytesOf, wholeRow } from '../store/text.ts'
import { StreamRecord } from './stream-record.ts'

/** How far a stream is. */
export interface Progress {
  sent: number
  refused: number
  /** ISO 8601; null: nothing was sent yet. */
  lastSent: string | null
  /** Leaves of which everything was handed over. */
  clean: CleanLeaves | null
}

/** An hour as a stream knows it. */
export interface KnownHour {
  /** The archive's events when all were handed over; -1: not all were. */
  events: number
  /** How many of them are known one by one; null: none are any more. */
  marks: number | null
}

/** What one delivery changes: keys by hour, and hours that are complete with it. */
export interface Settled {
  keys: ReadonlyMap<number, readonly string[]>
  complete: ReadonlyMap<number, number>
  progress: Progress
}

/** Streams of one company and what each has handed over; what is kept is on the disk before it returns. */
export interface StreamStore {
  records(): StreamRecord[]
  put(record: StreamRecord): void
  remove(id: string): void
  progress(id: string): Progress
  /** Hours of a span, both ends included. */
  hours(id: string, from: number, to: number): Map<number, KnownHour>
  marks(id: string, hour: number): string
  settle(id: string, settled: Settled): void
  /** Forgets which events hours had that have not changed for so long; how many there were is kept. */
  thin(id: string): void
}

/** LastPass lists nothing later than a month: after 45 days an hour's events are known by their number alone. */
const settledSeconds = 45 * 86_400

export function createStreamStore(store: Store, now: () => number): StreamStore {
  const kept = createKept(store, now)
  const none: Progress = { sent: 0, refused: 0, lastSent: null, clean: null }
  const hourRow = (id: string, hour: number): { events: number; marks: string | null } | null => {
    const row = store
      .prepare(`SELECT events + 0 AS events, ${bytesOf('marks')} FROM hours WHERE stream = ? AND hour = ?`)
      .get(id, hour)
    return row === undefined ? null : wholeRow<{ events: number; marks: string | null }>(row)
  }
  return {
    records: () =>
      kept.all<unknown>('stream').flatMap(({ value }) => {
        const parsed = StreamRecord.safeParse(value)
        return parsed.success ? [parsed.data] : []
      }),
    put: (record) => kept.put('stream', record.id, record),
    remove: (id) =>
      inTransaction(store, () => {
        kept.remove('stream', id)
        kept.remove('progress', id)
        store.prepare('DELETE FROM hours WHERE stream = ?').run(id)
      }),
    progress: (id) => ({ ...none, ...kept.get<Progress>('progress', id)?.value }),
    hours(id, from, to) {
      const rows = store
        .prepare(
          'SELECT hour + 0 AS hour, events + 0 AS events, octet_length(marks) + 0 AS length FROM hours WHERE stream = ? AND hour BETWEEN ? AND ?',
        )
        .all(id, from, to) as { hour: number; events: number; length: number | null }[]
      return new Map(
        rows.map(({ hour, events, length }) => [
          hour,
          { events, marks: length === null ? null : Math.floor((length * 3) / 32) },
        ]),
      )
    },
    marks: (id, hour) => hourRow(id, hour)?.marks ?? '',
    settle: (id, { keys, complete, progress }) =>
      inTransaction(store, () => {
        const put = store.prepare(
          `INSERT INTO hours (stream, hour, events, marks, touched) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (stream, hour) DO UPDATE SET events = excluded.events, marks = excluded.marks, touched = excluded.touched`,
        )
        for (const hour of new Set([...keys.keys(), ...complete.keys()])) {
          const before = hourRow(id, hour)
          const marks = unpackMarks(before?.marks ?? '')
          for (const key of keys.get(hour) ?? []) marks.add(markOf(key))
          put.run(id, hour, complete.get(hour) ?? -1, packMarks(marks), Math.floor(now() / 1000))
        }
        kept.put('progress', id, progress)
      }),
    thin: (id) =>
      store
        .prepare('UPDATE hours SET marks = NULL WHERE stream = ? AND touched < ? AND events >= 0 AND marks IS NOT NULL')
        .run(id, Math.floor(now() / 1000) - settledSeconds),
  }
}
