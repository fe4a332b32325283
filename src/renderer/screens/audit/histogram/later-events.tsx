import type { AuditFilter } from '../../../../contract/calls/audit/audit.ts'
import { useRead } from '../../../lib/application/queries.ts'
import { count } from '../../../lib/words/format.ts'

/** How many of the listed events are dated after the last bar, and the way to see them: their date is not believable. */
export function LaterEvents({
  filter,
  from,
  to,
  enabled,
  onShow,
}: {
  filter: AuditFilter
  /** The first instant after the last bar, in milliseconds. */
  from: number
  /** The newest event that is kept, in milliseconds; null: there is none. */
  to: number | null
  enabled: boolean
  onShow: (from: number, to: number) => void
}) {
  const later = useRead(
    'audit.page',
    { ...filter, from: new Date(from).toISOString(), to: new Date(to ?? from).toISOString(), offset: 0, limit: 1 },
    { enabled: enabled && to !== null && to >= from, keep: true },
  ).data?.total
  if (to === null || to < from || later === undefined || later === 0) return null
  return (
    <>
      {' · '}
      {later === 1 ? '1 event is' : `${count(later)} events are`} dated in the future{' '}
      <button type="button" onClick={() => onShow(from, to)}>
        {later === 1 ? 'Show it' : 'Show them'}
      </button>
    </>
  )
}
