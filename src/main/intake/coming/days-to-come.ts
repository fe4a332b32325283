import { fold } from '../../text/folding.ts'
import { laterOf, monthsByName, readDay } from '../dates.ts'
import {
  coming,
  joinsDate,
  saysBeginning,
  saysLast,
  saysNext,
  saysPast,
  standsBeforeDay,
  standsBeforeMonth,
} from './coming-phrases.ts'

// What a text says of a day, a week or a month that is still to come: whoever leaves then has not left. A day without a year is of the
// nearest one; where it can be read in two ways, the later one counts. A wrong guess asks a question and takes nobody.

/** Of longer texts only the beginning is looked at. */
const longestText = 2000
/** A day or a month without a year that would be further ahead was last year's. */
const nearDays = 150
const nearMonths = 5
/** Shorter names of months in small letters are other words: "des". */
const shortMonth = 3
const dayMs = 86_400_000

const dated =
  /(?<![\p{L}\p{N}./-])\d{1,4}([./-])\d{1,2}\1(?:\d{4}|\d{2})(?!\d)|\d{4}[年년]\s?\d{1,2}[月월]\s?\d{1,2}[日일]/gu
/** "31.12." and "12月31日" anywhere. */
const undated =
  /(?<![\p{N}.])(\d{1,2})\.\s?(\d{1,2})\.(?!\s?\d)|(?<![年년]\s?)(?<!\d)(\d{1,2})[月월]\s?(\d{1,2})[日일]/gu
/** "on 12/18", "am 31.12": after a word that a day follows. */
const afterWord = /(\p{L}{2,9})\s(\d{1,2})([./])(\d{1,2})(?![\d./])/gu
/** Nothing but a day and a month: "18/12", "31.01". */
const alone = /^[\s|(–—:;,*•-]*(\d{1,2})([./])(\d{1,2})\.?[\s|):;,–—-]*$/u
/** A quarter or a week of the year, with it or without. */
const counted =
  /(?<![\p{L}\p{N}])(Q|KW|CW|week|wk|Woche|semaine|semana|settimana|tydzien)[\s.]?(\d{1,2})(?:[\s/-]+((?:20)?\d{2}))?(?![\p{L}\p{N}])/giu
const token = /\d+|\p{L}[\p{L}\p{M}]*(?:-\p{L}+)*/gu
// biome-ignore lint/suspicious/noControlCharactersInRegex: other letters are folded.
const plain = /^[\x00-\x7f]*$/
const mayBeDate =
  /(?<!\p{L})(?:q|kw|cw|week|wk|woche|sem|sett|tydz)\p{L}*[\s.]?\d|\d\s?[./年년月월-]\s?\d|\d\.(?!\d)|\d\s?[日일]/iu
const mayBeYear = (text: string): boolean => /^(?:19|20|21)\d{2}$/u.test(text)
const mayBeDay = (text: string): boolean => /^\d{1,2}$/u.test(text) && Number(text) >= 1 && Number(text) <= 31

/** A day as people say it, and whether it is to come. */
interface Said {
  text: string
  ahead: boolean
  /** Whether it is a whole day, beside which the name of a weekday says no more. */
  whole?: boolean
  /** The words of it that may be somebody's name, folded. */
  words?: readonly string[]
}

/** Whether the nearest day of such a number is after today. */
function isNear(month: number, day: number, today: number): boolean {
  if (month < 1 || month > 12 || day < 1 || day > 31) return false
  const year = new Date(today).getUTCFullYear()
  const ahead = [year - 1, year, year + 1]
    .map((each) => (Date.UTC(each, month - 1, day) - today) / dayMs)
    .sort((a, b) => Math.abs(a) - Math.abs(b))[0] as number
  return ahead > 0 && ahead <= nearDays
}

/** A text that is a day alone, in the parts that `afterWord` finds. */
function ofAlone(text: string): readonly (readonly (string | undefined)[])[] {
  const [, one, mark, two] = alone.exec(text) ?? []
  return one === undefined ? [] : [[`${one}${mark}${two}`, '', one, mark, two]]
}

/** "Q1", "KW 50": of this year or, where it is past and little is, the next. */
function* inCounts(text: string, now: number): Generator<Said> {
  const today = new Date(now)
  const year = today.getUTCFullYear()
  for (const [whole, unit = '', number, of] of text.matchAll(counted)) {
    const length = unit.toLowerCase() === 'q' ? 4 : 53
    const count = Number(number)
    if (count < 1 || count > length) continue
    const days = (now - Date.UTC(year, 0, 1)) / dayMs
    const present = length === 4 ? Math.floor(today.getUTCMonth() / 3) + 1 : Math.floor(days / 7) + 1
    const given = of === undefined ? null : Number(of) % 100
    const ahead =
      given === null ? (count - present + length) % length : (given - (year % 100)) * length + count - present
    yield { text: whole, ahead: given === null ? ahead > 0 && ahead <= length / 2 : ahead > 0 }
  }
}

function* inNumbers(text: string, today: string, now: number): Generator<Said> {
  for (const [whole] of text.matchAll(dated)) {
    const last = laterOf(readDay(whole, 'unknown'))
    if (last !== null) yield { text: whole, ahead: last > today, whole: true }
  }
  for (const [whole, day, month, easternMonth, easternDay] of text.matchAll(undated))
    yield { text: whole, ahead: isNear(Number(month ?? easternMonth), Number(day ?? easternDay), now) }
  yield* inCounts(text, now)
  for (const [whole = '', word = '', one, mark, two] of [...text.matchAll(afterWord), ...ofAlone(text)]) {
    if (word !== '' && !standsBeforeDay(fold(word))) continue
    const isEither = mark === '/' && isNear(Number(one), Number(two), now)
    yield { text: whole, ahead: isEither || isNear(Number(two), Number(one), now) }
  }
}

