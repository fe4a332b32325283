import { useMemo } from 'react'
import type { Output } from '../../../contract/calls.ts'
import { usePages } from '../../lib/application/pages.ts'
import { absolute, bytes, milliseconds, plural } from '../../lib/words/format.ts'
import listBar from '../../ui/screen/list-bar.module.css'
import { EmptyState } from '../../ui/states.tsx'
import type { Column } from '../../ui/table/column.ts'
import { ListTable } from '../../ui/table/list-table.tsx'
import { RelativeTime } from '../../ui/time.tsx'
import styles from './changes.module.css'

type Request = Output<'requests.page'>['rows'][number]

const columns: readonly Column<Request>[] = [
  {
    id: 'time',
    header: 'When',
    width: 120,
    shown: true,
    pinned: true,
    text: (row) => absolute(row.time),
    cell: (row) => <RelativeTime instant={row.time} />,
  },
  {
    id: 'command',
    header: 'Command',
    about: 'What was asked of LastPass, by its own name.',
    width: 160,
    shown: true,
    text: (row) => row.command,
  },
  { id: 'outcome', header: 'Outcome', grow: 1, width: 220, shown: true, text: (row) => row.outcome },
  {
    id: 'milliseconds',
    header: 'Took',
    width: 90,
    shown: true,
    align: 'end',
    text: (row) => milliseconds(row.milliseconds),
  },
  { id: 'requestBytes', header: 'Sent', width: 90, shown: true, align: 'end', text: (row) => bytes(row.requestBytes) },
  {
    id: 'answerBytes',
    header: 'Received',
    width: 96,
    shown: true,
    align: 'end',
    text: (row) => bytes(row.answerBytes),
  },
  {
    id: 'attempt',
    header: 'Attempt',
    about: '1 is the first; calls that only read are tried again.',
    width: 84,
    shown: true,
    align: 'end',
    text: (row) => String(row.attempt),
  },
]
const said = (total: number) => plural(total, 'call', 'calls')

/** Every request that was sent to LastPass in this session, without its contents. */
export function ApiCalls() {
  const question = useMemo(() => ({}), [])
  const pages = usePages('requests.page', question)
  return (
    <>
      <div className={listBar.bar}>
        <p className={styles.note}>
          What Provost asked of LastPass since the company was opened, newest first. Contents and the hash are not kept.
        </p>
      </div>
      <ListTable<Request>
        name="requests"
        label="API calls"
        counted={said}
        columns={columns}
        pages={pages}
        rowId={(row) => String(row.id)}
        listKey="requests"
        empty={
          <EmptyState title="No calls yet">Nothing was asked of LastPass since this company was opened.</EmptyState>
        }
      />
    </>
  )
}
