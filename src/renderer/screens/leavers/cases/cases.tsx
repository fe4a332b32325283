import { Button, NativeSelect } from '@mantine/core'
import { useMemo } from 'react'
import type { Output } from '../../../../contract/calls.ts'
import { TwoLines, whoColumnOf } from '../../../features/changes/who.tsx'
import { caseWords } from '../../../features/people-list/labels.ts'
import layout from '../../../features/people-list/list-layout.module.css'
import texts from '../../../features/people-list/texts.module.css'
import { usePages } from '../../../lib/application/pages.ts'
import { useRead } from '../../../lib/application/queries.ts'
import { useSettings } from '../../../lib/application/settings.ts'
import { absolute, count, people, plural, shortDay } from '../../../lib/words/format.ts'
import { Badge } from '../../../ui/badge.tsx'
import listBar from '../../../ui/screen/list-bar.module.css'
import choices from '../../../ui/sheets/choices.module.css'
import { EmptyState } from '../../../ui/states.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { ListTable } from '../../../ui/table/list-table.tsx'
import { RelativeTime } from '../../../ui/time.tsx'
import bars from '../bars.module.css'
import { OpenLists } from '../list/open-lists.tsx'
import type { PartProps } from '../screen-part.ts'
import { BatchBar } from './batch-bar.tsx'
import { CasePanel } from './case-panel.tsx'
import { accountWords, standWords, stateWords, summaryWords } from './case-words.ts'
import styles from './cases.module.css'
import { CheckBadge } from './check-badge.tsx'
import { useCheck } from './use-check.ts'

type Case = Output<'leavers.cases'>['rows'][number]
type State = Case['state']

const columns: readonly Column<Case>[] = [
  whoColumnOf(({ username, fullname, admin }) => ({ change: { username }, fullname, admin })),
  {
    id: 'state',
    header: 'State',
    width: 130,
    shown: true,
    text: (row) => stateWords(row).label,
    cell: (row) => <Badge tone={stateWords(row).tone}>{stateWords(row).label}</Badge>,
  },
  {
    id: 'account',
    header: 'Account now',
    about: 'How the account stands by the newest reading of LastPass, whoever changed it.',
    width: 130,
    shown: true,
    yields: 5,
    text: (row) => accountWords(row.account).label,
    cell: (row) => <Badge tone={accountWords(row.account).tone}>{accountWords(row.account).label}</Badge>,
  },
  {
    id: 'summary',
    header: 'Where it stands',
    grow: 2,
    width: 280,
    least: 210,
    shown: true,
    text: (row) => summaryWords(row),
    cell: (row) => <TwoLines>{standWords(row)}</TwoLines>,
  },
  {
    id: 'confirmed',
    header: 'Confirmed',
    about: 'When LastPass was seen to have the account disabled, removed or deleted.',
    width: 110,
    shown: true,
    yields: 2,
    text: (row) => (row.confirmed ? absolute(row.confirmed) : 'not yet'),
    cell: (row) =>
      row.confirmed ? <RelativeTime instant={row.confirmed} /> : <span className={texts.faint}>not yet</span>,
  },
  {
    id: 'check',
    header: 'Last check',
    width: 190,
    shown: true,
    yields: 4,
    text: (row) => (row.lastCheck ? `${row.lastCheck.message} Read ${absolute(row.lastCheck.time)}.` : ''),
    cell: (row) => (row.lastCheck ? <CheckBadge check={row.lastCheck} /> : null),
  },
  {
    id: 'next',
    header: 'Next check',
    width: 110,
    shown: true,
    yields: 3,
    text: (row) => (row.nextCheck ? absolute(row.nextCheck) : ''),
    cell: (row) => (row.nextCheck ? <RelativeTime instant={row.nextCheck} /> : null),
  },
  { id: 'ticket', header: 'Ticket', width: 110, shown: true, yields: 1, text: (row) => row.ticket ?? '' },
]
/** Cases, not people: somebody may have left twice. */
const cased = (total: number) => plural(total, 'case', 'cases')
const states: readonly State[] = ['attention', 'open', 'done']

