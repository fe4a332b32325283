import { join } from 'node:path'
import { type App, dialog } from 'electron'
import { makeFolder } from '../../files/private-folder.ts'

/** Switches that would let another program into the page or past its walls; a packaged application does not hear them. */
export const refusedSwitches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'disable-web-security',
  'allow-file-access-from-files',
  'unsafely-treat-insecure-origin-as-secure',
  'host-rules',
  'host-resolver-rules',
  'ignore-certificate-errors',
  'js-flags',
  'load-extension',
]

/** Gives everything its name and its place under the data folder. Before Electron is ready. False when the folder cannot be used. */
export function takePlace(app: App, home: string): boolean {
  app.setName('Provost')
  // Chromium's own files, apart from ours.
  const browser = join(home, 'browser')
  try {
    makeFolder(browser)
  } catch (problem) {
    dialog.showErrorBox(
      'Provost cannot use its data folder',
      `${home}\n\n${problem instanceof Error ? problem.message : String(problem)}\n\nMake the folder writable, or name another one with --home.`,
    )
    return false
  }
  app.setPath('userData', home)
  app.setPath('sessionData', browser)
  app.setAppLogsPath(join(home, 'logs'))
  app.setPath('crashDumps', join(browser, 'crashes'))
  // Also for `--no-sandbox`, which it takes back. Only for root, who has no sandbox anyway, Chromium would not start then.
  if (process.getuid?.() !== 0) app.enableSandbox()
  if (app.isPackaged) for (const name of refusedSwitches) app.commandLine.removeSwitch(name)
  return true
}
