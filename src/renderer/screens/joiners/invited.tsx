import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Change } from '../../../contract/change.ts'
import { showPlan } from '../../features/changes/open-dialogs.ts'
import { NothingRead, useNothingRead } from '../../features/session/nothing-read.tsx'
import { useMay } from '../../features/session/use-seat.ts'
import { failureOf } from '../../lib/application/client.ts'
import { readAll } from '../../lib/application/pages.ts'
import { useRead } from '../../lib/application/queries.ts'
import { useAction } from '../../lib/use-action.ts'
import { count, dayAndTime, plural } from '../../lib/words/format.ts'
import { EmptyState, FailureState } from '../../ui/states.tsx'
import styles from './joiners.module.css'

const most = 500

/** Who is invited and has no account yet, the longest first as far as a refresh saw it; in bulk: invite again, or withdraw. */
export function Invited() {
  const read = useRead('joiners.invited', { offset: 0, limit: most })
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const everybody = useAction(
    async () => setChosen(new Set((await readAll('joiners.invited', {})).map(({ username }) => username))),
    { failed: 'Nobody was selected' },
  )
  const may = useMay()
  const unread = useNothingRead()
  const rows = read.data?.rows ?? []
  if (read.error) return <FailureState failure={failureOf(read.error)} />
  if (unread === undefined || read.data === undefined) return null
  if (unread) return <NothingRead />
  if (read.data.total === 0)
    return <EmptyState title="Nobody is invited">Who is invited and has not logged in yet is listed here.</EmptyState>
  const { total } = read.data
  const listed = new Set(rows.map(({ username }) => username))
  // Whoever is not listed can only be chosen together with everybody.
  const some = [...chosen].filter((username) => total > rows.length || listed.has(username))
  const plan = (kind: 'reinvite' | 'uninvite') =>
    showPlan({ changes: some.map((username): Change => ({ kind, username })), onSent: () => setChosen(new Set()) })
  const all = some.length === total
  return (
    <>
      <div className={styles.bar}>
        <span className="numbers">{plural(total, 'person is', 'people are')} invited</span>
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
          {total > rows.length && ` The ${count(rows.length)} longest are listed; “Select all” takes everybody.`}
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
                  onChange={() => (all ? setChosen(new Set()) : void everybody.run())}
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
