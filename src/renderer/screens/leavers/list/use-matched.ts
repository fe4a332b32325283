import { useQuery } from '@tanstack/react-query'
import type { MatchResult } from '../../../../contract/calls/leavers.ts'
import { call } from '../../../lib/client.ts'

/** The user names of everybody on a list with one result. */
export async function namesWith(list: string, result: MatchResult, signal?: AbortSignal): Promise<string[]> {
  const usernames: string[] = []
  for (let offset = 0; ; offset += 500) {
    const page = await call('leavers.matched', { list, results: [result], offset, limit: 500 }, signal)
    for (const { username } of page.rows) if (username !== null) usernames.push(username)
    if (page.rows.length === 0 || offset + page.rows.length >= page.total) return usernames
  }
}

/** The user names of everybody on a list who was found; null until they are read. */
export function useMatched(list: string, number: number): string[] | null {
  const read = useQuery({
    queryKey: ['leavers.matched', { list, usernames: number }],
    queryFn: ({ signal }) => namesWith(list, 'matched', signal),
  })
  return read.data ?? null
}
