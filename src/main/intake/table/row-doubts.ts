import { rowDays } from '../coming/row-days.ts'
import { standingOf } from '../employment-words.ts'
import { type Doubt, orElse } from '../others/others-beside.ts'
import { isArriving, isNoAction, isRefusal, isStaying } from '../others/others-words.ts'
import { type ColumnKind, isAgainst, kindOf, mostValues } from './column-kinds.ts'
import type { ColumnUse } from './detect-columns.ts'
import { isLeavingCell, speaksOfLeaving, tellsGone, wordsOf } from './leaving-cells.ts'
import type { Row } from './read-rows.ts'
import { isOfElse } from './telling-headers.ts'

/** What a row says against its address in its other cells; null: nothing. */
export type RowReader = (cells: readonly string[]) => Doubt | null

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

const rowsAStep = 2000

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
  const nameAt = use.name ?? use.lastName
  const someAreMarked = nameAt !== null && (yield* isSomeMarked(body, nameAt))
  return (cells) => orElse(said(cells), days === null ? goneBy(cells) : days(cells))

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
      if (today === null && ['event', 'status', 'done', 'decision'].includes(kind)) continue
      const cell = (cells[index] ?? '').trim()
      if (isAgainst(kind, cell))
        return { kind: 'cell', header: title.slice(0, longestQuoted), cell: cell.slice(0, longestQuoted) }
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