/** Everybody whose leaving was begun: steps, checks, records. */
export function Cases({ search, go }: PartProps) {
  const { settings, change } = useSettings()
  const listed = useRead('leavers.batches', { offset: 0, limit: 200 }).data
  const batches = listed?.rows ?? []
  const { batch, state } = search
  const question = useMemo(() => ({ ...(batch ? { batch } : {}), ...(state ? { state } : {}) }), [batch, state])
  const pages = usePages('leavers.cases', question)
  const chosen = batches.find((one) => one.batch === batch)
  /** Whose cases are counted by state: those of one list, or of all where all of them are at hand. */
  const counted = batch ? (chosen ? [chosen] : []) : (listed?.total ?? 0) <= batches.length ? batches : []
  const close = () => {
    const { case: _, ...rest } = search
    go(rest)
  }
  return (
    <div className={layout.split}>
      <section className={layout.left} aria-label="Cases">
        <div className={listBar.bar}>
          <NativeSelect
            aria-label="Which list of leavers"
            className={styles.batch}
            value={batch ?? ''}
            onChange={(event) => {
              const { value } = event.currentTarget
              go({ part: 'cases', ...(value ? { batch: value } : {}), ...(state ? { state } : {}) })
            }}
            data={[
              { value: '', label: 'All cases' },
              ...batches.map((one) => ({ value: one.batch, label: `${one.title}, ${shortDay(one.created)}` })),
            ]}
          />
          <fieldset className={choices.choices} aria-label="Cases by state">
            {[undefined, ...states].map((one) => (
              <button
                key={one ?? 'all'}
                type="button"
                aria-pressed={state === one}
                onClick={() =>
                  go({ part: 'cases', ...(batch ? { batch } : {}), ...(one ? { state: one } : {}) }, { replace: true })
                }
              >
                {one ? caseWords[one].label : 'All'}
                {one && counted.length > 0 && (
                  <span className="numbers"> {count(counted.reduce((sum, each) => sum + each[one], 0))}</span>
                )}
              </button>
            ))}
          </fieldset>
          {pages.total !== null && <span className={`${texts.note} numbers`}>{cased(pages.total)}</span>}
        </div>
        <Due />
        {batch && <OpenLists go={go} batch={batch} />}
        {chosen && <BatchBar batch={chosen} />}
        <ListTable<Case>
          name="cases"
          label="Cases"
          counted={cased}
          columns={columns}
          pages={pages}
          rowId={(row) => row.case}
          listKey={JSON.stringify(question)}
          twoLines
          opened={search.case ?? null}
          onOpen={(row) => go({ ...search, case: row.case }, { replace: search.case !== undefined })}
          onClose={close}
          empty={
            <EmptyState
              title={batch || state ? 'No such case' : 'No cases yet'}
              action={batch || state ? undefined : <Button onClick={() => go({})}>Begin with a list</Button>}
            >
              {batch || state ? 'Choose another state or another list.' : 'A case is opened for each person of a list.'}
            </EmptyState>
          }
        />
      </section>
      {search.case !== undefined && (
        <CasePanel
          id={search.case}
          width={Math.max(420, settings.panelWidth)}
          onWidth={(panelWidth) => change({ panelWidth })}
          onClose={close}
        />
      )}
    </div>
  )
}

/** Checks whose day has come. */
function Due() {
  const due = useRead('leavers.due', {}).data
  const { busy, check } = useCheck()
  if (!due || due.due === 0) return null
  return (
    <div className={bars.strip} data-tone="amber">
      <span className={bars.stripText}>
        <strong>{plural(due.due, 'follow-up check is', 'follow-up checks are')} due.</strong> LastPass is asked whether
        these people are still disabled and have not logged in since.
      </span>
      <Button variant="default" loading={busy} onClick={() => void check({ due: true })}>
        Check {people(due.due)} now
      </Button>
    </div>
  )
}
