import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout's top folder. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..')

export const modules = join(root, 'node_modules')

/** The Node that the project pins. npm itself may be run by an older one, which cannot run vitest or TypeScript files. */
export const pinnedNode = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

/** Where large things are kept between checkouts, per user. */
export function cacheFolder() {
  const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  return resolve(process.env.PROVOST_CACHE || join(base, 'provost'))
}

export function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}

/** The script behind a package's command, to be run by `pinnedNode`: the links in `.bin` are not scripts on Windows. */
export function toolScript(packageName, command = packageName) {
  const folder = join(modules, packageName)
  const { bin } = readJson(join(folder, 'package.json'))
  return join(folder, typeof bin === 'string' ? bin : bin[command])
}

const binFolder = join(modules, '.bin')

function searchPath(withTools) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => resolve(folder) !== binFolder)
  return (withTools ? [binFolder, ...folders] : folders).join(delimiter)
}

/** The environment for our own tools: `node` is the pinned one. */
export function toolEnvironment(extra = {}) {
  return { ...process.env, PATH: searchPath(true), ...extra }
}

/** The environment for npm: it removes `node_modules`, so it must not be run by a Node that lives there. */
export function npmEnvironment(extra = {}) {
  return { ...process.env, PATH: searchPath(false), ...extra }
}
