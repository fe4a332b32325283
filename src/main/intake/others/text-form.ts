import { saysLeaving } from './leaving-words.ts'
import { isClosing, isMailHeader } from './others-words.ts'
import { addressesOf, hasClock, hasSign, wordsLeft } from './unread-words.ts'

/** How a text without columns is made, as far as it decides whom its addresses are of. */
export interface TextForm {
  /** Some line is neither a person nor a heading: a mail, a ticket, a record of another program. What is not understood in it is asked about. */
  isDocument: boolean
  /** Blocks of the same size with one address each, the name above it: the name is that of the address. */
  isCards: boolean
  /** Whether more than one line stands over addresses, so that the first is no title of the whole. */
  hasSections: boolean
  /** Whether some lines with an address have a time of day and others have none. */
  hasClocks: boolean
  /** Addresses that stand on several lines beside others: a manager, an approver, in columns without a mark between them. */
  repeated: ReadonlySet<string>
  /** The line, from 0, of the one address of the last block, where more is said with it than with those before: a signature. */
  signed: number | null
  /** Whether some heading says that the people under it leave; then headings that say something else count. */
  hasLeavers: boolean
}

export const plainForm: TextForm = {
  isDocument: false,
  isCards: false,
  hasSections: false,
  hasClocks: false,
  repeated: new Set(),
  signed: null,
  hasLeavers: false,
}

const longestName = 80
const fewWords = 3
const mostWords = 6
const longestHeading = 60
/** A title has no more words. */
const titleWords = 8
const linesAStep = 300
/** A signature is not longer. */
const mostSigned = 12
/** Longer texts are lists. */
const mostLines = 5000
/** Longer lines are in no columns. */
const longestLine = 20_000

const initialAtEnd = /(?:^|[\s.])\p{L}{1,3}\.$/u
const isCapital = (word: string): boolean => !/^\p{Ll}/u.test(word)

