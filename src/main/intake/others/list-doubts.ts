import { fold } from '../../text/folding.ts'
import { remembering } from '../../text/remembering.ts'
import { isFormOfLeaving } from '../employment/word-stems.ts'
import { isAttribute, isOfLeaving } from './leaving-words.ts'
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

const linesAStep = 10
const mostMarks = 3
const mostBehind = 400
/** A legend stands among so few other lines. */
const mostPlain = 50

/** A line with addresses, as it is compared with the others. */
interface Line {
  at: number
  text: string
  marks: RowMarks
  /** Whether words before or behind the address say that its person leaves. */
  leaves: { before: boolean; behind: boolean }
  /** Words that say that the line corrects another one. */
  corrects: readonly string[]
}

/** "@Bob" is no address. */
const address = /[^\s@＠﹫][@＠﹫][^\s@＠﹫]/u
const isBare = (line: string): boolean => /^\w[\w.%+'’-]*@[\w.-]+$/u.test(line.trim())
/** What stands before the first address of a line. */
function ahead(line: string): string {
  const head = line.slice(0, Math.min(mostBehind, Math.max(0, line.search(/[@＠]/u))))
  return head.slice(0, 1 + Math.max(head.lastIndexOf(' '), head.lastIndexOf('	')))
}
/** What stands behind the last address of a line. */
const behind = (line: string): string =>
  line
    .slice(Math.max(line.lastIndexOf('@'), line.lastIndexOf('＠')))
    .replace(/^\S+/u, '')
    .slice(0, mostBehind)
const isWordOfLeaving = remembering((word) => isOfLeaving(word) || isFormOfLeaving(fold(word)))
const mentionsLeaving = (text: string): boolean =>
  /\p{L}/u.test(text) && text.split(/[^\p{L}-]+/u).some(isWordOfLeaving)

const noLeaving = { before: false, behind: false }
const leavingOf = (text: string): Line['leaves'] => ({
  before: mentionsLeaving(ahead(text)),
  behind: mentionsLeaving(behind(text)),
})

/** Marks that say something beside a single address too, and a question also beside all of them. */
const telling = new Set(['?', '@'])

/** Which marks stand with some of the lines that have addresses and not with all of them: they tell these apart. */
function tellingMarks(lines: readonly Line[]): Set<string> {
  const counts = new Map<string, number>()
  for (const { marks } of lines) for (const mark of marks.marks) counts.set(mark, (counts.get(mark) ?? 0) + 1)
  const isTelling = (mark: string, count: number) =>
    count < lines.length || mark === '?' || (lines.length === 1 && telling.has(mark))
  return new Set([...counts].flatMap(([mark, count]) => (isTelling(mark, count) ? [mark] : [])))
}

/** "To Finance", "nach Berlin": where somebody goes on to. */
const onwards = /(?:^|\P{L})((?:to|nach|zu|zur|zum|vers|naar) (?!lea|end)\p{Lu}\p{L}+)/u

/** Other words before or behind an address, where such words at another one say that its person leaves. */
function notLeaving({ text, leaves }: Line, others: Line['leaves']): Doubt | null {
  if (leaves.before || leaves.behind) return null
  const rest = others.behind ? behind(text) : ''
  const words = [rest, others.before ? ahead(text) : ''].flatMap((part) =>
    wordsLeft(part).filter((word) => !isAttribute(word)),
  )
  const [, goal] = onwards.exec(rest) ?? []
  if (words.length === 0 && goal !== undefined) words.push(goal)
  return words.length === 0 ? null : { kind: 'unread', words }
}

/** Explains marks or looks of a list's lines: "* leaver", "(bold = leaving)". A paste keeps no colours. */
const legend =
  /^\s*\(?\s*(?:(?:rows?|lines?|names?|those|people|entries|cells|zeilen|alle|lignes|filas|righe|regels)\s+(?:in|marked|highlighted|markiert|en|in het)\s+)?(?:[*†‡¹²³#!?]{1,3}\s*[=:–-]?\s*\p{L}|(?:bold|red|green|yellow|orange|blue|highlighted|underlined|italics?|fett|rot|grün|gelb|unterstrichen|kursiv|gras|rouge|vert|jaune|surligné|negrita|rojo|verde|amarillo|vet|rood|groen|geel|太字|赤字|黄色)\s*(?:[=:–-]|means?\b|are\b|is\b|have\b|has\b|left\b|bedeute[tn]|heißt|sind\b|haben\b))/iu
/** Explains codes: "1 = leaves, 2 = stays". */
const codeLegend = /^\s*\(?\s*(?:\d{1,2}|\p{L})\s*=\s*\p{L}{2}/u
/** Whether a line without an address is one; a bullet before a name or a sentence's point is none. */
export const isLegend = (text: string, marks: ReadonlySet<string>): boolean => {
  if (codeLegend.test(text)) return true
  const found = legend.exec(text)?.[0] ?? ''
  return found !== '' && (/\p{L}{2}/u.test(found) || [...marks].some((mark) => text.includes(mark)))
}

type Lacking = NonNullable<Extract<Doubt, { kind: 'marked' }>['lacks']>

/** What a line without a mark lacks, by what others have: the first that some have, else a ticked box. */
const missingMark = (have: Readonly<Record<Exclude<Lacking, 'box' | 'aside'>, boolean>>): Lacking =>
  (['verdict', 'cross', 'side', 'look'] as const).find((mark) => have[mark]) ?? 'box'

/**
 * Adds to the doubts of a text's lines what only the whole text shows: what another line says of somebody, and marks and words that
 * only some lines carry. Yields now and then.
 */
export function* listDoubts(written: readonly string[], doubts: (Doubt | null)[]): Generator<void, void> {
  const remarks = noRemarks()
  const lines: Line[] = []
  const plain: string[] = []
  for (const [at, text] of written.entries()) {
    if (at % linesAStep === linesAStep - 1) yield
    if (!hasSign(text) || !address.test(text)) {
      if (/\p{L}/u.test(text) && plain.length < mostPlain) plain.push(text.slice(0, mostBehind))
      if (/\p{L}/u.test(text)) remarkWithout(remarks, text, hasSign(written[at + 1] ?? '') ? 'above' : 'apart')
    } else if (isBare(text)) lines.push({ at, text, marks: noMarks, leaves: noLeaving, corrects: [] })
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
        leaves: leavingOf(text),
        corrects: correctingWords(text),
      })
    }
  }
  const apart = tellingMarks(lines)
  const isRemarked = remarks.addresses.size + remarks.others.length > 0
  const others = otherRemarks(remarks)
  const someLeave = {
    before: lines.some(({ leaves }) => leaves.before),
    behind: lines.some(({ leaves }) => leaves.behind),
  }
  const doSomeLeave = someLeave.before || someLeave.behind
  const someCorrect = lines.some(({ corrects }) => corrects.length > 0)
  const isExplained = plain.some((text) => isLegend(text, apart))
  if (apart.size === 0 && !isRemarked && !doSomeLeave && !someCorrect && !isExplained) return
  const hasBoxes = lines.some(({ marks }) => marks.hasBox && marks.marks.some((mark) => apart.has(mark)))
  const hasVerdicts = apart.has('yes') || apart.has('no')
  // Whether a cross takes a line in or out nobody can tell, nor of the lines without one.
  const hasCrosses = apart.has('x') || apart.has('X')
  const isCompared = apart.has('+') || apart.has('<')
  // With both signs, a line without one is neither of the old list alone nor of the new one.
  const hasSides = isCompared && lines.some(({ text }) => dashOf(text) !== '')
  const missing = missingMark({ verdict: hasVerdicts, cross: hasCrosses, side: hasSides, look: isExplained })
  for (const [index, line] of lines.entries()) {
    if (index % linesAStep === linesAStep - 1) yield
    const { at, text, marks } = line
    const own = marks.marks.filter((mark) => apart.has(mark))
    if (isCompared && dashOf(text) !== '') own.push(dashOf(text))
    const isAsked = own.length > 0 || hasVerdicts || hasCrosses || hasSides || isExplained || (hasBoxes && marks.hasBox)
    const marked: Doubt | null = isAsked
      ? { kind: 'marked', marks: own.slice(0, mostMarks), ...(own.length > 0 ? {} : { lacks: missing }) }
      : null
    // "Typo, should be kim@example.com" corrects the line above it.
    const corrects = lines[index + 1]?.corrects ?? []
    const corrected: Doubt | null = corrects.length === 0 ? null : { kind: 'elsewhere', words: corrects }
    const remarked = orElse(corrected, remarkDoubt(at, text, remarks) ?? others)
    const other = doSomeLeave ? notLeaving(line, someLeave) : null
    doubts[at] = orElse(doubts[at] ?? null, orElse(remarked, orElse(other, marked)))
  }
}
