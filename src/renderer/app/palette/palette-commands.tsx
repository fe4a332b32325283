import { IconBookmark, IconKeyboard, IconMoon, IconPlus, IconRefresh, IconSun } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { builtInSearches } from '../../features/audit/built-in-searches.ts'
import { builtInViews } from '../../features/people/built-in-views.ts'
import { refresh } from '../../features/session/refresh.ts'
import { useMay } from '../../features/session/use-seat.ts'
import { useSettings } from '../../lib/application/settings.ts'
import type { Screen } from '../screen.ts'

/** Something that the palette can do or go to. */
export interface Command {
  id: string
  label: string
  /** What kind of thing it is, where the label does not say it. */
  note?: string
  icon: ReactNode
  keys?: string
  run: () => void
}
const icon = { size: 17, stroke: 1.7 }

/** Screens, built-in views and actions that this seat may use, whatever is typed. */
export function useCommands(screens: readonly Screen[], onKeys: () => void): Command[] {
  const navigate = useNavigate()
  const { settings, change } = useSettings()
  const may = useMay()
  const dark = settings.theme === 'dark'
  const refreshing = {
    id: 'refresh',
    label: 'Refresh from LastPass',
    icon: <IconRefresh {...icon} />,
    keys: 'F5',
    run: () => void refresh(),
  }
  const connecting = {
    id: 'connect',
    label: 'Connect another company',
    icon: <IconPlus {...icon} />,
    run: () => void navigate({ to: '/connect' }),
  }
  return [
    ...screens.map((screen) => ({
      id: screen.id,
      label: screen.label,
      note: 'screen',
      icon: <screen.icon {...icon} />,
      keys: `G ${screen.key.toUpperCase()}`,
      run: () => void navigate({ to: screen.path }),
    })),
    ...(screens.some((screen) => screen.id === 'users') ? builtInViews : []).map((view) => ({
      id: `view ${view.name}`,
      label: view.name,
      note: 'view of users',
      icon: <IconBookmark {...icon} />,
      run: () => void navigate({ to: '/users', search: view.search }),
    })),
    ...(screens.some((screen) => screen.id === 'audit') ? builtInSearches : []).map((one) => ({
      id: `search ${one.name}`,
      label: one.name,
      note: 'search of audit events',
      icon: <IconBookmark {...icon} />,
      run: () => void navigate({ to: '/audit', search: one.search }),
    })),
    ...(may('directory.sync') ? [refreshing] : []),
    {
      id: 'theme',
      label: dark ? 'Use the light theme' : 'Use the dark theme',
      icon: dark ? <IconSun {...icon} /> : <IconMoon {...icon} />,
      run: () => change({ theme: dark ? 'light' : 'dark' }),
    },
    ...(may('tenants.connect') ? [connecting] : []),
    { id: 'keys', label: 'All keys', icon: <IconKeyboard {...icon} />, keys: '?', run: onKeys },
  ]
}

/** The commands that hold every word typed. */
export function matchingCommands(commands: readonly Command[], query: string): Command[] {
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean)
  return commands.filter((command) => {
    const text = `${command.label} ${command.note ?? ''}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
