import { comingDoubt } from '../coming/coming-doubts.ts'
import { isAttribute, isLeaving } from '../others/leaving-words.ts'
import { type Doubt, orElse } from '../others/others-beside.ts'
import { isArriving, isDeed, isHarmless, isOfOthers, isRefusal, isStaying } from '../others/others-words.ts'
import { wordsOf } from './leaving-cells.ts'
import { longestSaying } from './row-doubts.ts'

// Lines of a table's text that are no rows: what stands alone above some of its rows, or above its header.

/** Whether a cell that stands alone in its row heads the rows below it, and is no person. */
export const isSection = (cell: string): boolean =>
  !cell.includes('@') && (/:\s*$/u.test(cell) || wordsOf(cell).every((word) => isHarmless(word) || isAttribute(word)))

/** Why the rows under a cell that stands alone may be of others than those who have left: "Joiners", "Stay with us:", "December 2026". */
export function sectionOf(cell: string, today: string | null): Doubt | null {
  if (cell.includes('@') || cell.length > longestSaying) return null
  const words = wordsOf(cell).filter(isOfOthers)
  const ahead = today === null ? null : comingDoubt(cell, today, true)
  return orElse(words.length === 0 ? null : { kind: 'words', words }, ahead)
}

/** So many words may stand between a "not" and what is not to be done: "do not yet disable". */
const farthest = 2

/** Why the people of a table may be of others than those who have left, by a line of its title; null: the line says nothing against them. */
export function titleDoubt(line: string, today: string): Doubt | null {
  const words = wordsOf(line)
  const refused = words.filter(
    (word, at) =>
      isRefusal(word) && words.slice(at + 1, at + 1 + farthest).some((each) => isDeed(each) || each === 'yet'),
  )
  const comes = words.some(isLeaving) ? [] : words.filter(isArriving)
  const against = [...words.filter(isStaying), ...refused, ...comes]
  return orElse(against.length === 0 ? null : { kind: 'words', words: against }, comingDoubt(line, today, true))
}
