import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { Sort, UserFilter } from '../../../contract/model.ts'
import { act } from '../../lib/application/queries.ts'
import { toastDone } from '../../lib/toast.ts'
import { useAction } from '../../lib/use-action.ts'
import { people } from '../../lib/words/format.ts'

interface ExportMenuProps {
  filter: UserFilter
  sort: readonly Sort[]
  columns: readonly string[]
  total: number | null
  /** What the button means where there is room for its icon only; left out: it says Export. */
  icon?: string
}

const sign = <IconDownload size={15} stroke={1.7} />

/** Writes what the table shows, in its order and with its columns, to a file. */
export function useExport({ filter, sort, columns }: Pick<ExportMenuProps, 'filter' | 'sort' | 'columns'>) {
  const save = useAction(
    async (format: 'csv' | 'json') => {
      const order = sort.length > 0 ? { sort: [...sort] } : {}
      const done = await act('users.export', { filter, columns: [...columns], format, ...order })
      if (done.saved) toastDone(`${people(done.rows)} written to ${done.file ?? 'the file'}.`)
    },
    { failed: 'No file was written' },
  )
  return { run: (format: 'csv' | 'json') => void save.run(format), busy: save.pending }
}

/** The two kinds of file, as items of a menu. */
export function ExportItems({ total, run }: { total: number | null; run: (format: 'csv' | 'json') => void }) {
  const who = total === null ? 'people' : people(total)
  return (
    <>
      <Menu.Item onClick={() => run('csv')}>
        Export {who} as CSV
        <Note>For spreadsheets. Cells that look like formulas get an apostrophe.</Note>
      </Menu.Item>
      <Menu.Item onClick={() => run('json')}>
        Export {who} as JSON
        <Note>Exact values, for programs.</Note>
      </Menu.Item>
    </>
  )
}

/** The menu of what can be exported. */
export function ExportMenu({ total, icon, ...table }: ExportMenuProps) {
  const { run, busy } = useExport(table)
  return (
    <Menu position="bottom-end" width={300}>
      <Menu.Target>
        {icon === undefined ? (
          <Button variant="default" leftSection={sign} loading={busy} disabled={!total}>
            Export
          </Button>
        ) : (
          <ActionIcon variant="default" size={30} loading={busy} aria-label={icon} title={icon}>
            {sign}
          </ActionIcon>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {total === null ? 'people' : people(total)}, {table.columns.length} columns, in the order shown
        </Menu.Label>
        <ExportItems total={total} run={run} />
      </Menu.Dropdown>
    </Menu>
  )
}

const Note = ({ children }: { children: string }) => (
  <span style={{ display: 'block', color: 'var(--text-faint)', fontSize: 'var(--size-12)' }}>{children}</span>
)
