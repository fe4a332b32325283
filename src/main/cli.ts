import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import Conf from 'conf'
import { calls } from '../contract/calls.ts'
import { type Failure, Refusal, type Result } from '../contract/failure.ts'
import { type App, type AppOptions, createApp } from './app.ts'
import { checkFile } from './changes/file.ts'
import type { Fetch } from './fetch.ts'
import { homeFolder } from './home.ts'
import type { SettingsStore } from './preferences.ts'
import { createRedactor } from './redact.ts'
import { explain } from './store/open.ts'
import { createKeytarVault, createMemoryVault, createWatchedVault } from './vault.ts'

const usage = `Usage:
  provost calls                      list every call as JSON
  provost call NAME [INPUT]          make one call; INPUT is JSON
  provost call --stdin               read {"call": NAME, "input": {...}} lines from standard input
  provost journal-check FILE [ANCHOR]  check an exported journal, and that it holds an anchor written down earlier
Options:
  --ephemeral   take the tenant from PROVOST_CID, PROVOST_PROVHASH, PROVOST_API_URL, PROVOST_TIME_ZONE; leave nothing behind
  --home DIR    the data folder
  --out DIR     where exports go (default: the current folder)
  --write       allow calls that change accounts
`

/** 1 MB: more than any call needs. */
const longestLine = 1_000_000

const print = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`)
const refuse = (failure: Failure): Result<never> => ({ ok: false, failure })

/** Answers one line of standard input; never throws. */
async function answer(app: App, line: string): Promise<Result<unknown>> {
  if (line.length > longestLine) return refuse({ code: 'invalid', message: 'The line is longer than 1 MB.' })
  let request: unknown
  try {
    request = JSON.parse(line)
  } catch {
    return refuse({ code: 'invalid', message: 'The line is not JSON.' })
  }
  if (typeof request !== 'object' || request === null || !Object.hasOwn(request, 'call')) {
    return refuse({ code: 'invalid', message: 'The line is not {"call": NAME, "input": {...}}.' })
  }
  const { call, input } = request as { call: string; input?: unknown }
  return app.call(call, input)
}

async function answerLines(app: App): Promise<void> {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== '') print(await answer(app, line))
  }
}

function memorySettings(): SettingsStore {
  let value: unknown = {}
  return {
    get: () => value,
    set: (next) => {
      value = next
    },
  }
}

/** The application's own settings file, read by the library that both use. */
function fileSettings(home: string): SettingsStore {
  try {
    const store = new Conf<Record<string, unknown>>({ cwd: home, configName: 'settings', clearInvalidConfig: false })
    return { get: () => store.get('settings'), set: (value) => store.set('settings', value) }
  } catch (error) {
    throw explain(error)
  }
}

/** Never over a file that is there: the tool asks nobody, so it must not overwrite. */
function exportPlace(folder: string): AppOptions['saveFile'] {
  return async (name, write) => {
    const path = join(folder, name)
    if (existsSync(path)) throw new Refusal('conflict', `There is a file "${name}" already. Nothing was written.`)
    await write(path)
    return path
  }
}

function optionsOf({
  ephemeral,
  write,
  home,
  out,
}: {
  ephemeral: boolean
  write: boolean
  home: string
  out: string
}): AppOptions {
  const redactor = createRedactor()
  const line = (level: string) => (message: string, more?: object) => {
    const text = redactor.text(`${level}: ${message} ${more === undefined ? '' : JSON.stringify(more)}`)
    const reference = createHash('sha256').update(`${Date.now()} ${text}`).digest('hex').slice(0, 10)
    process.stderr.write(`${reference} ${text}\n`)
    return reference
  }
  const env = process.env
  return {
    home,
    version: typeof __VERSION__ === 'string' ? __VERSION__ : 'source',
    electron: null,
    fetch: globalThis.fetch as unknown as Fetch,
    vault: createWatchedVault(ephemeral ? createMemoryVault() : createKeytarVault({ service: 'Provost' }), redactor),
    saveFile: exportPlace(out),
    openPage: async () => {
      throw new Refusal('not-allowed', 'The command line tool opens no pages.')
    },
    showFolder: () => {},
    writerFile: existsSync(join(import.meta.dirname, 'writer.js'))
      ? join(import.meta.dirname, 'writer.js')
      : new URL('./store/writer.ts', import.meta.url),
    settings: ephemeral ? memorySettings() : fileSettings(home),
    log: { info: () => '', warn: line('warning'), error: line('error') },
    noteSecret: redactor.add,
    refreshes: false,
    writing: write,
    ...(ephemeral
      ? {
          once: {
            cid: env.PROVOST_CID ?? '',
            hash: env.PROVOST_PROVHASH ?? '',
            baseUrl: env.PROVOST_API_URL ?? 'https://lastpass.com/enterpriseapi.php',
            timeZone: env.PROVOST_TIME_ZONE ?? 'US/Eastern',
          },
        }
      : {}),
  }
}

/** Checks an exported journal; needs neither a tenant nor a secret. */
function checkJournal(file: string, anchor: string | null): number {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    print(refuse({ code: 'not-found', message: 'This file cannot be read.' }))
    return 2
  }
  const check = checkFile(text.split('\n'), anchor)
  print({ ok: true, value: check })
  return check.intact ? 0 : 1
}

declare const __VERSION__: string | undefined

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      stdin: { type: 'boolean', default: false },
      ephemeral: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      home: { type: 'string' },
      out: { type: 'string', default: '.' },
    },
  })
  const [command, name, input] = positionals
  if (command === 'calls') {
    print(Object.entries(calls).map(([each, { kind, seats }]) => ({ name: each, kind, seats })))
    return 0
  }
  if (command === 'journal-check' && name !== undefined) return checkJournal(name, input ?? null)
  if (command !== 'call' || (name === undefined) !== values.stdin) {
    process.stderr.write(usage)
    return 2
  }
  if (values.ephemeral && (!process.env.PROVOST_CID || !process.env.PROVOST_PROVHASH)) {
    process.stderr.write('With --ephemeral, set PROVOST_CID and PROVOST_PROVHASH.\n')
    return 2
  }
  const home = homeFolder({ args: values.home === undefined ? [] : ['--home', values.home], env: process.env })
  const app = await createApp(
    optionsOf({ ephemeral: values.ephemeral, write: values.write, home, out: resolve(values.out) }),
  )
  // The secret is in the client now; nothing that this process starts should inherit it.
  delete process.env.PROVOST_PROVHASH
  try {
    if (values.stdin) {
      await answerLines(app)
      return 0
    }
    const result = await answer(app, `{"call": ${JSON.stringify(name)}, "input": ${input ?? '{}'}}`)
    print(result)
    return result.ok ? 0 : 1
  } finally {
    await app.close()
  }
}

main().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    if (error instanceof Refusal) print(refuse(error.failure))
    else process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
    process.exitCode = 2
  },
)
