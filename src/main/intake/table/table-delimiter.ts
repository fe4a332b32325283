import { findAddresses } from '../../text/addresses/find-addresses.ts'
import { isKnownHeader } from './column-headers.ts'
import { addressColumns, findDelimiter, headerDelimiter, isTableOfSeveral } from './detect-columns.ts'
import type { Wanted } from './read-table.ts'

/** Enough lines to tell a table from a list. */
const sampleLines = 60
/** No record is longer; a quotation mark that is never closed must not swallow the whole text here. */
const longestSample = 20_000

/** Signs within words, as in "דוא״ל" typed with the keyboard, open no cell. */
const withinWords = /(?<=\p{L})"(?=\p{L})/gu

/** The first records of a text; line breaks inside quotation marks end none. */
export function sampleOf(text: string): string[] {
  const records: string[] = []
  let record = ''
  for (let from = 0; from < text.length && records.length < sampleLines; ) {
    const end = text.indexOf('\n', from)
    record += text.slice(from, end === -1 ? undefined : end)
    from = end === -1 ? text.length : end + 1
    const isOpen = record.length < longestSample && record.replace(withinWords, '').split('"').length % 2 === 0
    if (isOpen && from < text.length) record += '\n'
    else {
      if (record.trim() !== '') records.push(record.slice(0, longestSample))
      record = ''
    }
  }
  return records
}

/** The delimiter of a table, or null where the text is a list in no columns. */
export function tableDelimiter(text: string, isFile: boolean, wanted: Wanted | undefined): string | null {
  const records = sampleOf(text)
  const found = findDelimiter(records)
  const chosen = found?.delimiter ?? headerDelimiter(records[0] ?? '') ?? ','
  if (Object.values(wanted ?? {}).some((index) => typeof index === 'number')) return chosen
  const split = records.map((record) => record.split(chosen).map((cell) => cell.trim().replace(/^"(.*)"$/su, '$1')))
  const [first = [], ...body] = split
  const headless = first.some((cell) => findAddresses(cell).length > 0)
  if (!headless && first.some(isKnownHeader) && (isFile || body.length > 0)) return chosen
  if (found === null) return null
  if (!headless && isHeaded(split, found.count)) return chosen
  // A bar can belong to an address: without a header it must not part "x|y@example.com".
  if (chosen === '|' && records.some((record) => /[^\s|]\|[^\s|@]+[@＠﹫]/u.test(record))) return null
  // Several addresses on a line are a list, unless a file's header says that they are columns.
  const several = records.some((record) => findAddresses(record).length > 1)
  if (several && (headless || !isFile)) return found.share >= 0.8 && isTableOfSeveral(split) ? chosen : null
  const addresses = addressColumns(headless || body.length === 0 ? split : body)
  if (addresses.length === 1 && found.share >= 0.8 && records.length > 1) return chosen
  return isFile && found.share >= 0.8 && records.length > 1 && (several || found.count >= 2) ? chosen : null
}

/** Whether the first record heads columns of which at least one holds addresses, though no word of it is known. */
function isHeaded([first = [], ...body]: readonly (readonly string[])[], count: number): boolean {
  if (first.length !== count + 1 || body.length === 0 || first.some((cell) => cell.length > 60)) return false
  const filled = first.filter((cell) => /\p{L}/u.test(cell))
  if (filled.length < Math.max(2, first.length - 1) || new Set(filled).size < filled.length) return false
  return body.every((row) => row.length === first.length || row.length < 2) && addressColumns(body).length > 0
}
