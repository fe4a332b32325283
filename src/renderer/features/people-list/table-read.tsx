import { NativeSelect } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import type { Output } from '../../../contract/calls.ts'
import { failureOf } from '../../lib/application/client.ts'
import { ColumnQuestions } from './column-questions.tsx'
import { type Answers, answersOf, type Columns, match, sourceOf } from './sources.ts'
import styles from './table-read.module.css'
import texts from './texts.module.css'

type Table = NonNullable<Output<'leavers.matched'>['table']>
const delimiters: Record<string, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' }
const uses = [
  { use: 'address', label: 'Address' },
  { use: 'name', label: 'Name' },
  { use: 'firstName', label: 'First name' },
  { use: 'lastName', label: 'Last name' },
  { use: 'status', label: 'Employment status' },
  { use: 'lastDay', label: 'Last day' },
] as const

/** How a table was read: which column was taken for what, and the way to say otherwise. */
export function TableRead({ list, table, onList }: { list: string; table: Table; onList: (list: string) => void }) {
  const [busy, setBusy] = useState(false)
  const kept = sourceOf(list)
  const again = async (columns: Columns | undefined, answers: Answers) => {
    if (!kept) return
    const { source, comparison } = kept
    onList(await match(source, { answers, ...(columns ? { columns } : {}), ...(comparison ? { comparison } : {}) }))
  }
  const change = async (use: (typeof uses)[number]['use'], value: string) => {
    setBusy(true)
    const used = { ...table.used, [use]: value === '' ? null : Number(value) }
    // Left out, these two would be found by themselves again.
    const columns = Object.fromEntries(
      Object.entries(used).filter(([name, column]) => column !== null || name === 'status' || name === 'lastDay'),
    )
    try {
      await again(columns, answersOf(table.asked))
    } catch (error) {
      notifications.show({ color: 'red', title: 'Read as before', message: failureOf(error).message })
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <fieldset className={styles.tableRead} disabled={busy || !kept} aria-label="How the table was read">
        <span className={texts.note}>
          {table.delimiter === ''
            ? 'Records with named fields'
            : `A table, separated by ${delimiters[table.delimiter] ?? `“${table.delimiter}”`}, ${table.header ? 'with' : 'without'} a header`}
          , {table.encoding}
        </span>
        {uses.map(({ use, label }) => (
          <NativeSelect
            key={use}
            size="xs"
            label={label}
            value={table.used[use] ?? ''}
            onChange={(event) => void change(use, event.currentTarget.value)}
            data={[
              { value: '', label: 'none' },
              ...table.columns.map((column) => ({
                value: String(column.index),
                label: `${column.name || `Column ${column.index + 1}`}${column.sample ? ` (${column.sample.slice(0, 24)})` : ''}`,
              })),
            ]}
          />
        ))}
      </fieldset>
      <ColumnQuestions
        asked={table.asked}
        use="leavers"
        onAnswer={(answers) => again(kept?.columns, answers)}
        onDone={() => document.querySelector<HTMLElement>('[data-matches] [role="grid"]')?.focus()}
      />
    </>
  )
}
