import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { WindowState } from '../../../src/main/settings/window-state.ts'
import { backgroundFor, openWindow, webPreferences } from '../../../src/main/shell/window/window.ts'

const electron = vi.hoisted(() => ({ windows: [] as unknown[], dark: false }))
vi.mock('electron', () => ({
  BrowserWindow: class extends EventEmitter {
    options: Record<string, unknown>
    loaded: string[] = []
    said: string[] = []
    zoom = 1
    webContents = Object.assign(new EventEmitter(), {
      setZoomFactor: (zoom: number) => {
        this.zoom = zoom
      },
      getZoomFactor: () => this.zoom,
    })
    constructor(options: Record<string, unknown>) {
      super()
      this.options = options
      electron.windows.push(this)
    }
    loadURL = async (url: string) => void this.loaded.push(url)
    show = () => void this.said.push('show')
    maximize = () => void this.said.push('maximize')
    isMaximized = () => this.said.includes('maximize')
    getNormalBounds = () => ({ x: 5, y: 6, width: 1000, height: 700 })
  },
  nativeTheme: {
    get shouldUseDarkColors() {
      return electron.dark
    },
  },
  screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] },
}))

interface Opened extends EventEmitter {
  options: Record<string, unknown>
  loaded: string[]
  said: string[]
  zoom: number
  webContents: EventEmitter
}

function open(state: WindowState | null = null, theme: 'system' | 'light' | 'dark' = 'system') {
  const keep = vi.fn()
  openWindow({ preload: '/out/preload/index.cjs', partition: 'persist:console', state, theme, packaged: true, keep })
  return { window: electron.windows.at(-1) as Opened, keep }
}

beforeEach(() => {
  electron.windows.length = 0
})

test('the page is a guest: exactly these rights', () => {
  expect(webPreferences('/preload.cjs', 'persist:console', true, 1.1)).toEqual({
    preload: '/preload.cjs',
    partition: 'persist:console',
    zoomFactor: 1.1,
    devTools: false,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    disableDialogs: true,
    spellcheck: false,
  })
})

describe('the window', () => {
  test('has the guest’s rights, loads our page at once, and shows itself when that has painted', () => {
    const { window } = open()
    expect(window.options.webPreferences).toEqual(webPreferences('/out/preload/index.cjs', 'persist:console', true, 1))
    expect(window.options.show).toBe(false)
    expect(window.loaded).toEqual(['app://console/index.html'])
    expect(window.said).toEqual([])
    window.emit('ready-to-show')
    expect(window.said).toEqual(['show'])
  })

  test('opens as it was left', () => {
    const { window } = open({ x: 10, y: 20, width: 900, height: 600, maximised: true, zoom: 1.5 })
    expect(window.options).toMatchObject({ x: 10, y: 20, width: 900, height: 600 })
    expect((window.options.webPreferences as { zoomFactor: number }).zoomFactor).toBe(1.5)
    window.emit('ready-to-show')
    expect(window.said).toEqual(['maximize', 'show'])
    window.webContents.emit('dom-ready')
    expect(window.zoom).toBe(1.5)
  })

  test('says how it was when it closes', () => {
    const { window, keep } = open({ x: 10, y: 20, width: 900, height: 600, maximised: true, zoom: 1.5 })
    window.emit('ready-to-show')
    window.webContents.emit('dom-ready')
    window.emit('close')
    expect(keep).toHaveBeenCalledExactlyOnceWith({ x: 5, y: 6, width: 1000, height: 700, maximised: true, zoom: 1.5 })
  })

  test('keeps the zoom that the person chose when the page is loaded again', () => {
    const { window } = open()
    window.webContents.emit('dom-ready')
    window.zoom = 1.75
    window.webContents.emit('dom-ready')
    expect(window.zoom).toBe(1.75)
  })

  test.each([
    ['light', true, '#ffffff'],
    ['dark', false, '#14171c'],
    ['system', true, '#14171c'],
    ['system', false, '#ffffff'],
  ] as const)('does not flash: %s theme, system dark %s', (theme, systemIsDark, colour) => {
    expect(backgroundFor(theme, systemIsDark)).toBe(colour)
    electron.dark = systemIsDark
    expect(open(null, theme).window.options.backgroundColor).toBe(colour)
  })
})
