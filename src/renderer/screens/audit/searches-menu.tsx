import { Button, Menu, Modal, TextInput } from '@mantine/core'
import { IconBookmark, IconDeviceFloppy, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { View } from '../../../contract/calls/app.ts'
import { type AuditSearch, changed, readAuditSearch } from '../../features/audit/audit-search.ts'
import { builtInSearches } from '../../features/audit/built-in-searches.ts'
import { failureOf } from '../../lib/client.ts'
import { act, useAct, useRead } from '../../lib/queries.ts'
import { useAction } from '../../lib/use-action.ts'
import { FailureState } from '../../ui/states.tsx'
import styles from './audit.module.css'

/** A saved search's address; one that cannot be read is an empty one. */
function parse(view: View): AuditSearch {
  try {
    const raw: unknown = JSON.parse(view.search)
    return typeof raw === 'object' && raw !== null ? readAuditSearch(raw as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
const kept = (search: AuditSearch): AuditSearch => changed(search, { person: undefined, finding: undefined })
const same = (one: AuditSearch, other: AuditSearch) =>
  JSON.stringify(Object.entries(kept(one)).sort()) === JSON.stringify(Object.entries(kept(other)).sort())

/** Searches: those that come with Provost, and one's own. */
export function SearchesMenu({ search, onOpen }: { search: AuditSearch; onOpen: (search: AuditSearch) => void }) {
  const own = useRead('views.list', {}).data?.views.filter((view) => view.screen === 'audit') ?? []
  const [naming, setNaming] = useState(false)
  const remove = useAction((id: View['id']) => act('views.remove', { id }), { failed: 'The search was not removed' })
  const here =
    builtInSearches.find((one) => same(one.search, search))?.name ?? own.find((view) => same(parse(view), search))?.name
  return (
    <>
      <Menu position="bottom-end" width={290}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconBookmark size={15} stroke={1.7} />}>
            {here ?? 'Searches'}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {builtInSearches.map((one) => (
            <Menu.Item key={one.name} title={one.about} onClick={() => onOpen(one.search)}>
              {one.name}
            </Menu.Item>
          ))}
          {own.length > 0 && <Menu.Label>Your own</Menu.Label>}
          {own.map((view) => (
            <div key={view.id} role="none" className={styles.own}>
              <Menu.Item onClick={() => onOpen(parse(view))}>{view.name}</Menu.Item>
              <Menu.Item
                className={styles.ownAct}
                aria-label={`Remove ${view.name}`}
                title="Remove this search. The events are not affected."
                onClick={() => void remove.run(view.id)}
              >
                <IconTrash size={15} stroke={1.7} />
              </Menu.Item>
            </div>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<IconDeviceFloppy size={15} stroke={1.7} />} onClick={() => setNaming(true)}>
            Save this search
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {naming && <SaveSearch search={kept(search)} onClose={() => setNaming(false)} />}
    </>
  )
}

function SaveSearch({ search, onClose }: { search: AuditSearch; onClose: () => void }) {
  const [name, setName] = useState('')
  const save = useAct('views.save')
  const address = JSON.stringify(search)
  return (
    <Modal opened onClose={onClose} title="Save this search" size="sm">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() !== '')
            save.mutate({ name: name.trim(), screen: 'audit', search: address }, { onSuccess: onClose })
        }}
      >
        <TextInput
          label="Name"
          data-autofocus
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <p>
          A search keeps the text, the filters and the dates. A span such as the last 7 days is counted from when it is
          opened.
        </p>
        {save.error && <FailureState failure={failureOf(save.error)} compact />}
        <Button type="submit" disabled={name.trim() === ''} loading={save.isPending}>
          Save the search
        </Button>
      </form>
    </Modal>
  )
}
