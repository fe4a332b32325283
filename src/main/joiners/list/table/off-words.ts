import { isLeaving, saysGone, saysLeaving } from '../../../intake/others/leaving-words.ts'
import { isComing, isHarmless, isOfOthers, isRefusal, isStaying } from '../../../intake/others/others-words.ts'
import { fold } from '../../../text/folding.ts'
import { remembering } from '../../../text/remembering.ts'
import { foldedWords, wordSet } from '../../../text/word-set.ts'
import { isThing } from './everyday-remarks.ts'

// Words that say of people in a list of joiners that they are to have no account.

/** Words of offers that came to nothing, beside those of `isStaying`. */
const offWords = wordSet(
  `declined declines decline rejected rejects refused noshow show dropped failed backed reneged withdraws withdrew withdraw withdrawal withdrawals abgelehnt ablehnung nichtangetreten refuse refusee
  decline declinee desiste desiste desistement desistements rechazado rechazada renuncia rifiutato rifiutata rinuncia recusado recusada desistiu geweigerd afgewezen odrzucone odmowa rezygnacja odmitnuto avbojd avslatt avslag afvist
  reddedildi nenastoupi nenastoupil nenastoupila nenastupi rinunciato rinunciata renuncio renunciado renunciou renonce renoncee zrezygnowal zrezygnowala odstoupil vazgecti afgezien teruggetrokken zuruckgetreten absage absagen abgesprungen ruckzug отказ отказался отказалась отклонено 辞退 拒绝 거절`,
)
/** Words that a "no" is made of, beside those of `isRefusal`. */
const noWords = wordSet(
  `no not none never cannot cant wont isnt doesnt didnt kein keine keinen nein aucun aucune non ningun ninguna nessun nessuno nenhum geen zadne brak ingen inget ikke nej nei ei нет без`,
)
/** Words of rows that are about a change of somebody who is there, or of somebody who has what is asked for. */
const others = wordSet(
  `transfer transfers mover movers internal conversion converted duplicate existing exists already bereits vorhanden bestehend deja existant ya existente gia esistente al bestaand juz istnieje`,
)
/** Words of others' that say of a joiner no more than that they come. */
const ofJoiners = wordSet('hired starts started joins approved approval request requests requested reports')

const wordsOf = (text: string): string[] => foldedWords(text.replace(/['’]/gu, ''))

/** Whether a word says that somebody's joining came to nothing, or is not settled. */
export const isOff = (word: string): boolean => {
  const folded = fold(word)
  return offWords.has(folded) || offForms.test(folded) || isStaying(folded)
}
/** Beginnings of words for offers that came to nothing, and for starts that are put off. */
const offForms =
  /^(?:desist|renunci|rinunci|declin|withdr|rescind|reject|rechaz|absag|abgesag|abgesprung|zuruckgezog|ruckzug|zuruckgezog|geannul|rezygn|odmow|pospuest|pospon|aplaz|rimand|slitt|report(?:e|ee)$|postpon|defer|verschob|uitgesteld|przeloz|przesun|adiad)|辞退|延期|取消|放弃|推迟|취소|연기/u

const isNo = (word: string): boolean => noWords.has(word) || isRefusal(word)

/** Whether a heading says that those under it are no joiners: they withdrew, leave, are there already, or are somebody else. */
export function speaksAgainst(heading: string): boolean {
  const words = wordsOf(heading)
  if (saysGone(heading) || words.some((word) => isOff(word) || isNo(word) || others.has(word))) return true
  if (words.some(isComing)) return false
  return saysLeaving(heading) || words.some((word) => isLeaving(word) || (isOfOthers(word) && !ofJoiners.has(word)))
}

/** Whether a cell says that somebody is there already. */
export const saysThere = (cell: string): boolean => wordsOf(cell).some((word) => others.has(word))

/** What waits to be done is no "no". */
const toBegin = /\bnot (?:yet )?(?:started|begun)\b/giu
/** Whether a cell of remarks says that its person may not be meant to have an account. */
export const remarksAgainst = remembering(
  (cell): boolean =>
    saysGone(cell) ||
    wordsOf(cell.replace(toBegin, ' ')).some(
      (word) => isOff(word) || isNo(word) || others.has(word) || isLeaving(word),
    ),
)

/** Words that say, wherever they stand alone, that nothing came of it: "pending" and "hold" may be said of a laptop. */
const givenUp = wordSet(
  `cancelled canceled withdrawn rescinded retracted storniert zuruckgezogen widerrufen annule annulee cancelado cancelada anulado anulada annullato annullata ritirato ritirata geannuleerd
  ingetrokken anulowano anulowane odwolano zruseno iptal отменено отменен отменена 取消 キャンセル 취소`,
)
const isGivenUp = (word: string): boolean => givenUp.has(word) || (offWords.has(word) && word !== 'failed')

/** Whether a short cell of any column says nothing but that its person does not come. */
export const saysGivenUp = (cell: string): boolean =>
  cell.length <= longestAlone && /\p{L}/u.test(cell) && !cell.includes('@') && givenUpAlone(cell)
const longestAlone = 40
const givenUpAlone = remembering((cell) => {
  const words = wordsOf(cell)
  // "Cancelled by candidate" says who; "laptop cancelled" what.
  if (words.some((word) => givenUp.has(word)) && !words.some(isThing)) return true
  return (
    words.some(isGivenUp) && words.every((word) => isGivenUp(word) || isNo(word) || isHarmless(word) || isComing(word))
  )
})

/** Whether what stands with a name says that its person does not come: in brackets, behind a dash, in capitals, in small letters. */
export function nameAgainst(name: string): string | null {
  if (!/[([\-–—/|]|\s\P{Lu}|\p{Lu}{3}/u.test(name)) return null
  const words = name.split(/\s+/u)
  const letters = name.replace(/[^\p{L}]/gu, '')
  const capitals =
    letters === letters.toUpperCase() ? [] : words.filter((word) => /^\P{L}*\p{Lu}{3,}\P{L}*$/u.test(word))
  const small = words.slice(1).filter((word) => /^\P{L}*\p{Ll}/u.test(word))
  const asides = name.match(/\([^)]*\)|\[[^\]]*\]|\s[-–—/|]\s.*$/gu) ?? []
  return [...asides, capitals.join(' '), small.join(' ')].find((part) => part !== '' && remarksAgainst(part)) ?? null
}
