import { fold } from '../../text/folding.ts'
import { remembering } from '../../text/remembering.ts'
import { readDay } from '../dates.ts'
import type { Doubt } from '../others/others-beside.ts'
import { comingDoubt } from './coming-doubts.ts'

/** Columns whose days are of something else than somebody's employment. */
const ofElse =
  /laptop|computer|hardware|device|equipment|asset|badge|birth|geburt|naissance|nacimiento|nascita|passw|kennwort|mot de passe|licen[cs]|lizenz|retention|delet|purge|archiv/u
const longestQuoted = 60

/** What the other cells of a table's row say of a day that is to come. `lastDay`: the column whose days are read as last days anyway. */
export function rowDays(
  headers: readonly string[],
  used: readonly (number | null)[],
  lastDay: number | null,
  today: string,
): (cells: readonly string[]) => Doubt | null {
  const isUnused = (index: number) => !used.includes(index) && index !== lastDay
  const isOfElse = headers.map((header) => ofElse.test(fold(header)))
  const doubtOf = remembering((cell) => comingDoubt(cell, today))
  return (cells) => {
    const hasDay = lastDay !== null && (cells[lastDay] ?? '') !== ''
    for (const [index, cell] of cells.entries()) {
      if (cell.length < 2 || cell.includes('@') || !isUnused(index) || isOfElse[index] === true) continue
      const found = doubtOf(cell)
      if (found === null || (hasDay && readDay(cell, 'unknown') !== null)) continue
      return { ...found, header: (headers[index] || `Column ${index + 1}`).slice(0, longestQuoted) }
    }
    return null
  }
}
