import { Refusal } from '../../../contract/failure.ts'
import { orRefusedAlone } from '../../lastpass/answers/refused-alone.ts'
import type { LastPass } from '../../lastpass/client.ts'
import { isAmbiguous, toLocal } from '../../lastpass/records/zone.ts'
import type { ThreadCalls } from '../../threads/thread-calls.ts'
import { wallOfText, wallText } from '../events/event-clock.ts'
import type { AuditOperations } from '../protocol.ts'
import { type Fetched, fetchSpan, partsOf, type Span } from './fetch-span.ts'

export interface FetchOptions {
  thread: ThreadCalls<AuditOperations>
  lastpass: () => LastPass
  zone: string
  now: () => number
  signal: AbortSignal
  progressed: (downTo: number, received: number) => void
  /** After so many seconds without an event nothing older is asked for. */
  stopAfterEmpty?: number | undefined
}

/** A part's length in seconds: what is cut off in it is fetched again. Where nothing is, the next one is twice as long. */
const usualPart = 7 * 86_400
const longestPart = 56 * 86_400

/** Fetches the events of a span from LastPass into the archive, newest first. */
export async function fetchEvents(span: Span, options: FetchOptions): Promise<Fetched> {
  const { thread, lastpass, zone, now, signal, progressed, stopAfterEmpty = Number.POSITIVE_INFINITY } = options
  const sum: Fetched = { received: 0, added: 0, unreadable: 0, gaps: [] }
  let length = usualPart
  let anew = true
  let empty = 0
  for (const part of partsOf(span, () => length)) {
    if (signal.aborted) throw new Refusal('cancelled', 'Fetching was stopped. What had come is kept.')
    await thread.ask('begin', { ...part, anew })
    anew = false
    const fetched = Math.floor(now() / 1000)
    const result = await fetchSpan(part, {
      async read({ first, upTo }, how, next) {
        const to = 'local' in upTo ? laterWall(upTo.local, upTo.more) : localOf(upTo.last + upTo.more, zone, 1)
        const data = { from: localOf(first, zone, -1), to, ...(next === undefined ? {} : { next }) }
        const service = lastpass()
        const bytes = await orRefusedAlone(service, 'the audit events', signal, () =>
          service.body('reporting', data, signal),
        )
        return thread.ask('page', { bytes, zone, how }, bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : [])
      },
      async keep(whole, covered) {
        // The second that is still going on is not over when its events are asked for.
        const cover = covered === null ? null : { ...covered, last: Math.min(covered.last, fetched - 1), fetched }
        const covers = cover === null || cover.last < cover.first ? [] : [cover]
        return (await thread.ask('commit', { whole, covers })).added
      },
      progressed: (downTo, received) => progressed(downTo, sum.received + received),
    })
    sum.received += result.received
    sum.added += result.added
    sum.unreadable += result.unreadable
    sum.gaps.push(...result.gaps)
    empty = result.received === 0 ? empty + part.last - part.first + 1 : 0
    if (empty >= stopAfterEmpty) break
    length = result.received === 0 ? Math.min(length * 2, longestPart) : usualPart
  }
  return sum
}

const laterWall = (local: string, seconds: number): string =>
  seconds === 0 ? local : wallText((wallOfText(local) ?? 0) + seconds)

/** An instant as the account's clock shows it; where that reading occurs twice, an hour more is asked for. */
function localOf(time: number, zone: string, outwards: 1 | -1): string {
  const local = toLocal(new Date(time * 1000).toISOString(), zone)
  return isAmbiguous(local, zone) ? toLocal(new Date((time + outwards * 3600) * 1000).toISOString(), zone) : local
}
