import { Button } from '@mantine/core'
import { showPlan } from '../../features/changes/open-dialogs.ts'
import { failureOf } from '../../lib/application/client.ts'
import { useRead } from '../../lib/application/queries.ts'
import { EmptyState, FailureState } from '../../ui/states.tsx'
import styles from './joiners.module.css'

/** Joiners who wait for their first day; who is due comes first. */
export function WaitingJoiners() {
  const read = useRead('joiners.waiting', {})
  if (read.error) return <FailureState failure={failureOf(read.error)} onRetry={() => void read.refetch()} />
  const rows = read.data?.rows
  if (rows === undefined) return null
  if (rows.length === 0)
    return (
      <EmptyState title="Nobody waits for a start date">
        A joiner whose start date is to come can wait here, and is shown as due on the day.
      </EmptyState>
    )
  return (
    <div className={styles.tableRoom}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Start date</th>
            <th scope="col">Name</th>
            <th scope="col">Work address</th>
            <th scope="col">State</th>
            <th scope="col">
              <span className="unseen">Act</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ plan, username, fullname, day, due }) => (
            <tr key={plan}>
              <td className="numbers">{day}</td>
              <td>{fullname}</td>
              <td>{username}</td>
              <td>{due ? <strong className={styles.asks}>Due</strong> : 'Waits'}</td>
              <td>
                <Button
                  variant="default"
                  size="compact-xs"
                  onClick={() => showPlan({ plan, compare: true, title: `Invite ${fullname || username}` })}
                >
                  Preview
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
