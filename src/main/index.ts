import nodeModule from 'node:module'
import { join } from 'node:path'
import { app, type BrowserWindow, dialog, ipcMain, protocol, session } from 'electron'
import { turn } from './cooperative/slices.ts'
import { homeFolder } from './files/data-folder.ts'
import { readingAhead } from './keychain/read-ahead.ts'
import { startNames } from './keychain/secret-names.ts'
import { createKeytarVault } from './keychain/vault.ts'
import type { HandedSnapshot } from './ports.ts'
import { firstLook } from './settings/settings-file.ts'
import type { WindowState } from './settings/window-state.ts'
import { watchWindow } from './shell/crash-handler.ts'
import { guardApp, guardSession } from './shell/guards.ts'
import { endWith } from './shell/shutdown.ts'
import { takePlace } from './shell/start/app-paths.ts'
import { createEarlyReport } from './shell/start/early-log.ts'
import { nativeProblem } from './shell/start/native-proof.ts'
import { passOver, refusedStart } from './shell/start/refused-starts.ts'
import { askBeforeClosing } from './shell/window/close-question.ts'
import { readHanded, snapshotAmong } from './shell/window/handed-files.ts'
import { type Command, setMenu } from './shell/window/menu.ts'
import { openWindow, preloadFile } from './shell/window/window.ts'
import { announce, openDoor } from './shell/wire/ipc.ts'
import { sendOnce } from './shell/wire/network.ts'
import { pagePartition, schemePrivileges, servePage } from './shell/wire/scheme.ts'
import { prepareWriter } from './writer/client.ts'

const mainFolder = import.meta.dirname
const writerFile = join(mainFolder, 'writer.js')
const auditFile = join(mainFolder, 'audit.js')
const partsFolder = join(mainFolder, '..', 'parts')
const home = homeFolder({ args: process.argv, env: process.env })
const early = createEarlyReport()
let window: BrowserWindow | null = null
let handed: HandedSnapshot | null = null
/** Tells the application, once it is there, that another file was handed over. */
let tellHanded: () => void = () => {}

function hand(path: string | null): void {
  if (path === null) return
  handed = readHanded(path)
  tellHanded()
}

/** Loads the rooms while the page's process starts: in pieces, because in between the page is handed its files. */
async function loadRooms(company: string | null) {
  const pieces = [
    () => import('../contract/calls.ts'),
    () => import('./directory/directory.ts'),
    () => import('./changes/engine.ts'),
    () => import('./lastpass/client.ts'),
    () => import('./tenants/tenants.ts'),
  ]
  const problem = await nativeProblem({
    packaged: app.isPackaged,
    unpacked: join(process.resourcesPath, 'app.asar.unpacked'),
    proof: join(mainFolder, 'natives.json'),
  })
  if (problem !== null) {
    process.stderr.write(`${problem}\n`)
    dialog.showErrorBox('Provost', problem)
    app.exit(1)
  }
  prepareWriter(writerFile)
  // The keychain answers meanwhile too.
  const vault = readingAhead(createKeytarVault({ service: 'Provost' }), startNames(company))
  for (const load of pieces) {
    await load()
    await turn()
  }
  const { compose } = await import('./shell/compose.ts')
  return (options: Omit<Parameters<typeof compose>[0], 'vault'>) => compose({ ...options, vault })
}

function start(): void {
  const page = session.fromPartition(pagePartition)
  guardSession(page, early.report)
  servePage(page.protocol, join(mainFolder, '..', 'renderer'), early.report)
  let keepWindow: (state: WindowState) => void = () => {}
  const { theme, window: state, company } = firstLook(home)
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
  // Calls that the page makes meanwhile wait.
  const pages = () => (window ? [window.webContents] : [])
  const send = (command: Command) => announce(pages(), { name: 'command', command })
  const composed = loadRooms(company).then((compose) =>
    compose({
      home,
      writerFile,
      auditFile,
      partsFolder,
      early,
      window: () => window,
      handed: () => handed,
      openFindings: () => send('findings'),
    }),
  )
  openDoor({ ipcMain, application: composed.then((each) => each.app), pages, report: early.report })
  setMenu({
    window: () => window,
    packaged: app.isPackaged,
    send,
  })
  askBeforeClosing(opened, composed, endWith(composed, early.report))
  composed.then(
    (each) => {
      keepWindow = each.keepWindow
      tellHanded = each.app.handedOver
    },
    () => {},
  )
}

protocol.registerSchemesAsPrivileged(schemePrivileges)
guardApp(app, early.report)
sendOnce(app)

passOver(process.env)
const refused = refusedStart({ args: process.argv.slice(1), env: process.env, packaged: app.isPackaged })
if (refused !== null) {
  process.stderr.write(`${refused}\n`)
  app.exit(1)
} else if (!takePlace(app, home)) app.exit(1)
else if (!app.requestSingleInstanceLock()) {
  process.stdout.write('Provost is running already: its window was brought to the front.\n')
  app.exit(0)
} else {
  // Compiled code proves nothing, and its folder can be written by whoever uses the computer: a packed application compiles its own
  // at each start. Run from the sources, it is kept in the data folder, because a shared temporary one could be written by others.
  if (!app.isPackaged) nodeModule.enableCompileCache?.(join(home, 'browser', 'compiled'))
  hand(snapshotAmong(process.argv))
  // macOS names a file so, also before the application is ready.
  app.on('open-file', (event, path) => {
    event.preventDefault()
    hand(path)
  })
  app.on('second-instance', (_event, args) => {
    hand(snapshotAmong(args))
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
