import type { Output } from '../../../../contract/calls.ts'
import { findingWords } from '../../../features/people-list/labels.ts'
import { useNow } from '../../../lib/now.ts'
import { stamp } from '../../../lib/words/format.ts'
import { Badge } from '../../../ui/badge.tsx'

/** What a check found, with the time at which it was so. */
export function CheckBadge({ check }: { check: Output<'leavers.case'>['checks'][number] }) {
  const { label, tone } = findingWords[check.finding]
  const at = stamp(check.time, useNow())
  return (
    <Badge tone={check.void ? 'slate' : tone}>
      {label}, {at}
    </Badge>
  )
}
