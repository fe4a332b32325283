import { foldedWords, wordSet } from '../../text/word-set.ts'
import { standingOf } from '../employment/employment-words.ts'
import { areDenied, isFormOfLeaving, isOfMatter } from '../employment/word-stems.ts'
import { isAttribute, isLeaving, isTold, saysGone } from '../others/leaving-words.ts'
import { isArriving, isDeed, isHarmless, isOfOthers, isRefusal, isStaying } from '../others/others-words.ts'
import { saysOpen } from './telling-headers.ts'

// Cells of a table that say of the row's person that they leave.

/** The words of a cell, folded; what has no letter says nothing. */
export const wordsOf = (cell: string): string[] =>
  cell === '' || !/\p{L}/u.test(cell) ? [] : foldedWords(cell).filter((word) => word.length > 1)

const mostEventWords = 4
/** Whether one of a cell's words says that somebody leaves. */
export const speaksOfLeaving = (words: readonly string[]): boolean =>
  words.some((word) => isLeaving(word) || isDeed(word) || standingOf('', word) === 'left')
const saysGoing = (word: string): boolean =>
  isLeaving(word) || isDeed(word) || isFormOfLeaving(word) || standingOf('', word) === 'left'
/** Whoever is locked out wants to come back in. */
const lockedOut = /(?<!\p{L})lock(?:ed)?[\s_-]*out(?!\p{L})/iu
/** Whether a short cell says nothing but that its person leaves. */
export const isLeavingCell = (cell: string): boolean => {
  const words = wordsOf(cell)
  return (
    words.length > 0 &&
    !lockedOut.test(cell) &&
    !isOfMatter(cell) &&
    !areDenied(words, saysGoing) &&
    standingOf('', cell) !== 'there' &&
    words.length <= mostEventWords &&
    (speaksOfLeaving(words) || standingOf('', cell) === 'left') &&
    words.every(
      (word) => isLeaving(word) || isDeed(word) || isHarmless(word) || isTold(word) || standingOf('', word) === 'left',
    )
  )
}

/** Whether a cell says of the row's person that they have left, or leave. */
export const tellsGone = (cell: string): boolean => cell.length > 1 && (isLeavingCell(cell) || saysGone(cell))

/** Longer cells tell a story. */
const longestTold = 80
/**
 * Whether a cell says of its person that they leave, whatever else is in it: "Termination: Kim Ito", "Terminate Employee > Voluntary".
 * Verbs of what is done to things say nothing here: "Block B".
 */
export const speaksOfLeaver = (cell: string): boolean => {
  if (cell.length > longestTold || cell.includes('@') || lockedOut.test(cell) || isOfMatter(cell)) return false
  const words = wordsOf(cell)
  return (
    words.some((word) => isLeaving(word) || isFormOfLeaving(word)) &&
    !areDenied(words, saysGoing) &&
    !words.some((word) => isStaying(word) || isRefusal(word) || isArriving(word))
  )
}

/** Things that leavers hand in. */
const things = wordSet(
  `laptop notebook computer pc phone mobile iphone smartphone tablet badge card cards key keys car equipment hardware device devices monitor headset
  handy schlussel ausweis gerate gerat ordinateur telephone cles portatil movil llaves telefoon sleutels`,
)
/** Says of things beside it that they were handed in; alone it may say of the person that they came back. */
const handedIn = wordSet(
  `returned collected received handed back zuruck zuruckgegeben abgegeben erhalten rendu rendus devuelto ingeleverd`,
)
/** What is noted of leavers beside those, and says nothing of whether they leave. */
const reasons = wordSet(
  `complete completed ok voluntary involuntary resignation retirement redundancy relocation maternity pension eigenkundigung rente ruhestand freiwillig
  demission retraite volontaire renuncia jubilacion voluntaria pensioen`,
)
/** Reasons of those who leave, and of those who go on elsewhere, or come back. */
const reasonsOfOthers = wordSet('relocation maternity')

/** Whether a header or a cell says of a thing that it was handed in. */
export const saysHandedIn = (text: string): boolean =>
  wordsOf(text).some((word) => handedIn.has(word)) && wordsOf(text).some((word) => things.has(word))

/** Whether every word of a remark is known to say no more than that its person leaves, and when. */
export const isUnderstood = (cell: string): boolean =>
  saysOpen(cell) ||
  (!areDenied(wordsOf(cell), (word) => saysGoing(word) || reasons.has(word)) &&
    wordsOf(cell).every(
      (word) =>
        !isOfOthers(word) &&
        (/\p{N}/u.test(word) ||
          isHarmless(word) ||
          isTold(word) ||
          isAttribute(word) ||
          things.has(word) ||
          handedIn.has(word) ||
          reasons.has(word)),
    ) &&
    (saysHandedIn(cell) || !wordsOf(cell).some((word) => handedIn.has(word))) &&
    !/[?？✅❌✔✖✗✘☑☐🚫⛔⚠]/u.test(cell))

/** Whether a cell may be of somebody who goes on elsewhere, and says of nobody that they leave. */
export const mayGoOn = (cell: string): boolean =>
  wordsOf(cell).some((word) => reasonsOfOthers.has(word)) && !wordsOf(cell).some(saysGoing)

/** Whether a cell says in words that are known how somebody came to leave, and not only what they have, or a code. */
export const tellsReason = (cell: string): boolean =>
  isUnderstood(cell) &&
  !isOfMatter(cell) &&
  wordsOf(cell).some(
    (word) =>
      !/\p{N}/u.test(word) &&
      !isAttribute(word) &&
      !things.has(word) &&
      !handedIn.has(word) &&
      (isTold(word) || reasons.has(word)),
  )
