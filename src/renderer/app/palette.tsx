import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight } from '@mantine/spotlight'
import {
  IconFolder,
  IconKeyboard,
  IconMoon,
  IconPlus,
  IconRefresh,
  IconSearch,
  IconUser,
  IconUsersGroup,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { people, plural } from '../lib/format.ts'
import { useRead } from '../lib/queries.ts'
import { useSettings } from '../lib/settings.ts'
import { builtInViews } from '../screens/users/views.ts'
import { Address } from '../ui/address.tsx'
import { StatusBadge } from '../ui/badge.tsx'
import styles from './frame.module.css'
import { Keys } from './keys-help.tsx'
import { refresh } from './refresh.ts'
import type { Screen } from './routes.tsx'

interface Command {
  id: string
  label: string
  note?: string
  icon: ReactNode
  keys?: string
  run: () => void
}
const icon = { size: 17, stroke: 1.7 }

/** Everything by its name: screens, views, actions, people, groups, folders. */
export function Palette({ screens, onKeys }: { screens: readonly Screen[]; onKeys: () => void }) {
  const [query, setQuery] = useState('')
  const [settled] = useDebouncedValue(query.trim(), 60)
  const navigate = useNavigate()
  const { settings, change } = useSettings()
  const may = (id: string) => screens.some((screen) => screen.id === id)
  const go = (to: string, search: object = {}) => void navigate({ to, search: search as never })

  const commands: Command[] = [
    ...screens.map((screen) => ({
      id: screen.id,
      label: screen.label,
      note: 'Screen',
      icon: <screen.icon {...icon} />,
      keys: `G ${screen.key.toUpperCase()}`,
      run: () => go(screen.path),
    })),
    ...(may('users')
      ? builtInViews.map((view) => ({
          id: `view ${view.name}`,
          label: view.name,
          note: 'View of users',
          icon: <IconSearch {...icon} />,
          run: () => go('/users', view.search),
        }))
      : []),
    {
      id: 'refresh',
      label: 'Refresh from LastPass',
      icon: <IconRefresh {...icon} />,
      keys: 'F5',
      run: () => void refresh(),
    },
    {
      id: 'theme',
      label: settings.theme === 'dark' ? 'Use the light theme' : 'Use the dark theme',
      icon: <IconMoon {...icon} />,
      run: () => change({ theme: settings.theme === 'dark' ? 'light' : 'dark' }),
    },
    { id: 'connect', label: 'Connect another company', icon: <IconPlus {...icon} />, run: () => go('/connect') },
    { id: 'keys', label: 'All keys', icon: <IconKeyboard {...icon} />, keys: '?', run: onKeys },
  ]
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean)
  const matching = commands.filter((command) =>
    words.every((word) => `${command.label} ${command.note ?? ''}`.toLowerCase().includes(word)),
  )
  const searching = settled !== ''
  const found = useRead(
    'users.page',
    { text: settled, offset: 0, limit: 7 },
    { enabled: searching && may('users'), keep: true },
  ).data
  const groups = useRead(
    'groups.page',
    { text: settled, offset: 0, limit: 4 },
    { enabled: searching && may('groups'), keep: true },
  ).data
  const folders = useRead(
    'folders.page',
    { text: settled, offset: 0, limit: 4 },
    { enabled: searching && may('folders'), keep: true },
  ).data
  const some =
    matching.length > 0 || (searching && [found, groups, folders].some((page) => (page?.rows.length ?? 0) > 0))

  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      scrollable
      maxHeight={460}
      radius={8}
      size={620}
      clearQueryOnClose
    >
      <Spotlight.Search
        placeholder="A person, a group, a folder, a command"
        leftSection={<IconSearch {...icon} />}
        aria-label="Search or command"
      />
      <Spotlight.ActionsList>
        {searching && found && found.rows.length > 0 && (
          <Spotlight.ActionsGroup label={`People (${people(found.total)})`}>
            {found.rows.map((user) => (
              <Spotlight.Action
                key={user.username}
                onClick={() => go('/users', { text: settled, person: user.username })}
                className={styles.found}
              >
                <IconUser {...icon} />
                <span className={styles.foundName}>{user.fullname || user.username}</span>
                <span className={styles.foundNote}>
                  <Address address={user.username} />
                </span>
                <StatusBadge status={user.status} />
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        )}
        {searching && groups && groups.rows.length > 0 && (
          <Spotlight.ActionsGroup label="Groups">
            {groups.rows.map((group) => (
              <Spotlight.Action
                key={group.name}
                onClick={() => go('/groups', { group: group.name })}
                className={styles.found}
              >
                <IconUsersGroup {...icon} />
                <span className={styles.foundName}>{group.name}</span>
                <span className={styles.foundEnd}>{plural(group.members, 'member', 'members')}</span>
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        )}
        {searching && folders && folders.rows.length > 0 && (
          <Spotlight.ActionsGroup label="Shared folders">
            {folders.rows.map((folder) => (
              <Spotlight.Action
                key={folder.id}
                onClick={() => go('/folders', { folder: folder.id })}
                className={styles.found}
              >
                <IconFolder {...icon} />
                <span className={styles.foundName}>{folder.name}</span>
                <span className={styles.foundEnd}>{plural(folder.members, 'member', 'members')}</span>
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        )}
        {matching.length > 0 && (
          <Spotlight.ActionsGroup label="Go and do">
            {matching.map((command) => (
              <Spotlight.Action key={command.id} onClick={command.run} className={styles.found}>
                {command.icon}
                <span className={styles.foundName}>{command.label}</span>
                <span className={styles.foundEnd}>{command.keys ? <Keys keys={command.keys} /> : command.note}</span>
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        )}
        {!some && <Spotlight.Empty>Nothing is called “{query.trim()}”.</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}
