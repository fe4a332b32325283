import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import type { UserFilter } from '../../../contract/model.ts'
import { GroupPicker } from '../../features/groups/group-picker.tsx'
import { builtInViews } from '../../features/people/built-in-views.ts'
import { activeFilter, readPeopleSearch } from '../../features/people/filters.ts'
import { ListFileButton, whyTooLong } from '../../features/people-list/list-file.tsx'
import { rememberedAddress } from '../../lib/address.ts'
import { CallFailure, call } from '../../lib/application/client.ts'
import { readAll } from '../../lib/application/pages.ts'
import { useRead } from '../../lib/application/queries.ts'
import { useAction } from '../../lib/use-action.ts'
import { count } from '../../lib/words/format.ts'
import styles from './groups.module.css'

/** So many lines a group can be made like at once. */
const most = 20_000

const refused = (message: string) => new CallFailure({ code: 'invalid', message })

/** What of a view is not its filter, and what earlier versions called otherwise. */
const beside = new Set(['sort', 'off', 'cols', 'person', 'group', 'minScore', 'maxScore'])

/** The filter of an address; null where a part of it cannot be read: without that part it would show more people than were meant. */
function filterAt(address: object): UserFilter | null {
  const search = readPeopleSearch(address as Record<string, unknown>)
  return Object.keys(address).every((key) => key in search || beside.has(key)) ? activeFilter(search) : null
}

/** The same of a view as it is kept. */
export function filterOf(view: string): UserFilter | null {
  try {
    const address: unknown = JSON.parse(view)
    return typeof address !== 'object' || address === null ? null : filterAt(address)
  } catch {
    return null
  }
}

/** Takes people over into a list: the members of a group, or whoever a view or the filter of Users shows now. */
export function TakeOver({ onPeople }: { onPeople: (usernames: readonly string[]) => void }) {
  const own = useRead('views.list', {}).data?.views.filter(({ screen }) => screen === 'users') ?? []
  const group = useAction(
    async (name: string) => onPeople((await readAll('groups.get', { name })).map(({ username }) => username)),
    { failed: 'Nobody was taken over' },
  )
  const view = useAction(
    async (filter: UserFilter | null) => {
      if (filter === null)
        throw refused('A part of this view cannot be read, so who it shows is not known. Save it anew in Users.')
      const { total } = await call('users.page', { ...filter, limit: 1 })
      if (total > most)
        throw refused(`It shows ${count(total)} people; at most ${count(most)} are taken over. Narrow it in Users.`)
      onPeople((await readAll('users.page', filter)).map(({ username }) => username))
    },
    { failed: 'Nobody was taken over' },
  )
  return (
    <div className={styles.takeOver}>
      <GroupPicker
        label="Take over the members of a group"
        groups={[]}
        onGroups={([name]) => {
          if (name !== undefined) void group.run(name)
        }}
      />
      <Menu position="bottom-start" width={280}>
        <Menu.Target>
          <Button variant="default" loading={view.pending} rightSection={<IconChevronDown size={14} stroke={1.8} />}>
            Take over a view
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void view.run(filterAt(rememberedAddress('/users')))}>
            Whoever Users shows now, by its filter
          </Menu.Item>
          {own.length > 0 && <Menu.Label>Your own</Menu.Label>}
          {own.map(({ id, name, search }) => (
            <Menu.Item key={id} onClick={() => void view.run(filterOf(search))}>
              {name}
            </Menu.Item>
          ))}
          <Menu.Label>Views of Provost</Menu.Label>
          {builtInViews.map(({ name, search, about }) => (
            <Menu.Item key={name} title={about} onClick={() => void view.run(activeFilter(search))}>
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}

/** A file of people beside what was typed: chosen, named, taken off. */
export function PeopleFile({ file, onFile }: { file: File | null; onFile: (file: File | null) => void }) {
  const [tooLong, setTooLong] = useState<string | null>(null)
  const take = (chosen: File) => {
    const why = whyTooLong(chosen)
    setTooLong(why)
    if (why === null) onFile(chosen)
  }
  return (
    <div className={styles.buttons}>
      <ListFileButton onFile={take} />
      {file !== null && (
        <>
          <bdi>{file.name}</bdi>
          <Button variant="subtle" size="compact-sm" onClick={() => onFile(null)}>
            Take the file off
          </Button>
        </>
      )}
      <span role="status">{tooLong}</span>
    </div>
  )
}
