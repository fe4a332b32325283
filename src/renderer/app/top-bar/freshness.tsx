import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import type { SyncProgress } from '../../../contract/signals.ts'
import { progressWords } from '../../features/session/progress-words.ts'
import { cancelRefresh, refresh } from '../../features/session/refresh.ts'
import { useMay } from '../../features/session/use-seat.ts'
import { useRead } from '../../lib/application/queries.ts'
import { latePart } from '../../lib/late-parts.ts'
import { useNow } from '../../lib/now.ts'
import * as format from '../../lib/words/format.ts'
import { HintedIcon } from '../../ui/opener/hinted-icon.tsx'
import { useOpener } from '../../ui/opener/use-opener.ts'
import styles from './freshness.module.css'

const FreshnessFacts = latePart(() => import('./freshness-facts.tsx'), 'FreshnessFacts')
const SetAside = latePart(() => import('../../features/session/set-aside.tsx'), 'SetAside')

/** How old the data is and whether LastPass could be reached; the button that reads it again. */
export function Freshness() {
  const status = useRead('directory.status', {}).data
  const now = useNow()
  const may = useMay()
  const facts = useOpener('dialog')
  const [problems, setProblems] = useState(false)
  if (!status) return <div className={styles.fresh} />
  if (status.syncing) return <Running progress={status.syncing} />
  const age = format.age(status.asOf, now)
  // Before LastPass was asked for the first time, nobody knows whether it can be reached.
  const reach = !status.online ? 'offline' : status.lastAttempt === null ? null : 'online'
  return (
    <div className={styles.fresh}>
      <button
        type="button"
        {...facts.button}
        className={styles.asOf}
        data-level={age.level}
        data-offline={!status.online || undefined}
      >
        {status.asOf === null ? 'Nothing read yet' : `As of ${format.stamp(status.asOf, now)}`}
        {(age.level === 'amber' || age.level === 'red') && <span className={styles.more}>, {age.words}</span>}
        {reach && (
          <span className={styles.reach} data-offline={!status.online || undefined}>
            {reach}
          </span>
        )}
        {status.unreadable > 0 && <span className={styles.aside}>{format.count(status.unreadable)} not readable</span>}
        {status.setAside > 0 && (
          <span className={styles.aside}>
            {format.count(status.setAside)}{' '}
            <span className={styles.more}>{status.setAside === 1 ? 'record' : 'records'} </span>set aside
          </span>
        )}
      </button>
      <Suspense fallback={null}>
        {facts.asked && (
          <FreshnessFacts
            opener={facts}
            status={status}
            now={now}
            onProblems={() => {
              facts.change(false)
              setProblems(true)
            }}
          />
        )}
      </Suspense>
      {may('directory.sync') && (
        <HintedIcon label="Refresh from LastPass" keys="F5" onClick={() => void refresh()}>
          <IconRefresh size={18} stroke={1.7} />
        </HintedIcon>
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
