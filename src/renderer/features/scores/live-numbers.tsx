import { failureOf } from '../../lib/application/client.ts'
import { useRead } from '../../lib/application/queries.ts'
import { shortDay } from '../../lib/words/format.ts'
import { EmptyState, FailureState, Waiting } from '../../ui/states.tsx'
import styles from './scores.module.css'
import { SnapshotView } from './snapshots/snapshot-view.tsx'

/** The scores as a seat that sees nobody's account is shown them: told like a snapshot of its kind, without names renewed each week. */
export function LiveNumbers() {
  const live = useRead('snapshots.live', {})
  if (live.error) {
    const failure = failureOf(live.error)
    return failure.code === 'not-found' ? (
      <EmptyState title="No scores yet">{failure.message}</EmptyState>
    ) : (
      <FailureState failure={failure} onRetry={() => void live.refetch()} />
    )
  }
  if (!live.data) return <Waiting />
  const { body, renews } = live.data
  return (
    <>
      <p className={styles.note}>
        {body.to !== null && `As of ${shortDay(body.to)}. `}
        {body.people === 'named'
          ? 'This seat names people: nothing is withheld.'
          : renews === null
            ? 'Newer numbers are shown once enough scores have changed: from fewer, one person’s score could be worked out.'
            : `Newer numbers are shown from ${shortDay(renews)} on: from days closer together, one person’s score could be worked out.`}
      </p>
      <SnapshotView body={body} />
    </>
  )
}
