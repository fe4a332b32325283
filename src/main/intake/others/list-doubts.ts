import { isAttribute, isLeaving } from './leaving-words.ts'
import { type Doubt, orElse } from './others-beside.ts'
import {
  correctingWords,
  noRemarks,
  otherRemarks,
  remarkDoubt,
  remarkOfOthers,
  remarkWith,
  remarkWithout,
} from './remarks.ts'
import { dashOf, marksOf, noMarks, type RowMarks } from './row-marks.ts'
import { hasSign, wordsLeft } from './unread-words.ts'

const linesAStep = 300
const mostMarks = 3
const mostBehind = 400

/** A line with addresses, as it is compared with the others. */
interface Line {
  at: number
  text: string
  marks: RowMarks
  /** Whether words behind the address say that its person leaves. */
  leaves: boolean
  /** Words that say that the line corrects another one. */
  corrects: readonly string[]
}

/** "@Bob" is no address. */
const address = /[^\s@＠﹫][@＠﹫][^\s@＠﹫]/u
const isBare = (line: string): boolean => /^[\w.%+'’-]+@[\w.-]+$/u.test(line.trim())
/** What stands behind the last address of a line. */
const behind = (line: string): string =>
  line
    .slice(Math.max(line.lastIndexOf('@'), line.lastIndexOf('＠')))
    .replace(/^\S+/u, '')
    .slice(0, mostBehind)
const mentionsLeaving = (text: string): boolean => /\p{L}/u.test(text) && text.split(/[^\p{L}-]+/u).some(isLeaving)

/** Marks that say something beside a single address too. */
const telling = new Set(['?', '@'])

/** Which marks stand with some of the lines that have addresses and not with all of them: they tell these apart. */
function tellingMarks(lines: readonly Line[]): Set<string> {
  const counts = new Map<string, number>()
  for (const { marks } of lines) for (const mark of marks.marks) counts.set(mark, (counts.get(mark) ?? 0) + 1)
  const isTelling = (mark: string, count: number) => count < lines.length || (lines.length === 1 && telling.has(mark))
  return new Set([...counts].flatMap(([mark, count]) => (isTelling(mark, count) ? [mark] : [])))
}

/** Other words behind an address, where words behind another one say that its person leaves. */
function notLeaving({ text, leaves }: Line): Doubt | null {
  const words = leaves ? [] : wordsLeft(behind(text)).filter((word) => !isAttribute(word))
  return words.length === 0 ? null : { kind: 'unread', words }
}

/**
 * Adds to the doubts of a text's lines what only the whole text shows: what another line says of somebody, and marks and words that
 * only some lines carry. Yields now and then.
 */
export function* listDoubts(written: readonly string[], doubts: (Doubt | null)[]): Generator<void, void> {
  const remarks = noRemarks()
  const lines: Line[] = []
  for (const [at, text] of written.entries()) {
    if (at % linesAStep === linesAStep - 1) yield
    if (!hasSign(text) || !address.test(text)) {
      if (/\p{L}/u.test(text)) remarkWithout(remarks, text, hasSign(written[at + 1] ?? ''))
    } else if (isBare(text)) lines.push({ at, text, marks: noMarks, leaves: false, corrects: [] })
    else {
      const own = doubts[at] ?? null
      if (own !== null) {
        remarkWith(remarks, at, text, own)
        remarkOfOthers(remarks, text)
      }
      lines.push({
        at,
        text,
        marks: marksOf(text),
        leaves: mentionsLeaving(behind(text)),
        corrects: correctingWords(text),
      })
    }
  }
  const apart = tellingMarks(lines)
  const isRemarked = remarks.addresses.size + remarks.others.length > 0
  const others = otherRemarks(remarks)
  const someLeave = lines.some(({ leaves }) => leaves)
  const someCorrect = lines.some(({ corrects }) => corrects.length > 0)
  if (apart.size === 0 && !isRemarked && !someLeave && !someCorrect) return
  const hasBoxes = lines.some(({ marks }) => marks.hasBox && marks.marks.some((mark) => apart.has(mark)))
  const hasVerdicts = apart.has('yes') || apart.has('no')
  const isCompared = apart.has('+') || apart.has('<')
  for (const [index, line] of lines.entries()) {
    if (index % linesAStep === linesAStep - 1) yield
    const { at, text, marks } = line
    const own = marks.marks.filter((mark) => apart.has(mark))
    if (isCompared && dashOf(text) !== '') own.push(dashOf(text))
    const isAsked = own.length > 0 || hasVerdicts || (hasBoxes && marks.hasBox)
    const lacks = own.length > 0 ? undefined : hasVerdicts ? 'verdict' : 'box'
    const marked: Doubt | null = isAsked
      ? { kind: 'marked', marks: own.slice(0, mostMarks), ...(lacks === undefined ? {} : { lacks }) }
      : null
    // "Typo, should be kim@example.com" corrects the line above it.
    const corrects = lines[index + 1]?.corrects ?? []
    const corrected: Doubt | null = corrects.length === 0 ? null : { kind: 'elsewhere', words: corrects }
    const remarked = orElse(corrected, remarkDoubt(at, text, remarks) ?? others)
    const other = someLeave ? notLeaving(line) : null
    doubts[at] = orElse(doubts[at] ?? null, orElse(remarked, orElse(other, marked)))
  }
}
