import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { calls } from '../../contract/calls.ts'
import { Refusal } from '../../contract/failure.ts'
import type { App } from '../app.ts'
import { checkBytes } from '../changes/journal/export-file.ts'
import { homeFolder } from '../files/data-folder.ts'
import { readSettings } from '../settings/settings-file.ts'
import { passOver, refusedStart } from '../shell/start/refused-starts.ts'
import { answerLines, finishJobs, listenForStop, parsed, print, refuse } from './json-lines.ts'
import { printSnapshot, verifyFile } from './verify.ts'

declare const __VERSION__: string | undefined
/** The version as it was built; `source`: it runs from the sources. */
const version = typeof __VERSION__ === 'string' ? __VERSION__ : 'source'

const usage = `Usage:
  provost calls                      list every call as JSON
  provost call NAME [INPUT]          make one call; INPUT is JSON
  provost call --stdin               read {"call": NAME, "input": {...}} lines from standard input
  provost verify FILE                tell whether a file that Provost signed or sealed (journal, evidence pack, snapshot) is as it was written
  provost snapshot FILE              print a snapshot's numbers as JSON
  provost journal-check FILE [ANCHOR]  check an exported journal, and that it holds an anchor written down earlier
Options:
  --ephemeral   take the tenant from PROVOST_CID, PROVOST_PROVHASH, PROVOST_API_URL, PROVOST_TIME_ZONE; leave nothing behind
  --home DIR    the data folder
  --out DIR     where exports go (default: the current folder)
  --write       allow calls that change accounts; without it they fail with not-allowed, writing.enable too
  --passphrase-from NAME   for verify and snapshot: the variable of the environment that holds the file's passphrase
  --help        this text
  --version     the version
A failure is {"ok": false, "failure": {"code", "message"}} on standard output. Exit status: 0 done, or end of input; 1 the one call
failed; 2 nothing could be started; 128 and the signal's number when stopped.
`

/** Whether the settings say that a seat was locked here. The keychain, which has the seat itself, is not touched by --ephemeral. */
function isSeatMarked(home: string): boolean {
  try {
    const kept = JSON.parse(readSettings(home)) as {
      settings?: { seatLocked?: unknown }
    }
    return kept.settings?.seatLocked === true
  } catch {
    return false
  }
}

/** Checks an exported journal; needs neither a tenant nor a secret. */
function checkJournal(file: string, anchor: string | null): number {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(file)
  } catch {
    print(refuse({ code: 'not-found', message: 'This file cannot be read.' }))
    return 2
  }
  const check = checkBytes(bytes, anchor)
  print({ ok: true, value: check })
  return check.intact ? 0 : 1
}

/** Security rule: who starts the tool decides whether it may change anything, not what it reads. Test: test/main/cli/cli.test.ts. */
const readingOnly = (app: App): Pick<App, 'call'> => ({
  call: async (name, ...rest) =>
    name === 'writing.enable'
      ? refuse({
          code: 'not-allowed',
          message: 'The tool changes accounts only when it was started with --write. Nothing was enabled.',
        })
      : app.call(name, ...rest),
})

/** The arguments are not as the usage says. */
class Misuse extends Error {}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        stdin: { type: 'boolean', default: false },
        ephemeral: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        version: { type: 'boolean', default: false },
        home: { type: 'string' },
        out: { type: 'string', default: '.' },
        'passphrase-from': { type: 'string' },
      },
    })
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : String(error))
  }
}

async function main(): Promise<number> {
  const { values, positionals } = readArguments()
  const [command, name, input] = positionals
  if (values.help || command === 'help') {
    process.stdout.write(usage)
    return 0
  }
  if (values.version) {
    process.stdout.write(`${version}\n`)
    return 0
  }
  if (positionals.length > 3) throw new Misuse(`There is no place for "${positionals[3]}".`)
  if (command === 'calls' && name === undefined) {
    print(Object.entries(calls).map(([each, { kind, seats }]) => ({ name: each, kind, seats })))
    return 0
  }
  if ((command === 'verify' || command === 'snapshot') && name !== undefined && input === undefined) {
    const variable = values['passphrase-from']
    const passphrase = variable === undefined ? undefined : process.env[variable]
    if (variable !== undefined && passphrase === undefined) throw new Misuse(`The variable ${variable} is not set.`)
    return command === 'verify' ? verifyFile(name, passphrase) : printSnapshot(name, passphrase)
  }
  if (command === 'journal-check' && name !== undefined) return checkJournal(name, input ?? null)
  if (command !== 'call' || (name === undefined) !== values.stdin) throw new Misuse('')
  if (values.ephemeral && (!process.env.PROVOST_CID || !process.env.PROVOST_PROVHASH)) {
    throw new Misuse('With --ephemeral, set PROVOST_CID and PROVOST_PROVHASH.')
  }
  if (
    values.ephemeral &&
    isSeatMarked(homeFolder({ args: values.home ? ['--home', values.home] : [], env: process.env }))
  )
    throw new Refusal(
      'not-allowed',
      'This workstation has a seat, and --ephemeral would go past it: no keychain is looked into then. Leave --ephemeral out, or use a workstation without a seat. Nothing was sent.',
    )
  // Node's own switches are in its `execArgv`: what its command line weakens is refused as in the application.
  const refused = refusedStart({ args: process.execArgv, env: process.env, packaged: false })
  passOver(process.env)
  if (refused !== null) throw new Refusal('not-allowed', refused)
  // An empty name is a variable that is not set; the person's own data must not stand in for it.
  if (values.home === '') throw new Misuse('--home needs a folder.')
  const given = parsed(input ?? '{}')
  if (given === null) {
    print(refuse({ code: 'invalid', message: 'INPUT is not JSON.' }))
    return 1
  }
  // Only now: whoever checks a file has the tool alone, without the packages that an open company needs. And before signals are
  // listened for: a library among them that is the last to hear of one ends the process by it.
  const [{ createApp }, { optionsOf }] = await Promise.all([import('../app.ts'), import('./tool-options.ts')])
  process.stdout.removeAllListeners('error')
  const stop = listenForStop()
  const home = homeFolder({ args: values.home === undefined ? [] : ['--home', values.home], env: process.env })
  const { ephemeral, write } = values
  const folder = import.meta.dirname
  const app = await createApp(optionsOf({ ephemeral, write, home, out: resolve(values.out), version, folder }))
  const door = values.write ? app : readingOnly(app)
  // The secret is in the client now; nothing that this process starts should inherit it.
  delete process.env.PROVOST_PROVHASH
  let code = 0
  try {
    if (name === undefined) await answerLines(door, stop)
    else if (!stop.signal.aborted) {
      const result = await door.call(name, given.value, { signal: stop.signal })
      print(result)
      code = result.ok ? 0 : 1
    }
    await finishJobs(app, stop)
  } finally {
    await app.close()
  }
  return stop.code() ?? code
}

/** One line on standard output, whatever went wrong: who drives the tool reads that. */
function explainEnd(error: unknown): void {
  if (error instanceof Misuse) {
    process.stderr.write(error.message === '' ? usage : `${error.message}\n${usage}`)
  } else if (error instanceof Refusal) print(refuse(error.failure))
  else print(refuse({ code: 'internal', message: 'Provost could not start.', details: String(error).slice(0, 4000) }))
}

// Who reads only the beginning, as `head` does, has what was wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

main().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    explainEnd(error)
    process.exitCode = 2
  },
)
