import { fold } from '../../text/folding.ts'
import { comingDoubt } from '../coming/coming-doubts.ts'
import { keys, wordKey } from '../employment/employment-words.ts'
import { isAttribute, isLeaving } from '../others/leaving-words.ts'
import { type Doubt, orElse } from '../others/others-beside.ts'
import { isArriving, isDeed, isHarmless, isOfOthers, isParticle, isRefusal, isStaying } from '../others/others-words.ts'
import { isLeavingCell, speaksOfLeaver, tellsGone, wordsOf } from './leaving-cells.ts'
import type { Row } from './read-rows.ts'
import { longestSaying } from './row-doubts.ts'

// Lines of a table's text that are no rows: what stands alone above some of its rows, or above its header.

/** Whether a cell that stands alone in its row heads the rows below it, and is no person. */
export const isSection = (cell: string): boolean =>
  !cell.includes('@') && (/:\s*$/u.test(cell) || wordsOf(cell).every((word) => isHarmless(word) || isAttribute(word)))

/** A name has more words than a heading of one, and stands where names do. */
const mayBeName = (cell: string): boolean =>
  /\s/u.test(cell) && cell.split(/\s+/u).every((word) => !/^\p{Ll}/u.test(word) || isParticle(fold(word)))

/** The texts that stand alone in a row and head the rows under them, as they stand there; `nameColumn`: where people's names do. */
export function* sectionsOf(rows: readonly Row[], nameColumn: number | null): Generator<void, string[]> {
  const found: string[] = []
  for (const [at, row] of rows.entries()) {
    if (at % rowsAStep === rowsAStep - 1) yield
    const cell = aloneIn(row, nameColumn)
    if (cell !== null) found.push(cell)
  }
  return found
}
const rowsAStep = 2000

/** What stands alone in a row and heads the rows below it; null: the row is of a person, or has more to say. */
export function aloneIn({ cells }: Row, nameColumn: number | null): string | null {
  const [only = '', ...others] = cells.filter((cell) => cell !== '')
  if (others.length > 0 || only === '' || only.includes('@') || only.length > longestSaying) return null
  const isNamed = cells.indexOf(only) === nameColumn && mayBeName(only) && !isSection(only) && !tellsGone(only)
  return isNamed ? null : only
}

const totals = new Set(
  keys(`total, totals, grand total, subtotal, sum, count, Summe, gesamt, Gesamtsumme, Gesamtergebnis, insgesamt, Anzahl, somme, total général, nombre total, suma, total general, totale, totale complessivo, somma, soma, total geral,
  totaal, eindtotaal, suma końcowa, razem, celkem, součet, összesen, végösszeg, genel toplam, toplam, summa, totalsumma, i alt, yhteensä, итого, всего, общий итог, разом, усього, σύνολο, 合計, 総計, 合计, 总计, 합계, 총합계, المجموع, סה"כ`),
)
/** Whether a row sums up a table and is of nobody: "Total", and numbers. */
export function isTotal({ cells }: Row): boolean {
  const [first = '', ...others] = cells.filter((cell) => cell !== '')
  const label = first.replace(/[\d\s.,:=()]+$/u, '')
  return totals.has(wordKey(label)) && others.every((cell) => /^[^\p{L}@]*$/u.test(cell))
}

/** Whether a heading says that the people under it leave. */
export const headsLeavers = (text: string): boolean => speaksOfLeaver(text) || isLeavingCell(text)

/**
 * Why the rows under a cell that stands alone may be of others than those who have left: "Joiners", "Stay with us:", "December 2026".
 * `hasLeavers`: another heading says that its people leave, so that one that does not says something too. Of a list of staff (`today`
 * null) it counts that they have left.
 */
export function sectionOf(cell: string, today: string | null, hasLeavers: boolean): Doubt | null {
  if (today === null) return headsLeavers(cell) ? { kind: 'gone', said: cell, words: [] } : null
  const words = wordsOf(cell)
  const others = words.filter(isOfOthers)
  const isStrange = hasLeavers && others.length === 0 && !headsLeavers(cell)
  const heading: Doubt | null = isStrange && words.length > 0 ? { kind: 'above', names: [], heading: words } : null
  return orElse(others.length === 0 ? heading : { kind: 'words', words: others }, comingDoubt(cell, today, true))
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
