import { NativeSelect, TextInput } from '@mantine/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { JournalLine } from '../../../contract/change.ts'
import { TwoLines } from '../../features/changes/who.tsx'
import { useAddress } from '../../lib/address.ts'
import { readChangesSearch } from '../../lib/addresses.ts'
import { usePages } from '../../lib/application/pages.ts'
import { useRead } from '../../lib/application/queries.ts'
import { count, dayAndTime, plural } from '../../lib/words/format.ts'
import listBar from '../../ui/screen/list-bar.module.css'
import { EmptyState } from '../../ui/states.tsx'
import type { Column } from '../../ui/table/column.ts'
import { ListTable } from '../../ui/table/list-table.tsx'
import styles from './changes.module.css'
import { JournalActs } from './journal-acts.tsx'
import { OpenedLine, whenOf } from './journal-line.tsx'
import { changeWords, kindNames, lineWords } from './journal-words.ts'

const columns: readonly Column<JournalLine>[] = [
  { id: 'seq', header: 'Line', width: 70, shown: true, pinned: true, align: 'end', text: (row) => count(row.seq) },
  {
    id: 'time',
    header: 'When',
    width: 150,
    shown: true,
    text: whenOf,
    cell: (row) => (row.kind === 'damaged' ? whenOf(row) : dayAndTime(row.time)),
  },
  { id: 'kind', header: 'Kind', width: 150, shown: true, yields: 2, text: (row) => kindNames[row.kind] ?? row.kind },
  {
    id: 'change',
    header: 'Change',
    grow: 1,
    width: 330,
    least: 230,
    shown: true,
    text: changeWords,
    cell: (row) => <TwoLines>{changeWords(row)}</TwoLines>,
  },
  {
    id: 'outcome',
    header: 'What it says',
    grow: 1,
    width: 340,
    least: 250,
    shown: true,
    text: lineWords,
    cell: (row) => <TwoLines>{lineWords(row)}</TwoLines>,
  },
  { id: 'hash', header: 'Hash', width: 110, shown: true, yields: 1, text: (row) => row.hash },
]
const said = (total: number) => plural(total, 'line', 'lines')

/** The record of everything that was ever sent: append-only, each line sealed to the one before. */
export function Journal() {
  const [username, setUsername] = useState('')
  const [kind, setKind] = useState('')
  const [{ line }] = useAddress(readChangesSearch)
  const [opened, setOpened] = useState<JournalLine | null>(null)
  // Lines are numbered without a gap, so that the one of a number stands so far from the first.
  const asked = useRead(
    'journal.page',
    { offset: Math.max(0, (line ?? 1) - 1), limit: 1 },
    { enabled: line !== undefined },
  ).data
  const named = asked?.rows[0]?.seq === line ? asked?.rows[0] : undefined
  const [goTo, setGoTo] = useState<{ row: number } | null>(null)
  const question = useMemo(
    () => ({
      newestFirst: true,
      ...(username.trim() ? { username: username.trim().slice(0, 320) } : {}),
      ...(kind ? { kind } : {}),
    }),
    [username, kind],
  )
  const pages = usePages('journal.page', question)
  const whole = question.username === undefined && question.kind === undefined
  const { total } = pages
  const shown = useRef<number | null>(null)
  useEffect(() => {
    if (named === undefined || total === null || shown.current === named.seq) return
    shown.current = named.seq
    setOpened(named)
    if (whole) setGoTo({ row: total - named.seq })
  }, [named, total, whole])
  return (
    <>
      <div className={listBar.bar}>
        <TextInput
          data-search
          className={styles.filter}
          placeholder="Address of one person"
          aria-label="Only lines about this address"
          maxLength={320}
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <NativeSelect
          aria-label="Only lines of this kind"
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value)}
          data={[
            { value: '', label: 'Every kind' },
            ...Object.entries(kindNames).map(([value, label]) => ({ value, label })),
          ]}
        />
        {pages.total !== null && <span className={`${styles.note} numbers`}>{said(pages.total)}, newest first</span>}
        <JournalActs />
      </div>
      <ListTable<JournalLine>
        name="journal"
        label="Journal"
        counted={said}
        columns={columns}
        pages={pages}
        rowId={(row) => String(row.seq)}
        listKey={JSON.stringify(question)}
        twoLines
        opened={opened ? String(opened.seq) : null}
        onOpen={setOpened}
        onClose={() => setOpened(null)}
        goTo={goTo}
        empty={
          <EmptyState title={username || kind ? 'No such line' : 'The journal is empty'}>
            {username || kind
              ? 'Lines are found by the whole address, and by their kind.'
              : 'Before anything is sent, a line says so; after it, another says how it ended.'}
          </EmptyState>
        }
      />
      {opened && <OpenedLine line={opened} />}
    </>
  )
}
