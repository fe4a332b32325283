import { createHash } from 'node:crypto'
import { readReporting } from '../../lastpass/answers/answers.ts'
import type { Archive, NewEvent } from '../archive/archive.ts'
import { createEventClock, type EventClock, wallOfText } from '../events/event-clock.ts'
import type { AuditOperations, PageRead } from '../protocol.ts'
import { followOn, mergePage } from './join-pages.ts'

/** Reads answers of one span after the other, and keeps what is whole. */
export interface Ingest {
  /** Begins a span: what an earlier one left is dropped. */
  begin(ask: AuditOperations['begin']['ask']): void
  page(ask: AuditOperations['page']['ask']): PageRead
  commit(ask: AuditOperations['commit']['ask']): { added: number }
}

export function createIngest(archive: Archive): Ingest {
  /** What was read of the span and is not kept yet, newest first. */
  let pending: NewEvent[] = []
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
      pending = []
      raw = []
      pages.clear()
      if (anew) counted.clear()
    },
    page({ bytes, zone, how }) {
      const clock = clockOf(zone)
      const { events, unread, entries, next } = readReporting(bytes, zone)
      const page: NewEvent[] = []
      let oldest: { time: number; local: string } | null = null
      let newest: number | null = null
      let unreadable = 0
      for (const record of unread) unreadable += keepRaw(record)
      for (const { localTime, username, ip, action, data } of events) {
        const wall = wallOfText(localTime)
        if (wall === null) {
          unreadable += keepRaw({ Time: localTime, Username: username, IP_Address: ip, Action: action, Data: data })
          continue
        }
        const event = { ...clock.instantOf(wall), username, ip, action, data }
        page.push(event)
        if (oldest === null || event.time <= oldest.time) oldest = { time: event.time, local: localTime }
        if (newest === null || event.time > newest) newest = event.time
      }
      const digest = digestOf(page)
      const repeated = page.length > 0 && pages.has(digest)
      pages.add(digest)
      page.sort((a, b) => b.time - a.time)
      const before = pending
      const last = before.at(-1)?.time ?? Number.POSITIVE_INFINITY
      // A page that leads back holds what was there; only one that goes on from the oldest second can hold twins of it.
      const follows = how === 'next' && !repeated && (newest ?? 0) <= last
      pending = follows ? followOn(before, page) : mergePage(before, page)
      const added = countIn(pending, span) - countIn(before, span)
      return {
        received: entries,
        fresh: pending.length - before.length,
        inSpan: added + unreadable,
        unreadable,
        newest,
        oldest: oldest?.time ?? null,
        oldestLocal: oldest?.local ?? null,
        next,
        repeated,
      }
    },
    commit({ whole, covers }) {
      const oldest = pending.reduce((least, { time }) => Math.min(least, time), Number.POSITIVE_INFINITY)
      const held = whole ? [] : pending.filter(({ time }) => time <= oldest)
      const settled = whole ? pending : pending.filter(({ time }) => time > oldest)
      // The archive keeps a second's events in the order they happened; answers begin with the newest.
      const added = archive.add(settled.toReversed(), { covers, raw })
      pending = held
      raw = []
      return { added }
    },
  }
}

const countIn = (events: readonly NewEvent[], { first, last }: { first: number; last: number }): number =>
  events.reduce((count, { time }) => (time >= first && time <= last ? count + 1 : count), 0)

function digestOf(events: readonly NewEvent[]): string {
  const hash = createHash('sha1')
  for (const { time, username, ip, action, data } of events)
    hash.update(`${time}\0${username}\0${ip}\0${action}\0${data}\n`)
  return hash.digest('base64')
}
