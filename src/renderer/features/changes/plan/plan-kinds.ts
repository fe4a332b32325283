import { useQuery } from '@tanstack/react-query'
import type { ChangeKind } from '../../../../contract/change.ts'
import { call } from '../../../lib/client.ts'
import { nameOf } from '../who.tsx'

interface PlanKinds {
  kinds: ReadonlySet<ChangeKind>
  /** The person's name, or address where no name is known, where the plan changes just one. */
  only: string | undefined
}
const none: PlanKinds = { kinds: new Set(), only: undefined }

/** Which kinds of change a plan sends: read from all its rows, because the button says it. */
export function usePlanKinds(plan: string, number: number): PlanKinds {
  const read = useQuery({
    queryKey: ['changes.plan', { plan, kinds: number }],
    enabled: number > 0,
    queryFn: async ({ signal }): Promise<PlanKinds> => {
      const kinds = new Set<ChangeKind>()
      let only: string | undefined
      for (let offset = 0; ; offset += 500) {
        const page = await call('changes.plan', { plan, verdict: 'change', offset, limit: 500 }, signal)
        for (const { change } of page.rows) kinds.add(change.kind)
        if (page.total === 1) only = page.rows[0] && nameOf(page.rows[0])
        if (page.rows.length === 0 || offset + page.rows.length >= page.total) return { kinds, only }
      }
    },
  })
  return read.data ?? none
}
