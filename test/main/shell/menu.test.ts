import type { BrowserWindow, MenuItemConstructorOptions } from 'electron'
import { describe, expect, test, vi } from 'vitest'
import { menuTemplate } from '../../../src/main/shell/window/menu.ts'

vi.mock('electron', () => ({ Menu: {} }))

function items(template: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? items(item.submenu) : [])])
}

function click(item: MenuItemConstructorOptions | undefined): void {
  if (!item?.click) throw new Error('There is no such item.')
  ;(item.click as () => void)()
}

function open({ packaged = true, platform = 'linux' as NodeJS.Platform } = {}) {
  let factor = 1
  const webContents = {
    getZoomFactor: () => factor,
    setZoomFactor: (next: number) => {
      factor = next
    },
  }
  const send = vi.fn()
  const all = items(
    menuTemplate({ window: () => ({ webContents }) as unknown as BrowserWindow, send, packaged, platform }),
  )
  const press = (accelerator: string) => {
    click(all.find((each) => each.accelerator === accelerator))
  }
  return { all, send, press, factor: () => factor }
}

describe('the menu', () => {
  test.each([
    ['CmdOrCtrl+K', 'palette'],
    ['CmdOrCtrl+,', 'settings'],
    ['CmdOrCtrl+R', 'sync'],
    ['Alt+Left', 'back'],
    ['Alt+Right', 'forward'],
  ])('%s sends %s', (accelerator, command) => {
    const { press, send } = open()
    press(accelerator)
    expect(send).toHaveBeenCalledExactlyOnceWith(command)
  })

  test('shows the keys', () => {
    const { all, send } = open()
    click(all.find((each) => each.label === 'Keyboard Shortcuts'))
    expect(send).toHaveBeenCalledExactlyOnceWith('keys')
  })

  test('zooms between 50 % and 200 % and back to 100 %', () => {
    const { press, factor } = open()
    for (let each = 0; each < 20; each++) press('CmdOrCtrl+Plus')
    expect(factor()).toBe(2)
    for (let each = 0; each < 40; each++) press('CmdOrCtrl+-')
    expect(factor()).toBe(0.5)
    press('CmdOrCtrl+=')
    expect(factor()).toBe(0.67)
    press('CmdOrCtrl+0')
    expect(factor()).toBe(1)
  })

  test.each(['linux', 'win32', 'darwin'] as const)('has what people expect on %s', (platform) => {
    const roles = open({ platform }).all.map((item) => item.role)
    expect(roles).toEqual(expect.arrayContaining(['quit', 'editMenu', 'windowMenu', 'help', 'togglefullscreen']))
    expect(roles.includes('about')).toBe(platform === 'darwin')
  })

  test('has no developer tools, and no reload of the page, once packaged', () => {
    const tools = ['toggleDevTools', 'reload', 'forceReload']
    expect(open({ packaged: true }).all.filter((item) => tools.includes(item.role ?? ''))).toEqual([])
    expect(open({ packaged: false }).all.map((item) => item.role)).toContain('toggleDevTools')
  })
})
