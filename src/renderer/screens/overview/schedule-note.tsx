import { Link } from '@tanstack/react-router'
import scores from '../../features/scores/scores.module.css'
import { Unread } from '../../features/scores/unread.tsx'
import { useMay } from '../../features/session/use-seat.ts'
import { useRead } from '../../lib/application/queries.ts'
import { plural, shortDay } from '../../lib/words/format.ts'

/** Says that a snapshot was written late, or could not be; nothing where all is as it was meant. */
export function ScheduleNote() {
  const may = useMay()
  const read = useRead('snapshots.schedule', {}, { enabled: may('snapshots.schedule') })
  const state = read.data
  if (read.error !== null) return <Unread reads={[read]} />
  if (state?.schedule == null) return null
  const { last, problem } = state
  const words =
    problem !== null
      ? `The snapshot that is due was not written. ${problem}`
      : last !== null && last.late > 0
        ? `The snapshot that was due on ${shortDay(last.due)} was written ${plural(last.late, 'day', 'days')} late: Provost did not run then, or could not write.`
        : null
  if (words === null) return null
  return (
    <div className={scores.banner} data-tone={problem === null ? 'green' : 'amber'} role="status">
      <span>
        {words}{' '}
        <Link className={scores.link} to="/settings" search={{ part: 'snapshots' }}>
          Snapshots in the settings
        </Link>
      </span>
    </div>
  )
}
