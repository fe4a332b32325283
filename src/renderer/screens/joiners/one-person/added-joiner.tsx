import { Button } from '@mantine/core'
import { showJob, showPlan } from '../../../features/changes/open-dialogs.ts'
import { statusWords } from '../../../features/people/words.ts'
import { useMay } from '../../../features/session/use-seat.ts'
import { useRead } from '../../../lib/application/queries.ts'
import styles from '../joiners.module.css'

/** What became of the joiner who was sent last: who they are, what comes next, and what to do where it does not. */
export function AddedJoiner({ job: id, onClose }: { job: string; onClose: () => void }) {
  const read = useRead('jobs.get', { job: id, limit: 1 }).data
  const [row] = read?.rows ?? []
  const change = row?.change
  const found = useRead('users.get', { username: change?.username ?? '' }, { enabled: row?.outcome === 'confirmed' })
  const person = found.error === null && found.data?.goneSince === null ? found.data : undefined
  const may = useMay()
  if (read === undefined || row === undefined || change?.kind !== 'add') return null
  const { username, fullname, groups = [] } = change
  const who = <bdi>{fullname || username}</bdi>
  const close = (
    <Button variant="subtle" size="compact-sm" onClick={onClose}>
      Close
    </Button>
  )
  // Undone since, or refused: nothing is said to have been added.
  if (row.outcome !== 'confirmed' || person === undefined)
    return read.state === 'done' && row.outcome !== 'confirmed' ? (
      <section className={styles.card} aria-label="The joiner sent last">
        <p role="status">{who}: LastPass did not confirm that the person was added.</p>
        <div className={styles.chips}>
          <Button variant="default" size="compact-sm" onClick={() => showJob(id)}>
            Show what happened
          </Button>
          {close}
        </div>
      </section>
    ) : null
  return (
    <section className={styles.card} aria-label="The joiner sent last">
      <p role="status">
        <strong>{who} was added.</strong> {username} · {statusWords[person.status].label} · groups:{' '}
        {groups.length === 0 ? 'none' : groups.join(', ')}
      </p>
      {change.firstPassword === undefined && (
        <p className={styles.quiet}>
          LastPass mails an invitation to {username}. If it does not arrive: look in the spam folder, then invite again.
          LastPass’ own console shows who is invited under Users.
        </p>
      )}
      <div className={styles.chips}>
        {may('changes.preview') && change.firstPassword === undefined && (
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => showPlan({ changes: [{ kind: 'reinvite', username }] })}
          >
            Invite {fullname || username} again
          </Button>
        )}
        {close}
      </div>
    </section>
  )
}
