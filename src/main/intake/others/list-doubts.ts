import { isLeaving, withoutPhrases } from './leaving-words.ts'
import type { Doubt } from './others-beside.ts'
import { isRefusal, isStaying } from './others-words.ts'
import { dashOf, marksOf, type RowMarks } from './row-marks.ts'
import { addressesOf, isSentence, wordsLeft } from './unread-words.ts'

const linesAStep = 300
const mostWords = 3

/** A line of a list, as it is read. */
interface Line {
  text: string
  addresses: readonly string[]
  marks: RowMarks
}

const hasSign = (line: string): boolean => /[@＠﹫]/u.test(line)
const isBare = (line: string): boolean => /^[\w.%+'’-]+@[\w.-]+$/u.test(line.trim())
const folded = (line: string): string[] => line.toLowerCase().split(/[^\p{L}'’]+/u)

/** The words of a sentence that say that somebody stays, or that something is not to be done. */
const againstOf = (sentence: string): string[] =>
  [...new Set(folded(sentence).filter((word) => isStaying(word) || isRefusal(word)))].slice(0, mostWords)

/** Whom lines of a text speak for that the text lists too: by address, and by the words of a name. */
interface Spared {
  addresses: Map<string, { line: number; words: string[] }[]>
  names: { line: number; words: string[]; names: string[] }[]
}

function spare(spared: Spared, at: number, text: string, addresses: readonly string[]): void {
  const { line } = withoutPhrases(text)
  for (const sentence of addresses.length > 0 ? [line] : line.split(/(?<=[.!?;])\s/u)) {
    const words = againstOf(sentence)
    if (words.length === 0) continue
    for (const address of addresses) {
      const before = spared.addresses.get(address) ?? []
      before.push({ line: at, words })
      spared.addresses.set(address, before)
    }
    if (addresses.length > 0) continue
    const names = wordsLeft(sentence).filter((word) => !words.includes(word) && !isLeaving(word))
    if (names.length > 0) spared.names.push({ line: at, words, names })
  }
}

/** Why the addresses of a line are asked about for what other lines say of the same person. */
function sparedDoubt(at: number, addresses: readonly string[], spared: Spared): Doubt | null {
  for (const address of addresses) {
    const other = spared.addresses.get(address)?.find(({ line }) => line !== at)
    if (other !== undefined) return { kind: 'elsewhere', words: other.words }
  }
  const named = spared.names.filter(({ line }) => line !== at)
  if (named.length === 0) return null
  return { kind: 'elsewhere', words: named[0]?.words ?? [], names: [...new Set(named.flatMap(({ names }) => names))] }
}

/** Marks that say something beside a single address too. */
const telling = new Set(['?', '@'])

/** Which marks stand with some of the lines that have addresses and not with all of them: they tell these apart. */
function tellingMarks(lines: readonly Line[]): Set<string> {
  const counts = new Map<string, number>()
  for (const { marks } of lines) for (const mark of marks.marks) counts.set(mark, (counts.get(mark) ?? 0) + 1)
  const isTelling = (mark: string, count: number) => count < lines.length || (lines.length === 1 && telling.has(mark))
  return new Set([...counts].flatMap(([mark, count]) => (isTelling(mark, count) ? [mark] : [])))
}

/** `doubt`, and `then` where the words of that one turn out to be the person's own name. */
function joined(doubt: Doubt | null, then: Doubt | null): Doubt | null {
  if (doubt === null || then === null) return doubt ?? then
  switch (doubt.kind) {
    case 'words':
    case 'unread':
    case 'above':
    case 'column':
    case 'elsewhere':
    case 'gone':
      return { ...doubt, otherwise: joined(doubt.otherwise ?? null, then) ?? then }
    default:
      return doubt
  }
}

/**
 * Adds to the doubts of a text's lines what only the whole text shows: somebody of whom another line says that they stay, and marks
 * that only some lines carry. Yields now and then.
 */
export function* listDoubts(written: readonly string[], doubts: (Doubt | null)[]): Generator<void, void> {
  const spared: Spared = { addresses: new Map(), names: [] }
  const withAddress: (Line & { at: number })[] = []
  for (const [at, text] of written.entries()) {
    if (at % linesAStep === linesAStep - 1) yield
    if (!hasSign(text)) {
      if (text.length < 400 && /\p{L}/u.test(text)) spare(spared, at, text, [])
      continue
    }
    if (isBare(text)) {
      withAddress.push({ at, text, addresses: [], marks: { marks: [], hasBox: false } })
      continue
    }
    const addresses = addressesOf(text)
    spare(spared, at, text.slice(0, 2000), addresses)
    withAddress.push({
      at,
      text,
      addresses,
      marks: marksOf(text, isSentence(text)),
    })
  }
  const apart = tellingMarks(withAddress)
  const isSpared = spared.addresses.size + spared.names.length > 0
  if (apart.size === 0 && !isSpared) return
  const hasBoxes = withAddress.some(({ marks }) => marks.hasBox && marks.marks.some((mark) => apart.has(mark)))
  const isCompared = apart.has('+')
  for (const [index, { at, text, addresses, marks }] of withAddress.entries()) {
    if (index % linesAStep === linesAStep - 1) yield
    const own = marks.marks.filter((mark) => apart.has(mark))
    if (isCompared && dashOf(text) !== '') own.push(dashOf(text))
    const isAsked = own.length > 0 || (hasBoxes && marks.hasBox)
    const marked: Doubt | null = isAsked ? { kind: 'marked', marks: own.slice(0, mostWords) } : null
    const elsewhere = isSpared ? sparedDoubt(at, addresses.length > 0 ? addresses : addressesOf(text), spared) : null
    doubts[at] = joined(doubts[at] ?? null, joined(elsewhere, marked))
  }
}
