import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'

export const themes = [
  { theme: 'light', label: 'Light', Icon: IconSun },
  { theme: 'dark', label: 'Dark', Icon: IconMoon },
  { theme: 'system', label: 'Same as the system', Icon: IconDeviceDesktop },
] as const
