import { type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron'
import type { Signal } from '../../../contract/signals.ts'
import { nextZoom } from '../../settings/window-state.ts'

/** What the page is told to do by the menu, or by a notice. */
export type Command = Extract<Signal, { name: 'command' }>['command']

/** What the menu acts on. */
export interface MenuOptions {
  /** The window in front, if there is one. */
  window: () => BrowserWindow | null
  send: (command: Command) => void
  packaged: boolean
  platform?: NodeJS.Platform
}

const separator: MenuItemConstructorOptions = { type: 'separator' }

/** Makes the page larger (`1`), smaller (`-1`) or its usual size (`0`). */
export function zoom(window: BrowserWindow | null, direction: 1 | -1 | 0): void {
  const contents = window?.webContents
  if (!contents) return
  contents.setZoomFactor(direction === 0 ? 1 : nextZoom(contents.getZoomFactor(), direction))
}

function viewMenu({ window, send, packaged, platform = process.platform }: MenuOptions): MenuItemConstructorOptions {
  const mac = platform === 'darwin'
  const larger = () => zoom(window(), 1)
  const tools: MenuItemConstructorOptions[] = packaged ? [] : [separator, { role: 'toggleDevTools' }]
  return {
    label: 'View',
    submenu: [
      // On Windows and Linux the page hears these keys itself, because in a field they belong to the text.
      { label: 'Back', accelerator: mac ? 'Cmd+[' : 'Alt+Left', click: () => send('back'), registerAccelerator: mac },
      {
        label: 'Forward',
        accelerator: mac ? 'Cmd+]' : 'Alt+Right',
        click: () => send('forward'),
        registerAccelerator: mac,
      },
      separator,
      {
        label: 'Search or Command…',
        accelerator: 'CmdOrCtrl+K',
        click: () => send('palette'),
        registerAccelerator: false,
      },
      { label: 'Refresh from LastPass', accelerator: 'CmdOrCtrl+R', click: () => send('sync') },
      separator,
      { label: 'Actual Size', accelerator: 'CmdOrCtrl+0', click: () => zoom(window(), 0) },
      { label: 'Zoom In', accelerator: 'CmdOrCtrl+Plus', click: larger },
      // The same key without Shift, as browsers have it.
      { label: 'Zoom In', accelerator: 'CmdOrCtrl+=', click: larger, visible: false, acceleratorWorksWhenHidden: true },
      { label: 'Zoom Out', accelerator: 'CmdOrCtrl+-', click: () => zoom(window(), -1) },
      separator,
      { role: 'togglefullscreen' },
      ...tools,
    ],
  }
}

/** The application's menu: what every platform expects, and our own commands, which the page carries out. */
export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const { send, platform = process.platform } = options
  const mac = platform === 'darwin'
  const settings: MenuItemConstructorOptions = {
    label: 'Settings…',
    accelerator: 'CmdOrCtrl+,',
    click: () => send('settings'),
  }
  const first: MenuItemConstructorOptions = mac
    ? {
        role: 'appMenu',
        submenu: [
          { role: 'about' },
          separator,
          settings,
          separator,
          { role: 'services' },
          separator,
          { role: 'hide' },
          { role: 'hideOthers' },
          { role: 'unhide' },
          separator,
          { role: 'quit' },
        ],
      }
    : { label: 'File', submenu: [settings, separator, { role: 'quit' }] }
  return [
    first,
    { role: 'editMenu' },
    viewMenu(options),
    { role: 'windowMenu' },
    { role: 'help', submenu: [{ label: 'Keyboard Shortcuts', click: () => send('keys') }] },
  ]
}

/** Puts the menu in place. */
export function setMenu(options: MenuOptions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(options)))
}
