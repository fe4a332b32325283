import { useQuery } from '@tanstack/react-query'
import type { MatchResult } from '../../../../contract/calls/leavers/leavers.ts'
import { readAll } from '../../../lib/application/pages.ts'

/** The user names of everybody on a list with one result. */
export async function namesWith(list: string, result: MatchResult, signal?: AbortSignal): Promise<string[]> {
  const rows = await readAll('leavers.matched', { list, results: [result] }, signal)
  return rows.flatMap(({ username }) => (username === null ? [] : [username]))
}

/** The user names of everybody on a list who was found; null until they are read. */
export function useMatched(list: string, number: number): string[] | null {
  const read = useQuery({
    queryKey: ['leavers.matched', { list, usernames: number }],
    queryFn: ({ signal }) => namesWith(list, 'matched', signal),
  })
  return read.data ?? null
}
