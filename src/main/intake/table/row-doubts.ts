import { fold } from '../../text/folding.ts'
import { isRemarkHeader, isTickHeader, saysNo, saysYes } from '../employment-words.ts'
import { isAttribute, isTold } from '../others/leaving-words.ts'
import type { Doubt } from '../others/others-beside.ts'
import { isArriving, isHarmless, isNoAction, isOfOthers, isStaying } from '../others/others-words.ts'
import type { ColumnUse } from './detect-columns.ts'
import type { Row } from './read-rows.ts'

/** What a row says against its address in its other cells; null: nothing. */
export type RowReader = (cells: readonly string[]) => Doubt | null

/** Longer cells say something of their own. */
export const longestSaying = 60
const longestQuoted = 60

/** The words of a cell, folded; what has no letter says nothing. */
export const wordsOf = (cell: string): string[] =>
  cell === '' || !/\p{L}/u.test(cell)
    ? []
    : fold(cell)
        .split(/[^\p{L}\p{N}]+/u)
        .filter((word) => word.length > 1)

/** What is noted of leavers and says nothing of whether they leave. */
const ofLeaving = new Set(
  `laptop notebook computer pc phone mobile iphone smartphone tablet badge card cards key keys car equipment hardware device devices monitor headset
  returned collected received handed back complete completed ok voluntary involuntary resignation retirement redundancy relocation maternity pension
  laptop zuruckgegeben abgegeben handy schlussel ausweis gerate gerat erhalten eigenkundigung rente ruhestand freiwillig
  ordinateur rendu rendus telephone badge cles demission retraite volontaire portatil devuelto movil llaves renuncia jubilacion voluntaria
  laptop ingeleverd telefoon sleutels pensioen`.split(/\s+/u),
)

/** Whether every word of a remark is known to say no more than that its person leaves, and when. */
const isUnderstood = (cell: string): boolean =>
  wordsOf(cell).every(
    (word) =>
      !isOfOthers(word) &&
      (/\p{N}/u.test(word) || isHarmless(word) || isTold(word) || isAttribute(word) || ofLeaving.has(word)),
  ) && !/[?？✅❌✔✖✗✘☑☐🚫⛔⚠]/u.test(cell)

/** A column of which some cells tell their row apart from others. */
interface Telling {
  index: number
  header: string
  kind: 'remark' | 'tick'
}

/** Remarks that differ from row to row, and ticks that only some rows have. */
function tellingColumns(headers: readonly string[], rows: readonly Row[], used: readonly (number | null)[]): Telling[] {
  return headers.flatMap((header, index): Telling[] => {
    if (used.includes(index)) return []
    const isTick = isTickHeader(header)
    if (!isTick && !isRemarkHeader(header)) return []
    const values = new Set<string>()
    let ticked = 0
    let known = true
    for (const { cells } of rows) {
      const cell = (cells[index] ?? '').trim()
      values.add(cell)
      if (saysYes(cell)) ticked++
      else if (cell !== '' && !saysNo(cell)) known = false
    }
    if (isTick) return known && ticked > 0 && values.size > 1 ? [{ index, header, kind: 'tick' }] : []
    return values.size > 1 || rows.length === 1 ? [{ index, header, kind: 'remark' }] : []
  })
}

/** Reads the cells of a table beside the address: that nobody goes, what nobody understood, or nothing that is like the account. */
export function rowReader(
  rows: readonly Row[],
  { header, use, guessed }: { header: boolean; use: ColumnUse; guessed: boolean },
): RowReader {
  const headers = header ? (rows[0]?.cells ?? []) : []
  const named = [use.address, use.name, use.firstName, use.lastName]
  const telling = tellingColumns(headers, rows.slice(1), [...named, use.status, use.lastDay])
  return (cells) => {
    const stays = cells.flatMap((cell, index) => {
      if (cell === '' || named.includes(index) || cell.length > longestSaying) return []
      const words = wordsOf(cell)
      return isNoAction(headers[index] ?? '', words)
        ? words
        : words.filter((word) => isStaying(word) || (words.length <= 3 && isArriving(word)))
    })
    if (stays.length > 0) return { kind: 'words', words: stays }
    for (const { index, header: title, kind } of telling) {
      const cell = (cells[index] ?? '').trim()
      const isAgainst = kind === 'tick' ? !saysYes(cell) : cell !== '' && !isUnderstood(cell)
      if (isAgainst) return { kind: 'cell', header: title.slice(0, longestQuoted), cell: cell.slice(0, longestQuoted) }
    }
    if (!guessed) return null
    const words = cells.flatMap((cell, index) => (index === use.address || cell.includes('@') ? [] : wordsOf(cell)))
    return words.length > 0
      ? { kind: 'column', words: words.filter((word) => !/\p{N}/u.test(word)).slice(0, 20) }
      : null
  }
}
