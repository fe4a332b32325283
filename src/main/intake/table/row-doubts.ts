import { remembering } from '../../text/remembering.ts'
import { attributeOf } from '../asked/attribute-headers.ts'
import { type OpenColumn, openColumn } from '../asked/open-columns.ts'
import { rowDays } from '../coming/row-days.ts'
import { readDay } from '../dates.ts'
import { isStartHeader, standingOf } from '../employment/employment-words.ts'
import { type Doubt, orElse } from '../others/others-beside.ts'
import { isArriving, isNoAction, isRefusal, isStaying } from '../others/others-words.ts'
import { type ColumnKind, isAgainst, kindOf, mostValues } from './column-kinds.ts'
import type { ColumnUse } from './detect-columns.ts'
import { isLeavingCell, saysHandedIn, speaksOfLeaving, tellsGone, wordsOf } from './leaving-cells.ts'
import type { Row } from './read-rows.ts'
import { isDecisionHeader, isNothing, isOfAccount, isOfElse } from './telling-headers.ts'

/** How the rows of a table are read beside their addresses. */
export interface RowReader {
  /** What a row says against its address in its other cells; null: nothing. */
  says(cells: readonly string[]): Doubt | null
  /** Columns that may say who is meant, and that nobody understands, answered ones among them. */
  open: readonly OpenColumn[]
}

/** Longer cells say something of their own. */
export const longestSaying = 60
const longestQuoted = 60
const mostColumns = 100

/** A column that tells rows apart. */
interface Telling {
  index: number
  header: string
  kind: ColumnKind
}

/** What stands in brackets behind a name: "Kim Ito (Terminated)". */
const asideOf = (name: string): string => /\(([^()]*)\)\s*$/u.exec(name)?.[1] ?? ''

const rowsAStep = 500

/** Whether some of the names have words behind them that say that their person leaves. Yields now and then. */
function* isSomeMarked(rows: readonly Row[], nameAt: number): Generator<void, boolean> {
  for (const [at, { cells }] of rows.entries()) {
    if (at % rowsAStep === rowsAStep - 1) yield
    if (isLeavingCell(asideOf(cells[nameAt] ?? ''))) return true
  }
  return false
}

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

/** Kinds of columns of which everything that is not understood speaks against its row. */
const closed: ReadonlySet<ColumnKind> = new Set(['event', 'status', 'decision', 'choice'])

/** The columns that tell rows apart, and those that may and that nobody understands. Yields now and then. */
function* tellingColumns(
  headers: readonly string[],
  rows: readonly Row[],
  use: ColumnUse,
  { answered, isStaff }: { answered: ReadonlySet<number>; isStaff: boolean },
): Generator<void, { telling: Telling[]; open: OpenColumn[] }> {
  const used = [...namedColumns(use), use.status, use.lastDay]
  const hasEmployment = use.status !== null || use.lastDay !== null
  const isMeant = isStaff ? (cell: string) => standingOf('', cell) === 'there' : isLeavingCell
  const people = { headers, rows: rows.filter(isOfPerson), addressAt: use.address, isMeant }
  const widest = Math.max(0, ...rows.slice(0, 200).map(({ cells }) => cells.length))
  const width = Math.max(headers.length, Math.min(mostColumns, widest))
  const telling: Telling[] = []
  const open: OpenColumn[] = []
  for (let index = 0; index < width; index++) {
    const isUsed = used.includes(index)
    if (isUsed && index !== use.status && !answered.has(index)) continue
    const title = headers[index] ?? ''
    const values = yield* valuesOf(rows, index)
    const isTask = index === use.status && isTaskDone(title, headers)
    const ofUsed = isTask ? 'done' : null
    const kind = isUsed ? ofUsed : kindOf(title, values, { isOneRow: rows.length === 1, hasEmployment })
    // Where it says of nobody that they leave, one answer for the column takes the place of one for each row.
    const isUnknown = isUsed
      ? isUnknownStatus(title, index)
      : kind !== null && closed.has(kind) && [...values].every((cell) => cell === '' || isAgainst(kind, cell))
    const isSaid = explainsLeaving(title, hasEmployment) || (hasEmployment && isOfAccounts(title, values))
    const isKnown = isUsed || kind !== null || isSaid || isLeavingDay(title)
    const isAttribute = isUnknown && attributeOf(title, headers) === 'any'
    const isAsked = (!isKnown || isUnknown) && !isAttribute
    const asked = isAsked ? yield* openColumn(index, people, isUnknown ? 'telling' : 'unknown') : null
    const column = asked ?? (answered.has(index) ? yield* openColumn(index, people, 'telling') : null)
    if (column !== null) open.push(column)
    else if (kind !== null && !isAttribute) telling.push({ index, header: title || `Column ${index + 1}`, kind })
    yield
  }
  return { telling, open }

  function isOfPerson({ cells }: Row): boolean {
    const filled = cells.filter((cell) => cell !== '').length
    const isHere = (index: number | null) => index !== null && !['', headers[index]].includes(cells[index] ?? '')
    return isHere(use.address) || (filled > 1 && (isHere(use.name) || isHere(use.firstName)))
  }

  /** Whether a column that a person chose as the status says nothing that is known. */
  function isUnknownStatus(title: string, index: number): boolean {
    return (
      index === use.status &&
      !people.rows.slice(0, 2000).some(({ cells }) => standingOf(title, cells[index] ?? '') !== null)
    )
  }
}

