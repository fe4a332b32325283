import type { Output } from '../../../../contract/calls.ts'
import texts from '../../../features/people-list/texts.module.css'
import { count, people } from '../../../lib/words/format.ts'
import type { PartProps } from '../screen-part.ts'
import styles from './losses.module.css'

/** What is lost when everybody of a list leaves: in numbers, each with the way to who it is about. */
export function Losses({
  impact,
  list,
  go,
}: Pick<PartProps, 'go'> & { impact: Output<'leavers.impact'>; list: string }) {
  const facts: [string, string, boolean, (() => void) | null][] = [
    [
      'Active admins left',
      impact.admins.left === impact.admins.now
        ? `${count(impact.admins.left)}, as now`
        : `${count(impact.admins.left)} of ${count(impact.admins.now)}`,
      impact.admins.left === 0 || impact.admins.left < impact.admins.now,
      null,
    ],
    [
      'Folders left without an administrator',
      impact.folders.known ? count(impact.foldersWithoutAdmin) : 'not known',
      impact.foldersWithoutAdmin > 0,
      () => go({ list, view: 'folders' }, { replace: true }),
    ],
    [
      'Folders left without members',
      impact.folders.known ? count(impact.foldersWithoutMember) : 'not known',
      impact.foldersWithoutMember > 0,
      () => go({ list, view: 'folders' }, { replace: true }),
    ],
    ['Accounts that a directory seems to manage', count(impact.directoryOwned), impact.directoryOwned > 0, null],
  ]
  return (
    <>
      <dl className={styles.losses}>
        {facts.map(([term, value, warn, show]) => (
          <div key={term} data-warn={warn || undefined}>
            <dt>{term}</dt>
            <dd className="numbers">
              {show && warn ? (
                <button type="button" className={texts.link} onClick={show}>
                  {value}
                </button>
              ) : (
                value
              )}
            </dd>
          </div>
        ))}
      </dl>
      {impact.folders.message && <p className={texts.note}>{impact.folders.message}</p>}
      {impact.directoryOwned > 0 && (
        <p className={texts.note}>Disable these people in the directory too, or it may enable them again.</p>
      )}
      {impact.leftOut.length > 0 && (
        <details className={texts.note}>
          <summary>{people(impact.leftOut.length)} left out</summary>
          <ul>
            {impact.leftOut.slice(0, 50).map((one) => (
              <li key={one.username}>
                {one.username}: {one.reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
