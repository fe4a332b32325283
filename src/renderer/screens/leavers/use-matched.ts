import { useQuery } from '@tanstack/react-query'
import { call } from '../../lib/client.ts'

/** The user names of everybody on a list who was found; null until they are read. */
export function useMatched(list: string, number: number): string[] | null {
  const read = useQuery({
    queryKey: ['leavers.matched', { list, usernames: number }],
    queryFn: async ({ signal }) => {
      const usernames: string[] = []
      for (let offset = 0; ; offset += 500) {
        const page = await call('leavers.matched', { list, results: ['matched'], offset, limit: 500 }, signal)
        for (const { username } of page.rows) if (username !== null) usernames.push(username)
        if (page.rows.length === 0 || offset + page.rows.length >= page.total) return usernames
      }
    },
  })
  return read.data ?? null
}
