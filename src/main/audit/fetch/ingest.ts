import { createHash } from 'node:crypto'
import { readReporting } from '../../lastpass/answers.ts'
import type { Archive, NewEvent } from '../archive/archive.ts'
import { createEventClock, type EventClock, wallOfText } from '../events/event-clock.ts'
import type { AuditOperations, PageRead } from '../protocol.ts'
import { askedAgain, followOn } from './join-pages.ts'

/** Reads answers of one span after the other, and keeps what is whole. */
export interface Ingest {
  /** Begins a span: what an earlier one left is dropped. */
  begin(): void
  page(ask: AuditOperations['page']['ask']): PageRead
  commit(ask: AuditOperations['commit']['ask']): { added: number }
}

export function createIngest(archive: Archive): Ingest {
  /** What was read of the span and is not kept yet, newest first. */
  let pending: NewEvent[] = []
  let raw: { digest: string; json: string }[] = []
  /** Of the last answer, to know it when it comes again. */
  let lastPage = ''
  const clocks = new Map<string, EventClock>()
  const clockOf = (zone: string): EventClock => {
    const clock = clocks.get(zone) ?? createEventClock(zone)
    clocks.set(zone, clock)
    return clock
  }
  const keepRaw = (record: unknown) => {
    const json = JSON.stringify(record)
    raw.push({ digest: createHash('sha256').update(json).digest('hex'), json })
  }

  return {
    begin() {
      pending = []
      raw = []
      lastPage = ''
    },
    page({ bytes, zone, how }) {
      const clock = clockOf(zone)
      const { events, unread, entries, next } = readReporting(bytes, zone)
      const page: NewEvent[] = []
      let oldest: { time: number; local: string } | null = null
      let newest: number | null = null
      let unreadable = unread.length
      for (const record of unread) keepRaw(record)
      for (const { localTime, username, ip, action, data } of events) {
        const wall = wallOfText(localTime)
        if (wall === null) {
          unreadable++
          keepRaw({ Time: localTime, Username: username, IP_Address: ip, Action: action, Data: data })
          continue
        }
        const event = { ...clock.instantOf(wall), username, ip, action, data }
        page.push(event)
        if (oldest === null || event.time <= oldest.time) oldest = { time: event.time, local: localTime }
        if (newest === null || event.time > newest) newest = event.time
      }
      const shape = JSON.stringify([page.length, page[0], page.at(-1)])
      const repeated = how === 'next' && page.length > 0 && shape === lastPage
      lastPage = shape
      if (!repeated)
        pending =
          how === 'again' ? askedAgain(pending, page) : how === 'next' ? followOn(pending, page) : [...pending, ...page]
      return {
        received: entries,
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
      const added = archive.add(whole ? pending : pending.filter(({ time }) => time > oldest), { covers, raw })
      pending = held
      raw = []
      return { added }
    },
  }
}
