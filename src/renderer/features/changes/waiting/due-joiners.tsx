import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useRead } from '../../../lib/application/queries.ts'
import { plural, shortDay } from '../../../lib/words/format.ts'
import { useMay } from '../../session/use-seat.ts'
import { showPlan } from '../open-dialogs.ts'
import styles from '../pending-bar.module.css'
import { useWriting } from '../safe-mode/safe-mode.tsx'

/** Joiners whose start date has come and whose plans still wait: asked about in the bar at the bottom of every screen. */
export function DueJoiners() {
  const may = useMay()
  const navigate = useNavigate()
  const { enabled } = useWriting()
  const { rows = [] } = useRead('joiners.waiting', {}, { enabled: may('joiners.waiting') }).data ?? {}
  // Who was approved beforehand goes by themselves, but only while changes are enabled.
  const due = rows.filter((row) => row.due && (row.approved === null || !enabled))
  const [first] = due
  if (first === undefined) return null
  const { plan, fullname, username, day } = first
  return (
    <div className={styles.barPart}>
      <span className={styles.barTitle}>
        {due.length === 1 ? (
          <>
            <strong>
              Due: <bdi>{fullname || username}</bdi>
            </strong>
            , start date {shortDay(day)}
          </>
        ) : (
          <strong>{plural(due.length, 'joiner has', 'joiners have')} reached the start date</strong>
        )}
      </span>
      {due.length === 1 ? (
        <Button
          variant="default"
          onClick={() => showPlan({ plan, compare: true, title: `Invite ${fullname || username}` })}
        >
          Preview the joiner
        </Button>
      ) : (
        <Button variant="default" onClick={() => void navigate({ to: '/joiners', search: { part: 'waiting' } })}>
          Show the joiners
        </Button>
      )}
    </div>
  )
}
