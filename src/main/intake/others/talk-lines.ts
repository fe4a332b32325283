import { fold } from '../../text/folding.ts'
import { wordSet } from '../../text/word-set.ts'
import { isClosing, isMailHeader } from './others-words.ts'

// Lines of a pasted mail that greet, thank or say who wrote to whom. They name nobody whom the mail is about.

/** Greetings that are nobody's name. */
const greeting =
  /^[\s>]*(?:hi|hello|hey|dear (?=\p{L})|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen|abend)|bonjour|bonsoir|hola|buenos dias|buenas tardes|buongiorno|ola|bom dia|boa tarde|goedemorgen|goedemiddag|czesc|dzien dobry|god morgen|god morgon|dobry den|здравствуйте|привет)(?:\s+(?:all|both|everyone|everybody|team|zusammen|alle|a tous|tous|equipo|equipe|a todos|a tutti|allemaal|wszyscy|\p{L}[\p{L}\p{M}'’.-]*)){0,3}\s*[,!:;.–—-]*\s*$/u
const japanese = /^(?:お疲れ様です|お世話になっております|よろしくお願い(?:いたし|し)ます)[。.]?$/u

/** Heads of a mail whose words may name whom the mail is about. */
const subjects = wordSet(
  'subject betreff objet asunto oggetto assunto onderwerp temat amne emne тема konu predmet targy aihe 件名 主题 제목',
)

/** Whether a line without an address only greets, thanks, or says who wrote to whom and when. */
export function isTalk(line: string): boolean {
  const text = line.trim()
  if (text.length > longest) return false
  if (isMailHeader(text)) return !subjects.has(fold(/^[\s>|*_"'•-]*([\p{L}-]+)/u.exec(text)?.[1] ?? ''))
  // "Best, George" is a person.
  return greeting.test(fold(text)) || japanese.test(text) || (isClosing(text) && !/^best\b/iu.test(text))
}
const longest = 120

/** What is said of them, or nothing. */
export function talkNotes(lines: readonly string[]): string[] {
  if (lines.length === 0) return []
  const some = lines.slice(0, 3).map((line) => `“${line.length > 60 ? `${line.slice(0, 59)}…` : line}”`)
  const more = lines.length - some.length
  return [
    `${lines.length === 1 ? '1 line greets, thanks or heads a message and was' : `${lines.length.toLocaleString('en-US')} lines greet, thank or head a message and were`} left out: ${some.join(', ')}${more > 0 ? ` and ${more.toLocaleString('en-US')} more` : ''}.`,
  ]
}

// Lines of a chat: "[10:05] Kim Ito: ...", "28/11/2026, 09:41 - Kim Ito: ...". Whoever speaks is none of the people of whom it is said.

const clock = '\\d{1,2}[:.]\\d{2}(?:[:.]\\d{2})?(?:\\s?[ap]\\.?m\\.?)?'
const day = '\\d{1,4}[./-]\\d{1,2}(?:[./-]\\d{1,4})?'
const speaker = "\\p{L}[\\p{L}\\p{M}'’. -]{0,60}"
const head = new RegExp(
  `^\\s*(?:\\[(?:${day},?\\s+)?${clock}(?:,?\\s+${day})?\\]|${day},?\\s+${clock}\\s+[-–])\\s*${speaker}(?:[:：](?:\\s+|$)|\\s*$)`,
  'iu',
)
/** A head is not longer. */
const longestHead = 120

/** What a line of a chat begins with: when, and who speaks; null: it is none. */
export const chatHead = (line: string): string | null =>
  /^\s*(?:\[\d|\d)/u.test(line) ? (head.exec(line.slice(0, longestHead))?.[0] ?? null) : null
