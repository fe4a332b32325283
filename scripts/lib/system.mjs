import { existsSync } from 'node:fs'
import { capture, say, tail } from './process.mjs'

// To build keytar, to run Electron, and to run the tests: a display and a keychain without a desktop, and a receiver of events.
const needed = {
  build: ['g++', 'make', 'python3', 'pkg-config', 'libsecret-1-dev'],
  run: ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1', 'libxtst6', 'libnotify4', 'unzip'],
  test: ['xvfb', 'xauth', 'gnome-keyring', 'dbus', 'dbus-x11', 'openssl', 'rsyslog', 'rsyslog-gnutls'],
}

const aptEnvironment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }

// Ubuntu 24.04 and Debian 13 renamed libraries whose time type grew: libgtk-3-0 became libgtk-3-0t64.
const renamed = (name) => `${name}t64`

async function missing(names) {
  const asked = names.flatMap((name) => [name, renamed(name)])
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own notation
  const format = '${Package} ${db:Status-Status}\n'
  const { output } = await capture('dpkg-query', ['-W', '-f', format, ...asked])
  const installed = new Set(
    output
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  )
  return names.filter((name) => !installed.has(name) && !installed.has(renamed(name)))
}

async function nameHere(name) {
  const { status } = await capture('apt-cache', ['show', '--no-all-versions', renamed(name)])
  return status === 0 ? renamed(name) : name
}

function aptInstall(names) {
  const options = ['-o', 'DPkg::Lock::Timeout=600', 'install', '-y', '--no-install-recommends']
  return capture('apt-get', [...options, ...names], { env: aptEnvironment })
}

async function install(names) {
  say(`Installing system packages: ${names.join(' ')}`)
  const first = await aptInstall(await Promise.all(names.map(nameHere)))
  if (first.status === 0) return
  // The package lists of a fresh image are empty or old.
  await capture('apt-get', ['update'], { env: aptEnvironment })
  const second = await aptInstall(await Promise.all(names.map(nameHere)))
  if (second.status !== 0) say(`apt-get could not install them:\n${tail(second)}`)
}

/** Installs the libraries that Electron, keytar and the tests need, on Debian and Ubuntu; elsewhere it does nothing. */
export async function installSystemPackages({ forTests = false } = {}) {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) return
  const isRoot = process.getuid() === 0
  const names = [...needed.build, ...needed.run, ...(isRoot || forTests ? needed.test : [])]
  const absent = await missing(names)
  if (absent.length === 0) return
  if (isRoot) await install(absent)
  else say(`Needed first: sudo apt-get install -y --no-install-recommends ${absent.join(' ')}`)
}
