import { useQueries } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { Output } from '../../../contract/calls.ts'
import { reading } from '../../lib/application/queries.ts'
import { inOrder } from '../../lib/words/format.ts'
import { userNameWords } from './audit-chips.ts'

/** How people of events are called: by full name where the directory knows the user name. `groups`: user names, asked for together. */
export function useNames(groups: readonly (readonly string[])[]): (username: string) => string {
  const results = useQueries({
    queries: groups
      .filter((group) => group.length > 0)
      .map((group) =>
        reading('users.page', { usernames: [...group].slice(0, 500), offset: 0, limit: Math.min(500, group.length) }),
      ),
  })
  const rows = results.map((result) => result.data as Output<'users.page'> | undefined)
  const stamp = results.map((result) => result.dataUpdatedAt).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the stamp says when the rows have changed; their list is new each time
  const names = useMemo(
    () =>
      new Map(
        rows.flatMap((page) => page?.rows.map((row) => [row.username.toLowerCase(), row.fullname] as const) ?? []),
      ),
    [stamp],
  )
  return useCallback((username) => userNameWords(inOrder(names.get(username.toLowerCase()) || username)), [names])
}
