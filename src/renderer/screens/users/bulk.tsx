import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconChecks, IconCopy, IconUserMinus } from '@tabler/icons-react'
import { useCallback, useEffect, useRef } from 'react'
import type { Sort, UserFilter } from '../../../contract/model.ts'
import { BulkActions } from '../../features/changes/actions/bulk-actions.tsx'
import { selectPeople } from '../../features/changes/actions/selected-people.ts'
import { useWriting } from '../../features/changes/safe-mode/safe-mode.tsx'
import { useLeaving } from '../../features/leaving/use-leaving.ts'
import { readAll } from '../../lib/application/pages.ts'
import { useHidden } from '../../lib/hidden-selection.ts'
import { everybody, nobody, type Selection, selectedCount } from '../../lib/selection.ts'
import { toastDone } from '../../lib/toast.ts'
import { useAction } from '../../lib/use-action.ts'
import { count, people, plural } from '../../lib/words/format.ts'
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
  const { kinds } = useWriting()
  const leave = useLeaving()
  const selected = selectedCount(selection, total)
  const hidden = useHidden(selection, filter)
  const narrow = room > 0 && room < bulkRoom({ selected, total, hidden })
  const chosen = filterOf(selection, filter)
  const copyWords = `Copy ${plural(selected, 'address', 'addresses')}`
  const copying = useAction(
    async () => {
      const addresses = await addressesOf(selection, filter)
      await navigator.clipboard.writeText(addresses.join('\n'))
      toastDone(`${plural(addresses.length, 'address', 'addresses')} copied, one on each line.`)
    },
    { failed: 'Nothing was copied' },
  )
  const leaving = useAction(async () => leave(await addressesOf(selection, filter)), {
    failed: 'The selection could not be read',
  })
  const addresses = useCallback(() => addressesOf(selection, filter), [selection, filter])
  useEffect(() => selectPeople({ selected, addresses }), [selected, addresses])
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
          loading={leaving.pending}
          onClick={() => void leaving.run()}
        >
          Leavers
        </Button>
      )}
      <BulkActions
        selected={selected}
        addresses={addresses}
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
                    <Menu.Item
                      leftSection={<IconUserMinus {...sign} />}
                      disabled={tooMany}
                      onClick={() => void leaving.run()}
                    >
                      Leavers: what is lost, the steps, the record
                    </Menu.Item>
                  )}
                </>
              ),
              after: (
                <>
                  <Menu.Item leftSection={<IconCopy {...sign} />} disabled={tooMany} onClick={() => void copying.run()}>
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
          loading={copying.pending}
          disabled={tooMany}
          aria-label={copyWords}
          title={tooMany ? 'Too many for the clipboard: export them instead' : copyWords}
          onClick={() => void copying.run()}
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
  const everyone = await readAll('users.page', filter)
  return everyone.map(({ username }) => username).filter((username) => !selection.except.has(username))
}
