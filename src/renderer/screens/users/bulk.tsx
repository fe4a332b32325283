import { ActionIcon, Button, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconChecks, IconCopy, IconUserMinus } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { Sort, UserFilter } from '../../../contract/model.ts'
import { BulkActions } from '../../features/changes/actions/bulk-actions.tsx'
import { useWriting } from '../../features/changes/safe-mode.tsx'
import { useLeaving } from '../../features/leaving/use-leaving.ts'
import { call, failureOf } from '../../lib/client.ts'
import { count, people, plural } from '../../lib/format.ts'
import { useHidden } from '../../lib/hidden-selection.ts'
import { everybody, nobody, type Selection, selectedCount } from '../../lib/selection.ts'
import { BulkBar, bulkRoom } from '../../ui/screen/bulk-bar.tsx'
import { useRoom } from '../../ui/table/geometry.ts'
import { ExportItems, ExportMenu, useExport } from './export-menu.tsx'

const sign = { size: 15, stroke: 1.7 }

/** More addresses than this belong in an exported file, not on the clipboard. */
const mostCopied = 10_000

interface PeopleBulkBarProps {
  selection: Selection
  onSelection: (selection: Selection) => void
  total: number
  filter: UserFilter
  /** What an export of the selection takes over from the table; null: this seat does not export. */
  table: { sort: readonly Sort[]; columns: readonly string[] } | null
}

/** What can be done with the people selected. */
export function PeopleBulkBar({ selection, onSelection, total, filter, table }: PeopleBulkBarProps) {
  const bar = useRef<HTMLFieldSetElement>(null)
  const room = useRoom(bar)
  const narrow = room > 0 && room < bulkRoom
  const [busy, setBusy] = useState(false)
  const { kinds } = useWriting()
  const leave = useLeaving()
  const selected = selectedCount(selection, total)
  const hidden = useHidden(selection, filter)
  const chosen = filterOf(selection, filter)
  const copyWords = `Copy ${plural(selected, 'address', 'addresses')}`
  const copy = async () => {
    setBusy(true)
    try {
      const addresses = await addressesOf(selection, filter)
      await navigator.clipboard.writeText(addresses.join('\n'))
      notifications.show({ message: `${plural(addresses.length, 'address', 'addresses')} copied, one on each line.` })
    } catch (error) {
      notifications.show({ color: 'red', title: 'Nothing was copied', message: failureOf(error).message })
    } finally {
      setBusy(false)
    }
  }
  const leaving = () => void addressesOf(selection, filter).then((usernames) => leave(usernames))
  const exporting = useExport({ filter: chosen ?? filter, sort: table?.sort ?? [], columns: table?.columns ?? [] })
  const exportable = table !== null && chosen !== null
  const tooMany = selected > mostCopied
  const every = selection.all && selected === total
  return (
    <BulkBar
      bar={bar}
      narrow={narrow}
      selected={selected}
      total={total}
      hidden={hidden}
      all={selection.all}
      onAll={() => onSelection(everybody)}
      onNone={() => onSelection(nobody)}
    >
      {!narrow && kinds.has('disable') && (
        <Button
          variant="default"
          leftSection={<IconUserMinus {...sign} />}
          disabled={tooMany}
          title="What is lost, the steps, the checks afterwards, the record"
          onClick={leaving}
        >
          Leavers
        </Button>
      )}
      <BulkActions
        selected={selected}
        addresses={() => addressesOf(selection, filter)}
        {...(narrow
          ? {
              before: (
                <>
                  {!every && (
                    <Menu.Item leftSection={<IconChecks {...sign} />} onClick={() => onSelection(everybody)}>
                      Select all {count(total)} that match
                    </Menu.Item>
                  )}
                  {kinds.has('disable') && (
                    <Menu.Item leftSection={<IconUserMinus {...sign} />} disabled={tooMany} onClick={leaving}>
                      Leavers: what is lost, the steps, the record
                    </Menu.Item>
                  )}
                </>
              ),
              after: (
                <>
                  <Menu.Item leftSection={<IconCopy {...sign} />} disabled={tooMany} onClick={() => void copy()}>
                    {copyWords}
                  </Menu.Item>
                  {exportable && <ExportItems total={selected} run={exporting.run} />}
                </>
              ),
            }
          : {})}
      />
      {!narrow && (
        <ActionIcon
          variant="default"
          size={30}
          loading={busy}
          disabled={tooMany}
          aria-label={copyWords}
          title={tooMany ? 'Too many for the clipboard: export them instead' : copyWords}
          onClick={() => void copy()}
        >
          <IconCopy {...sign} />
        </ActionIcon>
      )}
      {!narrow && exportable && (
        <ExportMenu
          filter={chosen}
          sort={table.sort}
          columns={table.columns}
          total={selected}
          icon={`Export ${people(selected)}`}
        />
      )}
    </BulkBar>
  )
}

/** The filter that lets through exactly the people selected; null when no filter can say it. */
function filterOf(selection: Selection, filter: UserFilter): UserFilter | null {
  if (selection.all) return selection.except.size === 0 ? filter : null
  return selection.ids.size <= 500 ? { usernames: [...selection.ids] } : null
}

/** The user names of a selection; "all that match" is read page by page. */
async function addressesOf(selection: Selection, filter: UserFilter): Promise<string[]> {
  if (!selection.all) return [...selection.ids]
  const addresses: string[] = []
  for (let offset = 0; ; offset += 500) {
    const page = await call('users.page', { ...filter, offset, limit: 500 })
    for (const row of page.rows) if (!selection.except.has(row.username)) addresses.push(row.username)
    if (offset + page.rows.length >= page.total || page.rows.length === 0) return addresses
  }
}
