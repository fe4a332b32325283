import type {
  Button,
  Checkbox,
  Drawer,
  Menu,
  Modal,
  NativeSelect,
  Notification,
  NumberInput,
  PasswordInput,
  Popover,
  SegmentedControl,
  Select,
  Switch,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core'
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { useSettings } from '../lib/application/settings.ts'

const accent: MantineColorsTuple = [
  '#e7eefc',
  '#cfdcf9',
  '#a3bdf4',
  '#7299ee',
  '#4a7ae6',
  '#2f66de',
  '#1f55d0',
  '#1a48b3',
  '#163c95',
  '#112f75',
]
const slate: MantineColorsTuple = [
  '#f5f6f8',
  '#edf0f4',
  '#dde2e9',
  '#c3cbd6',
  '#8b95a5',
  '#5f6b7c',
  '#485363',
  '#323c4a',
  '#232b36',
  '#18202c',
]
const night: MantineColorsTuple = [
  '#e5e9ef',
  '#b3bdca',
  '#929eae',
  '#6b788a',
  '#3a4553',
  '#2a333f',
  '#202935',
  '#161c24',
  '#0f1319',
  '#0a0d12',
]

// A dialog's <header> would be announced as a second banner of the page.
const plainHeader = { header: { role: 'presentation' } }

/** What Mantine's `extend` of a control takes. */
type Extended<Control extends { extend: (input: never) => unknown }> = Parameters<Control['extend']>[0]

/** Defaults of the controls. By their types alone: the controls themselves come with the screens that show them. */
const components: {
  Button: Extended<typeof Button>
  TextInput: Extended<typeof TextInput>
  PasswordInput: Extended<typeof PasswordInput>
  NumberInput: Extended<typeof NumberInput>
  NativeSelect: Extended<typeof NativeSelect>
  Textarea: Extended<typeof Textarea>
  Select: Extended<typeof Select>
  Checkbox: Extended<typeof Checkbox>
  Switch: Extended<typeof Switch>
  SegmentedControl: Extended<typeof SegmentedControl>
  Menu: Extended<typeof Menu>
  Popover: Extended<typeof Popover>
  Notification: Extended<typeof Notification>
  Drawer: Extended<typeof Drawer>
  Modal: Extended<typeof Modal>
  Tooltip: Extended<typeof Tooltip>
} = {
  Button: {
    defaultProps: { size: 'xs', radius: 6 },
    styles: { root: { maxWidth: '100%', fontWeight: 500, fontSize: '0.8125rem' } },
  },
  TextInput: { defaultProps: { size: 'xs' } },
  PasswordInput: { defaultProps: { size: 'xs' } },
  NumberInput: { defaultProps: { size: 'xs' } },
  NativeSelect: { defaultProps: { size: 'xs' } },
  Textarea: { defaultProps: { size: 'xs' } },
  Select: { defaultProps: { size: 'xs' } },
  Checkbox: { defaultProps: { size: 'xs' } },
  Switch: { defaultProps: { size: 'xs' }, styles: { label: { fontSize: '0.8125rem' } } },
  SegmentedControl: {
    defaultProps: { size: 'xs' },
    styles: {
      root: { border: '1px solid var(--line)', background: 'var(--sunken)' },
      label: { padding: '3px 10px', fontSize: '0.8125rem', fontWeight: 500 },
    },
  },
  Menu: {
    defaultProps: { shadow: 'md', withInitialFocusPlaceholder: false, transitionProps: { duration: 0 } },
    styles: {
      dropdown: { '--menu-item-hover': 'var(--hover-raised)' },
      item: { padding: '6px 8px', gap: 6 },
      label: { padding: '6px 8px 4px' },
    },
  },
  Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 0 } } },
  Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close this message' } } },
  Drawer: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' }, attributes: plainHeader } },
  Modal: {
    defaultProps: {
      centered: true,
      closeButtonProps: { 'aria-label': 'Close' },
      attributes: plainHeader,
      overlayProps: { color: 'var(--scrim)', backgroundOpacity: 1 },
      transitionProps: { duration: 120 },
    },
  },
  Tooltip: { defaultProps: { openDelay: 400, withArrow: false, transitionProps: { duration: 0 } } },
}

/** Mantine's controls in Provost's measures; the colours come from tokens.css. */
export const theme = createTheme({
  fontFamily: 'var(--font)',
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 5 },
  colors: { accent, gray: slate, dark: night },
  defaultRadius: 6,
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components,
})

const shared = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-faint)',
  '--mantine-color-placeholder': 'var(--text-faint)',
  '--mantine-color-anchor': 'var(--accent-text)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-color-error': 'var(--red)',
  '--mantine-shadow-md': 'var(--shadow)',
  '--mantine-color-accent-filled': 'var(--accent)',
  '--mantine-color-accent-filled-hover': 'var(--accent-hover)',
  '--mantine-color-accent-light': 'var(--accent-soft)',
  '--mantine-color-accent-light-hover': 'var(--accent-soft)',
  '--mantine-color-accent-light-color': 'var(--accent-text)',
  '--mantine-color-accent-text': 'var(--accent-text)',
  '--mantine-color-accent-outline': 'var(--accent-text)',
  '--mantine-color-red-filled': 'var(--red-fill)',
  '--mantine-color-red-filled-hover': 'var(--red-fill-hover)',
}

/** Points Mantine's colours at the tokens, so that there is one place for them. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: { '--mantine-line-height': '1.45' },
  light: shared,
  dark: {
    ...shared,
    '--mantine-color-body': 'var(--raised)',
    '--mantine-color-default': 'var(--sunken)',
    '--mantine-color-default-border': 'var(--line)',
  },
})

const darkSystem = window.matchMedia('(prefers-color-scheme: dark)')
const subscribe = (listener: () => void) => {
  darkSystem.addEventListener('change', listener)
  return () => darkSystem.removeEventListener('change', listener)
}

/** Light or dark: what the person chose, or what the system says. */
export function useScheme(): 'light' | 'dark' {
  const { settings } = useSettings()
  const dark = useSyncExternalStore(subscribe, () => darkSystem.matches)
  return settings.theme === 'system' ? (dark ? 'dark' : 'light') : settings.theme
}
