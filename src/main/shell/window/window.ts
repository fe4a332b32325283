import { join } from 'node:path'
import { BrowserWindow, type BrowserWindowConstructorOptions, nativeTheme, screen, type WebPreferences } from 'electron'
import { clampZoom, placeWindow, type WindowState } from '../../settings/window-state.ts'
import { startPage } from '../wire/scheme.ts'

/** What a window needs to open as it was left. */
export interface WindowOptions {
  preload: string
  /** The session that serves the page and reaches nothing else. */
  partition: string
  state: WindowState | null
  theme: 'system' | 'light' | 'dark'
  packaged: boolean
  /** Called when the window closes, with how it was. */
  keep: (state: WindowState) => void
}

/**
 * Security rule: the page is a guest. Electron's defaults are stated where losing one would open the machine.
 * `disableDialogs`: nothing can cover the window with `alert`; `spellcheck`: its dictionaries would be downloaded.
 */
export function webPreferences(
  preload: string,
  partition: string,
  packaged: boolean,
  zoomFactor: number,
): WebPreferences {
  return {
    preload,
    partition,
    zoomFactor,
    devTools: !packaged,
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
  }
}

/** The page's own background, so that nothing flashes before it paints. */
export function backgroundFor(theme: 'system' | 'light' | 'dark', systemIsDark: boolean): string {
  const dark = theme === 'dark' || (theme === 'system' && systemIsDark)
  return dark ? '#14171c' : '#ffffff'
}

const smallest = { width: 800, height: 560 }

/** Opens the main window and starts loading the page at once; it shows itself when the page has painted. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const { state, theme } = options
  const zoom = clampZoom(state?.zoom ?? 1)
  const areas = screen.getAllDisplays().map((display) => display.workArea)
  const shape: BrowserWindowConstructorOptions = {
    ...placeWindow(state, areas),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: backgroundFor(theme, nativeTheme.shouldUseDarkColors),
    webPreferences: webPreferences(options.preload, options.partition, options.packaged, zoom),
  }
  const window = new BrowserWindow(shape)
  window.once('ready-to-show', () => {
    if (state?.maximised) window.maximize()
    window.show()
  })
  // Chromium remembers a zoom of its own for the page's host; ours is the one that counts.
  window.webContents.once('dom-ready', () => window.webContents.setZoomFactor(zoom))
  window.on('close', () =>
    options.keep({
      ...window.getNormalBounds(),
      maximised: window.isMaximized(),
      zoom: clampZoom(window.webContents.getZoomFactor()),
    }),
  )
  window.loadURL(startPage).catch(() => {
    // A load that fails is reported by `did-fail-load`, which says why.
  })
  return window
}

/** Where the built preload lies, seen from the built entry. */
export function preloadFile(mainFolder: string): string {
  return join(mainFolder, '..', 'preload', 'index.cjs')
}
