import { mapped } from '../../cooperative/slices.ts'
import { isPlace } from '../asked/places.ts'
import { isFormOfLeaving } from '../employment/word-stems.ts'
import { isAttribute, isLeaving, isTold, saysLeaving, withoutPhrases } from './leaving-words.ts'
import { listDoubts } from './list-doubts.ts'
import { isGreeted, namedBeside } from './named-beside.ts'
import { type Doubt, doubtOf, nothingAround, orElse } from './others-beside.ts'
import { isDeed } from './others-words.ts'
import { strangeOver } from './over-words.ts'
import { withPlainMarks } from './plain-marks.ts'
import { withoutMarks } from './row-marks.ts'
import { isHeading, isNameLike, plainForm, type TextForm, textForm } from './text-form.ts'
import { addressesOf, hasClock, labelOf, labelWords, wordsLeft, wordsUnread } from './unread-words.ts'

/** Also the first lines of the first list, for which expressions are compiled, hold nobody up. */
const linesAStep = 10
const plainLinesAStep = 1000
/** Of longer lines only the beginning is looked at: nothing may hold main's thread. */
const longestLine = 20_000
/** So many lines above an address may be of the same signature. */
const mostAbove = 6
/** So many empty lines may stand between a heading and its people. */
const mostEmpty = 3

/** What stands over the next line: lines of names, and the words of a heading. */
interface Above {
  lines: number
  names: string[][]
  heading: string[]
  /** Whom the last line without an address says to leave. */
  told: string[]
}
const nothingAbove: Above = { lines: 0, names: [], heading: [], told: [] }

const sign = /[@＠﹫]/u

