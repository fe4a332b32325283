import { join } from 'node:path'
import { type BrowserWindow, app as electronApp, shell } from 'electron'
import { Refusal } from '../../contract/failure.ts'
import { type App, createApp } from '../app.ts'
import { claimsFolder } from '../files/data-folder.ts'
import type { Vault } from '../keychain/vault.ts'
import { createWatchedVault } from '../keychain/watched-vault.ts'
import type { AppOptions } from '../ports.ts'
import { createRedactor } from '../redact.ts'
import type { WindowState } from '../settings/window-state.ts'
import { watchFaults } from './crash-handler.ts'
import { openLog } from './log.ts'
import { openSettings } from './settings.ts'
import type { EarlyReport } from './start/early-log.ts'
import { choosePlace, openFile, openFolder, saveFile } from './window/dialogs.ts'
import { openPage } from './window/external.ts'
import { showNotice } from './window/notices.ts'
import { printPdf } from './window/print.ts'
import { startFailed } from './wire/ipc.ts'
import { createServiceFetch, isOnline } from './wire/network.ts'

/** What composing needs: the data folder, the writer's entry, and the window in front. */
export interface ComposeOptions {
  home: string
  vault: Vault
  /** Entry file of the writer thread. */
  writerFile: string
  auditFile: string
  partsFolder: string
  early: EarlyReport
  window: () => BrowserWindow | null
  handed: NonNullable<AppOptions['handed']>
  /** Has the page open what was found. */
  openFindings: () => void
}

/** The joined application, and the one thing that the shell itself keeps. */
export interface Composed {
  app: App
  keepWindow: (state: WindowState) => void
}

/** Gives the rooms what only Electron has, as plain functions. Loaded after the window, because it brings all the rooms with it. */
export async function compose({
  home,
  vault,
  writerFile,
  auditFile,
  partsFolder,
  early,
  window,
  handed,
  openFindings,
}: ComposeOptions): Promise<Composed> {
  const redactor = createRedactor()
  const log = openLog(join(home, 'logs'), redactor)
  early.attach(log)
  watchFaults(log)
  const settings = openSettings(home, log)
  const options: AppOptions = {
    home,
    claims: claimsFolder,
    version: electronApp.getVersion(),
    electron: process.versions.electron ?? null,
    fetch: createServiceFetch(),
    vault: createWatchedVault(vault, redactor),
    saveFile: (name, fill) => saveFile(window(), electronApp.getPath('downloads'), name, fill),
    choosePlace: (name) => choosePlace(window(), electronApp.getPath('downloads'), name),
    openFile: (wanted) => openFile(window(), wanted),
    openFolder: (wanted) => openFolder(window(), wanted),
    openPage,
    showFolder: (path) => shell.showItemInFolder(path),
    printPdf,
    notify: (notice) => showNotice(notice, { window, open: openFindings }),
    handed,
    writerFile,
    auditFile,
    partsFolder,
    settings,
    log,
    noteSecret: redactor.add,
    online: isOnline,
    settleMs: 3000,
  }
  const app = await createApp(options).catch((problem: unknown) => {
    if (problem instanceof Refusal) throw problem
    const reference = log.error('The rooms could not be joined.', { problem })
    throw new Refusal('internal', startFailed, { reference })
  })
  return { app, keepWindow: settings.setWindow }
}
