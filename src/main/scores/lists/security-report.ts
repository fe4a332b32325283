import { Refusal } from '../../../contract/failure.ts'
import { decode } from '../../intake/decode.ts'
import { soleAddress } from '../../intake/list-entry.ts'
import { isKnownHeader } from '../../intake/table/column-headers.ts'
import { findDelimiter, headerDelimiter } from '../../intake/table/detect-columns.ts'
import { type Row, readRows } from '../../intake/table/read-rows.ts'
import { lookAt } from '../../intake/table/read-table.ts'
import { titleLines } from '../../intake/table/title-lines.ts'
import { keyOf } from '../../text/user-key.ts'
import { countOf, isNoCount, plainCell } from './report-cells.ts'

/** One person of the admin console's security report. */
export interface Reported {
  username: string
  weak: number | null
  reused: number | null
}

/** What was read of a report, and what was not. */
interface ReadReport {
  people: Reported[]
  /** Headers of the columns that were read; null: there is none. */
  columns: { weak: string | null; reused: string | null }
  /** Addresses that stand there more than once with other counts: which is right, nobody knows. */
  doubled: number
  /** Rows whose address, or one of whose counts, could not be read. */
  unread: number
}

type Count = 'weak' | 'reused'
/** Headers of the two counts, in letters and figures alone; shares, scores and sums over sites are others. */
const meanings: Readonly<Record<Count, RegExp>> = {
  weak: /^(?:num(?:ber)?of|no|count)?weak(?:site)?(?:passwords?|pw)?(?:s|count|total)?$/u,
  reused: /^(?:num(?:ber)?of|no|count)?(?:reused|duplicated?)(?:site)?(?:passwords?|pw)?(?:s|count|total)?$/u,
}

const bare = (header: string): string => header.toLowerCase().replace(/[^\p{L}\p{N}%]+/gu, '')

function columnOf(count: Count, headers: readonly string[]): number | null {
  const found = headers.flatMap((header, index) => (meanings[count].test(bare(header)) ? [index] : []))
  if (found.length > 1)
    throw refuse(
      `Several columns could be the number of ${count} passwords: ${found.map((index) => `"${headers[index]}"`).join(', ')}. Leave one of them in the file, then import it again.`,
    )
  return found[0] ?? null
}

const refuse = (message: string) => new Refusal('invalid', `${message} Nothing was imported.`, { path: 'file' })

/**
 * Reads the admin console's security report as CSV; columns that it does not know are left aside.
 * @throws Refusal `invalid` where it has no column of addresses, or of weak or reused passwords
 */
export async function readSecurityReport(bytes: Uint8Array, signal?: AbortSignal): Promise<ReadReport> {
  const whole = decode(bytes)
    .text.replace(/\r\n?/gu, '\n')
    .replace(/^\ufeff*(?:"?sep=."?\n)?/iu, '')
  const text = whole
    .split('\n')
    .slice(titleLines(whole, (cell) => isKnownHeader(cell) || isCount(cell)))
    .join('\n')
  const lines = recordsOf(text)
  const delimiter = findDelimiter(lines)?.delimiter ?? headerDelimiter(lines[0] ?? '')
  if (delimiter === null) throw refuse('This is no table with columns.')
  const rows = await readRows(text, delimiter, signal)
  if (rows.length < 2) throw refuse('The file has no rows below its header.')
  const { header, use } = columnsIn(rows)
  const headers = header ? (rows[0]?.cells ?? []) : []
  const [weak, reused] = [columnOf('weak', headers), columnOf('reused', headers)]
  if (use.address === null) throw refuse('No column holds the addresses that people log in with.')
  if (weak === null && reused === null)
    throw refuse(
      `No column is named for weak or reused passwords. The file has ${headers
        .slice(0, 20)
        .map((name) => `"${name.slice(0, 60)}"`)
        .join(', ')}.`,
    )
  const name = (index: number | null) => (index === null ? null : (headers[index] ?? '').slice(0, 100))
  return {
    ...peopleOf(rows.slice(1), { address: use.address, weak, reused }),
    columns: { weak: name(weak), reused: name(reused) },
  }
}

const isCount = (cell: string): boolean => Object.values(meanings).some((meaning) => meaning.test(bare(cell)))

/** The first records of a text, of which one in quotation marks may have several lines. */
function recordsOf(text: string): string[] {
  const records: string[] = []
  let open = ''
  for (const line of text.split('\n', 200)) {
    const record = open === '' ? line : `${open}\n${line}`
    const isWhole = (record.split('"').length - 1) % 2 === 0
    open = isWhole ? '' : record
    if (isWhole && record.trim() !== '') records.push(record)
  }
  return records.slice(0, 60)
}

/** Which column is what. What the reader of lists says to somebody who could choose a column is said for a file. */
function columnsIn(rows: readonly Row[]): ReturnType<typeof lookAt> {
  try {
    return lookAt(rows, undefined)
  } catch (error) {
    if (!(error instanceof Refusal) || error.failure.path !== 'columns') throw error
    const said = error.message.replace(/ Choose .*$/su, '')
    throw refuse(`${said} Leave one column with the addresses that people log in with, then import it again.`)
  }
}

function peopleOf(
  rows: readonly Row[],
  at: { address: number; weak: number | null; reused: number | null },
): Pick<ReadReport, 'people' | 'doubled' | 'unread'> {
  const people = new Map<string, Reported>()
  const twice = new Set<string>()
  let unread = 0
  for (const { cells } of rows) {
    const username = soleAddress(plainCell(cells[at.address] ?? ''))
    const counts = [at.weak, at.reused].map((column) => (column === null ? '' : (cells[column] ?? '')))
    const [weak = null, reused = null] = counts.map(countOf)
    const one = { username: username ?? '', weak, reused }
    const isNothing = username === null || (weak === null && reused === null)
    if (isNothing || counts.some((cell) => countOf(cell) === null && !isNoCount(cell))) unread++
    if (isNothing) continue
    const key = keyOf(username)
    const before = people.get(key)
    if (before !== undefined && (before.weak !== one.weak || before.reused !== one.reused)) twice.add(key)
    people.set(key, one)
  }
  for (const key of twice) people.delete(key)
  return { people: [...people.values()], doubled: twice.size, unread }
}
