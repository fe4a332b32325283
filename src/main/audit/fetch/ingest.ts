import { createHash } from 'node:crypto'
import { walkReporting } from '../../lastpass/answers/answers.ts'
import type { Archive } from '../archive/archive.ts'
import { EventBatch, pushEvent, pushPlainEvent } from '../archive/leaves/event-batch.ts'
import { createEventClock, type EventClock, wallOfText, wallText } from '../events/event-clock.ts'
import type { AuditOperations, PageRead } from '../protocol.ts'
import { followOn, newestFirst, newRows } from './join-pages.ts'

/** Reads answers of one span after the other, and keeps what is whole. */
export interface Ingest {
  /** Begins a span: what an earlier one left is dropped. */
  begin(ask: AuditOperations['begin']['ask']): void
  page(ask: AuditOperations['page']['ask']): PageRead
  commit(ask: AuditOperations['commit']['ask']): { added: number }
}

export function createIngest(archive: Archive): Ingest {
  const { numbers } = archive
  /** What was read of the span and is not kept yet, newest first. All of a span have one table of pairs. */
  let pending = new EventBatch()
  let raw: { digest: string; json: string }[] = []
  let span = { first: 0, last: 0 }
  /** Of the span's answers, to know one when it comes again; of the fetch's records of unknown shape, to count each once. */
  const pages = new Set<string>()
  const counted = new Set<string>()
  const clocks = new Map<string, EventClock>()
  const clockOf = (zone: string): EventClock => {
    const clock = clocks.get(zone) ?? createEventClock(zone)
    clocks.set(zone, clock)
    return clock
  }
  /** Keeps a record of unknown shape; gives 1 where it had not come before. */
  const keepRaw = (record: unknown): number => {
    const json = JSON.stringify(record)
    const digest = createHash('sha256').update(json).digest('hex')
    if (counted.has(digest)) return 0
    counted.add(digest)
    raw.push({ digest, json })
    return 1
  }

  return {
    begin({ first, last, anew }) {
      span = { first, last }
      pending = new EventBatch()
      raw = []
      pages.clear()
      if (anew) counted.clear()
    },
    page({ bytes, zone, how }) {
      const clock = clockOf(zone)
      const read = new EventBatch(pending.pairs)
      let oldest: { time: number; wall: number } | null = null
      let newest: number | null = null
      const see = (time: number, wall: number) => {
        if (oldest === null || time < oldest.time) oldest = { time, wall }
        else if (time === oldest.time) oldest.wall = wall
        if (newest === null || time > newest) newest = time
      }
      let unreadable = 0
      const { entries, next } = walkReporting(bytes, zone, {
        unread(record) {
          unreadable += keepRaw(record)
        },
        plain(event) {
          const at = clock.instantOf(event.wall)
          pushPlainEvent(read, at, event, numbers)
          see(at.time, event.wall)
        },
        event({ localTime, username, ip, action, data }) {
          const wall = wallOfText(localTime)
          if (wall === null) {
            unreadable += keepRaw({ Time: localTime, Username: username, IP_Address: ip, Action: action, Data: data })
            return
          }
          const { time, skipped } = clock.instantOf(wall)
          pushEvent(read, { time, skipped, username, ip, action, data }, numbers)
          see(time, wall)
        },
      })
      const digest = digestOf(read)
      const repeated = read.size > 0 && pages.has(digest)
      pages.add(digest)
      const page = newestFirst(read)
      const last = pending.size === 0 ? Number.POSITIVE_INFINITY : (pending.time[pending.size - 1] as number)
      // A page that leads back holds what was there; only one that goes on from the oldest second can hold twins of it.
      const follows = how === 'next' && !repeated && (newest ?? 0) <= last
      const fresh = follows
        ? Array.from({ length: page.size }, (_, row) => row).slice(followOn(pending, page))
        : newRows(pending, page)
      let inSpan = 0
      for (const row of fresh) {
        const time = page.time[row] as number
        if (time >= span.first && time <= span.last) inSpan++
        pending.copy(page, row)
      }
      if (!follows) pending = newestFirst(pending)
      const end = oldest as { time: number; wall: number } | null
      return {
        received: entries,
        fresh: fresh.length,
        inSpan: inSpan + unreadable,
        unreadable,
        newest,
        oldest: end?.time ?? null,
        oldestLocal: end === null ? null : wallText(end.wall),
        next,
        repeated,
      }
    },
    commit({ whole, covers }) {
      const { size, time } = pending
      let oldest = Number.POSITIVE_INFINITY
      for (let row = 0; row < size; row++) oldest = Math.min(oldest, time[row] as number)
      // The archive keeps a second's events in the order they happened; answers begin with the newest.
      const settled: number[] = []
      const held: number[] = []
      for (let row = size - 1; row >= 0; row--) {
        if (whole || (time[row] as number) > oldest) settled.push(row)
        else held.push(row)
      }
      const added = archive.add(pending.pick(settled), { covers, raw })
      pending = pending.pick(held.reverse())
      raw = []
      return { added }
    },
  }
}

/** The same for answers that hold the very same events: in a span these have the same numbers. */
function digestOf({ size, time, person, ip, pair }: EventBatch): string {
  const hash = createHash('sha1')
  for (const column of [time, person, ip, pair]) hash.update(column.subarray(0, size))
  return hash.digest('base64')
}
