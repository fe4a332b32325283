import nodeModule from 'node:module'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { app, type BrowserWindow, ipcMain, protocol, session } from 'electron'
import { homeFolder } from './home.ts'
import { firstLook } from './settings-file.ts'
import { endWith } from './shell/end.ts'
import { watchWindow } from './shell/faults.ts'
import { guardApp, guardSession } from './shell/guards.ts'
import { announce, openDoor } from './shell/ipc.ts'
import { setMenu } from './shell/menu.ts'
import { sendOnce } from './shell/network.ts'
import { takePlace } from './shell/place.ts'
import { createEarlyReport } from './shell/report.ts'
import { createPageServer, pagePartition, scheme, schemePrivileges } from './shell/scheme.ts'
import { openWindow, preloadFile } from './shell/window.ts'
import type { WindowState } from './shell/window-state.ts'
import { prepareWriter } from './store/writing.ts'

const mainFolder = import.meta.dirname
const writerFile = join(mainFolder, 'writer.js')
const home = homeFolder({ args: process.argv, env: process.env })
const early = createEarlyReport()
let window: BrowserWindow | null = null
/** Milliseconds after which the rooms are loaded even if the page has not come for its files. */
const longestWait = 1000

function start(): void {
  const page = session.fromPartition(pagePartition)
  guardSession(page, early.report)
  const server = createPageServer(join(mainFolder, '..', 'renderer'))
  page.protocol.handle(scheme, server.answer)
  let keepWindow: (state: WindowState) => void = () => {}
  const { theme, window: state } = firstLook(home)
  const opened = openWindow({
    preload: preloadFile(mainFolder),
    partition: pagePartition,
    state,
    theme,
    packaged: app.isPackaged,
    keep: (kept) => keepWindow(kept),
  })
  window = opened
  watchWindow(opened, early.report)
  opened.on('closed', () => {
    window = null
  })
  prepareWriter(writerFile)
  // The rooms are loaded while the page starts, once it has its files: loading them would keep it waiting. Calls that it
  // makes meanwhile wait.
  const composed = Promise.race([server.started, delay(longestWait)])
    .then(() => import('./shell/compose.ts'))
    .then(({ compose }) => compose({ home, writerFile, early, window: () => window }))
  const pages = () => (window ? [window.webContents] : [])
  openDoor({ ipcMain, application: composed.then((each) => each.app), pages, report: early.report })
  setMenu({
    window: () => window,
    packaged: app.isPackaged,
    send: (command) => announce(pages(), { name: 'command', command }),
  })
  endWith(composed, early.report)
  composed.then(
    (each) => {
      keepWindow = each.keepWindow
    },
    () => {},
  )
}

protocol.registerSchemesAsPrivileged(schemePrivileges)
guardApp(app, early.report)
sendOnce(app)

if (!takePlace(app, home)) app.exit(1)
else if (!app.requestSingleInstanceLock()) {
  process.stdout.write('Provost is running already: its window was brought to the front.\n')
  app.exit(0)
} else {
  // Compiled code is kept in the data folder: a shared temporary folder could be written by others.
  nodeModule.enableCompileCache?.(join(home, 'browser', 'compiled'))
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  app
    .whenReady()
    .then(start)
    .catch((problem: unknown) => {
      process.stderr.write(`Provost could not start: ${problem instanceof Error ? problem.stack : String(problem)}\n`)
      app.exit(1)
    })
}
