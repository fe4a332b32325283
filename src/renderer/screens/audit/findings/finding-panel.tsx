import { Button, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { ruleNames } from '../../../../contract/audit/findings.ts'
import type { AuditSearch } from '../../../features/audit/audit-search.ts'
import { spanWords } from '../../../features/audit/event-times.ts'
import { searchOf } from '../../../features/audit/finding-words.ts'
import { useNames } from '../../../features/audit/names.ts'
import { numbersWords } from '../../../features/audit/rule-words.ts'
import { RecentEvents } from '../../../features/audit/timeline/recent-events.tsx'
import { useMay } from '../../../features/session/use-seat.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { act, useRead } from '../../../lib/application/queries.ts'
import { useAction } from '../../../lib/use-action.ts'
import { count, plural } from '../../../lib/words/format.ts'
import { Panel } from '../../../ui/panel.tsx'
import { EmptyState, FailureState } from '../../../ui/states.tsx'
import { FindingList } from './finding-list.tsx'
import styles from './findings.module.css'
import { Severity } from './findings-strip.tsx'
import { type Finding, findingAfter, useOpenFindings } from './use-open-findings.ts'

interface FindingPanelProps {
  id: string
  width: number
  onWidth: (width: number) => void
  onClose: () => void
  onSearch: (search: AuditSearch) => void
  onPerson: (username: string) => void
  /** Opens another one. */
  onFinding: (key: string) => void
}

/** One finding: what it is, why it stands here, its events, and how to mute it; or `all` of them. */
export function FindingPanel({ id, width, onWidth, onClose, onSearch, onPerson, onFinding }: FindingPanelProps) {
  const read = useRead('findings.page', { offset: 0, limit: 500 }, { keep: true, enabled: id !== 'all' })
  const finding = read.data?.rows.find((one) => one.key === id)
  if (id === 'all')
    return (
      <Panel label="Findings" width={width} onWidth={onWidth} onClose={onClose}>
        <FindingList onOpen={onFinding} />
      </Panel>
    )
  return (
    <Panel label="Finding" width={width} onWidth={onWidth} onClose={onClose}>
      {read.error && <FailureState failure={failureOf(read.error)} onRetry={() => void read.refetch()} />}
      {read.data && !finding && (
        <EmptyState title="This finding is not there any more">
          Its events or its rule have changed, or it is not among the 500 newest.
        </EmptyState>
      )}
      <Steps id={id} onFinding={onFinding} />
      {finding && <Details key={id} finding={finding} onSearch={onSearch} onPerson={onPerson} />}
    </Panel>
  )
}

/** Which of the open findings this is, and the ways to its neighbours. */
function Steps({ id, onFinding }: { id: string; onFinding: (key: string) => void }) {
  const found = useOpenFindings()
  const rows = found?.rows ?? []
  const at = rows.findIndex((one) => one.key === id)
  const step = (steps: number) => {
    const next = findingAfter(rows, id, steps)
    if (next !== null) onFinding(next)
  }
  return (
    <nav className={styles.steps} aria-label="Findings">
      <span>
        {at < 0
          ? `${plural(found?.open ?? 0, 'finding is', 'findings are')} open`
          : `${count(at + 1)} of ${count(found?.open ?? 0)} open`}
      </span>
      <Button variant="subtle" size="compact-xs" onClick={() => onFinding('all')}>
        All
      </Button>
      {(rows.length > 1 || (rows.length === 1 && at < 0)) && (
        <>
          <Button variant="subtle" size="compact-xs" onClick={() => step(-1)}>
            Previous
          </Button>
          <Button variant="subtle" size="compact-xs" title="Next finding (F)" onClick={() => step(1)}>
            Next
          </Button>
        </>
      )}
    </nav>
  )
}

function Details({
  finding,
  onSearch,
  onPerson,
}: {
  finding: Finding
  onSearch: (search: AuditSearch) => void
  onPerson: (username: string) => void
}) {
  const head = useFocusOnOpening()
  const nameOf = useNames([[finding.username].filter((name) => name !== '' && name.length <= 320)])
  const may = useMay()
  const rules = useRead('findings.rules', {}).data?.rules
  const numbers = numbersWords(finding.rule, rules?.find((one) => one.rule === finding.rule)?.thresholds ?? {})
  const search = searchOf(finding.filter)
  return (
    <div className={styles.panel}>
      <header>
        <h2 ref={head} tabIndex={-1}>
          {ruleNames[finding.rule]}
        </h2>
        <p className={styles.when}>
          {finding.username !== '' && (
            <>
              <button type="button" className={styles.link} onClick={() => onPerson(finding.username)}>
                {nameOf(finding.username)}
              </button>{' '}
              ·{' '}
            </>
          )}
          {spanWords(Date.parse(finding.from), Date.parse(finding.to))}
        </p>
        <p>
          <Severity rule={finding.rule} />
        </p>
      </header>
      <section>
        <h3>Why it stands here</h3>
        <p>{finding.explanation}</p>
        {numbers !== '' && (
          <p className={styles.about}>
            The rule’s numbers are {numbers}.{' '}
            {may('findings.setRule') && (
              <Link to="/settings" search={{ part: 'findings' }}>
                Change them
              </Link>
            )}
          </p>
        )}
        <p className={styles.about}>It rests on what was fetched. Events alone do not tell what somebody meant.</p>
      </section>
      <RecentEvents title={`Events ${count(finding.events)}`} search={search} withWho={finding.username === ''} />
      <section>
        <Button variant="default" onClick={() => onSearch(search)}>
          Show {plural(finding.events, 'event', 'events')} in the timeline
        </Button>
      </section>
      <Mute finding={finding} />
    </div>
  )
}

/** The heading that gets the focus when its finding opens, so that the keyboard goes on from there; not from within the panel. */
function useFocusOnOpening() {
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (head.current?.closest('aside')?.contains(document.activeElement) === false) head.current.focus()
  }, [])
  return head
}

function Mute({ finding }: { finding: Finding }) {
  const may = useMay()
  const [reason, setReason] = useState('')
  const mute = useAction(() => act('findings.mute', { key: finding.key, reason: reason.trim() }))
  const unmute = useAction(() => act('findings.unmute', { key: finding.key }))
  const failure = mute.failure ?? unmute.failure
  if (!may('findings.mute')) return null
  return (
    <section>
      <h3>{finding.muted ? 'Muted' : 'Mute'}</h3>
      {finding.muted ? (
        <>
          <p>{finding.reason}</p>
          <Button variant="default" loading={unmute.pending} onClick={() => void unmute.run()}>
            Show this finding again
          </Button>
        </>
      ) : (
        <form
          className={styles.mute}
          onSubmit={(event) => {
            event.preventDefault()
            if (reason.trim() !== '') void mute.run()
          }}
        >
          <TextInput
            label="Reason"
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <p className={styles.about}>The reason is kept in the journal.</p>
          <Button type="submit" variant="default" disabled={reason.trim() === ''} loading={mute.pending}>
            Mute this finding
          </Button>
        </form>
      )}
      {failure && <FailureState failure={failure} compact />}
    </section>
  )
}
