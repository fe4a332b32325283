import { unguarded } from '../../text/cells.ts'

/** No vault holds more. */
const mostPasswords = 1_000_000

/** What a cell of a report says, without the guard against formulas, `="..."` as spreadsheets keep texts, and letters that nobody sees. */
export const plainCell = (cell: string): string =>
  unguarded(cell.trim())
    .trim()
    .replace(/^="([^"]*)"$/u, '$1')
    .replace(/\p{Cf}+/gu, '')
    .trim()

/** Whether a cell says that there is no count. */
export const isNoCount = (cell: string): boolean => /^(?:n\/?a|none|null|[-–—])?$/iu.test(plainCell(cell))

/**
 * The count of a cell: a whole number, also as spreadsheets write it; null: it is none. "1,203" is no other number than 1203, but
 * "3.000" could be 3 or 3000, and is neither.
 */
export function countOf(cell: string): number | null {
  const text = plainCell(cell)
  const isWhole = /^\d{1,7}(?:[.,]0{1,2})?$/u.test(text)
  const isGrouped = /^\d{1,3}([.,'’ \u00a0\u202f])\d{3}(?:\1\d{3})?$/u.test(text) && !/^\d{1,3}[.,]000$/u.test(text)
  if (!isWhole && !isGrouped) return null
  const count = Number(isWhole ? text.replace(/[.,]0+$/u, '') : text.replace(/\D/gu, ''))
  return count <= mostPasswords ? count : null
}
