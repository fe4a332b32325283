import { useQueries } from '@tanstack/react-query'
import type { UserFilter } from '../../contract/model.ts'
import { call } from './application/client.ts'
import { readKey } from './application/queries.ts'
import type { Selection } from './selection.ts'

/** How many names one question can hold. */
const most = 500
/** Beyond this many questions nobody is asked: so large a selection is better made as "all that match". */
const questions = 20

/** Splits names into questions of at most 500; none when there would be too many. */
export function batches(ids: readonly string[]): string[][] {
  if (ids.length > most * questions) return []
  return Array.from({ length: Math.ceil(ids.length / most) }, (_, at) => ids.slice(at * most, (at + 1) * most))
}

/** How many of the selected people the filter hides; null while that is not known. */
export function useHidden(selection: Selection, filter: UserFilter): number | null {
  const ids = selection.all ? [] : [...selection.ids]
  const inputs = batches(ids).map((usernames) => ({ ...filter, usernames, limit: 1 }))
  const results = useQueries({
    queries: inputs.map((input) => ({
      queryKey: readKey('users.page', input),
      queryFn: ({ signal }: { signal: AbortSignal }) => call('users.page', input, signal),
      gcTime: 0,
    })),
  })
  // "All that match" follows the filter, so that nothing of it can be hidden.
  if (selection.all) return 0
  if (results.some((result) => !result.data) || (ids.length > 0 && inputs.length === 0)) return null
  const shown = results.reduce((sum, result) => sum + (result.data?.total ?? 0), 0)
  return Math.max(0, ids.length - shown)
}
