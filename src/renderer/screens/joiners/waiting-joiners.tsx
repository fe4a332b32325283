import { Button } from '@mantine/core'
import { useState } from 'react'
import { showPlan } from '../../features/changes/open-dialogs.ts'
import { enableChanges, useWriting } from '../../features/changes/safe-mode/safe-mode.tsx'
import { failureOf } from '../../lib/application/client.ts'
import { act, useRead } from '../../lib/application/queries.ts'
import { useAction } from '../../lib/use-action.ts'
import { EmptyState, FailureState } from '../../ui/states.tsx'
import styles from './joiners.module.css'

/** Joiners who wait for their first day; who is due comes first. */
export function WaitingJoiners() {
  const read = useRead('joiners.waiting', {})
  const { enabled } = useWriting()
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set())
  const approve = useAction(
    async (plan: string, yes: boolean) => {
      if (yes && !enabled && !(await enableChanges())) return
      await act('joiners.approveStart', { plan, approve: yes })
    },
    { failed: 'Nothing was approved' },
  )
  if (read.error) return <FailureState failure={failureOf(read.error)} onRetry={() => void read.refetch()} />
  const { rows, bySetting = false } = read.data ?? {}
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
          {rows.map(({ plan, username, fullname, day, due, approved, asks }) => (
            <tr key={plan}>
              <td className="numbers">{day}</td>
              <td>{fullname}</td>
              <td>{username}</td>
              <td title={asks ?? undefined}>
                {approved !== null ? (
                  due && !enabled ? (
                    <strong className={styles.asks}>Due: sent once changes are enabled</strong>
                  ) : (
                    'Approved: sent automatically'
                  )
                ) : due ? (
                  <strong className={styles.asks}>Due</strong>
                ) : (
                  'Waits, then asks'
                )}
                {asks !== null && <span className={styles.quiet}> Asks again: {asks}</span>}
              </td>
              <td className={styles.acts}>
                <Button
                  variant="default"
                  size="compact-xs"
                  onClick={() => {
                    setSeen((before) => new Set([...before, plan]))
                    showPlan({ plan, compare: true, title: `Invite ${fullname || username}` })
                  }}
                >
                  Preview
                </Button>
                {approved !== null ? (
                  <Button variant="subtle" size="compact-xs" onClick={() => void approve.run(plan, false)}>
                    Ask on the day instead
                  </Button>
                ) : (
                  bySetting && (
                    <Button
                      variant="default"
                      size="compact-xs"
                      disabled={!seen.has(plan)}
                      title={
                        seen.has(plan)
                          ? 'Exactly what the preview shows is sent, on the day, while changes are enabled. It asks again where anything differs.'
                          : 'Preview it first.'
                      }
                      onClick={() => void approve.run(plan, true)}
                    >
                      {enabled ? 'Approve' : 'Enable changes and approve'} for {day}
                    </Button>
                  )
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
