import { IconAlertTriangle } from '@tabler/icons-react'
import { useMemo, useRef, useState } from 'react'
import type { ImpactNote, PlanRow, Verdict } from '../../../../contract/change.ts'
import { usePages } from '../../../lib/application/pages.ts'
import { useSettings } from '../../../lib/application/settings.ts'
import { count, inOrder } from '../../../lib/words/format.ts'
import { Badge } from '../../../ui/badge.tsx'
import choices from '../../../ui/sheets/choices.module.css'
import { EmptyState, FailureState } from '../../../ui/states.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { headHeight, rowHeights, secondLine } from '../../../ui/table/geometry.ts'
import { ListTable } from '../../../ui/table/list-table.tsx'
import { StatusBadge } from '../../people/badges.tsx'
import { statusWidth } from '../../people/column-widths.ts'
import { statusWords } from '../../people/words.ts'
import parts from '../dialog-parts.module.css'
import texts from '../texts.module.css'
import { TwoLines, whoColumn } from '../who.tsx'
import { impactWords, rowWords, undoWords, verdictWords } from '../words.ts'
import styles from './plan-rows.module.css'
import { canLeaveOut, RowInWords } from './row-in-words.tsx'

/** Up to this many rows are written out; more make a table. */
const mostWritten = 6

const differenceWords = (row: PlanRow): string =>
  row.differences.map(({ field, before, after }) => `${field}: ${inOrder(before)} → ${inOrder(after)}`).join('; ')
const remarkOf = (row: PlanRow): string =>
  [row.reason, row.warning, ...(row.notes ?? []).map(({ message }) => message)].filter(Boolean).join(' ')

const columns: readonly Column<PlanRow>[] = [
  whoColumn<PlanRow>(),
  {
    id: 'status',
    header: 'Status',
    about: 'How the account was when this was planned.',
    width: statusWidth,
    shown: true,
    yields: 2,
    text: (row) => (row.status ? statusWords[row.status].label : ''),
    cell: (row) => row.status && <StatusBadge status={row.status} />,
  },
  {
    id: 'verdict',
    header: 'Verdict',
    width: 110,
    shown: true,
    text: (row) => rowWords(row).label,
    cell: (row) => <Badge tone={rowWords(row).tone}>{rowWords(row).label}</Badge>,
  },
  {
    id: 'differences',
    header: 'Before → after',
    grow: 1,
    width: 220,
    shown: true,
    text: differenceWords,
    cell: (row) => <TwoLines>{differenceWords(row)}</TwoLines>,
  },
  {
    id: 'undo',
    header: 'Undo',
    width: 96,
    shown: true,
    yields: 1,
    text: (row) => (row.verdict === 'change' ? undoWords(row.undo) : ''),
  },
  {
    id: 'remark',
    header: 'What to know',
    about: 'Why nothing is sent, or what is known of the person that matters here.',
    grow: 2,
    width: 280,
    shown: true,
    text: remarkOf,
    cell: (row) => <TwoLines>{remarkOf(row)}</TwoLines>,
  },
]
/** More than any window is high: the dialog shrinks it. */
const mostHeight = 4000

/** What happens to whom: everything in words, filtered by verdict. */
export function PlanRows({
  plan,
  counts,
  impact,
  fixed,
}: {
  plan: string
  counts: Record<Verdict, number>
  impact: readonly { code: ImpactNote['code']; people: number }[]
  /** It is sent as it is, or not at all: no row is left out of it. */
  fixed: boolean
}) {
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const [opened, setOpened] = useState<PlanRow | null>(null)
  const [asking, setAsking] = useState(false)
  const room = useRef<HTMLDivElement>(null)
  const { settings } = useSettings()
  const question = useMemo(() => ({ plan, ...(verdict ? { verdict } : {}) }), [plan, verdict])
  const pages = usePages('changes.plan', question)
  const total = counts.change + counts.unchanged + counts.blocked
  const shown = [...Array(pages.total ?? 0).keys()].slice(0, mostWritten).flatMap((at) => pages.row(at) ?? [])
  if (pages.failure) return <FailureState failure={pages.failure} onRetry={pages.retry} compact />
  const height = headHeight + total * (rowHeights[settings.density] + secondLine) + 2
  return (
    <>
      <Impact impact={impact} />
      {total > 1 && (
        <fieldset className={choices.choices} aria-label="Rows by verdict">
          {([null, 'change', 'unchanged', 'blocked'] as const).map((one) => {
            const number = one === null ? total : counts[one]
            return (
              <button
                key={one}
                type="button"
                aria-pressed={verdict === one}
                disabled={number === 0}
                title={one ? verdictWords[one].meaning : undefined}
                onClick={() => {
                  setVerdict(one)
                  setOpened(null)
                }}
              >
                {one ? verdictWords[one].label : 'All'} <span className="numbers">{count(number)}</span>
              </button>
            )
          })}
        </fieldset>
      )}
      {total <= mostWritten ? (
        <ol className={styles.written}>
          {shown.map((row) => (
            <li key={row.row}>
              <RowInWords plan={plan} row={row} fixed={fixed} />
            </li>
          ))}
        </ol>
      ) : (
        <>
          {!fixed && counts.change > 0 && (
            <p className={texts.quiet}>
              <kbd>L</kbd> leaves the row under the cursor out, with a reason, or takes it back.
            </p>
          )}
          <div ref={room} className={styles.planTable} style={{ flexBasis: Math.min(height, mostHeight) }}>
            <ListTable<PlanRow>
              name="plan"
              label="Rows of the plan"
              counted={(number) => `${count(number)} rows`}
              columns={columns}
              pages={pages}
              rowId={(row) => String(row.row)}
              listKey={JSON.stringify(question)}
              twoLines
              opened={opened ? String(opened.row) : null}
              onOpen={(row) => {
                setOpened(row)
                setAsking(false)
              }}
              onClose={() => setOpened(null)}
              onKey={(event, row) => {
                const bare = !event.ctrlKey && !event.metaKey && !event.altKey
                if (!bare || event.key.toLowerCase() !== 'l' || fixed || !row || !canLeaveOut(row)) return false
                setOpened(row)
                setAsking(true)
                return true
              }}
              empty={<EmptyState title="No such row" />}
            />
          </div>
          {opened && (
            <div className={styles.written}>
              <RowInWords
                key={`${opened.row} ${asking}`}
                plan={plan}
                row={opened}
                fixed={fixed}
                asking={asking}
                onLeft={() => {
                  setOpened(null)
                  room.current?.querySelector<HTMLElement>('[role="grid"]')?.focus()
                }}
              />
            </div>
          )}
        </>
      )}
    </>
  )
}

/** What is known of the people of the whole plan, before anybody scrolls. */
function Impact({ impact }: { impact: readonly { code: ImpactNote['code']; people: number }[] }) {
  if (impact.length === 0) return null
  const grave = impact.some(({ code }) => impactWords[code].grave)
  return (
    <div className={parts.strip} data-tone={grave ? 'amber' : 'slate'}>
      {grave && <IconAlertTriangle size={16} stroke={1.8} aria-hidden />}
      <span>
        <strong>To know before sending:</strong>{' '}
        {impact.map(({ code, people }) => impactWords[code].many(people)).join('; ')}.
      </span>
    </div>
  )
}
