import { foldedWords } from '../../text/word-set.ts'
import { standingOf } from '../employment-words.ts'
import { isLeaving, isTold, saysGone } from '../others/leaving-words.ts'
import { isDeed, isHarmless } from '../others/others-words.ts'

// Cells of a table that say of the row's person that they leave.

/** The words of a cell, folded; what has no letter says nothing. */
export const wordsOf = (cell: string): string[] =>
  cell === '' || !/\p{L}/u.test(cell) ? [] : foldedWords(cell).filter((word) => word.length > 1)

const mostEventWords = 4
/** Whether one of a cell's words says that somebody leaves. */
export const speaksOfLeaving = (words: readonly string[]): boolean =>
  words.some((word) => isLeaving(word) || isDeed(word) || standingOf('', word) === 'left')
/** Whoever is locked out wants to come back in. */
const lockedOut = /(?<!\p{L})lock(?:ed)?[\s_-]*out(?!\p{L})/iu
/** Whether a short cell says nothing but that its person leaves. */
export const isLeavingCell = (cell: string): boolean => {
  const words = wordsOf(cell)
  return (
    words.length > 0 &&
    !lockedOut.test(cell) &&
    words.length <= mostEventWords &&
    (speaksOfLeaving(words) || standingOf('', cell) === 'left') &&
    words.every(
      (word) => isLeaving(word) || isDeed(word) || isHarmless(word) || isTold(word) || standingOf('', word) === 'left',
    )
  )
}

/** Whether a cell says of the row's person that they have left, or leave. */
export const tellsGone = (cell: string): boolean => cell.length > 1 && (isLeavingCell(cell) || saysGone(cell))
