import { useSyncExternalStore } from 'react'
import type { Failure } from '../../../contract/failure.ts'
import { failureOf } from '../../lib/application/client.ts'
import { act } from '../../lib/application/queries.ts'
import { toastDone } from '../../lib/toast.ts'
import { plural } from '../../lib/words/format.ts'

/** A fetch that ended before its span was there: how, and what is missing. */
export interface CutOff {
  company: string
  failure: Failure
  from: string
  to: string | undefined
}

let cutOff: CutOff | null = null
let running: string | null = null
const listeners = new Set<() => void>()
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
function tell(next: { cutOff: CutOff | null; running: string | null }): void {
  cutOff = next.cutOff
  running = next.running
  for (const listener of listeners) listener()
}

/** How the last fetch of a company was cut off; null: it was not, or goes on. Outlives the screen. */
export const useCutOff = (company: string): CutOff | null => {
  const last = useSyncExternalStore(subscribe, () => cutOff)
  return last?.company === company ? last : null
}
/** Whether this window began a fetch that is not over. */
export const useIsFetching = (company: string): boolean => useSyncExternalStore(subscribe, () => running) === company

/** What came of a fetch, and what did not. */
export const fetchedWords = ({
  added,
  gaps,
  unreadable,
}: {
  added: number
  gaps: number
  unreadable: number
}): string =>
  [
    'Fetched.',
    added === 0 ? 'No new events.' : `${plural(added, 'new event', 'new events')}.`,
    ...(gaps === 0
      ? []
      : [`Of ${plural(gaps, 'stretch', 'stretches')} LastPass did not give everything; what is missing is hatched.`]),
    ...(unreadable === 0
      ? []
      : [
          `${plural(unreadable, 'record', 'records')} could not be read as ${unreadable === 1 ? 'an event' : 'events'} and ${unreadable === 1 ? 'is' : 'are'} kept as ${unreadable === 1 ? 'it' : 'they'} came.`,
        ]),
  ].join(' ')

/** Fetches the events of some spans from LastPass, one after the other, and says how many came. */
export async function fetchSpans(company: string, spans: readonly { from: string; to?: string }[]): Promise<void> {
  if (running !== null) return
  tell({ cutOff: null, running: company })
  let [added, gaps, unreadable] = [0, 0, 0]
  for (const span of spans) {
    try {
      const done = await act('audit.fetch', span)
      added += done.added
      gaps += done.gaps.length
      unreadable += done.unreadable
    } catch (error) {
      const failure = failureOf(error)
      const stopped = failure.code === 'cancelled'
      return tell({ cutOff: stopped ? null : { company, failure, from: span.from, to: span.to }, running: null })
    }
  }
  tell({ cutOff: null, running: null })
  toastDone(fetchedWords({ added, gaps, unreadable }))
}

/** Stops the fetch under way; what has come is kept. */
export const stopFetching = (): void => void act('audit.cancel', {}).catch(() => undefined)

/** Puts what was said of a fetch that was cut off aside. */
export const dismissCutOff = (): void => tell({ cutOff: null, running })
