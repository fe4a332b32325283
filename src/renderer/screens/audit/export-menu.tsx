import { Button, Menu } from '@mantine/core'
import { IconDownload, IconPlayerStop } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { AuditFilter } from '../../../contract/calls/audit/audit.ts'
import type { Signal } from '../../../contract/signals.ts'
import { failureOf, listen } from '../../lib/application/client.ts'
import { act } from '../../lib/application/queries.ts'
import { toastDone, toastFailure } from '../../lib/toast.ts'
import { useAction } from '../../lib/use-action.ts'
import { count, plural } from '../../lib/words/format.ts'
import styles from './audit.module.css'

type Exported = Extract<Signal, { name: 'export' }>

/** How far the export has come that is running; null: not said yet. */
function useExported(running: boolean): Exported | null {
  const [exported, setExported] = useState<Exported | null>(null)
  useEffect(() => {
    if (!running) return
    setExported(null)
    return listen((signal) => {
      if (signal.name === 'export') setExported(signal)
    })
  }, [running])
  return exported
}

/** Writes the events that the filter lets through to a file; while it does, it says how far it is and can be stopped. */
export function ExportMenu({ filter, total }: { filter: AuditFilter; total: number | null }) {
  const stop = useRef<AbortController | null>(null)
  const save = useAction(async (format: 'csv' | 'jsonl') => {
    stop.current = new AbortController()
    try {
      const done = await act('audit.export', { ...filter, format }, stop.current.signal)
      if (done.path !== null) toastDone(`${plural(done.rows, 'event', 'events')} written to ${done.path}.`)
    } catch (error) {
      if (failureOf(error).code === 'cancelled') toastDone('The export was stopped. No file was written.')
      else toastFailure('No file was written', error)
    }
  })
  const exported = useExported(save.pending)
  if (save.pending)
    return (
      <Button
        variant="default"
        leftSection={<IconPlayerStop size={15} stroke={1.7} />}
        onClick={() => stop.current?.abort()}
      >
        Stop exporting
        {exported !== null && (
          <span className={styles.exported}>
            {count(exported.written)} of {count(exported.total)} written
          </span>
        )}
      </Button>
    )
  const what = total === null ? 'events' : plural(total, 'event', 'events')
  return (
    <Menu position="bottom-end" width={300}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={15} stroke={1.7} />} disabled={!total}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Newest first; what was not fetched is said at the top</Menu.Label>
        <Menu.Item onClick={() => void save.run('csv')}>
          Export {what} as CSV
          <span className={styles.note}>For spreadsheets. Cells that look like formulas get an apostrophe.</span>
        </Menu.Item>
        <Menu.Item onClick={() => void save.run('jsonl')}>
          Export {what} as JSON lines
          <span className={styles.note}>Exact values, one event a line, for programs.</span>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
