import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import type { UserFilter } from '../../../contract/model.ts'
import { call, failureOf } from '../../lib/client.ts'
import { plural } from '../../lib/format.ts'
import { everybody, nobody, type Selection, selectedCount } from '../../lib/selection.ts'
import { BulkBar } from '../../ui/bulk-bar.tsx'

/** More addresses than this belong in an exported file, not on the clipboard. */
const mostCopied = 10_000

interface PeopleBulkBarProps {
  selection: Selection
  onSelection: (selection: Selection) => void
  total: number
  filter: UserFilter
}

/** What can be done with the people selected. */
export function PeopleBulkBar({ selection, onSelection, total, filter }: PeopleBulkBarProps) {
  const [busy, setBusy] = useState(false)
  const selected = selectedCount(selection, total)
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
      hidden={null}
      all={selection.all}
      onAll={() => onSelection(everybody)}
      onNone={() => onSelection(nobody)}
    >
      <Button
        variant="default"
        leftSection={<IconCopy size={15} stroke={1.7} />}
        loading={busy}
        disabled={selected > mostCopied}
        title={selected > mostCopied ? 'Too many for the clipboard: export them instead' : undefined}
        onClick={() => void copy()}
      >
        Copy {plural(selected, 'address', 'addresses')}
      </Button>
    </BulkBar>
  )
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
