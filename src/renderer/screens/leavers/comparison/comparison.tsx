import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArrowLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Output } from '../../../../contract/calls.ts'
import { comparisonKinds } from '../../../../contract/lists.ts'
import { TwoLines, whoColumnOf } from '../../../features/changes/who.tsx'
import { StatusBadge } from '../../../features/people/badges.tsx'
import { lastLoginWidth, statusWidth } from '../../../features/people/column-widths.ts'
import { ColumnQuestions } from '../../../features/people-list/column-questions.tsx'
import { Intake } from '../../../features/people-list/intake.tsx'
import { comparisonWords } from '../../../features/people-list/labels.ts'
import layout from '../../../features/people-list/list-layout.module.css'
import { type Answers, match, type Source } from '../../../features/people-list/sources.ts'
import texts from '../../../features/people-list/texts.module.css'
import { call, failureOf } from '../../../lib/application/client.ts'
import { readAll, usePages } from '../../../lib/application/pages.ts'
import { act } from '../../../lib/application/queries.ts'
import { nobody, type Selection, selectedCount } from '../../../lib/selection.ts'
import { count, people, plural } from '../../../lib/words/format.ts'
import listBar from '../../../ui/screen/list-bar.module.css'
import choices from '../../../ui/sheets/choices.module.css'
import { EmptyState, FailureState } from '../../../ui/states.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { ListTable } from '../../../ui/table/list-table.tsx'
import { RelativeTime } from '../../../ui/time.tsx'
import bars from '../bars.module.css'
import type { PartProps } from '../screen-part.ts'

type Summary = Output<'leavers.compare'>
type Row = Output<'leavers.compared'>['rows'][number]
/** With where its list came from, so that it can be read again. */
const summaries = new Map<string, { summary: Summary; source: Source }>()

const faint = (words: string) => <span className={texts.faint}>{words}</span>
const inLastPass = whoColumnOf<Row>(({ username, fullname }) => ({
  change: { username: username ?? '' },
  fullname: fullname ?? undefined,
}))
const columns: readonly Column<Row>[] = [
  {
    ...inLastPass,
    header: 'In LastPass',
    text: (row) => (row.username === null ? '' : inLastPass.text(row)),
    cell: (row, room) => (row.username === null ? faint('nobody') : inLastPass.cell?.(row, room)),
  },
  {
    id: 'status',
    header: 'Status',
    width: statusWidth,
    shown: true,
    text: (row) => row.status ?? '',
    cell: (row) => (row.status ? <StatusBadge status={row.status} /> : null),
  },
  {
    id: 'lastLogin',
    header: 'Last login',
    width: lastLoginWidth,
    shown: true,
    yields: 1,
    text: (row) => row.lastLogin ?? '',
    cell: (row) => (row.lastLogin ? <RelativeTime instant={row.lastLogin} /> : null),
  },
  {
    id: 'given',
    header: 'On the list',
    width: 210,
    least: 180,
    shown: true,
    text: (row) => (row.given ? `${row.given}${row.line === null ? '' : ` (line ${count(row.line)})`}` : ''),
    cell: (row) => (row.given ? <TwoLines>{row.given}</TwoLines> : faint('nobody')),
  },
  {
    id: 'why',
    header: 'Why it is here',
    about: 'What is alike and what is not, or what the list says of the person.',
    grow: 1,
    width: 260,
    least: 200,
    shown: true,
    text: (row) => row.why ?? '',
    cell: (row) => <TwoLines>{row.why ?? ''}</TwoLines>,
  },
]

/** A list of current staff against the people in LastPass: who may have left, who is missing, who only nearly matches. */
export function Comparison({ search, go }: PartProps) {
  const compare = async (source: Source, answers: Answers = []) => {
    const { text, file } = source
    const summary = await act('leavers.compare', { ...(text === undefined ? { file } : { text }), answers })
    summaries.set(summary.comparison, { summary, source })
    go({ part: 'compare', comparison: summary.comparison }, { replace: answers.length > 0 })
  }
  const kept = search.comparison === undefined ? undefined : summaries.get(search.comparison)
  if (search.comparison === undefined || !kept)
    return (
      <div className={layout.start}>
        <Intake
          draft="staff"
          label="Who works here now?"
          placeholder={'Paste the list of current staff from HR, or drop its CSV\n\nEmail;First name;Last name'}
          button={(lines) => (lines ? `Compare ${lines} with LastPass` : 'Compare with LastPass')}
          onSource={compare}
        >
          <p className={texts.note}>
            Shows who is in LastPass and not on the list, who is on the list and not in LastPass, and who matches only
            nearly. From there into a plan.
          </p>
        </Intake>
      </div>
    )
  const { summary, source } = kept
  return <Compared summary={summary} search={search} go={go} onAnswer={(answers) => compare(source, answers)} />
}

