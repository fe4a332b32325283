import { findAddresses } from '../../text/addresses/find-addresses.ts'
import { fold } from '../../text/folding.ts'
import { remembering } from '../../text/remembering.ts'
import { foldedWords } from '../../text/word-set.ts'
import { readDay } from '../dates.ts'
import { saysNo, saysYes } from '../employment/employment-words.ts'
import { isAttribute } from '../others/leaving-words.ts'
import { isOwnProduct, isStory } from '../table/column-kinds.ts'
import { isUnderstood, wordsOf } from '../table/leaving-cells.ts'
import { isOfElse, saysDone, saysOpen } from '../table/telling-headers.ts'
import { attributeOf, isTickedAttribute } from './attribute-headers.ts'
import { isKindOfWork } from './kinds-of-work.ts'
import { isPlace } from './places.ts'

// Words never end, so that a column which may tell who is meant is not known by its words: it is every column that is not understood and
// tells rows apart. A person says once for the whole table what it means.

/** What its cells say is told apart in one of these ways. */
type Reading = 'words' | 'filled'

/** A column that nobody understands and that may say who is meant. */
export interface OpenColumn {
  index: number
  header: string
  /** What its cells say, the most frequent first, and on how many rows. */
  values: readonly { value: string; rows: number }[]
  /** How many rows say something that is not among them. */
  moreRows: number
  /** What the cell of a row says, as it is in `values`. */
  sayingOf: (cell: string) => string
  /** Whether some cell says that. */
  has: (value: string) => boolean
}

export const mostValues = 50
/** More different values than that are no choice, where each stands on few rows. */
const mostDistinct = 12
const mostTold = 500
/** Longer cells are texts, of which nobody ticks one. */
const longestValue = 120
const longestHeader = 60

/** What stands for all that is not empty, where it is too much to choose from. */
const filledIn = 'filled in'
const aDay = 'a day'
const aText = 'a longer text'

