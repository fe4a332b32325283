import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMemo, useState } from 'react'
import type { MatchResult, MatchRow } from '../../../../contract/calls/leavers.ts'
import { matchResults } from '../../../../contract/lists.ts'
import { showPlan } from '../../../features/changes/open-dialogs.ts'
import { useWriting } from '../../../features/changes/safe-mode.tsx'
import { kindWords } from '../../../features/changes/words.ts'
import { resultWords } from '../../../features/people-list/labels.ts'
import { failureOf } from '../../../lib/client.ts'
import { absolute, count, plural } from '../../../lib/format.ts'
import { useColumns } from '../../../lib/list-columns.ts'
import { usePages } from '../../../lib/pages.ts'
import { act } from '../../../lib/queries.ts'
import { useSettings } from '../../../lib/settings.ts'
import { Address } from '../../../ui/address.tsx'
import { Badge } from '../../../ui/badge.tsx'
import listBar from '../../../ui/screen/list-bar.module.css'
import choices from '../../../ui/sheets/choices.module.css'
import { EmptyState, FailureState } from '../../../ui/states.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { RelativeTime } from '../../../ui/time.tsx'
import texts from '../texts.module.css'
import { MatchChoice } from './match-choice.tsx'
import { namesWith } from './use-matched.ts'

const columns: readonly Column<MatchRow>[] = [
  {
    id: 'given',
    header: 'Given',
    width: 240,
    least: 230,
    grow: 1,
    shown: true,
    pinned: true,
    text: (row) => row.given,
    cell: (row, room) =>
      /^\S+@\S+$/.test(row.given) ? <Address address={row.given} room={room} /> : <bdi>{row.given}</bdi>,
  },
  {
    id: 'result',
    header: 'Result',
    width: 110,
    shown: true,
    text: (row) => [`${resultWords[row.result].label}.`, row.message].filter(Boolean).join(' '),
    cell: (row) => <Badge tone={resultWords[row.result].tone}>{resultWords[row.result].label}</Badge>,
  },
  {
    id: 'username',
    header: 'Account',
    width: 240,
    least: 230,
    grow: 1,
    shown: true,
    text: (row) => row.username ?? '',
    cell: (row, room) =>
      row.username ? <Address address={row.username} room={room} /> : <span className={texts.faint}>none</span>,
  },
  {
    id: 'message',
    header: 'What it means',
    grow: 2,
    width: 170,
    least: 140,
    shown: true,
    yields: 2,
    text: (row) => row.message,
  },
  {
    id: 'lastLogin',
    header: 'Last login',
    width: 110,
    shown: true,
    yields: 1,
    text: (row) => (row.lastLogin ? absolute(row.lastLogin) : ''),
    cell: (row) => (row.lastLogin ? <RelativeTime instant={row.lastLogin} /> : null),
  },
]
const none: never[] = []

interface MatchTableProps {
  list: string
  counts: Record<MatchResult, number>
  result: MatchResult | undefined
  onResult: (result: MatchResult | undefined) => void
}

/** Every row of the list with what was found for it; those that need a person are decided below the table. */
export function MatchTable({ list, counts, result, onResult }: MatchTableProps) {
  const { settings } = useSettings()
  const { places, onPlaces, onReset } = useColumns('match', columns)
  const [opened, setOpened] = useState<number | null>(null)
  const question = useMemo(() => ({ list, ...(result ? { results: [result] } : {}) }), [list, result])
  const pages = usePages('leavers.matched', question)
  const rows = [...Array(Math.min(pages.total ?? 0, 2000)).keys()]
  const row = opened === null ? undefined : rows.map((at) => pages.row(at)).find((one) => one?.row === opened)
  const { kinds } = useWriting()
  const withdraw = async () => {
    try {
      const usernames = await namesWith(list, 'invited')
      showPlan({ changes: usernames.map((username) => ({ kind: 'uninvite', username })) })
    } catch (error) {
      notifications.show({ color: 'red', title: 'The list could not be read', message: failureOf(error).message })
    }
  }
  const takeSole = async () => {
    try {
      const { chosen } = await act('leavers.choose', { list, soleNames: true })
      notifications.show({
        message:
          chosen === 0
            ? 'No name fits exactly one person; each has to be decided.'
            : `${plural(chosen, 'name', 'names')} taken. Look at them before you go on.`,
      })
    } catch (error) {
      notifications.show({ color: 'red', title: 'Nothing was decided', message: failureOf(error).message })
    }
  }
  return (
    <>
      <div className={listBar.bar}>
        <fieldset className={choices.choices} aria-label="Rows by result">
          {[undefined, ...matchResults.filter((one) => counts[one] > 0)].map((one) => (
            <button key={one ?? 'all'} type="button" aria-pressed={result === one} onClick={() => onResult(one)}>
              {one ? resultWords[one].label : 'All'}{' '}
              <span className="numbers">
                {count(one ? counts[one] : Object.values(counts).reduce((sum, number) => sum + number, 0))}
              </span>
            </button>
          ))}
          {counts.choose > 0 && (
            <Button variant="subtle" size="compact-xs" onClick={() => void takeSole()}>
              Take the names that only one person has
            </Button>
          )}
          {counts.invited > 0 && kinds.has('uninvite') && (
            <Button variant="subtle" size="compact-xs" onClick={() => void withdraw()}>
              {kindWords.uninvite.many(counts.invited)}
            </Button>
          )}
        </fieldset>
      </div>
      {pages.failure ? (
        <FailureState failure={pages.failure} onRetry={pages.retry} />
      ) : (
        <DataTable<MatchRow>
          label="The list"
          counted={(total) => plural(total, 'row', 'rows')}
          columns={columns}
          places={places}
          onPlaces={onPlaces}
          onResetColumns={onReset}
          pages={pages}
          rowId={(one) => String(one.row)}
          sort={none}
          onSort={() => undefined}
          listKey={JSON.stringify(question)}
          density={settings.density}
          opened={opened === null ? null : String(opened)}
          onOpen={(one) => setOpened(one.row)}
          onClose={() => setOpened(null)}
          empty={<EmptyState title="No such row" />}
        />
      )}
      {row && <MatchChoice list={list} row={row} onClose={() => setOpened(null)} />}
    </>
  )
}