interface ComparedProps extends PartProps {
  summary: Summary
  onAnswer: (answers: Answers) => Promise<void>
}

function Compared({ summary, search, go, onAnswer }: ComparedProps) {
  const [selection, setSelection] = useState<Selection>(nobody)
  const [busy, setBusy] = useState(false)
  const kind = search.kind ?? 'not-on-list'
  const { comparison } = summary
  const question = useMemo(() => ({ comparison, kind }), [comparison, kind])
  const pages = usePages('leavers.compared', question)
  const selects = kind === 'not-on-list' || kind === 'near'
  const selected = selects ? selectedCount(selection, summary.people[kind]) : 0
  // Whether main still has the comparison: it is kept in memory, and a restart forgets it.
  const known = useQuery({
    queryKey: ['leavers.compared', { comparison, known: true }],
    queryFn: ({ signal }) => call('leavers.compared', { comparison, kind: 'on-both', limit: 1 }, signal),
  })
  const begin = async () => {
    setBusy(true)
    try {
      const usernames = await chosen(comparison, kind, selection)
      go({ list: await match({ usernames }, { comparison }) })
    } catch (error) {
      notifications.show({ color: 'red', title: 'No list was made', message: failureOf(error).message })
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className={layout.left} aria-label="Comparison">
      <div className={listBar.bar}>
        <Button
          variant="default"
          leftSection={<IconArrowLeft size={15} stroke={1.8} />}
          onClick={() => go({ part: 'compare' })}
        >
          Another list
        </Button>
        <fieldset className={choices.choices} aria-label="Parts of the comparison">
          {comparisonKinds.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={kind === one}
              title={comparisonWords[one].meaning}
              onClick={() => {
                setSelection(nobody)
                go({ part: 'compare', comparison, kind: one }, { replace: true })
              }}
            >
              {comparisonWords[one].label} <span className="numbers">{count(summary.counts[one])}</span>
            </button>
          ))}
        </fieldset>
        {selected > 0 && (
          <Button loading={busy} onClick={() => void begin()}>
            Plan the leaving of {people(selected)}
          </Button>
        )}
      </div>
      {summary.table && <ColumnQuestions asked={summary.table.asked} use="staff" onAnswer={onAnswer} />}
      {summary.warning && (
        <p className={bars.strip} data-tone="amber" role="alert">
          {summary.warning}
        </p>
      )}
      {[...summary.notes].map((note) => (
        <p key={note} className={bars.strip} data-tone="slate">
          {note}
        </p>
      ))}
      <p className={`${texts.pad} ${texts.note}`}>
        {plural(summary.listed, 'person', 'people')} on the list,{' '}
        {plural(summary.accounts, 'account or invitation', 'accounts and invitations')} in LastPass, disabled accounts
        not counted. {comparisonWords[kind].meaning}
      </p>
      {known.error || pages.failure ? (
        <FailureState
          failure={pages.failure ?? failureOf(known.error)}
          action={
            <Button variant="default" onClick={() => go({ part: 'compare' })}>
              Compare again
            </Button>
          }
        />
      ) : (
        <ListTable<Row>
          name="compared"
          label={comparisonWords[kind].label}
          counted={kind === 'near' ? (total) => plural(total, 'pair', 'pairs') : people}
          columns={columns}
          pages={pages}
          rowId={(row) => row.username ?? `line ${row.line}`}
          listKey={JSON.stringify(question)}
          twoLines
          {...(selects ? { selection, onSelection: setSelection } : {})}
          empty={<EmptyState title="Nobody">No one falls into this part of the comparison.</EmptyState>}
        />
      )}
    </section>
  )
}

/** The user names of the rows selected. */
async function chosen(comparison: string, kind: Row['kind'], selection: Selection): Promise<string[]> {
  if (!selection.all) return [...selection.ids]
  const rows = await readAll('leavers.compared', { comparison, kind })
  return rows.flatMap(({ username }) => (username === null || selection.except.has(username) ? [] : [username]))
}
