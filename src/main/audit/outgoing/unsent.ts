import type { AuditEvent } from '../../../contract/calls/audit/audit.ts'
import type { Questions, RowPlace } from '../query/questions.ts'
import { createTwinCounter, eventKey, markOf, unpackMarks } from './event-key.ts'
import { type OutgoingAsk, type OutgoingView, widest } from './tally.ts'

/** An event that is to be handed over. */
export interface OutgoingEvent {
  key: string
  /** Which of equal events of its second it is, counted from 1. */
  twin: number
  event: AuditEvent
}

/** Events of one hour that were not handed over yet, oldest first; `events`: how many the hour has in all. */
export interface Unsent {
  unsent: OutgoingEvent[]
  more: boolean
  events: number
}

const slice = 2000
interface UnsentAsk extends OutgoingAsk {
  account: string
  /** Hours since 1970 that the account's clock showed. */
  hour: number
  /** Of the events that were handed over. */
  marks: string
  limit: number
}

/** Finds what of an hour was not handed over. */
export function* unsentOf(
  view: Pick<OutgoingView, 'archive' | 'clock'>,
  questions: Questions,
  { account, hour, marks, limit, categories, since }: UnsentAsk,
): Generator<void, Unsent> {
  const known = unpackMarks(marks)
  let rows: AuditEvent[] | null = null
  while (rows === null) rows = yield* rowsOfHour(view, questions, hour)
  const twinOf = createTwinCounter()
  const unsent: OutgoingEvent[] = []
  let events = 0
  for (const event of rows.reverse()) {
    const twin = twinOf(event)
    if (Date.parse(event.time) < since * 1000) continue
    if (categories !== null && !categories.includes(event.category)) continue
    const key = eventKey(account, event, twin)
    if (++events % slice === 0) yield
    if (!known.has(markOf(key))) unsent.push({ key, twin, event })
  }
  return { unsent: unsent.slice(0, limit), more: unsent.length > limit, events }
}

/** Newest first; null: events came in between, and one would be there twice. */
function* rowsOfHour(
  { archive, clock }: Pick<OutgoingView, 'archive' | 'clock'>,
  questions: Questions,
  hour: number,
): Generator<void, AuditEvent[] | null> {
  const entries = archive.entries()
  const [first, last] = [clock().instantOf(hour * 3600).time, clock().instantOf(hour * 3600 + 3599).time]
  // Where the clock is put forward or back in it, an hour is longer or shorter than one.
  const around = last - first === 3599 ? 0 : widest
  const span = { from: instant(Math.max(0, first - around)), to: instant(last + around) }
  const rows: AuditEvent[] = []
  let place: RowPlace | null = null
  do {
    const page: { rows: AuditEvent[]; next: RowPlace | null } = questions.rows(span, place, slice)
    for (const event of page.rows) if (hourOf(event.local) === hour) rows.push(event)
    place = page.next
    yield
    if (archive.entries() !== entries) return null
  } while (place !== null)
  return rows
}

const instant = (seconds: number): string => new Date(seconds * 1000).toISOString()
const hourOf = (local: string): number => Math.floor(Date.parse(`${local.replace(' ', 'T')}Z`) / 3_600_000)
