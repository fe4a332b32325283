import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import type { AuditField } from '../../../contract/audit/audit.ts'
import type { AuditEvent } from '../../../contract/calls/audit/audit.ts'
import { withoutChip, withValue } from '../../features/audit/audit-chips.ts'
import { type AuditSearch, aroundOf, changed, onlySession, readAuditSearch } from '../../features/audit/audit-search.ts'
import { zoneWords } from '../../features/audit/event-times.ts'
import { useNames } from '../../features/audit/names.ts'
import { PersonPanel } from '../../features/people/panel/person-panel.tsx'
import { useTenant } from '../../features/session/open-company.ts'
import { useMay } from '../../features/session/use-seat.ts'
import { useAddress } from '../../lib/address.ts'
import { failureOf } from '../../lib/application/client.ts'
import { useRead } from '../../lib/application/queries.ts'
import { useSettings } from '../../lib/application/settings.ts'
import { count, plural } from '../../lib/words/format.ts'
import { ListScreen } from '../../ui/screen/list-screen.tsx'
import { ScreenHead } from '../../ui/screen/screen-head.tsx'
import { FailureState } from '../../ui/states.tsx'
import styles from './audit.module.css'
import { AuditBar } from './audit-bar.tsx'
import { EvidenceMenu } from './evidence/evidence-menu.tsx'
import { ExportMenu } from './export-menu.tsx'
import { Facets } from './facets/facets.tsx'
import { FetchButton, FetchLines } from './fetch-button.tsx'
import { FindingPanel } from './findings/finding-panel.tsx'
import { FindingsStrip } from './findings/findings-strip.tsx'
import { findingAfter, useOpenFindings } from './findings/use-open-findings.ts'
import { Histogram } from './histogram/histogram.tsx'
import { NoEvents } from './no-events.tsx'
import { NothingYet } from './nothing-yet.tsx'
import { EventTable } from './rows/event-table.tsx'
import { SessionList } from './rows/session-list.tsx'
import { SearchesMenu } from './searches-menu.tsx'
import { SummaryCards } from './summary-cards.tsx'
import { useAudit } from './use-audit.ts'
import { useAuditKeys } from './use-audit-keys.ts'
import { useZoom } from './use-zoom.ts'

const countExplained = {
  definition: 'How many of the events that Provost has fetched and kept the filters and the dates let through.',
  leftOut: 'What was not fetched is not counted: the strip under the bars shows from when to when that is.',
  computed: 'At once, from the archive on this computer.',
}

