import { Menu } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useSettings } from '../../lib/application/settings.ts'
import { OpenedMenu } from '../../ui/opener/opened-menu.tsx'
import type { Opener } from '../../ui/opener/use-opener.ts'
import { themes } from './themes.ts'

/** Light, dark, or as the system says. */
export function ThemeMenu({ opener }: { opener: Opener }) {
  const { settings, change } = useSettings()
  return (
    <OpenedMenu opener={opener} position="bottom-end">
      {themes.map(({ theme, label, Icon }) => (
        <Menu.Item
          key={theme}
          leftSection={<Icon size={16} stroke={1.7} />}
          rightSection={settings.theme === theme ? <IconCheck size={14} /> : undefined}
          onClick={() => change({ theme })}
        >
          {label}
        </Menu.Item>
      ))}
    </OpenedMenu>
  )
}
