import { remembering } from '../../text/remembering.ts'
import { readDay } from '../dates.ts'
import { saysYes } from '../employment/employment-words.ts'
import type { Doubt } from '../others/others-beside.ts'
import { isOfElse } from '../table/telling-headers.ts'
import { comingDoubt } from './coming-doubts.ts'

const longestQuoted = 60

/** What the other cells of a table's row say of a day that is to come. `lastDay`: the column whose days are read as last days anyway. */
export function rowDays(
  headers: readonly string[],
  used: readonly (number | null)[],
  lastDay: number | null,
  today: string,
): (cells: readonly string[]) => Doubt | null {
  const isUnused = (index: number) => !used.includes(index) && index !== lastDay
  const areOfElse = headers.map(isOfElse)
  const overColumn = headers.map((header, index) => (isUnused(index) ? comingDoubt(header, today, true) : null))
  const doubtOf = remembering((cell) => comingDoubt(cell, today))
  return (cells) => {
    const hasDay = lastDay !== null && (cells[lastDay] ?? '') !== ''
    for (const [index, cell] of cells.entries()) {
      // A cross under the day on which its people leave.
      const over = overColumn[index] ?? null
      if (over !== null && saysYes(cell)) return over
      if (cell.length < 2 || cell.includes('@') || !isUnused(index) || areOfElse[index] === true) continue
      const found = doubtOf(cell)
      if (found === null || (hasDay && readDay(cell, 'unknown') !== null)) continue
      return { ...found, header: (headers[index] || `Column ${index + 1}`).slice(0, longestQuoted) }
    }
    return null
  }
}
