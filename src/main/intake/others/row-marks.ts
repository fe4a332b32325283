import { wordSet } from '../../text/word-set.ts'
import { saysNo, saysYes } from '../employment/employment-words.ts'
import { isOfLeaving } from './leaving-words.ts'
import { isSentence, withoutAddresses } from './unread-words.ts'

/** Emoji as chats write them: ":white_check_mark:". */
const chatEmoji = /(?<![\p{L}\p{N}])(:[a-z+-][a-z0-9_+-]*:)/gu
/** A box, ticked or empty: "[x]", "( )", "☐". */
const box = /\[[ xX✓✔vV*-]?\]|\([ xX✓✔]\)|[☐☑☒🗹⬜⬛🔲🔳✅❎]/gu
const symbol =
  /(?![°©®™№℡◦▪▫∙▸►❖\uFFFD\u2500-\u257F])[\p{Extended_Pictographic}\p{So}]|[‼⁉⁇❓❔❗❕¿†‡]|(?<=^|\s)[*¹²³](?=$|[\s,;)])/gu
/** What comments a line out, or says what became of it, at its beginning only. */
const lead = /^[\s>]*(\/\/+|#+(?!\d)|;+|!+|~+|%+|\+(?!\d)|=+|\?+|<(?=\s)|--+(?=\s*\S)|(?:rem|REM|x|X)(?=\s))/u
const sideOfLead = /^\s*>?\s*([-–—]|>)(?=\s|[\p{L}\p{N}]\S*[@＠])/u
/** Friendly emoji of a sentence say nothing of its people. */
const friendly =
  /^(?:[👋🙏🙂😊😀😃😄😉👍🤝💐🎉🙌☺📧📨✉📩]|:(?:wave|pray|slightly_smiling_face|smile|blush|grinning|thumbsup|\+1|tada|bow|heart|raised_hands|email|handshake|thanks|thankyou|thank_you):)$/u
const variation = /\uFE0E|\uFE0F|\u200D|[\u{1F3FB}-\u{1F3FF}]/gu

/** The sign before whoever is spoken to: "@kim@example.com, for your information". */
const mention = /(?<![\p{L}\p{N}._%+'’-])[@＠](?=[\p{L}\p{N}._%+'’-]+[@＠])/u
const mentions = new RegExp(mention, 'gu')
/** Whoever is spoken to has two signs. */
const hasSeveralSigns = (line: string): boolean => line.indexOf('@') !== line.lastIndexOf('@') || line.includes('＠')
/** A line without what looks like words or addresses and is none: emoji of chats, and the sign before whoever is spoken to. */
export function withoutMarks(line: string): string {
  const text = line.includes(':') ? line.replace(chatEmoji, ' ') : line
  return hasSeveralSigns(text) ? text.replace(mentions, ' ') : text
}

/** A yes or no behind an address, or before it. */
const verdictBehind =
  /[@＠][^\s,;:|()<>@＠]+>?(?:[\s,;:|()–—-]+(\p{L}{1,5})|\s[^@＠]{1,60}[\s,;:|(–—-](yes|no|ja|nein|oui|non|sí|nee|NO|YES|No|Yes))[\s).,;!]*$/u
const verdictBefore = /^[\s>*•–—-]*(\p{L}{1,5})\s*[-–—:,;|\t]+\s*\S*[@＠]/u
/** A code behind a line's only address: "kim@example.com 2", "kim@example.com – B". What it means a legend says, or nobody. */
const codeBehind = /^[^@＠]*[@＠][^\s,;:|()<>@＠]+>?[\s,;:|(–—-]+(\d{1,2}|\p{L})[\s).,;]*$/u
const affirms = wordSet('ok okay')
const denies = wordSet('nok nope')

/** The yes or no of a line about its address; null: it says neither. */
function verdictOf(line: string): 'yes' | 'no' | null {
  const behind = line.endsWith('>') ? null : verdictBehind.exec(line)
  const found = behind ?? verdictBefore.exec(line)
  const word = (found?.[1] ?? found?.[2])?.toLowerCase()
  if (word === undefined) return null
  // Before an address they head what follows: "Out: kim@example.com".
  if (behind !== null && (word === 'out' || word === 'in')) return word === 'out' ? 'yes' : 'no'
  if (affirms.has(word) || saysYes(word)) return 'yes'
  return denies.has(word) || saysNo(word) ? 'no' : null
}

/** Marks that stand with the addresses of one line. */
export interface RowMarks {
  marks: readonly string[]
  /** Whether one of them is a box, so that its not being ticked says something too. */
  hasBox: boolean
}

export const noMarks: RowMarks = { marks: [], hasBox: false }

/** Whether a line can hold a mark: told of nearly every line in a microsecond. */
const isPlain = (line: string): boolean =>
  /^[\w\s@.,:;<>"'’()%&|/–-]*$/u.test(line) && !/:[a-z+-]|\/\/|\(|^\s*(?:--|;|%|:|<\s|(?:rem|x)\s)/iu.test(line)

/** The marks beside the addresses of a line that are neither words nor the furniture of every list. */
export function marksOf(line: string): RowMarks {
  const mentioned = hasSeveralSigns(line) && mention.test(line)
  const code = line.endsWith('>') ? null : codeBehind.exec(line)
  const verdict = verdictOf(line) ?? code?.[1] ?? null
  if (!mentioned && isPlain(line)) return verdict === null ? noMarks : { marks: [verdict], hasBox: false }
  const text = withoutAddresses(line).replace(variation, '')
  const boxes = (text.match(box) ?? []).map((each) => each.replace(/[XvV*✓✔]/u, 'x').replace('[]', '[ ]'))
  const rest = text.replace(/^\s*\*+\s/u, ' ').replace(box, ' ')
  const found = [
    ...boxes,
    ...(rest.match(chatEmoji) ?? []),
    ...(rest.replace(chatEmoji, ' ').match(symbol) ?? []),
    ...(lead.exec(line)?.slice(1) ?? []),
    ...(mentioned ? ['@'] : []),
  ]
  // A question mark asks of the person, where no sentence asks for something to be done with them.
  const asks = isSentence(line)
  if ((/\?/u.test(rest) || /\?[\s)"'”]*$/u.test(line)) && !(asks && rest.split(/[^\p{L}]+/u).some(isOfLeaving)))
    found.push('?')
  if (verdict !== null) found.push(verdict)
  const marks = asks ? found.filter((mark) => !friendly.test(mark)) : found
  return { marks: [...new Set(marks)], hasBox: boxes.length > 0 }
}

/** The sign of the other side that begins a line of two lists compared; empty: none does. */
export const dashOf = (line: string): string => sideOfLead.exec(line)?.[1] ?? ''
