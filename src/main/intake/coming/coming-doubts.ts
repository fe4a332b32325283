import { fold } from '../../text/folding.ts'
import { letterWords } from '../../text/word-set.ts'
import { isGoneWord } from '../employment/employment-words.ts'
import { isAttribute, isLeaving, isTold } from '../others/leaving-words.ts'
import { type Doubt, orElse } from '../others/others-beside.ts'
import { isDeed, isHarmless } from '../others/others-words.ts'
import { addressesOf, hasSign, withoutAddresses } from '../others/unread-words.ts'
import { toCome } from './days-to-come.ts'

const linesAStep = 10
const longestHeading = 80

const wordsOf = (text: string): string[] => letterWords(text).filter((word) => word.length > 1)

/** Whether a line says nothing but who the people under it are: "Leavers December 2026", "Marketing". */
const isHeading = (line: string): boolean =>
  line.length <= longestHeading &&
  !/[:：]\s*\S/u.test(line) &&
  (/[:：]\s*$/u.test(line) ||
    wordsOf(line).every((word) => isTold(word) || isLeaving(word) || isHarmless(word) || isAttribute(word)))

/** Whether a line tells of somebody's leaving, so that its day may be that of anybody in the text. */
const tellsLeaving = (line: string): boolean =>
  wordsOf(line).some((word) => isLeaving(word) || isDeed(word) || isGoneWord(word))

/** Why somebody may not have left yet, of whom or over whom a text says this; null: it says nothing of what is to come. */
export function comingDoubt(text: string, today: string, heads = false): Extract<Doubt, { kind: 'ahead' }> | null {
  const found = toCome(text, today, heads)
  return found === null ? null : { kind: 'ahead', said: found.said, words: found.words }
}

/** Whether words that may be of a day are of somebody's name among several in a line: "Sunday Osei <sunday.osei@example.com>, ...". */
function isOfNames(words: readonly string[], line: string): boolean {
  const addresses = words.length === 0 ? [] : addressesOf(line)
  const parts = new Set(addresses.flatMap((one) => fold(one.replace(/@.*$/u, '')).split(/[^\p{L}]+/u)))
  return addresses.length > 1 && words.every((word) => parts.has(word))
}

/**
 * Puts a doubt on the lines of a text whose people leave on a day that is still to come: it stands beside the address, in a heading over
 * it, or in a sentence about leaving that has no address of its own. Yields now and then.
 */
export function* comingDoubts(
  lines: readonly string[],
  doubts: (Doubt | null)[],
  today: string,
): Generator<void, void> {
  let section: Doubt | null = null
  let whole: Doubt | null = null
  const listed: number[] = []
  for (const [at, line] of lines.entries()) {
    if (at % linesAStep === linesAStep - 1) yield
    if (line.trim() === '') continue
    if (hasSign(line)) {
      const beside = withoutAddresses(line).replaceAll('|', ' ')
      const said = /[\p{L}\p{N}]/u.test(beside) ? comingDoubt(beside, today) : null
      const own = said !== null && isOfNames(said.words, line) ? null : said
      doubts[at] = orElse(doubts[at] ?? null, orElse(own, section))
      listed.push(at)
    } else {
      const heads = isHeading(line)
      const said = comingDoubt(line, today, heads)
      if (heads) section = said
      else if (said !== null && tellsLeaving(line)) whole ??= said
    }
  }
  if (whole !== null) for (const at of listed) doubts[at] = orElse(doubts[at] ?? null, whole)
}
