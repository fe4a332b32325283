import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join, parse } from 'node:path'
import Conf from 'conf'
import { Refusal } from '../../contract/failure.ts'
import { marked } from '../../contract/marked.ts'
import { claimsFolder } from '../files/data-folder.ts'
import { makeFolder } from '../files/private-folder.ts'
import { type SaveFile, writeWhole } from '../files/save.ts'
import { createKeytarVault, createMemoryVault } from '../keychain/vault.ts'
import { createWatchedVault } from '../keychain/watched-vault.ts'
import type { AppOptions, Log } from '../ports.ts'
import { createRedactor } from '../redact.ts'
import type { SettingsStore } from '../settings/preferences.ts'
import { setAsideBroken } from '../settings/settings-file.ts'
import { explain } from '../store/open.ts'
import { nodeFetch } from './node-fetch.ts'

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
function fileSettings(home: string, log: Log): SettingsStore {
  try {
    makeFolder(home)
    setAsideBroken(home, log)
    const store = new Conf<Record<string, unknown>>({ cwd: home, configName: 'settings', clearInvalidConfig: false })
    return { get: () => store.get('settings'), set: (value) => store.set('settings', value) }
  } catch (error) {
    throw explain(error)
  }
}

/** Never over a file that is there: the tool asks nobody, so it takes the next name that is free. */
function exportPlace(folder: string): SaveFile {
  return async (name, fill) => {
    const { name: stem, ext } = parse(name)
    let path = join(folder, name)
    for (let number = 2; existsSync(path); number++) path = join(folder, `${stem}-${number}${ext}`)
    await writeWhole(path, fill)
    return path
  }
}

/** What the application gets of the world when it is used from a terminal: Node's own fetch, standard error for the log, a folder for files. */
export function optionsOf({
  ephemeral,
  write,
  home,
  out,
  version,
  folder,
}: {
  ephemeral: boolean
  write: boolean
  home: string
  out: string
  version: string
  /** Where the tool's first file lies. */
  folder: string
}): AppOptions {
  const redactor = createRedactor()
  const line = (level: string) => (message: string, more?: object) => {
    const text = redactor.text(`${level}: ${message} ${more === undefined ? '' : JSON.stringify(more)}`)
    const reference = createHash('sha256').update(`${Date.now()} ${text}`).digest('hex').slice(0, 10)
    process.stderr.write(`${reference} ${marked(text)}\n`)
    return reference
  }
  const log = { info: () => '', warn: line('warning'), error: line('error') }
  const env = process.env
  return {
    home,
    claims: claimsFolder,
    version,
    electron: null,
    fetch: nodeFetch,
    vault: createWatchedVault(ephemeral ? createMemoryVault() : createKeytarVault({ service: 'Provost' }), redactor),
    saveFile: exportPlace(out),
    // The tool asks nobody: who starts it names the file.
    openFile: async () => process.env.PROVOST_ADDRESS_FILE ?? null,
    openPage: async () => {
      throw new Refusal('not-allowed', 'The command line tool opens no pages.')
    },
    showFolder: () => {},
    writerFile: threadFile(folder, 'writer'),
    auditFile: threadFile(folder, 'audit'),
    settings: ephemeral ? memorySettings() : fileSettings(home, log),
    log,
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

/** The entry file of a thread: as it was built, or, run from the sources, as it is written. */
function threadFile(folder: string, room: 'writer' | 'audit'): string {
  const built = join(folder, `${room}.js`)
  return existsSync(built) ? built : join(folder, '..', room, 'thread.ts')
}
