import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toolEnvironment } from './paths.mjs'
import { capture, Refusal, run } from './process.mjs'

// The keyring asks for its password on standard input; an empty one makes a keyring for this run alone. A daemon that
// hangs is stopped, because the keychain tests would hang in its place; `--foreground` keeps it in this process group,
// so that it ends with the run. Descriptor 3 is the real error stream: the bus fills its own with idle remarks.
const withKeyring = `
touch "$XDG_RUNTIME_DIR/session"
keyring=$(printf '\\n' | timeout --foreground -k 2 20 gnome-keyring-daemon --unlock --components=secrets 2>&1) || {
  printf 'The keyring did not start: %s\\n' "$keyring" >&3
  exit 1
}
exec "$@" 2>&3 3>&-
`

async function has(program) {
  const { status } = await capture('/bin/sh', ['-c', `command -v ${program}`])
  return status === 0
}

/** Starts a virtual display on the first free number and gives its name with a way to end it. */
function startDisplay() {
  return new Promise((done, fail) => {
    const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-noreset']
    const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], detached: true })
    const late = setTimeout(() => server.kill('SIGKILL'), 20_000)
    server.on('error', fail)
    server.on('exit', () => fail(new Refusal('The virtual display (Xvfb) did not start.')))
    server.stdio[3].once('data', (number) => {
      clearTimeout(late)
      done({ name: `:${String(number).trim()}`, end: () => server.kill() })
    })
  })
}

async function display() {
  if (await has('Xvfb')) return startDisplay()
  if (process.env.DISPLAY) return { name: process.env.DISPLAY, end: () => {} }
  throw new Refusal('There is no display. Install xvfb: sudo apt-get install -y xvfb')
}

async function requireKeyring() {
  if ((await has('dbus-run-session')) && (await has('gnome-keyring-daemon'))) return
  throw new Refusal('There is no keychain for the tests. Install: sudo apt-get install -y dbus gnome-keyring')
}

function desktopEnvironment(folder, displayName, env) {
  const own = { XDG_DATA_HOME: join(folder, 'data'), XDG_RUNTIME_DIR: join(folder, 'runtime') }
  // Nothing here needs the accessibility bus, and every window would start it.
  const quiet = { NO_AT_BRIDGE: '1' }
  const { WAYLAND_DISPLAY: _wayland, DBUS_SESSION_BUS_ADDRESS: _bus, ...rest } = env
  return { ...rest, ...own, ...quiet, DISPLAY: displayName, PROVOST_DESKTOP: '1' }
}

async function runInSession(folder, command, args, options) {
  for (const name of ['data', 'runtime']) mkdirSync(join(folder, name), { mode: 0o700 })
  const remarks = join(folder, 'bus.log')
  const stdio = ['inherit', 'inherit', openSync(remarks, 'w'), 2]
  const session = ['--', 'bash', '-c', withKeyring, 'keyring', command, ...args]
  const code = await run('dbus-run-session', session, { ...options, stdio, ownGroup: true })
  const isStarted = existsSync(join(folder, 'runtime', 'session'))
  if (!isStarted) throw new Refusal(`The D-Bus session did not start: ${readFileSync(remarks, 'utf8').trim()}`)
  return code
}

async function runOnVirtualDesktop(command, args, { env, limitMs }) {
  await requireKeyring()
  const screen = await display()
  const folder = mkdtempSync(join(tmpdir(), 'provost-desktop-'))
  try {
    return await runInSession(folder, command, args, { env: desktopEnvironment(folder, screen.name, env), limitMs })
  } finally {
    screen.end()
    // Not the synchronous one: it stops silently when the dying daemons remove a file of theirs under its hands.
    await rm(folder, { recursive: true, force: true, maxRetries: 10 })
  }
}

/** Whether a run gets a desktop of its own, with a keychain that no other run sees. */
export const hasOwnDesktop = () => process.platform === 'linux' && !process.env.PROVOST_DESKTOP

/**
 * Runs a program with a display, a D-Bus session and an unlocked keychain of its own, all of which end with it, and
 * gives its exit code. macOS and Windows have these by nature; there, and inside another such run, it just runs.
 */
export async function runOnDesktop(command, args, { env = toolEnvironment(), limitMs } = {}) {
  if (!hasOwnDesktop()) return run(command, args, { env, limitMs })
  return runOnVirtualDesktop(command, args, { env, limitMs })
}
