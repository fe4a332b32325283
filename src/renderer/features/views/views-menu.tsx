import { Button, Menu } from '@mantine/core'
import { IconBookmark, IconDeviceFloppy, IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { View } from '../../../contract/calls/app.ts'
import { act, useRead } from '../../lib/application/queries.ts'
import { useAction } from '../../lib/use-action.ts'
import { SaveView } from './save-view.tsx'
import type { ViewWords } from './view-words.ts'
import styles from './views-menu.module.css'

/** A view that comes with Provost. */
export interface BuiltInView<Search> {
  name: string
  about: string
  search: Search
}

interface ViewsMenuProps<Search extends object> {
  screen: string
  words: ViewWords
  builtIn: readonly BuiltInView<Search>[]
  search: Search
  /** The part of an address that belongs to a view. */
  kept: (search: Search) => Search
  /** What a view that is saved now keeps; left out: just that part. */
  saved?: Search
  read: (raw: Record<string, unknown>) => Search
  onOpen: (search: Search) => void
}

/** Views of a screen: those that come with Provost, and one's own, to open, save, rename, bring up to date and remove. */
export function ViewsMenu<Search extends object>(props: ViewsMenuProps<Search>) {
  const { screen, words, builtIn, search, kept, read, onOpen } = props
  const own = useRead('views.list', {}).data?.views.filter((view) => view.screen === screen) ?? []
  const [naming, setNaming] = useState<{ view: View | null } | null>(null)
  const remove = useAction((id: View['id']) => act('views.remove', { id }), {
    failed: `The ${words.one} was not removed`,
  })
  const asText = (one: Search) => JSON.stringify(Object.entries(kept(one)).sort())
  const here = [...builtIn, ...own.map((view) => ({ name: view.name, search: parsed(view, read) }))].find(
    (view) => asText(view.search) === asText(search),
  )
  const isPlain = here === undefined || Object.keys(here.search).length === 0
  return (
    <>
      <Menu position="bottom-end" width={310}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconBookmark size={15} stroke={1.7} />}>
            {isPlain ? words.menu : here.name}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {builtIn.map((view) => (
            <Menu.Item key={view.name} title={view.about} onClick={() => onOpen(view.search)}>
              {view.name}
            </Menu.Item>
          ))}
          {own.length > 0 && <Menu.Label>Your own</Menu.Label>}
          {own.map((view) => (
            <div key={view.id} role="none" className={styles.own}>
              <Menu.Item onClick={() => onOpen(parsed(view, read))}>{view.name}</Menu.Item>
              <Menu.Item
                className={styles.act}
                aria-label={`Rename or update ${view.name}`}
                title="Rename, or update to what is shown"
                onClick={() => setNaming({ view })}
              >
                <IconPencil size={15} stroke={1.7} />
              </Menu.Item>
              <Menu.Item
                className={styles.act}
                aria-label={`Remove ${view.name}`}
                title={`Remove this ${words.one}. ${words.unaffected}`}
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
            {words.save}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {naming && (
        <SaveView
          view={naming.view}
          screen={screen}
          words={words}
          search={props.saved ?? kept(search)}
          onClose={() => setNaming(null)}
        />
      )}
    </>
  )
}

/** A saved view's address; one that cannot be read is an empty one. */
function parsed<Search extends object>(view: View, read: (raw: Record<string, unknown>) => Search): Search {
  try {
    const raw: unknown = JSON.parse(view.search)
    return read(typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>) : {})
  } catch {
    return read({})
  }
}
