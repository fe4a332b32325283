import { useMemo } from 'react'
import type { AuditEvent } from '../../../../contract/calls/audit/audit.ts'
import { useNames } from '../../../features/audit/names.ts'
import { type Pages, pageSize } from '../../../lib/application/pages.ts'

/** How the people of the rows in view are called, asked for page by page. */
export function useEventNames(pages: Pages<AuditEvent>, first: number, last: number): (username: string) => string {
  const groups = useMemo(() => {
    const made: string[][] = []
    for (let page = Math.floor(first / pageSize); page <= Math.floor(last / pageSize); page += 1) {
      const found = new Set<string>()
      for (let at = page * pageSize; at < (page + 1) * pageSize; at += 1) {
        const event = pages.row(at)
        for (const name of event ? [event.username, event.parsed.person ?? ''] : [])
          if (name !== '' && name.length <= 320) found.add(name)
      }
      made.push([...found].sort())
    }
    return made
  }, [pages, first, last])
  return useNames(groups)
}