/** Whether "Account disabled" is a task of a list on which others are ticked off, as "Laptop returned" is: those with a yes are done. */
const isTaskDone = (header: string, headers: readonly string[]): boolean =>
  isOfAccount(header) && headers.some(saysHandedIn)

/** Whether a column says more of leaving: the reason, or, of what a status or a last day says, another day. */
function explainsLeaving(header: string, hasEmployment: boolean): boolean {
  const [isReason, isOfLeaving] = [isDecisionHeader(header), speaksOfLeaving(wordsOf(header))]
  return (isReason && isOfLeaving) || (hasEmployment && (isReason || isOfLeaving || isStartHeader(header)))
}
/** Whether a column says of accounts elsewhere that they are enabled or not, which says nothing where employment is told. */
const isOfAccounts = (header: string, values: ReadonlySet<string>): boolean =>
  isOfAccount(header) && [...values].every((cell) => cell === '' || standingOf(header, cell) !== null)
/** Whether a header is the day itself, with crosses under it. */
const isLeavingDay = (header: string): boolean => /\d/u.test(header) && readDay(header, 'day-first') !== null
const namedColumns = (use: ColumnUse) => [use.address, use.name, use.firstName, use.lastName]

/**
 * Reads the cells of a table beside the address: that nobody goes, what nobody understood, a day after `today` (null: of a list of staff,
 * that its person has left), or nothing that is like the account.
 */
export function* rowReader(
  rows: readonly Row[],
  { header, use, guessed }: { header: boolean; use: ColumnUse; guessed: boolean },
  today: string | null,
  answered: ReadonlySet<number> = new Set(),
): Generator<void, RowReader> {
  const headers = header ? (rows[0]?.cells ?? []) : []
  const body = header ? rows.slice(1) : rows
  const { telling, open } = yield* tellingColumns(headers, body, use, { answered, isStaff: today === null })
  // What a person said of a column counts, and not what its words seem to say.
  const named = [...namedColumns(use), ...answered]
  const days = today === null ? null : rowDays(headers, [...named, use.status], use.lastDay, today)
  const nameAt = use.name ?? use.lastName
  const someAreMarked = nameAt !== null && (yield* isSomeMarked(body, nameAt))
  const staying: ((cell: string) => readonly string[])[] = []
  return { says: (cells) => orElse(said(cells), days === null ? goneBy(cells) : days(cells)), open }

  /** What says in a list of staff that the row's person has left. */
  function goneBy(cells: readonly string[]): Doubt | null {
    const isOther = (index: number) => ![...named, use.status, use.lastDay].includes(index)
    const aside = nameAt === null ? '' : asideOf(cells[nameAt] ?? '')
    const cell = isLeavingCell(aside)
      ? aside
      : cells.find(
          (each, index) =>
            isOther(index) && !isOfElse(headers[index] ?? '') && each.length <= longestSaying && tellsGone(each),
        )
    return cell === undefined ? null : { kind: 'gone', said: cell, words: [] }
  }

  /** What cells of a column say of their row's person that speaks for their staying; columns repeat the same few cells. */
  function staysIn(index: number): (cell: string) => readonly string[] {
    staying[index] ??= remembering((cell) => {
      const header = headers[index] ?? ''
      // What a column of employment says is read as that.
      if (index === use.status && standingOf(header, cell) !== null) return []
      const words = wordsOf(cell)
      return isNoAction(header, words)
        ? words
        : words.some(isRefusal) && speaksOfLeaving(words)
          ? words.filter(isRefusal)
          : words.filter((word) => isStaying(word) || (words.length <= 3 && isArriving(word)))
    })
    return staying[index]
  }

  function said(cells: readonly string[]): Doubt | null {
    const stays = cells.flatMap((cell, index) =>
      cell === '' || named.includes(index) || cell.length > longestSaying ? [] : staysIn(index)(cell),
    )
    if (stays.length > 0) return { kind: 'words', words: stays }
    for (const { index, header: title, kind } of telling) {
      // Of a list of staff it says nothing that somebody does something else than leave, or stays after all.
      if (today === null && ['event', 'status', 'done', 'decision'].includes(kind)) continue
      const cell = (cells[index] ?? '').trim()
      // What is noted of leavers alone speaks against whoever has it there.
      const isSaid = today === null && kind === 'leaving' ? !isNothing(cell) : isAgainst(kind, cell)
      if (isSaid) return { kind: 'cell', header: title.slice(0, longestQuoted), cell: cell.slice(0, longestQuoted) }
    }
    const aside = nameAt === null ? '' : asideOf(cells[nameAt] ?? '')
    if (someAreMarked && today !== null && aside === '') return { kind: 'marked', marks: [], lacks: 'aside' }
    if (someAreMarked && today !== null && !isLeavingCell(aside))
      return { kind: 'cell', header: headers[nameAt ?? 0] || 'Name', cell: aside.slice(0, longestQuoted) }
    if (!guessed) return null
    const words = cells.flatMap((cell, index) => (index === use.address || cell.includes('@') ? [] : wordsOf(cell)))
    return words.length > 0
      ? { kind: 'column', words: words.filter((word) => !/\p{N}/u.test(word)).slice(0, 20) }
      : null
  }
}
