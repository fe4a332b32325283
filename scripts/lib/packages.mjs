import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { withLock } from './lock.mjs'
import { modules, pinnedNode, readJson, root } from './paths.mjs'
import { npm, Refusal, say, tail } from './process.mjs'

function isInstalled(wanted, found) {
  if (!found) return Boolean(wanted.optional)
  return found.version === wanted.version && found.integrity === wanted.integrity
}

/**
 * Whether `node_modules` holds what the lock file says. npm writes its own list there as its last step, so a list that
 * agrees also means that the installation was finished.
 */
function areCurrent() {
  try {
    const { '': _project, ...wanted } = readJson(join(root, 'package-lock.json')).packages
    const found = readJson(join(modules, '.package-lock.json')).packages
    return Object.entries(wanted).every(([path, entry]) => isInstalled(entry, found[path])) && existsSync(pinnedNode)
  } catch {
    return false
  }
}

// node-gyp would download headers; those that came with the system's Node do as well, and need no network.
function headersHere() {
  const prefix = dirname(dirname(process.env.npm_node_execpath ?? process.execPath))
  return existsSync(join(prefix, 'include', 'node', 'node_version.h')) ? { npm_config_nodedir: prefix } : {}
}

async function install() {
  say('Installing packages (npm ci).')
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--ignore-scripts=false']
  const result = await npm(args, headersHere())
  if (result.status !== 0) throw new Refusal(`npm ci failed:\n${tail(result)}`)
  if (!existsSync(pinnedNode)) throw new Refusal('npm ci left out the pinned Node: its install script did not run.')
}

/** Makes `node_modules` agree with the lock file. */
export async function installPackages() {
  if (areCurrent()) return
  await withLock(`packages ${root}`, async () => {
    if (!areCurrent()) await install()
  })
}
