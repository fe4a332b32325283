import { QueriesObserver, type QueryKey, type QueryObserverResult } from '@tanstack/react-query'
import { useEffect, useReducer, useRef, useState } from 'react'
import { queryClient } from './queries.ts'

/** One read of several: how it is read, and whether it is at all. */
interface Read {
  queryKey: QueryKey
  queryFn: (context: { signal: AbortSignal }) => Promise<unknown>
  enabled: boolean
  gcTime: number
}

/**
 * Several reads, kept fresh, as `useQueries` gives them; but who draws them is drawn again only when an answer or a failure is another
 * one. With `useQueries` another question draws twice: the second time because it is watched from then on.
 */
export function useAnswers(reads: Read[]): QueryObserverResult[] {
  const [observer] = useState(() => new QueriesObserver(queryClient, reads))
  const [, draw] = useReducer((times: number) => times + 1, 0)
  const [results] = observer.getOptimisticResult(
    reads.map((read) => queryClient.defaultQueryOptions(read)),
    undefined,
  )
  const drawn = useRef(results)
  useEffect(() => {
    drawn.current = results
    observer.setQueries(reads)
  })
  useEffect(() => {
    const look = (next: readonly QueryObserverResult[]) => {
      const before = drawn.current
      const same =
        next.length === before.length &&
        next.every(({ data, error }, at) => data === before[at]?.data && error === before[at]?.error)
      if (!same) draw()
    }
    const stop = observer.subscribe(look)
    // What came between drawing and watching.
    look(observer.getCurrentResult())
    return stop
  }, [observer])
  return results
}
