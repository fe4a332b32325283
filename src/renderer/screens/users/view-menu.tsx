import { Button, Menu, Modal, TextInput } from '@mantine/core'
import { IconBookmark, IconDeviceFloppy, IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { View } from '../../../contract/calls/app.ts'
import { readPeopleSearch } from '../../features/people/filters.ts'
import type { PeopleSearch } from '../../features/people/people-search.ts'
import { failureOf } from '../../lib/client.ts'
import { act, useAct, useRead } from '../../lib/queries.ts'
import { useAction } from '../../lib/use-action.ts'
import { FailureState } from '../../ui/states.tsx'
import styles from './users.module.css'
import { builtInViews } from './views.ts'

interface ViewMenuProps {
  search: PeopleSearch
  /** The columns shown, in order: a saved view keeps them. */
  columns: readonly string[]
  onOpen: (search: PeopleSearch) => void
}

/** What of an address belongs to a view: not the person whose panel happens to be open. */
const viewOf = (search: PeopleSearch): PeopleSearch => {
  const { person: _, ...view } = search
  return view
}
const same = (a: PeopleSearch, b: PeopleSearch) =>
  JSON.stringify(Object.entries(viewOf(a)).sort()) === JSON.stringify(Object.entries(viewOf(b)).sort())

/** A saved view's address; one that cannot be read is an empty one. */
function parse(view: View): PeopleSearch {
  try {
    const raw: unknown = JSON.parse(view.search)
    return typeof raw === 'object' && raw !== null ? readPeopleSearch(raw as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** Views: those that come with Provost, and one's own. */
export function ViewMenu({ search, columns, onOpen }: ViewMenuProps) {
  const own = useRead('views.list', {}).data?.views.filter((view) => view.screen === 'users') ?? []
  const [naming, setNaming] = useState<{ view: View | null } | null>(null)
  const remove = useAction((id: View['id']) => act('views.remove', { id }), { failed: 'The view was not removed' })
  const here =
    builtInViews.find((view) => same(view.search, search))?.name ?? own.find((view) => same(parse(view), search))?.name
  return (
    <>
      <Menu position="bottom-end" width={310}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconBookmark size={15} stroke={1.7} />}>
            {here && here !== 'Everyone' ? here : 'Views'}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {builtInViews.map((view) => (
            <Menu.Item key={view.name} title={view.about} onClick={() => onOpen(view.search)}>
              {view.name}
            </Menu.Item>
          ))}
          {own.length > 0 && <Menu.Label>Your own</Menu.Label>}
          {own.map((view) => (
            <div key={view.id} role="none" className={styles.ownView}>
              <Menu.Item onClick={() => onOpen(parse(view))}>{view.name}</Menu.Item>
              <Menu.Item
                className={styles.viewAct}
                aria-label={`Rename or update ${view.name}`}
                title="Rename, or update to what is shown"
                onClick={() => setNaming({ view })}
              >
                <IconPencil size={15} stroke={1.7} />
              </Menu.Item>
              <Menu.Item
                className={styles.viewAct}
                aria-label={`Remove ${view.name}`}
                title="Remove this view. The people in it are not affected."
                onClick={() => void remove.run(view.id)}
              >
                <IconTrash size={15} stroke={1.7} />
              </Menu.Item>
            </div>
          ))}
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconDeviceFloppy size={15} stroke={1.7} />}
            onClick={() => setNaming({ view: null })}
          >
            Save what is shown as a view
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {naming && (
        <SaveView
          view={naming.view}
          search={{ ...viewOf(search), cols: [...columns] }}
          onClose={() => setNaming(null)}
        />
      )}
    </>
  )
}

function SaveView({ view, search, onClose }: { view: View | null; search: PeopleSearch; onClose: () => void }) {
  const [name, setName] = useState(view?.name ?? '')
  const [update, setUpdate] = useState(view === null)
  const save = useAct('views.save')
  const send = () =>
    save.mutate(
      {
        name: name.trim(),
        screen: 'users',
        search: update || !view ? JSON.stringify(search) : view.search,
        ...(view ? { id: view.id } : {}),
      },
      { onSuccess: onClose },
    )
  return (
    <Modal opened onClose={onClose} title={view ? 'Change this view' : 'Save a view'} size="sm">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim()) send()
        }}
      >
        <TextInput
          label="Name"
          data-autofocus
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {view && (
          <label className={styles.tick}>
            <input type="checkbox" checked={update} onChange={(event) => setUpdate(event.currentTarget.checked)} />
            Take over the filters, order and columns shown now
          </label>
        )}
        <p className={styles.faint}>
          A view keeps the filters, the order and the columns. It shows whoever matches when it is opened.
        </p>
        {save.error && <FailureState failure={failureOf(save.error)} compact />}
        <Button type="submit" disabled={name.trim() === ''} loading={save.isPending}>
          {view ? 'Save the view' : `Save view${name.trim() ? ` “${name.trim()}”` : ''}`}
        </Button>
      </form>
    </Modal>
  )
}
