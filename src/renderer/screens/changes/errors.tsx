import { Button } from '@mantine/core'
import { showJob } from '../../features/changes/open-dialogs.ts'
import { isOver } from '../../features/changes/open-errors.ts'
import { failureOf } from '../../lib/application/client.ts'
import { useAct, useRead } from '../../lib/application/queries.ts'
import { count, dayAndTime, plural } from '../../lib/words/format.ts'
import cards from '../../ui/sheets/cards.module.css'
import verbatim from '../../ui/sheets/verbatim.module.css'
import { EmptyState, FailureState } from '../../ui/states.tsx'
import { RelativeTime } from '../../ui/time.tsx'
import styles from './changes.module.css'

/** What went wrong, until somebody has read it; its details may be LastPass' own words, a proxy's page or the system's code. */
export function Errors() {
  const read = useRead('errors.page', { offset: 0, limit: 200 }, { keep: true })
  const dismiss = useAct('errors.dismiss')
  const asOf = useRead('directory.status', {}).data?.asOf ?? null
  if (read.error) return <FailureState failure={failureOf(read.error)} onRetry={() => void read.refetch()} />
  if (!read.data) return null
  const { rows, total } = read.data
  if (rows.length === 0)
    return <EmptyState title="No errors">What goes wrong with a change stays here until you dismiss it.</EmptyState>
  return (
    <div className={cards.cards}>
      <div className={styles.buttons}>
        <Button
          variant="default"
          loading={dismiss.isPending}
          onClick={() => dismiss.mutate({ ids: rows.map((row) => row.id) })}
        >
          Dismiss {plural(rows.length, 'error', 'errors')}
        </Button>
        {total > rows.length && (
          <span className={styles.note}>
            The newest {count(rows.length)} of {count(total)}.
          </span>
        )}
      </div>
      {rows.map((row) => (
        <article key={row.id} className={cards.card} aria-label={row.what}>
          <header>
            <h2>{row.what}</h2>
            <span className={styles.note}>
              <RelativeTime instant={row.time} />
            </span>
          </header>
          <p>{row.message}</p>
          {asOf !== null && isOver(row, asOf) && (
            <p className={styles.note}>Over: LastPass was read completely on {dayAndTime(asOf)}.</p>
          )}
          {row.details && (
            <details>
              <summary>Details</summary>
              <pre className={verbatim.verbatim}>{row.details}</pre>
            </details>
          )}
          <div className={styles.buttons}>
            {row.job && (
              <Button variant="default" size="compact-sm" onClick={() => showJob(row.job)}>
                Show the job
              </Button>
            )}
            <Button variant="subtle" color="gray" size="compact-sm" onClick={() => dismiss.mutate({ ids: [row.id] })}>
              Dismiss
            </Button>
          </div>
        </article>
      ))}
    </div>
  )
}