const isDay = remembering((cell) => /\p{N}/u.test(cell) && cell.length < 40 && readDay(cell, 'day-first') !== null)
const isTime = (cell: string): boolean => /^\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?$/iu.test(cell)
const isNumber = (cell: string): boolean => /^[\d.,\s'’]+$/u.test(cell)
/** Numbers, times, sizes and technical names: of each person another one. */
const isIdentifier = (cell: string): boolean =>
  /\d{3}/u.test(cell) &&
  /^[\p{L}\p{N}._/+()\s=,:{}#-]+$/u.test(cell) &&
  cell.replace(/[^\p{N}]/gu, '').length * 3 >= cell.length
const isTechnical = (cell: string): boolean =>
  findAddresses(cell).length > 0 ||
  /^https?:\/\/|^(?:CN|OU)=|^[\da-f]{8}-[\da-f]{4}-/iu.test(cell) ||
  /^\+?[\d\s()/.-]{7,}$/u.test(cell)

/** A row of a table, by column. */
interface Cells {
  cells: readonly string[]
}

/** Whether most cells of a column are made of the letters of the address beside them: names, and parts of them. */
function holdsNames(rows: readonly Cells[], index: number, addressAt: number | null): boolean {
  if (addressAt === null) return false
  let filled = 0
  let alike = 0
  for (const { cells } of rows.slice(0, 300)) {
    const cell = cells[index] ?? ''
    if (cell === '') continue
    filled++
    const local = fold((cells[addressAt] ?? '').split('@', 1)[0] ?? '').replace(/[^\p{L}]/gu, '')
    const words = foldedWords(cell).filter((word) => word.length > 2 && /^\p{L}+$/u.test(word))
    if (words.some((word) => local.includes(word))) alike++
  }
  return filled > 0 && alike * 5 >= filled * 3
}

interface Tally {
  counts: Map<string, { value: string; rows: number }>
  /** Rows beyond the values that are told apart. */
  more: number
  filled: number
  total: number
}

const rowsAStep = 2000
const keyOf = (cell: string): string => cell.normalize('NFC').toLowerCase()
const valueFrom = (cell: string): string => (cell.length > longestValue ? aText : cell.replace(/\s+/gu, ' ').trim())

function* tallyOf(rows: readonly Cells[], index: number): Generator<void, Tally> {
  const counts: Tally['counts'] = new Map()
  let more = 0
  let filled = 0
  for (const [at, { cells }] of rows.entries()) {
    if (at % rowsAStep === rowsAStep - 1) yield
    const value = valueFrom(cells[index] ?? '')
    if (value !== '') filled++
    const key = keyOf(value)
    const known = counts.get(key)
    if (known !== undefined) known.rows++
    else if (counts.size < mostTold) counts.set(key, { value, rows: 1 })
    else more++
  }
  return { counts, more, filled, total: rows.length }
}

/** Whether all that a column says are ticks, in words or marks. */
function* areTicks(rows: readonly Cells[], index: number): Generator<void, boolean> {
  let some = false
  for (const [at, { cells }] of rows.entries()) {
    if (at % rowsAStep === rowsAStep - 1) yield
    const cell = (cells[index] ?? '').trim()
    if (cell === '') continue
    if (/^\d+$/u.test(cell) || !(saysYes(cell) || saysNo(cell))) return false
    some = true
  }
  return some
}

interface Table {
  /** All headers; empty: the table has none. */
  headers: readonly string[]
  /** The rows of people. */
  rows: readonly Cells[]
  addressAt: number | null
  /** Whether a cell says in words that are known that its person is meant. */
  isMeant: (cell: string) => boolean
}

/**
 * A column that nobody understands and that may say who of a table is meant; null: it says what people are, says nothing, or what every
 * cell says is known. `telling`: it is known to tell rows apart, or a person says so, and only its words are not. Yields now and then.
 */
export function* openColumn(
  index: number,
  { headers, rows, addressAt, isMeant }: Table,
  is: 'unknown' | 'telling' = 'unknown',
): Generator<void, OpenColumn | null> {
  const header = headers[index] ?? ''
  const attribute = header === '' ? null : attributeOf(header, headers)
  const isAsked = is !== 'unknown'
  if (!isAsked && attribute === 'any' && (isTickedAttribute(header) || !(yield* areTicks(rows, index)))) return null
  if (!isAsked && header !== '' && isOfElse(header)) return null
  const tally = yield* tallyOf(rows, index)
  const { counts, filled, total } = tally
  if (filled === 0) return null
  const said = [...counts.values()].map(({ value }) => value)
  const cells = said.filter((value) => value !== '')
  const hasEmpty = filled < total
  if (isAsked) return opened('words')
  if (attribute === 'days' && cells.every((cell) => isDay(cell) || isNumber(cell) || isTime(cell))) return null
  if (attribute === 'ids' && counts.size === total && cells.every((cell) => /\d/u.test(cell))) return null
  if (cells.every(isTechnical) && !hasEmpty) return null
  // How far a task is says nothing of whose it is.
  if (cells.every((cell) => saysDone(cell) || saysOpen(cell))) return null
  if ((cells.every(isMeant) || cells.every(isOwnProduct)) && !hasEmpty) return null
  if (cells.every((cell) => isWhere(cell))) return null
  if (isKindOfWork(header, said)) return null
  if (holdsNames(rows, index, addressAt)) return null
  const areAll = counts.size + tally.more >= filled && !hasEmpty
  if (areAll && total > 1 && cells.every(isIdentifier)) return null
  if (cells.every(isDay)) return hasEmpty ? opened('filled', aDay) : null
  // What all say tells nobody apart, unless it may say of all that they are not meant.
  if (cells.length === 1 && !hasEmpty) return saysNothing(cells[0] ?? '', total) ? null : opened('words')
  const isMany = counts.size + tally.more > mostDistinct && (counts.size + tally.more) * 2 > filled
  if (!isMany || cells.filter(isStory).length * 4 >= cells.length) return opened('words')
  return hasEmpty ? opened('filled') : null

  function opened(reading: Reading, filledName = filledIn): OpenColumn {
    const sayingOf = (cell: string): string => {
      const value = valueFrom(cell)
      return reading === 'words' ? (counts.get(keyOf(value))?.value ?? value) : value === '' ? '' : filledName
    }
    const all =
      reading === 'filled'
        ? [
            { value: filledName, rows: filled },
            { value: '', rows: total - filled },
          ]
        : [...counts.values()].sort((a, b) => b.rows - a.rows)
    return {
      index,
      header: (header || `Column ${index + 1}`).slice(0, longestHeader),
      values: all.slice(0, mostValues),
      moreRows:
        all.slice(mostValues).reduce((sum, each) => sum + each.rows, 0) + (reading === 'filled' ? 0 : tally.more),
      sayingOf,
      has: (value) => all.some((each) => each.value === value),
    }
  }
}

/** Whether a cell that all rows have is a number, a yes, a mark of several rows, or in words that are known to say nothing against leaving. */
const saysNothing = (cell: string, rows: number): boolean =>
  (rows > 1 && wordsOf(cell).length === 0 && !saysNo(cell)) ||
  isNumber(cell) ||
  saysYes(cell) ||
  (wordsOf(cell).length > 0 && isUnderstood(cell) && !saysNo(cell))

/** Whether a cell says where somebody works, or as what, and nothing else. */
const isWhere = (cell: string): boolean => {
  const words = foldedWords(cell)
  return words.length > 0 && (words.every((word) => isAttribute(word)) || isPlace(cell))
}
