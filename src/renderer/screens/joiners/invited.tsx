import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Change } from '../../../contract/change.ts'
import { showPlan } from '../../features/changes/open-dialogs.ts'
import { NothingRead, useNothingRead } from '../../features/session/nothing-read.tsx'
import { useMay } from '../../features/session/use-seat.ts'
import { failureOf } from '../../lib/application/client.ts'
import { useRead } from '../../lib/application/queries.ts'
import { dayAndTime, plural } from '../../lib/words/format.ts'
import { EmptyState, FailureState } from '../../ui/states.tsx'
import styles from './joiners.module.css'

const most = 500

/** Who is invited and has no account yet, the longest first as far as a refresh saw it; in bulk: invite again, or withdraw. */
export function Invited() {
  const read = useRead('joiners.invited', { offset: 0, limit: most })
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const may = useMay()
  const unread = useNothingRead()
  const rows = read.data?.rows ?? []
  if (read.error) return <FailureState failure={failureOf(read.error)} />
  if (unread === undefined || read.data === undefined) return null
  if (unread) return <NothingRead />
  if (read.data.total === 0)
    return <EmptyState title="Nobody is invited">Who is invited and has not logged in yet is listed here.</EmptyState>
  const some = rows.filter(({ username }) => chosen.has(username)).map(({ username }) => username)
  const plan = (kind: 'reinvite' | 'uninvite') =>
    showPlan({ changes: some.map((username): Change => ({ kind, username })), onSent: () => setChosen(new Set()) })
  const all = rows.length > 0 && some.length === rows.length
  return (
    <>
      <div className={styles.bar}>
        <span className="numbers">{plural(read.data?.total ?? 0, 'person is', 'people are')} invited</span>
        {may('changes.preview') && (
          <>
            <Button variant="default" size="compact-sm" disabled={some.length === 0} onClick={() => plan('reinvite')}>
              {some.length === 0 ? 'Invite again' : `Invite ${plural(some.length, 'person', 'people')} again`}
            </Button>
            <Button variant="default" size="compact-sm" disabled={some.length === 0} onClick={() => plan('uninvite')}>
              {some.length === 0
                ? 'Withdraw invitations'
                : `Withdraw ${plural(some.length, 'invitation', 'invitations')}`}
            </Button>
          </>
        )}
        <span className={styles.quiet}>
          LastPass does not say when it invited; the time is when a refresh saw it first.
        </span>
      </div>
      <div className={styles.tableRoom}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">
                <input
                  type="checkbox"
                  aria-label="Select all"
                  checked={all}
                  onChange={() => setChosen(all ? new Set() : new Set(rows.map(({ username }) => username)))}
                />
              </th>
              <th scope="col">Address</th>
              <th scope="col">First seen</th>
              <th scope="col">Last invited from here</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ username, since, days, invited }) => (
              <tr key={username}>
                <td>
                  <input
                    type="checkbox"
                    aria-label={`Select ${username}`}
                    checked={chosen.has(username)}
                    onChange={() => {
                      const next = new Set(chosen)
                      if (!next.delete(username)) next.add(username)
                      setChosen(next)
                    }}
                  />
                </td>
                <td>{username}</td>
                <td title={since ?? undefined}>
                  {days === null
                    ? 'before the first refresh'
                    : days === 0
                      ? 'today'
                      : `${plural(days, 'day', 'days')} ago`}
                </td>
                <td>{invited === null ? 'not from here' : `by ${invited.by}, ${dayAndTime(invited.time)}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