interface Token {
  text: string
  folded: string
  at: number
}

/** The next token in a direction, past the words that join the parts of a date. */
function beside(tokens: readonly Token[], from: number, by: 1 | -1): Token | undefined {
  let at = from + by
  for (let skipped = 0; skipped < 2 && joinsDate(tokens[at]?.folded ?? ''); skipped++) at += by
  return tokens[at]
}

/** Days and months by name: "31 January 2027", "Jan 15", "15 de enero", "January 2027", "in April". */
function* inMonths(
  text: string,
  tokens: readonly Token[],
  today: string,
  now: number,
  heads: boolean,
): Generator<Said> {
  for (const [at, { folded, text: name, at: start }] of tokens.entries()) {
    const month = monthsByName().get(folded)
    if (month === undefined) continue
    const [before, after] = [beside(tokens, at, -1), beside(tokens, at, 1)]
    const isBefore = before !== undefined && mayBeDay(before.text)
    const day = isBefore ? before : after !== undefined && mayBeDay(after.text) ? after : undefined
    const behind = day === after && after !== undefined ? beside(tokens, tokens.indexOf(after), 1) : after
    const year = behind !== undefined && mayBeYear(behind.text) ? behind : undefined
    const last = year ?? (day === after ? day : undefined)
    const said = text.slice(
      isBefore ? before.at : start,
      last === undefined ? start + name.length : last.at + last.text.length,
    )
    if (year !== undefined) {
      const whole = new Date(Date.UTC(Number(year.text), month - 1, day === undefined ? 1 : Number(day.text)))
      yield { text: said, ahead: whole.toISOString().slice(0, 10) > today, whole: day !== undefined }
    } else if (day !== undefined)
      yield { text: said, ahead: isNear(month, Number(day.text), now), whole: true, words: [folded] }
    else if (
      (heads && (name.length > shortMonth || /^\p{Lu}/u.test(name))) ||
      tokens.slice(Math.max(0, at - 2), at).some((one) => standsBeforeMonth(one.folded) || saysNext(one.folded))
    ) {
      const months = (month - 1 - new Date(now).getUTCMonth() + 12) % 12
      yield { text: said, ahead: months > 0 && months <= nearMonths, words: [folded] }
    }
  }
}

/** Days of the week: the next one, where nothing says that it is one of the past. */
function* inWeek(tokens: readonly Token[], now: number): Generator<Said> {
  const isPast = tokens.some(({ folded }) => saysPast(folded))
  for (const [at, { folded, text }] of tokens.entries()) {
    const day = coming().weekdays.get(folded.replaceAll('-', ''))
    if (day === undefined) continue
    const [before, after] = [tokens[at - 1]?.folded ?? '', tokens[at + 1]?.folded ?? '']
    const isNext = saysNext(before) || saysNext(after) || saysBeginning(before)
    const isToday = new Date(now).getUTCDay() === day
    if (isNext || !(isPast || isToday || saysLast(before) || saysLast(after)))
      yield { text, ahead: true, words: [folded] }
  }
}

/** What of a text is still to come: as it stands there, and which words of it, folded, may be somebody's name. */
export interface ToCome {
  said: string
  words: readonly string[]
}

/**
 * What a text without addresses says of a day after `today` (YYYY-MM-DD); null: nothing. `heads`: a month alone counts too, as in the
 * heading "Leavers December".
 */
export function toCome(written: string, today: string, heads = false): ToCome | null {
  const cut = written.slice(0, longestText)
  const { words: known, phraseIn, unparted } = coming()
  // Nearly every line and cell is of plain letters, and is told apart in a microsecond.
  const isPlain = plain.test(cut)
  const text = isPlain ? cut : cut.normalize('NFKC')
  const folded = isPlain ? cut.toLowerCase() : fold(text)
  const isUnparted = !isPlain && unparted.test(folded)
  const words = folded.split(isPlain ? /[^a-z]+/ : /[^\p{L}]+/u)
  const isSpoken = isUnparted || words.some((word) => known.has(word))
  const hasNumber = /\d/.test(text) && mayBeDate.test(text)
  if (!hasNumber && !isSpoken) return null
  const now = Date.parse(`${today}T00:00:00Z`)
  const days = hasNumber ? [...inNumbers(text, today, now)] : []
  const all: Said[] = [...days]
  if (isSpoken) {
    const tokens = [...text.matchAll(token)].map((one) => ({ text: one[0], folded: fold(one[0]), at: one.index }))
    const months = [...inMonths(text, tokens, today, now, heads)]
    const spoken = phraseIn(folded, words) ?? (isUnparted ? (unparted.exec(folded)?.[0] ?? null) : null)
    all.push(...months, ...(spoken === null ? [] : [{ text: spoken, ahead: true, words: spoken.split(' ') }]))
    if (![...days, ...months].some(({ whole }) => whole === true)) all.push(...inWeek(tokens, now))
  }
  const found = all.find(({ ahead }) => ahead)
  return found === undefined ? null : { said: found.text.trim(), words: found.words ?? [] }
}