/** How many addresses a line may have: none, one, or two and more. */
function countOf(line: string): 0 | 1 | 2 {
  const first = line.search(sign)
  if (first === -1) return 0
  return sign.test(line.slice(first + 1)) ? 2 : 1
}
/** Whether nothing but the address is in a line, marks around it apart. */
const isBare = (line: string): boolean => /^[^\s:,;|(<=>]*$/u.test(line.trim())

/** An address that a colon and words follow: whoever says what comes. */
const speaker = /[@＠﹫][\p{L}\p{N}.-]+\s*[:：]\s*\S/u

/** What is said of somebody: "Kim Ito (kim@example.com): Namensänderung". */
const behindColon = /[@＠﹫][^\s:：]*\s*[:：]\s+(\S.*)$/u
/** The words behind the colon after an address that do not say that its person leaves: nouns too, which other languages write large. */
const saidBehind = (line: string): string[] =>
  wordsLeft(behindColon.exec(line)?.[1] ?? '').filter(
    (word) => !isAttribute(word) && !isTold(word) && !isDeed(word) && !isFormOfLeaving(word),
  )

/** What a line that no known word gives to somebody else says beside its address that is not understood. */
function unreadOf(line: string, form: TextForm, spoken: boolean): string[] {
  const label = labelOf(line)
  const words = label === null ? [] : labelWords(label)
  if (countOf(line) === 1) words.push(...wordsUnread(line, spoken || form.isDocument), ...saidBehind(line))
  return [...new Set(words)]
}

/** What a line without an address leaves for the ones under it. */
function aboveOf(line: string, before: Above, isTitle: boolean, hasLeavers: boolean): Above {
  const words = wordsLeft(line)
  // Beside headings of leavers whatever else stands over addresses heads them, unless it is their own name.
  const heads = isHeading(line) || (hasLeavers && isNameLike(line))
  const heading = heads && !isTitle && !words.some(isLeaving) && !saysLeaving(line) ? labelWords(line) : []
  if (words.length + heading.length === 0) return before
  const names = isNameLike(line) ? [...before.names, words].slice(-mostAbove) : before.names
  return {
    lines: before.lines + 1,
    names,
    heading,
    // "Disable Kim and the following:" leads over to a list.
    told: /:\s*$/u.test(line) ? [] : namedBeside(line).told,
  }
}

/** Whether the next two lines that are not empty are addresses alone. */
function areBareUnder(lines: readonly string[], at: number): boolean {
  const next = lines.slice(at + 1, at + 1 + 2 * mostEmpty).filter((line) => line.trim() !== '')
  return next.length > 1 && next.slice(0, 2).every((line) => sign.test(line) && isBare(line))
}

/** Whether the next line that is not empty has an address. */
function isOver(lines: readonly string[], at: number): boolean {
  let next = at + 1
  while (next < lines.length && next <= at + mostEmpty && (lines[next] ?? '').trim() === '') next++
  return sign.test(lines[next] ?? '')
}

/**
 * Why addresses of each line of a text may not be the people whom it lists: by words that speak of others, else by whatever beside or
 * above them is not understood. `ofLeavers`: what stands over a list has to say that its people leave, or nothing. Yields now and then.
 */
export function* lineDoubts(written: readonly string[], ofLeavers: boolean): Generator<void, (Doubt | null)[]> {
  const lines = yield* mapped(written, plainLinesAStep, (line) => withPlainMarks(withoutMarks(line)))
  const form = lines.length === 1 ? plainForm : yield* textForm(lines)
  const doubts: (Doubt | null)[] = []
  let around = nothingAround
  let above = nothingAbove
  let isFirst = true
  /** What the last line that stands right over addresses says of those under it. */
  let over: Doubt | null = null
  /** Whether some address stood without a name over it: then a name over a later one is none of a list's. */
  let isMixed = false
  for (const [at, whole] of lines.entries()) {
    if (at % linesAStep === linesAStep - 1) yield
    const { line, spoken } = withoutPhrases(whole)
    const looked = yield* doubtOf(line, around)
    around = looked.around
    let { doubt } = looked
    const count = countOf(line)
    if (line.trim() === '') above = nothingAbove
    else if (count === 0) {
      above = aboveOf(line, above, isFirst && !form.hasSections, form.hasLeavers)
      if (ofLeavers && !form.isCards && isOver(lines, at)) {
        const words = strangeOver(line, areBareUnder(lines, at))
        over = words.length === 0 ? null : { kind: 'above', names: [], heading: words }
      }
    } else {
      const isUnder = above.names.length + (form.isCards ? 0 : above.heading.length + above.told.length) > 0
      const isSigned = above.lines > 1 || form.isDocument || isMixed
      if ((doubt === null || doubt.kind === 'words') && (!isBare(line) || isUnder)) {
        const own = ownDoubt(
          line,
          count,
          form,
          isUnder ? { ...above, names: isSigned || (ofLeavers && form.isCards) ? above.names : [] } : null,
          spoken,
        )
        if (doubt === null || own?.kind === 'line' || own?.kind === 'header') doubt = own ?? doubt
        else doubt = orElse(doubt, own)
      }
      if (form.signed === at && (doubt === null || doubt.kind === 'words' || doubt.kind === 'above'))
        doubt = { kind: 'signature' }
      isMixed ||= above.names.length === 0
      const goesOn = isBare(line) || form.isDocument || form.hasLeavers
      above = { ...nothingAbove, heading: goesOn ? above.heading : [] }
    }
    if (line.trim() !== '') isFirst = false
    doubts.push(count === 0 ? doubt : orElse(doubt, over))
  }
  yield* listDoubts(written, doubts)
  return doubts
}

/** Whether the words over an address say where its person works, or that they leave, and name nobody. */
const namesNobody = (words: readonly string[]): boolean =>
  words.every((word) => isAttribute(word) || isTold(word)) || isPlace(words.join(' '))

function ownDoubt(whole: string, count: number, form: TextForm, above: Above | null, spoken: boolean): Doubt | null {
  const line = whole.slice(0, longestLine)
  if (form.hasClocks && hasClock(line)) return { kind: 'header' }
  if (count > 1 && (speaker.test(line) || addressesOf(line).some((each) => form.repeated.has(each))))
    return { kind: 'line' }
  const { told, mentioned } = count === 1 ? namedBeside(line) : { told: [], mentioned: [] }
  if (count === 1 && isGreeted(line)) return { kind: 'greeted', words: told, names: mentioned }
  const words = [...new Set([...unreadOf(line, form, spoken), ...told])]
  if (words.length + mentioned.length > 0) return { kind: 'unread', words, names: mentioned }
  if (above === null) return null
  const isNamed = wordsLeft(line).length > 0
  // The first line of a card is its person's name; somebody else's says that the card is theirs.
  if (form.isCards) {
    const called = above.names.flat()
    return isNamed || namesNobody(called) ? null : { kind: 'above', names: [], heading: [], told: called }
  }
  // A name alone over an address is a person given twice; under more than that somebody signs.
  const names = isNamed ? [] : above.names
  const heading = isNamed && !form.isDocument && !form.hasLeavers ? [] : above.heading
  const leaving = isNamed ? [] : above.told
  return names.length + heading.length + leaving.length === 0
    ? null
    : { kind: 'above', names, heading, ...(leaving.length === 0 ? {} : { told: leaving }) }
}
