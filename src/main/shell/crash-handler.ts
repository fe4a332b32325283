import { app, type BrowserWindow, dialog } from 'electron'
import type { Log } from '../ports.ts'
import type { Report } from './guards.ts'

/** After a fault that nobody caught, nothing in memory can be relied on: it is written down, said, and Provost ends. */
export function watchFaults(log: Log): void {
  process.on('uncaughtException', (problem) => {
    const reference = log.error('A fault that nobody caught.', { problem })
    dialog.showErrorBox(
      'Provost had to stop',
      `A fault left Provost in a state that cannot be relied on. What was saved is safe; a change that was being sent is checked against LastPass at the next start. Reference: ${reference}`,
    )
    app.exit(1)
  })
  process.on('unhandledRejection', (problem) => {
    log.error('A failure that nobody waited for.', { problem })
  })
}

/** A page that dies again within this time is not loaded a third time. */
const patienceMs = 30_000

/** Loads the page again when its process dies, once; writes down every way in which it can fail to show. */
export function watchWindow(window: BrowserWindow, report: Report, now: () => number = Date.now): void {
  let last = Number.NEGATIVE_INFINITY
  window.webContents.on('render-process-gone', (_event, details) => {
    report('The page’s process ended.', { reason: details.reason, exitCode: details.exitCode })
    if (details.reason === 'clean-exit' || now() - last < patienceMs) return
    last = now()
    window.webContents.reload()
  })
  window.webContents.on('did-fail-load', (_event, code, description, _url, isMainFrame) =>
    report('The page did not load.', { code, description, isMainFrame }),
  )
  window.webContents.on('preload-error', (_event, _path, problem) =>
    report('The preload failed.', { problem: String(problem) }),
  )
  window.on('unresponsive', () => report('The page does not respond.'))
}
