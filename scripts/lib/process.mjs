import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { modules, npmEnvironment, pinnedNode, root, toolEnvironment, toolScript } from './paths.mjs'

const interruptions = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Says one line to the person. On the error stream, because `bench` and the command line tool print data on the other. */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/** A problem that the person can act on: its message is all that is shown. */
export class Refusal extends Error {}

/** Runs a script's main function and turns what it gives or throws into the exit code. */
export async function finish(main) {
  try {
    process.exitCode = (await main()) ?? 0
  } catch (problem) {
    say(problem instanceof Refusal ? problem.message : String(problem?.stack ?? problem))
    process.exitCode = 1
  }
}

function exitCode(code, signal) {
  return code ?? 128 + (constants.signals[signal] ?? 0)
}

function signalGroup(child, signal) {
  try {
    process.kill(child.ownGroup ? -child.pid : child.pid, signal)
  } catch {
    // It has ended by itself.
  }
}

/** Ends a child that outlives the limit: asks first, then forces, because a hanging keychain call ignores the asking. */
function limitTime(child, limitMs, onTimeout) {
  if (!limitMs) return () => {}
  let force
  const ask = setTimeout(() => {
    onTimeout()
    signalGroup(child, 'SIGTERM')
    force = setTimeout(() => signalGroup(child, 'SIGKILL'), 10_000)
  }, limitMs)
  return () => {
    clearTimeout(ask)
    clearTimeout(force)
  }
}

/**
 * Runs a program with this terminal and gives its exit code.
 * `limitMs` bounds its time; `ownGroup` makes the bound, and an interruption, reach the programs that it started too.
 */
export function run(command, args, { limitMs, ownGroup = false, ...options } = {}) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { stdio: 'inherit', cwd: root, detached: ownGroup, ...options })
    child.ownGroup = ownGroup
    const pass = (signal) => signalGroup(child, signal)
    for (const signal of interruptions) process.on(signal, pass)
    const stopClock = limitTime(child, limitMs, () => say(`Stopped after ${Math.round(limitMs / 60_000)} minutes.`))
    const tidy = () => {
      stopClock()
      for (const signal of interruptions) process.off(signal, pass)
      if (ownGroup) signalGroup(child, 'SIGKILL')
    }
    child.on('error', (problem) => {
      tidy()
      fail(problem)
    })
    child.on('exit', (code, signal) => {
      tidy()
      done(exitCode(code, signal))
    })
  })
}

/** Runs a program silently and gives its exit code and everything that it printed; a missing program counts as 127. */
export function capture(command, args, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: root, ...options })
    let output = ''
    let errors = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      errors += chunk
    })
    child.on('error', (problem) => done({ status: 127, output, errors: problem.message }))
    child.on('close', (code, signal) => done({ status: exitCode(code, signal), output, errors }))
  })
}

/** The program and first arguments that run one of the project's tools under the pinned Node. */
export function tool(packageName, args, command = packageName) {
  return [pinnedNode, [toolScript(packageName, command), ...args], { env: toolEnvironment() }]
}

/** Runs npm silently with the Node that npm is meant for. */
export function npm(args, extraEnvironment = {}) {
  const { npm_execpath: script = '', npm_node_execpath: node } = process.env
  const env = npmEnvironment(extraEnvironment)
  const usable = script.endsWith('npm-cli.js') && node && !node.startsWith(modules)
  if (usable) return capture(node, [script, ...args], { env })
  return capture('npm', args, { env, shell: process.platform === 'win32' })
}

/** The last lines of a failed program's output: the reason is there. */
export function tail(result, lines = 25) {
  return `${result.output}\n${result.errors}`.trim().split('\n').slice(-lines).join('\n')
}
