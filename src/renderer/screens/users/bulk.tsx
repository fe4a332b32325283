import { ActionIcon, Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCopy, IconUserMinus } from '@tabler/icons-react'
import { useState } from 'react'
import type { Sort, UserFilter } from '../../../contract/model.ts'
import { BulkActions } from '../../changes/bulk-actions.tsx'
import { useWriting } from '../../changes/writing.tsx'
import { call, failureOf } from '../../lib/client.ts'
import { people, plural } from '../../lib/format.ts'
import { useHidden } from '../../lib/hidden.ts'
import { everybody, nobody, type Selection, selectedCount } from '../../lib/selection.ts'
import { BulkBar } from '../../ui/bulk-bar.tsx'
import { useLeaving } from '../leavers/use-leaving.ts'
import { ExportMenu } from './export-menu.tsx'

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
  return (
    <BulkBar
      selected={selected}
      total={total}
      hidden={hidden}
      all={selection.all}
      onAll={() => onSelection(everybody)}
      onNone={() => onSelection(nobody)}
    >
      {kinds.has('disable') && (
        <Button
          variant="default"
          leftSection={<IconUserMinus size={15} stroke={1.7} />}
          disabled={selected > mostCopied}
          title="What is lost, the steps, the checks afterwards, the record"
          onClick={() => void addressesOf(selection, filter).then((usernames) => leave(usernames))}
        >
          Leavers
        </Button>
      )}
      <BulkActions selected={selected} addresses={() => addressesOf(selection, filter)} />
      <ActionIcon
        variant="default"
        size={30}
        loading={busy}
        disabled={selected > mostCopied}
        aria-label={copyWords}
        title={selected > mostCopied ? 'Too many for the clipboard: export them instead' : copyWords}
        onClick={() => void copy()}
      >
        <IconCopy size={15} stroke={1.7} />
      </ActionIcon>
      {table && chosen && (
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
