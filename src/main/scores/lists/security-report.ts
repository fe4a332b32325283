import { Refusal } from '../../../contract/failure.ts'
import { decode } from '../../intake/decode.ts'
import { soleAddress } from '../../intake/list-entry.ts'
import { findDelimiter } from '../../intake/table/detect-columns.ts'
import { type Row, readRows } from '../../intake/table/read-rows.ts'
import { lookAt } from '../../intake/table/read-table.ts'
import { unguarded } from '../../text/cells.ts'
import { keyOf } from '../../text/user-key.ts'

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
  /** Rows with people whose counts or address could not be read. */
  unread: number
}

type Count = 'weak' | 'reused'
/** Headers of the two counts, in letters and figures alone; shares, scores and sums over sites are others. */
const meanings: Readonly<Record<Count, RegExp>> = {
  weak: /^(?:num(?:ber)?of|no|count)?weak(?:site)?(?:passwords?|pw)?(?:s|count|total)?$/u,
  reused: /^(?:num(?:ber)?of|no|count)?(?:reused|duplicated?)(?:site)?(?:passwords?|pw)?(?:s|count|total)?$/u,
}
/** No vault holds more. */
const mostPasswords = 1_000_000

const bare = (header: string): string => header.toLowerCase().replace(/[^\p{L}\p{N}%]+/gu, '')

/** The count of a cell: a whole number, also as spreadsheets write it; null: it is none. */
function countOf(cell: string | undefined): number | null {
  const text = unguarded(cell ?? '').trim()
  if (!/^\d{1,7}(?:\.0+)?$/u.test(text)) return null
  const count = Number(text)
  return count <= mostPasswords ? count : null
}

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
  const text = decode(bytes)
    .text.replace(/^\ufeff?(?:sep=.\r?\n)?/iu, '')
    .replace(/\r\n?/gu, '\n')
  const found = findDelimiter(text.split('\n', 60).filter((line) => line.trim() !== ''))
  if (found === null) throw refuse('This is no table with columns.')
  const rows = await readRows(text, found.delimiter, signal)
  const { header, use } = lookAt(rows, undefined)
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

function peopleOf(
  rows: readonly Row[],
  at: { address: number; weak: number | null; reused: number | null },
): Pick<ReadReport, 'people' | 'doubled' | 'unread'> {
  const people = new Map<string, Reported>()
  const twice = new Set<string>()
  let unread = 0
  for (const { cells } of rows) {
    const username = soleAddress(unguarded(cells[at.address] ?? ''))
    const one = {
      username: username ?? '',
      weak: at.weak === null ? null : countOf(cells[at.weak]),
      reused: at.reused === null ? null : countOf(cells[at.reused]),
    }
    if (username === null || (one.weak === null && one.reused === null)) {
      unread++
      continue
    }
    const key = keyOf(username)
    const before = people.get(key)
    if (before !== undefined && (before.weak !== one.weak || before.reused !== one.reused)) twice.add(key)
    people.set(key, one)
  }
  for (const key of twice) people.delete(key)
  return { people: [...people.values()], doubled: twice.size, unread }
}
