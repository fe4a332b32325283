import { useQuery } from '@tanstack/react-query'
import type { ChangeKind } from '../../../../contract/change.ts'
import { readAll } from '../../../lib/application/pages.ts'
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
      const rows = await readAll('changes.plan', { plan, verdict: 'change' }, signal)
      const [first, ...others] = rows
      return {
        kinds: new Set(rows.map(({ change }) => change.kind)),
        only: first && others.length === 0 ? nameOf(first) : undefined,
      }
    },
  })
  return read.data ?? none
}
