import { Button } from '@mantine/core'
import type { DirectoryStatus } from '../../../contract/calls/directory-status.ts'
import { useMay } from '../../features/session/use-seat.ts'
import * as format from '../../lib/words/format.ts'
import { OpenedPopover } from '../../ui/opener/opened-popover.tsx'
import type { Opener } from '../../ui/opener/use-opener.ts'
import styles from './freshness.module.css'

interface Facts {
  status: DirectoryStatus
  now: number
  onProblems: () => void
}

/** What the age of the data means: of when it is, what it counts, and what went wrong since. */
export function FreshnessFacts({ opener, ...facts }: Facts & { opener: Opener }) {
  return (
    <OpenedPopover opener={opener} width={320} position="bottom-end">
      <Words {...facts} />
    </OpenedPopover>
  )
}

function Words({ status, now, onProblems }: Facts) {
  const attempt = status.lastAttempt
  const may = useMay()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the popover's focus needs a place to rest
    <div className={styles.facts} tabIndex={0} data-autofocus>
      <p>
        {status.asOf === null
          ? 'Nothing has been read from LastPass yet.'
          : may('users.page')
            ? `Everything shown was read from LastPass ${format.ago(status.asOf, now)}, on ${format.absolute(status.asOf)}. What happened there since is not included.`
            : `LastPass was read ${format.ago(status.asOf, now)}, on ${format.absolute(status.asOf)}. Numbers without names are renewed more rarely: each screen says of which day they are.`}
      </p>
      {status.counts && (
        <dl className="numbers">
          <Fact term="Accounts" value={status.counts.users} />
          <Fact term="Invited, no account yet" value={status.counts.invited} />
          <Fact term="Groups" value={status.counts.groups} />
          <Fact term="Shared folders" value={status.counts.folders} />
          <Fact term="Gone since earlier" value={status.counts.gone} />
        </dl>
      )}
      {status.asOf !== null && may('directory.changes') && (
        <p>
          <a href="#/changes?part=seen">See what the last refresh saw change</a>
        </p>
      )}
      {attempt?.failure && attempt.failure.code !== 'suspicious' && (
        <p className={styles.warn}>
          The last attempt, {format.ago(attempt.time, now)}, did not succeed: {attempt.failure.message}
        </p>
      )}
      {status.suspicious && (
        <p className={styles.warn}>
          {status.suspicious.now === null
            ? 'An answer with suspiciously few people, or with others, was set aside.'
            : `An answer with ${format.plural(status.suspicious.now, 'account', 'accounts')} was set aside.`}{' '}
          A later, complete answer is taken over automatically.
        </p>
      )}
      {status.unreadable > 0 && (
        <p className={styles.warn}>
          {format.plural(status.unreadable, 'person', 'people')} could not be read from the local database. Refresh to
          read {status.unreadable === 1 ? 'that record' : 'those records'} anew from LastPass.
        </p>
      )}
      {status.setAside > 0 && (
        <p>
          {format.plural(status.setAside, 'record', 'records')} of the answer could not be read in full, and{' '}
          {status.setAside === 1 ? 'was' : 'were'} set aside in whole or in part.{' '}
          {may('directory.problems') && (
            <Button variant="subtle" size="compact-xs" onClick={onProblems}>
              Show {status.setAside === 1 ? 'it' : 'them'}
            </Button>
          )}
        </p>
      )}
    </div>
  )
}

function Fact({ term, value }: { term: string; value: number }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{format.count(value)}</dd>
    </div>
  )
}
