import { fold } from '../../text/folding.ts'
import { remembering } from '../../text/remembering.ts'
import { wordSet } from '../../text/word-set.ts'
import { isLeaving, isTold, withoutPhrases } from './leaving-words.ts'
import { type Doubt, orElse } from './others-beside.ts'
import { isClosing, isMailHeader, isRefusal, isStaying } from './others-words.ts'
import { isNameLike } from './text-form.ts'
import { addressesOf, bareAddresses, mostUnread, withoutAddresses, wordsLeft, wordsUnread } from './unread-words.ts'

const mostWords = 3
/** Who is meant by their place in the list. */
const places =
  /(?<!\p{L})(?:the )?(?:first|last|second|third|fourth|fifth|latter|former|top|bottom|\d+(?:st|nd|rd|th)) (?:one|person|name|address|entry|line|row)s?(?!\p{L})|(?<!\p{L})(?:(?:line|row|entry|number|nummer|numéro|número) #?\d+|n(?:o|r|um)\. ?\d+|n[°º] ?\d+)|#\d+|(?<!\p{L})(?:der|die|den|das) (?:letzte|erste|zweite|dritte|vierte)n?(?!\p{L})|(?<!\p{L})l[ea] (?:dernier|dernière|premier|première|deuxième)(?!\p{L})|(?<!\p{L})(?:el|la) (?:últim|primer|segund)[oa](?!\p{L})|(?<!\p{L})de (?:laatste|eerste|tweede)(?!\p{L})|最後の|最初の|\d番目/iu
/** Several of the list, of whom a sentence says something only where it speaks against them. */
const parts =
  /(?<!\p{L})(?:first|last|top|bottom|other) (?:\d+|two|three|four|five|few|couple|people|entries)(?!\p{L})|(?<!\p{L})(?:latter|former|above|below|rest|others|remaining|both|everyone|everybody)(?!\p{L})|(?<!\p{L})(?:letzten|ersten|oberste[nrs]?|unterste[nrs]?|obige[nrs]?|beiden?|oben|unten|übrigen|restlichen|alle)(?!\p{L})|(?<!\p{L})les (?:\d+ |deux |trois )?(?:derniers|dernières|premiers|premières|autres)(?!\p{L})|ci-dess(?:us|ous)|(?<!\p{L})l[oa]s (?:\d+ |dos |tres )?(?:últim|primer|otr)[oa]s(?!\p{L})|(?<!\p{L})(?:onderste|bovenste|laatste (?:twee|drie))(?!\p{L})|上記|下記|以上の/iu
/** Words of a sentence about what is to be done with a whole list, which are nobody's name. */
const ofList = wordSet(
  `do does process processing yet start starting begin act proceed touch action execute anything any them those it these this before after confirmation confirmed approval
  signal further notice instructions word hear moment being still up same disabling removing deleting blocking with we will should must may
  noch mit bis auf weiteres nichts warten abwarten vorher erst tun machen durchfuhren ausfuhren bearbeiten anfassen
  encore avant attendre faire traiter toucher rien avec todavia aun antes esperar hacer tocar con nog voor wachten doen met`,
)
/** What is written without blanks between words and is longer than a name. */
const longWord = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{6,}/gu
const longWords = (sentence: string): string[] => (sentence.match(longWord) ?? []).map(fold)
/** A name in letters that are neither large nor small has no more words. */
const mostNames = 2
/** The words of a sentence in letters that are neither large nor small; none where they may be a name alone. */
function caselessWords(sentence: string): string[] {
  const words = (sentence.match(/\p{Lo}[\p{L}\p{M}]*/gu) ?? []).map(fold)
  return words.length > mostNames ? words : longWords(sentence)
}
/** Longer lines are no remarks about somebody. */
const longestRemark = 400
/** More remarks are a document, and no list. */
const mostRemarks = 200

/** What the lines of a text say of people whom it lists on others: by address, and by the words of a name. */
export interface Remarks {
  addresses: Map<string, { line: number; doubt: Doubt }[]>
  /** Of lines without an address; without `names` of whoever is listed. */
  others: Extract<Doubt, { kind: 'elsewhere' }>[]
}

export const noRemarks = (): Remarks => ({ addresses: new Map(), others: [] })

const isAgainst = remembering((word) => isStaying(word) || isRefusal(word))
/** The words of a sentence that say that somebody stays, or that something is not to be done. */
const againstOf = (sentence: string): string[] =>
  [
    ...new Set(
      sentence
        .toLowerCase()
        .split(/[^\p{L}'’]+/u)
        .filter(isAgainst),
    ),
  ].slice(0, mostWords)

/** Keeps what a line with addresses says of them, where it is doubted itself. */
export function remarkWith(remarks: Remarks, at: number, text: string, own: Doubt): void {
  const doubt: Doubt = { kind: 'elsewhere', words: againstOf(withoutPhrases(text.slice(0, 2000)).line), of: own }
  for (const address of bareAddresses(text)) {
    const before = remarks.addresses.get(address) ?? []
    before.push({ line: at, doubt })
    remarks.addresses.set(address, before)
  }
}

/** Where words without an address stand: over a line with one, on a line of their own, or beside one on its line. */
type Place = 'above' | 'apart' | 'beside'

/** Keeps whom words without an address may name, where they speak against them or are not understood. */
export function remarkWithout({ others }: Remarks, text: string, place: Place): void {
  const isAbove = place === 'above'
  if (text.length > longestRemark || others.length >= mostRemarks || isMailHeader(text) || isClosing(text)) return
  const isName =
    (isNameLike(text) && /^[^\p{Lu},;]*$/u.test(text) && caselessWords(text).length === 0) ||
    (isAbove && !/[.!?。！？]\s*$/u.test(text))
  for (const sentence of withoutPhrases(text.replace(/['’]s(?!\p{L})/gu, '')).line.split(
    /(?<=[.!?;])(?<!\bn(?:o|r|um)\.)\s/iu,
  )) {
    const against = againstOf(sentence)
    const unread = against.length > 0 || isName ? [] : [...wordsUnread(sentence, false), ...caselessWords(sentence)]
    const words = against.length > 0 ? against : unread
    if (words.length === 0) continue
    const names = wordsLeft(sentence).filter((word) => !against.includes(word) && !isLeaving(word))
    // "The last one is wrong", "Do not process yet": of whom it speaks nobody can tell, or of all.
    const isOfAll =
      (names.every((word) => ofList.has(word) || isTold(word)) && !isAbove && !/[:：]\s*$/u.test(sentence)) ||
      parts.test(sentence)
    if (places.test(sentence) || (place !== 'beside' && against.length > 0 && isOfAll))
      others.push({ kind: 'elsewhere', words: words.slice(0, mostWords) })
    if (names.length > 0) others.push({ kind: 'elsewhere', words: words.slice(0, mostUnread), names })
  }
}

/** Whoever says what follows: "@kim@example.com: Ana stays", "kim@example.com: Ana stays". */
const speaker = /^[\s>*•@-]*\S+[@＠﹫][\p{L}\p{N}.-]+\s*[:：]\s/u

/** Keeps whom else a line with addresses speaks against, by name; where somebody speaks in it, as of a line without an address. */
export function remarkOfOthers(remarks: Remarks, text: string): void {
  if (text.length > longestRemark) return
  const letters = addressesOf(text).map(fold)
  const others = withoutAddresses(text).replace(/\p{L}[\p{L}\p{M}]+/gu, (word) =>
    letters.some((each) => each.includes(fold(word))) ? ' ' : word,
  )
  const isSpoken = speaker.test(text)
  if (isSpoken || againstOf(others).length > 0) remarkWithout(remarks, others, isSpoken ? 'apart' : 'beside')
}

/** Said behind an address too: "(corrected)". */
const corrected = wordSet(
  'correction corrected korrigiert berichtigt corrige corregido corretto corrigido poprawione 訂正 修正 更正 정정',
)
const correcting = wordSet(
  `corrections typo typos oops meant misspelled misspelt mistyped wrong sorry korrektur berichtigung tippfehler gemeint falsch sondern erreur rectificatif
  correccion errata perdon error correctie typefout bedoelde errore correzione intendevo erro correcao poprawka literowka pomylka oprava rettelse rattelse korjaus
  ошибка опечатка исправление`,
)
/** Whether a line may have one of them, told of nearly every line of a list in a microsecond. */
const mayCorrect = new RegExp(`rätt|${[...corrected, ...correcting].map((word) => word.slice(0, 4)).join('|')}`, 'iu')
/** The words of a line that say that it corrects another one; what speaks against its own address stands behind it. */
export function correctingWords(text: string): string[] {
  if (!mayCorrect.test(text)) return []
  const sign = text.search(/[@＠﹫]/u)
  const isBefore = (word: string) => corrected.has(word) || correcting.has(word)
  const before = wordsLeft(text.slice(0, Math.max(0, sign))).filter(isBefore)
  return [...before, ...wordsLeft(text.slice(sign)).filter((word) => corrected.has(word))].slice(0, mostWords)
}

/** What lines without an address say, one after the other; null: nothing. */
export const otherRemarks = ({ others }: Remarks): Doubt | null =>
  others.reduceRight<Doubt | null>((then, remark) => orElse(remark, then), null)

/** What another line says of an address of this one; null: nothing. */
export function remarkDoubt(at: number, text: string, { addresses }: Remarks): Doubt | null {
  for (const address of addresses.size === 0 ? [] : bareAddresses(text)) {
    const other = addresses.get(address)?.find(({ line }) => line !== at)
    if (other !== undefined) return other.doubt
  }
  return null
}
