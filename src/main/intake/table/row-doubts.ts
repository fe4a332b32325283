import { rowDays } from '../coming/row-days.ts'
import { isPersonStatus, isStartHeader, isStatusHeader, saysNo, saysYes, standingOf } from '../employment-words.ts'
import { isAttribute } from '../others/leaving-words.ts'
import { type Doubt, orElse } from '../others/others-beside.ts'
import { isArriving, isComing, isHarmless, isNoAction, isRefusal, isStaying } from '../others/others-words.ts'
import type { ColumnUse } from './detect-columns.ts'
import { isLeavingCell, isUnderstood, speaksOfLeaver, speaksOfLeaving, tellsGone, wordsOf } from './leaving-cells.ts'
import type { Row } from './read-rows.ts'
import {
  isAbsenceHeader,
  isDoneHeader,
  isEventHeader,
  isPositionHeader,
  isRemarkHeader,
  isTickHeader,
  saysDone,
  saysOpen,
} from './telling-headers.ts'

/** What a row says against its address in its other cells; null: nothing. */
export type RowReader = (cells: readonly string[]) => Doubt | null

/** Longer cells say something of their own. */
export const longestSaying = 60
const longestQuoted = 60
const mostColumns = 100
/** More different values are no statuses. */
const mostStatuses = 12

/** What a column says of its rows, where it tells some apart from others. */
type Kind =
  /** Remarks of people. */
  | 'remark'
  /** Ticks for those with whom something is to be done. */
  | 'tick'
  /** Ticks for those with whom it has been done, or who stay after all. */
  | 'done'
  /** How far each is: some are done. */
  | 'stage'
  /** What happens to each: some leave, others do something else. */
  | 'event'
  /** The status of each, of which no value is known. */
  | 'status'
  /** The day of each: some have none yet. */
  | 'day'
  /** Letters that stand for what happens to each. */
  | 'choice'
  /** What is noted of those who leave; who has nothing there may stay. */
  | 'leaving'

interface Telling {
  index: number
  header: string
  kind: Kind
}

/** A column about this very product among those about others. */
const isOwnProduct = (header: string): boolean => /\blast\s?pass\b/iu.test(header)
/** A day, with its year or without. */
const dayAlone = /^\d{1,2}[./-]\d{1,2}[./-]?(?:\d{2,4})?$|^\d{4}-\d{2}-\d{2}$/u
const isBack = (word: string): boolean => isStaying(word) || word === 'rehired'

/** "L/M/J", "Leaver/Mover": a header that names what its cells may be. */
const isChoice = (header: string): boolean => /^\p{L}+(?:\s?\/\s?\p{L}+)+$/u.test(header)

/** More different values are names, numbers or stories, and tell no kinds of rows apart. */
const mostValues = 500
const rowsAStep = 2000

/** The values of a column, each once; more than `mostValues` are not gone on with. Yields now and then. */
function* valuesOf(rows: readonly Row[], index: number): Generator<void, ReadonlySet<string>> {
  const values = new Set<string>()
  for (const [at, { cells }] of rows.entries()) {
    if (at % rowsAStep === rowsAStep - 1) yield
    values.add((cells[index] ?? '').trim())
    if (values.size > mostValues) break
  }
  return values
}

function kindOf(
  title: string | undefined,
  values: ReadonlySet<string>,
  { isOneRow, hasEmployment }: { isOneRow: boolean; hasEmployment: boolean },
): Kind | null {
  const header = title === '' ? undefined : title
  const cells = [...values]
  const differs = cells.length > 1
  const isMany = cells.length > mostValues
  const words = wordsOf(header ?? '')
  const areTicks = !isMany && cells.some(saysYes) && cells.every((cell) => cell === '' || saysYes(cell) || saysNo(cell))
  // "Exit cancelled", "Rehired": whoever has something there does not leave.
  if (
    differs &&
    // Days after the last day are read with it.
    !(hasEmployment && isStartHeader(header ?? '') && cells.some((cell) => dayAlone.test(cell))) &&
    words.some(isBack) &&
    words.every((word) => isBack(word) || speaksOfLeaving([word]) || isHarmless(word))
  )
    return 'done'
  // "New hire": whoever has a yes there comes.
  if (areTicks && words.some(isComing) && words.every((word) => isComing(word) || isHarmless(word))) return 'done'
  if (header !== undefined && isDoneHeader(header)) return cells.some((cell) => cell !== '') ? 'done' : null
  if (header !== undefined && isRemarkHeader(header)) return differs || isOneRow ? 'remark' : null
  if (header !== undefined && differs && !hasEmployment && values.has('') && speaksOfLeaving(words)) return 'leaving'
  if (header !== undefined && isAbsenceHeader(header)) return 'done'
  if (header !== undefined && isEventHeader(header) && !isMany && !cells.every(isLeavingCell)) return 'event'
  if (!differs || isMany) return null
  // "L", "M": letters that stand for something tell rows apart, and nobody can tell how.
  if (header === undefined && cells.every((cell) => /^\p{Lu}$/u.test(cell))) return 'choice'
  // Ticks without a header can mean nothing but that somebody is meant.
  const isTicked = header === undefined || isTickHeader(header) || isOwnProduct(header) || speaksOfLeaving(words)
  if (areTicks && isTicked) return 'tick'
  const someLeave = cells.some(isLeavingCell) && !cells.every(isLeavingCell)
  if (header === undefined) return someLeave ? 'event' : null
  if (isChoice(header) && (speaksOfLeaving(words) || header.length < 6)) return 'choice'
  if ((isStatusHeader(header) || isOwnProduct(header)) && cells.some(saysDone)) return 'stage'
  if (isPersonStatus(header) && !hasEmployment && cells.length <= mostStatuses) return 'status'
  const isDays = cells.some((cell) => dayAlone.test(cell))
  if (isDays && cells.some((cell) => cell !== '' && !/\d/u.test(cell))) return 'day'
  if (someLeave && !speaksOfLeaving(words)) return 'event'
  // A day or a status says more of each row than the words of another column.
  const isLoose = !hasEmployment && !isPositionHeader(header)
  return isLoose && cells.some(speaksOfLeaver) && !cells.every(speaksOfLeaver) ? 'event' : null
}

