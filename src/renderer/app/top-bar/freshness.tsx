import { ActionIcon, Button, Popover, Tooltip } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import type { DirectoryStatus } from '../../../contract/calls/directory-status.ts'
import type { SyncProgress } from '../../../contract/signals.ts'
import { progressWords } from '../../features/session/progress-words.ts'
import { cancelRefresh, refresh } from '../../features/session/refresh.ts'
import { useMay } from '../../features/session/use-seat.ts'
import { useRead } from '../../lib/application/queries.ts'
import { latePart } from '../../lib/late-parts.ts'
import { useNow } from '../../lib/now.ts'
import * as format from '../../lib/words/format.ts'
import styles from './freshness.module.css'

const SetAside = latePart(() => import('../../features/session/set-aside.tsx'), 'SetAside')

/** How old the data is and whether LastPass could be reached; the button that reads it again. */
export function Freshness() {
  const status = useRead('directory.status', {}).data
  const now = useNow()
  const may = useMay()
  const [facts, setFacts] = useState(false)
  const [problems, setProblems] = useState(false)
  if (!status) return <div className={styles.fresh} />
  if (status.syncing) return <Running progress={status.syncing} />
  const age = format.age(status.asOf, now)
  // Before LastPass was asked for the first time, nobody knows whether it can be reached.
  const reach = !status.online ? 'offline' : status.lastAttempt === null ? null : 'online'
  return (
    <div className={styles.fresh}>
      <Popover width={320} position="bottom-end" opened={facts} onChange={setFacts} trapFocus returnFocus>
        <Popover.Target>
          <button
            type="button"
            className={styles.asOf}
            data-level={age.level}
            data-offline={!status.online || undefined}
            onClick={() => setFacts((now) => !now)}
          >
            {status.asOf === null ? 'Nothing read yet' : `As of ${format.stamp(status.asOf, now)}`}
            {(age.level === 'amber' || age.level === 'red') && <span className={styles.more}>, {age.words}</span>}
            {reach && (
              <span className={styles.reach} data-offline={!status.online || undefined}>
                {reach}
              </span>
            )}
            {status.unreadable > 0 && (
              <span className={styles.aside}>{format.count(status.unreadable)} not readable</span>
            )}
            {status.setAside > 0 && (
              <span className={styles.aside}>
                {format.count(status.setAside)}{' '}
                <span className={styles.more}>{status.setAside === 1 ? 'record' : 'records'} </span>set aside
              </span>
            )}
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <FreshnessFacts
            status={status}
            now={now}
            onProblems={() => {
              setFacts(false)
              setProblems(true)
            }}
          />
        </Popover.Dropdown>
      </Popover>
      {may('directory.sync') && (
        <Tooltip label="Refresh from LastPass (F5)" position="left">
          <ActionIcon variant="subtle" color="gray" aria-label="Refresh from LastPass" onClick={() => void refresh()}>
            <IconRefresh size={18} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      )}
      <Suspense fallback={null}>{problems && <SetAside onClose={() => setProblems(false)} />}</Suspense>
    </div>
  )
}

function Running({ progress }: { progress: SyncProgress }) {
  const may = useMay()
  const part = progress.total ? Math.min(1, progress.done / progress.total) : null
  return (
    <div className={styles.fresh}>
      <span className={`${styles.running} numbers`} role="status">
        {progressWords(progress)}
      </span>
      {may('directory.cancel') && (
        <Button variant="default" size="compact-xs" onClick={cancelRefresh}>
          Cancel
        </Button>
      )}
      <div className={styles.bar} data-unknown={part === null || undefined} aria-hidden>
        <div className={styles.done} style={part === null ? undefined : { width: `${part * 100}%` }} />
      </div>
    </div>
  )
}

function FreshnessFacts({ status, now, onProblems }: { status: DirectoryStatus; now: number; onProblems: () => void }) {
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
