import { Refusal } from '../../../contract/failure.ts'
import type { LastPass } from '../../lastpass/client.ts'
import { isAmbiguous, toLocal } from '../../lastpass/zone.ts'
import type { ThreadCalls } from '../../threads/thread-calls.ts'
import type { AuditOperations } from '../protocol.ts'
import { type Fetched, fetchSpan, partsOf, type Span } from './fetch-span.ts'

export interface FetchOptions {
  thread: ThreadCalls<AuditOperations>
  lastpass: () => LastPass
  zone: string
  now: () => number
  signal: AbortSignal
  progressed: (downTo: number, received: number) => void
}

/** A part's length in days: what is cut off in it is fetched again. */
const daysAPart = 7

/** Fetches the events of a span from LastPass into the archive, newest first. */
export async function fetchEvents(span: Span, options: FetchOptions): Promise<Fetched> {
  const { thread, lastpass, zone, now, signal, progressed } = options
  const sum: Fetched = { received: 0, added: 0, unreadable: 0, gaps: [] }
  for (const part of partsOf(span, daysAPart)) {
    if (signal.aborted) throw new Refusal('cancelled', 'Fetching was stopped. What had come is kept.')
    await thread.ask('begin', {})
    const fetched = Math.floor(now() / 1000)
    const result = await fetchSpan(part, {
      async read({ first, last }, how, { next, upTo }) {
        const data = {
          from: localOf(first, zone, -1),
          to: upTo ?? localOf(last, zone, 1),
          ...(next === undefined ? {} : { next }),
        }
        const bytes = await lastpass().body('reporting', data, signal)
        return thread.ask('page', { bytes, zone, how }, bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : [])
      },
      async keep(whole, covered) {
        const { added } = await thread.ask('commit', {
          whole,
          covers: covered === null ? [] : [{ ...covered, fetched }],
        })
        return added
      },
      progressed: (downTo, received) => progressed(downTo, sum.received + received),
    })
    sum.received += result.received
    sum.added += result.added
    sum.unreadable += result.unreadable
    sum.gaps.push(...result.gaps)
  }
  return sum
}

/** An instant as the account's clock shows it; where that reading occurs twice, an hour more is asked for. */
function localOf(time: number, zone: string, outwards: 1 | -1): string {
  const local = toLocal(new Date(time * 1000).toISOString(), zone)
  return isAmbiguous(local, zone) ? toLocal(new Date((time + outwards * 3600) * 1000).toISOString(), zone) : local
}