/** Whether a cell of such a column speaks against its row. */
function isAgainst(kind: Kind, cell: string): boolean {
  switch (kind) {
    case 'remark':
      return cell !== '' && !isUnderstood(cell)
    case 'tick':
      return !saysYes(cell)
    case 'done':
      return cell !== '' && !saysNo(cell)
    case 'leaving':
      return cell === ''
    case 'stage':
      return saysDone(cell)
    case 'day':
      return cell !== '' && !/\d/u.test(cell)
    case 'choice':
      return cell === '' || !isLeavingCell(cell)
    case 'status':
      return cell === '' || !(isLeavingCell(cell) || saysOpen(cell))
    case 'event':
      return (
        !isLeavingCell(cell) &&
        !speaksOfLeaver(cell) &&
        (cell === '' || !isUnderstood(cell) || wordsOf(cell).every((word) => isHarmless(word) || isAttribute(word)))
      )
  }
}

/** The columns that tell rows apart. Yields now and then. */
function* tellingColumns(
  headers: readonly string[],
  rows: readonly Row[],
  used: readonly (number | null)[],
  hasEmployment: boolean,
): Generator<void, Telling[]> {
  const width =
    headers.length > 0
      ? headers.length
      : Math.min(mostColumns, Math.max(0, ...rows.slice(0, 200).map(({ cells }) => cells.length)))
  const telling: Telling[] = []
  for (let index = 0; index < width; index++) {
    if (used.includes(index)) continue
    const kind = kindOf(headers[index], yield* valuesOf(rows, index), { isOneRow: rows.length === 1, hasEmployment })
    if (kind !== null) telling.push({ index, header: headers[index] || `Column ${index + 1}`, kind })
    yield
  }
  return telling
}

/**
 * Reads the cells of a table beside the address: that nobody goes, what nobody understood, a day after `today` (null: of a list of staff,
 * that its person has left), or nothing that is like the account.
 */
export function* rowReader(
  rows: readonly Row[],
  { header, use, guessed }: { header: boolean; use: ColumnUse; guessed: boolean },
  today: string | null,
): Generator<void, RowReader> {
  const headers = header ? (rows[0]?.cells ?? []) : []
  const named = [use.address, use.name, use.firstName, use.lastName]
  const hasEmployment = use.status !== null || use.lastDay !== null
  const body = header ? rows.slice(1) : rows
  const telling = yield* tellingColumns(headers, body, [...named, use.status, use.lastDay], hasEmployment)
  const days = today === null ? null : rowDays(headers, [...named, use.status], use.lastDay, today)
  return (cells) => orElse(said(cells), days === null ? goneBy(cells) : days(cells))

  /** What says in a list of staff that the row's person has left. */
  function goneBy(cells: readonly string[]): Doubt | null {
    const isOther = (index: number) => ![...named, use.status, use.lastDay].includes(index)
    const cell = cells.find((each, index) => isOther(index) && each.length <= longestSaying && tellsGone(each))
    return cell === undefined ? null : { kind: 'gone', said: cell, words: [] }
  }

  function said(cells: readonly string[]): Doubt | null {
    const stays = cells.flatMap((cell, index) => {
      if (cell === '' || named.includes(index) || cell.length > longestSaying) return []
      // What a column of employment says is read as that.
      if (index === use.status && standingOf(headers[index] ?? '', cell) !== null) return []
      const words = wordsOf(cell)
      return isNoAction(headers[index] ?? '', words)
        ? words
        : words.some(isRefusal) && speaksOfLeaving(words)
          ? words.filter(isRefusal)
          : words.filter((word) => isStaying(word) || (words.length <= 3 && isArriving(word)))
    })
    if (stays.length > 0) return { kind: 'words', words: stays }
    for (const { index, header: title, kind } of telling) {
      // Of a list of staff it says nothing that somebody does something else than leave, or stays after all.
      if (today === null && ['event', 'status', 'done'].includes(kind)) continue
      const cell = (cells[index] ?? '').trim()
      if (isAgainst(kind, cell))
        return { kind: 'cell', header: title.slice(0, longestQuoted), cell: cell.slice(0, longestQuoted) }
    }
    if (!guessed) return null
    const words = cells.flatMap((cell, index) => (index === use.address || cell.includes('@') ? [] : wordsOf(cell)))
    return words.length > 0
      ? { kind: 'column', words: words.filter((word) => !/\p{N}/u.test(word)).slice(0, 20) }
      : null
  }
}