/** Whether a line may be nothing but the names of people: few words, none of them a sentence. */
export function isNameLike(line: string): boolean {
  const text = line.trim()
  if (text === '' || text.length > longestName || /[\p{N}:：=]/u.test(text)) return false
  if (/[.!?。！？…]$/u.test(text) && !initialAtEnd.test(text)) return false
  return text.split(/[,;/|&]/u).every((part) => {
    const words = part.match(/\p{L}[\p{L}\p{M}'’.-]*/gu) ?? []
    return words.length <= fewWords || (words.length <= mostWords && words.every(isCapital))
  })
}

/** Whether a line is in columns with nothing but blanks between them. */
const hasColumns = (line: string): boolean => /\S(?: {2,}|\t)\S/u.test(line) && !/[,;]/u.test(line)

/** Whether a line says nothing that has to be understood. */
const saysNothing = (line: string): boolean => wordsLeft(line).length === 0

const headsLeavers = (line: string): boolean => line.length < longestHeading && /\p{L}/u.test(line) && saysLeaving(line)

/** Whether a line heads the lines below it: one word alone, few words and a colon, or as markup says so. */
export const isHeading = (line: string): boolean =>
  /^[^:：]{1,60}[:：]\s*$/u.test(line.trim()) ||
  /^\s*(?:h[1-6]\.|#{1,6})\s+\S/u.test(line) ||
  /^\s*(?:\d{1,2}|[IVX]{1,4})[.)]\s+[\p{L}\p{M}-]+\s*$/u.test(line) ||
  /^[\p{L}\p{M}-]+$/u.test(line.trim())

/** Blocks of lines between empty ones, each as its lines. */
function* blocksOf(lines: readonly string[]): Generator<string[]> {
  let block: string[] = []
  for (const line of lines) {
    if (line.trim() !== '') block.push(line)
    else if (block.length > 0) {
      yield block
      block = []
    }
  }
  if (block.length > 0) yield block
}

function areCards(lines: readonly string[]): boolean {
  const blocks: string[][] = []
  for (const block of blocksOf(lines)) {
    // Larger blocks are no cards, and a list of many addresses is none either.
    if (block.length > 40_000) return false
    blocks.push(block)
  }
  const [first] = blocks
  if (first === undefined || first.length < 2) return false
  const isCard = (block: readonly string[]) =>
    block.filter(hasSign).length === 1 &&
    !headsLeavers(block[0] ?? '') &&
    isNameLike(block[0] ?? '') &&
    !/[:：,]\s*$/u.test(block[0] ?? '')
  if (blocks.length > 1) return blocks.every((block) => block.length === first.length && isCard(block))
  return (
    first.length % 2 === 0 && first.every((line, at) => hasSign(line) === (at % 2 === 1)) && isCard(first.slice(0, 2))
  )
}

/** Text of an address' own line: nothing, or words beside it. */
const isAloneOnLine = (line: string): boolean => /^[^\s:,;|(<=>]*$/u.test(line.trim())

/** Where whoever wrote a text signs it: in a last block with one address and more beside it than stands with any before. */
function signedLine(lines: readonly string[]): number | null {
  let last = lines.length - 1
  while (last >= 0 && (lines[last] ?? '').trim() === '') last--
  let first = last
  while (first > 0 && last - first < mostSigned && (lines[first - 1] ?? '').trim() !== '') first--
  if (first <= 0 || last - first >= mostSigned) return null
  const block = lines.slice(first, last + 1)
  const [at, ...others] = block.flatMap((line, index) => (hasSign(line) ? [index] : []))
  if (at === undefined || others.length > 0) return null
  const before = lines.slice(0, first)
  const withAddress = before.filter(hasSign)
  if (withAddress.length === 0) return null
  const isBareBefore = withAddress.every(isAloneOnLine)
  const line = block[at] ?? ''
  if (block.length === 1) return isBareBefore && !isAloneOnLine(line) ? first : null
  const most = Math.max(
    ...[...blocksOf(before)].map((each) => (each.some(hasSign) ? each.filter((one) => !hasSign(one)).length : 0)),
  )
  return isNameLike(block[0] ?? '') && at > 0 && block.length - 1 > Math.max(1, most) ? first + at : null
}

/** Looks at all lines of a text at once. Yields now and then. */
export function* textForm(lines: readonly string[]): Generator<void, TextForm> {
  let isDocument = false
  let heads = 0
  let clocks = 0
  let addresses = 0
  let isFirst = true
  let hasLeavers = false
  /** By address, where it was seen: with which first address of its line. */
  const seen = new Map<string, string>()
  const repeated = new Set<string>()
  for (const [at, line] of lines.entries()) {
    if (at % linesAStep === linesAStep - 1) yield
    if (line.trim() === '') continue
    if (hasSign(line)) {
      addresses++
      if (line.length < longestLine && line.indexOf('@') !== line.lastIndexOf('@')) {
        const found = addressesOf(line)
        const [first = ''] = found
        const isInColumns = hasColumns(line)
        // Between commas too, whoever is second beside several others is no second leaver.
        for (const [place, one] of found.entries()) {
          if (found.indexOf(one) !== place || (!isInColumns && place === 0)) continue
          const key = isInColumns ? one : `${place} of ${found.length}: ${one}`
          const before = seen.get(key)
          if (before === undefined) seen.set(key, first)
          else if (isInColumns || before !== first) repeated.add(one)
        }
      }
      if (line.includes(':') && hasClock(line)) clocks++
    } else {
      const next = lines[at + 1] ?? ''
      if (hasSign(next) && !saysNothing(line)) heads++
      hasLeavers ||= headsLeavers(line)
      const isTitle = isFirst && line.trim().split(/\s+/u).length <= titleWords && !/[.!?。]\s*$/u.test(line)
      if (isMailHeader(line) && /[:：]\s*\S/u.test(line)) isDocument = true
      else if (!isTitle && !isDocument && !isClosing(line) && !isNameLike(line) && !/^\s*\S+\s*$/u.test(line))
        isDocument = !saysNothing(line)
    }
    isFirst = false
  }
  return {
    isDocument,
    isCards: areCards(lines),
    hasSections: heads > 1,
    hasClocks: clocks > 0 && clocks < addresses,
    repeated,
    signed: lines.length > mostLines ? null : signedLine(lines),
    hasLeavers,
  }
}
