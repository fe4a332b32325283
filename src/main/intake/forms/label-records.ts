import { fold } from '../../text/folding.ts'
import { wordSet } from '../../text/word-set.ts'
import { soleAddress } from '../list-entry.ts'
import { headerKey, isKnownHeader } from '../table/column-headers.ts'
import type { Row } from '../table/read-rows.ts'

// Records as forms, tickets and directories write them: a line a field, "Email: kim@example.com", and the next person after an empty
// line or where the first field comes again.

/** A field of a record: a label, a colon, what it says. A label has no address and no clock in it. */
const field = /^\s*(?:[-*•]\s+)?["']?(\p{L}[^:：@\n]{0,40}?)["']?\s*[:：](?!\/\/)\s*(.*)$/u
const mostColumns = 100
/** So many lines show whether a text is made of records; the last of so many letters may be cut, and is a field all the same. */
const sampleLines = 100
const longestSample = 20_000

/** A label and its value with a tab between them, or in the two cells of a Markdown table. */
const pair = /^\s*(?:\|[ \t]*([^\t|@:：]{1,40}?)[ \t]*\|[ \t]*([^\t|]*?)[ \t]*\|?|([^\t|@:：]{1,40})\t([^\t]*))\s*$/u
/** The line under the header of a Markdown table. */
const ruled = /^\s*\|?(?:\s*:?-{2,}:?\s*(?:\||$))+\s*$/u
/** Headers of a table that has the fields of one record under each other. */
const fieldHeader = wordSet(
  'field attribute property label feld attribut eigenschaft champ attribut campo veld pole falt felt',
)
const valueHeader = wordSet('value values details wert inhalt valeur valor valore waarde wartosc varde vaerdi verdi')

/** The label and the value of a line; null: it has none. */
function pairOf(line: string): [string, string] | null {
  const found = pair.exec(line)
  return found === null ? null : [(found[1] ?? found[3] ?? '').trim(), (found[2] ?? found[4] ?? '').trim()]
}

/** Whether a line heads a label and its value: "Field | Value", or both empty. */
const isHead = ([label, value]: [string, string]): boolean =>
  fieldHeader.has(fold(label)) && valueHeader.has(fold(value))

/**
 * A text of a label and its value on each line, with a tab between them as tables are pasted or as Markdown writes them, with colons
 * instead; any other text as it is.
 */
export function withColons(text: string): string {
  const sample = text.slice(0, longestSample).split('\n', sampleLines)
  const filled = sample.filter((line) => line.trim() !== '' && !ruled.test(line))
  const pairs = filled.map(pairOf)
  const isVertical =
    pairs.every((one) => one !== null) &&
    (pairs.some(isHead) || pairs.filter(([label]) => isKnownHeader(label)).length > 1) &&
    !pairs.some(([label, value]) => isKnownHeader(label) && isKnownHeader(value))
  if (!isVertical) return text
  return text
    .split('\n')
    .map((line) => {
      const one = ruled.test(line) ? null : pairOf(line)
      if (one === null || isHead(one)) return ruled.test(line) || one !== null ? '' : line
      return `${one[0]}: ${one[1]}`
    })
    .join('\n')
}

interface Field {
  key: string
  label: string
  value: string
}

/** The lines around a card of an address book, and the version of its form. */
const isCardEdge = (line: string): boolean => /^(?:BEGIN|END):VCARD\s*$|^VERSION:[\d.]+\s*$/iu.test(line)
/** How cards name their fields; what else they say of one stands behind a semicolon: "EMAIL;TYPE=WORK". */
const ofCard: Readonly<Record<string, string>> = { FN: 'Name' }

const indentOf = (line: string): number => line.length - line.trimStart().length
/** Whether a label with nothing behind it stands over the lines that follow: they begin further in, or are items of a list. */
const isOver = (line: string, next: string): boolean =>
  /\S/u.test(next) &&
  !isCardEdge(next) &&
  (indentOf(next) > indentOf(line) || (/^\s*[-*•]\s/u.test(next) && !/^\s*[-*•]\s/u.test(line)))

/** A field of a line; null: it is none. */
function fieldOf(line: string): Field | null {
  const found = field.exec(line)
  if (found === null) return null
  const [, whole = '', written = ''] = found
  const [named = ''] = whole.split(/;(?=\w+=)/u)
  const label = ofCard[named] ?? named
  const value = written.trim()
  return {
    key: headerKey(label),
    label: label.trim(),
    value: /^"[^"]*"$|^'[^']*'$/u.test(value) ? value.slice(1, -1) : value,
  }
}

/**
 * The records of a text in which every line is a field, as the rows of a table whose first is the labels; null: it is no such text.
 * There have to be so many at `least`, with a field of addresses in each. Yields now and then.
 */
export function* labelRecords(text: string, least = 2): Generator<void, Row[] | null> {
  const sample = text.slice(0, longestSample).split('\n', sampleLines)
  if (!sample.every((line) => line.trim() === '' || isCardEdge(line) || fieldOf(line) !== null)) return null
  const lines = text.split('\n')
  const columns = new Map<string, string>()
  const records: { line: number; fields: Map<string, string> }[] = []
  /** What stands over some of the records, as rows of one cell. */
  const headings: Row[] = []
  let isOpen = false
  for (const [at, line] of lines.entries()) {
    if (at % 1000 === 999) yield
    if (line.trim() === '' || isCardEdge(line)) {
      isOpen = false
      continue
    }
    const one = fieldOf(line)
    if (one === null || one.key === '') return null
    if (one.value === '' && isOver(line, lines[at + 1] ?? '')) {
      headings.push({ line: at + 1, cells: [`${one.label}:`] })
      isOpen = false
      continue
    }
    const last = records.at(-1)
    const goesOn = isOpen && last !== undefined && !last.fields.has(one.key)
    const record = goesOn ? last : { line: at + 1, fields: new Map<string, string>() }
    if (!goesOn) records.push(record)
    isOpen = true
    record.fields.set(one.key, one.value)
    if (!columns.has(one.key)) columns.set(one.key, one.label)
    if (columns.size > mostColumns) return null
  }
  if (records.length < least || records.some(({ fields }) => fields.size < 2)) return null
  const keys = [...columns.keys()]
  const isAddressed = keys.some(
    (key) =>
      isKnownHeader(columns.get(key) ?? '') &&
      records.every(({ fields }) => fields.has(key)) &&
      records.some(({ fields }) => soleAddress(fields.get(key) ?? '') !== null),
  )
  if (!isAddressed) return null
  const rows = records.map(({ line, fields }): Row => ({ line, cells: keys.map((key) => fields.get(key) ?? '') }))
  return [
    { line: 1, cells: [...columns.values()] },
    ...(headings.length === 0 ? rows : [...rows, ...headings].sort((a, b) => a.line - b.line)),
  ]
}