/** Every audit event that could be fetched: when, who, what, from where. */
export function Audit() {
  const [search, go] = useAddress(readAuditSearch)
  const { settings, change } = useSettings()
  const navigate = useNavigate()
  const may = useMay()
  const company = useTenant()?.id ?? ''
  const audit = useAudit(search)
  const { status, pages, filter, span } = audit
  const [goTo, setGoTo] = useState<{ row: number } | null>(null)
  const [going, setGoing] = useState(false)

  const onValue = useCallback(
    (facet: AuditField, value: string, mode: 'only' | 'not') => go(withValue(search, facet, value, mode)),
    [go, search],
  )
  const onPerson = useCallback(
    (person: string) => go(changed(search, { person, finding: undefined }), { replace: search.person !== undefined }),
    [go, search],
  )
  const onAround = useCallback((event: AuditEvent) => go(aroundOf(event)), [go])
  const onFinding = (finding: string) => go(changed(search, { finding, person: undefined }))
  const findings = useOpenFindings(audit.calm)
  // A notice of the system leads to the first of them, once it is known which that is.
  const finding = search.finding === 'first' ? findings?.rows[0]?.key : search.finding
  const [folded, setFolded] = useState(false)
  const { zoom, all, shift, out } = useZoom(search, audit, (next) => go(next))
  useAuditKeys({
    earlier: () => shift(-1),
    later: () => shift(1),
    all,
    fold: () => setFolded((before) => !before),
    goToDate: () => setGoing(true),
    nextFinding: () => {
      const next = findingAfter(findings?.rows ?? [], finding, 1)
      if (next !== null) onFinding(next)
    },
  })
  const close = () => go(changed(search, { person: undefined, finding: undefined }))
  const { categories: _, ...open } = filter
  const cards = useRead('audit.page', { ...open, offset: 0, limit: 1 }, { enabled: status?.last != null, keep: true })
  const named = useMemo(
    () => [
      [
        ...(search.usernames ?? []),
        ...(search.notUsernames ?? []),
        ...(search.about?.kind === 'person' ? [search.about.name] : []),
      ].filter(Boolean),
    ],
    [search],
  )
  const nameOf = useNames(named)
  const nothingYet = status !== undefined && status.events === 0 && status.fetching === null
  const isEmpty = status !== undefined && status.events === 0
  const empty = <NoEvents search={search} audit={audit} onSearch={(next: AuditSearch) => go(next)} />

  return (
    <ListScreen
      head={
        <ScreenHead
          title="Audit"
          count={
            pages.total === null || isEmpty
              ? null
              : `${plural(pages.total, 'event', 'events')} of ${count(status?.events ?? 0)} kept`
          }
          explanation={
            status !== undefined && status.unreadable > 0
              ? {
                  ...countExplained,
                  leftOut: `${countExplained.leftOut} ${plural(status.unreadable, 'record', 'records')} of LastPass could not be read as ${status.unreadable === 1 ? 'an event: it is kept as it came, and is' : 'events: they are kept as they came, and are'} not counted.`,
                }
              : countExplained
          }
        >
          <SearchesMenu search={search} calm={audit.calm} onOpen={(next) => go(next)} />
          {may('audit.export') && <ExportMenu filter={filter} total={pages.total} />}
          <EvidenceMenu company={company} />
          {status && <FetchButton company={company} status={status} />}
        </ScreenHead>
      }
      bar={
        <AuditBar
          search={search}
          audit={audit}
          nameOf={nameOf}
          going={going}
          onGoing={setGoing}
          onSearch={(next, how) => go(next, how)}
          onValue={onValue}
          onRow={(row) => setGoTo({ row })}
        />
      }
      panel={
        finding !== undefined ? (
          <FindingPanel
            id={finding}
            width={settings.panelWidth}
            onWidth={(panelWidth) => change({ panelWidth })}
            onClose={close}
            onSearch={(next) => go(changed(next, { finding }))}
            onPerson={onPerson}
            onFinding={onFinding}
          />
        ) : search.person !== undefined ? (
          <PersonPanel
            username={search.person}
            width={settings.panelWidth}
            onWidth={(panelWidth) => change({ panelWidth })}
            onClose={close}
            onFilter={(people) => void navigate({ to: '/users', search: people })}
          />
        ) : null
      }
    >
      {status && <FetchLines company={company} status={status} />}
      {audit.failure ? (
        <FailureState failure={failureOf(audit.failure)} onRetry={audit.retry} />
      ) : pages.failure ? (
        <FailureState failure={pages.failure} onRetry={pages.retry} />
      ) : nothingYet ? (
        <NothingYet company={company} isLost={status.damaged.length > 0} />
      ) : (
        <>
          <FindingsStrip found={findings} opened={finding} onOpen={onFinding} />
          {!folded && (
            <SummaryCards
              counts={cards.data?.byCategory}
              chosen={search.categories}
              onChoose={(categories) => go(changed(search, { categories }))}
            />
          )}
          <div className={styles.body}>
            <div className={styles.facets}>
              <Facets
                filter={filter}
                search={search}
                enabled={audit.settled}
                onValue={onValue}
                onRemove={(chip) => go(withoutChip(search, chip))}
              />
            </div>
            <div className={styles.events}>
              {!folded && (
                <Histogram
                  filter={filter}
                  span={span}
                  isOpen={search.to === undefined}
                  kept={audit.kept}
                  enabled={audit.settled}
                  company={company}
                  onZoom={zoom}
                  onZoomOut={out}
                />
              )}
              {search.sessions ? (
                <SessionList
                  key={JSON.stringify(filter)}
                  filter={filter}
                  enabled={audit.settled}
                  onOnly={(session) => go(onlySession(session))}
                  onPerson={onPerson}
                  empty={empty}
                />
              ) : (
                <EventTable
                  pages={pages}
                  listKey={JSON.stringify(filter)}
                  zone={zoneWords(span.from, span.to)}
                  withYear={[span.from, span.to, filter.to === undefined ? span.to : Date.parse(filter.to)].some(
                    (end) => new Date(end).getFullYear() !== new Date().getFullYear(),
                  )}
                  fresh={audit.fresh}
                  onFresh={audit.renew}
                  newSince={audit.moment.before}
                  onValue={onValue}
                  onPerson={onPerson}
                  onAround={onAround}
                  onClose={() => {
                    if (search.person === undefined && search.finding === undefined) return false
                    close()
                    return true
                  }}
                  goTo={goTo}
                  empty={empty}
                />
              )}
            </div>
          </div>
        </>
      )}
    </ListScreen>
  )
}
