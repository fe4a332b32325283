import { randomBytes } from 'node:crypto'
import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
// Not `electron-log/main`: that one opens channels of its own to every page.
import electronLog from 'electron-log/node'
import type { Log } from '../ports.ts'
import type { Redactor } from '../redact.ts'

/** 2 MB a file, five files: weeks of ordinary use. */
const largestFile = 2_000_000
const fileCount = 5

/** 20,000 characters: a stack with its causes fits; a body of the service does not belong here. */
const longestLine = 20_000
/** What is looked at for secrets. Much more than is kept, so that none is cut in two where the line ends. */
const longestRead = 5 * longestLine

type Level = 'info' | 'warn' | 'error'

/** Errors have no enumerable parts, so JSON alone would write `{}`. */
function plain(_key: string, value: unknown): unknown {
  if (value instanceof Error)
    return { name: value.name, message: value.message, stack: value.stack, cause: value.cause }
  return typeof value === 'bigint' ? String(value) : value
}

function asText(more: object): string {
  try {
    return JSON.stringify(more, plain)
  } catch (problem) {
    return `(not writable: ${problem instanceof Error ? problem.message : String(problem)})`
  }
}

/** Makes room for a new file: each file takes the place of the next older one, and the oldest goes. */
function rotate(nameOf: (age: number) => string): void {
  rmSync(nameOf(fileCount - 1), { force: true })
  for (let age = fileCount - 2; age >= 0; age--) {
    try {
      renameSync(nameOf(age), nameOf(age + 1))
    } catch (problem) {
      // Early on there are not that many files yet.
      if ((problem as NodeJS.ErrnoException).code !== 'ENOENT') throw problem
    }
  }
}

/** The log in the data folder. Security rule: every line passes the redactor, here and nowhere else. */
export function openLog(folder: string, redactor: Redactor): Log {
  const logger = electronLog.create({ logId: `provost-${randomBytes(4).toString('hex')}` })
  logger.transports.console.level = false
  const { file } = logger.transports
  file.level = 'info'
  file.maxSize = largestFile
  file.format = ({ message }) => [`${message.date.toISOString()} ${message.level} ${message.data[0]}`]
  file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' }
  const nameOf = (age: number) => join(folder, age === 0 ? 'provost.log' : `provost.${age}.log`)
  file.resolvePathFn = () => nameOf(0)
  file.archiveLogFn = () => rotate(nameOf)

  const write = (level: Level) => (message: string, more?: object) => {
    const reference = randomBytes(5).toString('hex')
    const line = (more ? `${message} ${asText(more)}` : message).slice(0, longestRead)
    const text = redactor.text(line).slice(0, longestLine)
    // One event, one line: a line break inside could pass for a line of its own.
    logger[level](`${reference} ${text.replace(/[\r\n\u2028\u2029]+/g, ' ')}`)
    return reference
  }
  return { info: write('info'), warn: write('warn'), error: write('error') }
}
