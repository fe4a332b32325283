import { fold } from '../../text/folding.ts'
import { wordSet } from '../../text/word-set.ts'
import { isDeed, isHarmless, isOfOthers, isTowards, isTowardsAlone } from './others-words.ts'

/** So much of a line is looked at between two turns. */
const tokensAStep = 2000
/** A name has no more words. */
const longestName = 6
/** So few words are a name in small letters too, where one of them is in the address. */
const shortName = 3
/** A name in letters that are neither large nor small has no more words; a sentence has. */
const mostCaseless = 2
const token = /[@＠﹫]|[^\s,;:<>()[\]{}"|@＠﹫]+|[,;<>()[\]{}"|:]/gu
const sign = /^[@＠﹫]$/u
const scheme = /\b(?:mailto|smtp):(?=\S)/giu
/** "Manager:" and "Manager: Kim Ito" on a line of its own speak of the address on the next. */
export const longestLabel = 4

/** What stands between two addresses of a line. */
interface Segment {
  /** Folded words with whether each is written like a name. */
  words: { folded: string; isName: boolean; isCaseless: boolean }[]
  /** Right before the address stands an opening bracket, which binds the words to it. */
  bound: boolean
  /** A colon ends the words. */
  heading: boolean
  /** How many words stood in a bracket that opened right after the address before. */
  aside: number
  /** The marks since the address before. */
  marks: string
}

const emptySegment = (): Segment => ({ words: [], bound: false, heading: false, aside: 0, marks: '' })

export interface LookedAt {
  segments: Segment[]
  /** Folded local parts, in the order of the segments that they end. */
  locals: string[]
  /** Folded domains, in the same order. */
  domains: string[]
}

/** Parts a line into addresses and what stands around them. Yields now and then. */
export function* lookAt(written: string): Generator<void, LookedAt> {
  const line = written.replace(scheme, '')
  const segments = [emptySegment()]
  const locals: string[] = []
  const domains: string[] = []
  let steps = 0
  let previous = ''
  let previousEnd = -1
  let joined = false
  let inAside = false
  /** Whether a bracket stood right before the last word. */
  let opened = false
  for (const match of line.matchAll(token)) {
    if (++steps % tokensAStep === 0) yield
    const [text] = match
    const last = segments.at(-1) as Segment
    if (sign.test(text)) {
      const isBare = previousEnd === match.index && /[\p{L}\p{N}]/u.test(previous)
      if (!isBare) {
        joined = false
        continue
      }
      last.words.pop()
      last.bound = opened
      if (inAside) last.aside = Math.max(0, last.aside - 1)
      locals.push(fold(previous))
      segments.push(emptySegment())
      inAside = false
      joined = true
      previousEnd = match.index + text.length
      continue
    }
    const isWord = /[\p{L}\p{N}]/u.test(text)
    if (isWord && joined && previousEnd === match.index) {
      domains[locals.length - 1] = fold(text)
      joined = false
      previous = ''
      previousEnd = match.index + text.length
      continue
    }
    joined = false
    if (!isWord) last.marks += text
    if (isWord) {
      last.words.push({
        folded: fold(text).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''),
        isName: !/^\p{Ll}/u.test(text),
        isCaseless: /^\p{Lo}/u.test(text),
      })
      if (inAside) last.aside++
      opened = last.bound
      last.bound = false
      if (!line.startsWith('@', match.index + text.length)) last.heading = false
    } else if (text === '(' || text === '[' || text === '{') {
      inAside = segments.length > 1 && last.words.length === 0
      last.bound = true
    } else if (text === '<') last.bound = true
    else if (text === ')' || text === ']' || text === '}') inAside = false
    else if (text === ':') last.heading = !(last.bound && last.words.length === 0) || last.heading
    else if (text === ',' || text === ';') last.bound = false
    previous = text
    previousEnd = match.index + text.length
  }
  return { segments, locals, domains }
}

/** "Not", "except" in letters that are neither large nor small, with what is written together with them. */
const unpartedRefusal = /除外|除く|対象外|不要|请勿|勿|제외|말아|^و?لا$|عدم|باستثناء|^לא$|למעט|ללא|ยกเว้น|ไม่/u
/** So many words may stand between a "no" and what is not to be done: "no dar de baja". */
const farthest = 3
/** What a Spanish "no" forbids, with it; empty: it forbids nothing, as the one that is short for a number. */
function forbidden(words: Segment['words'], at: number): string[] {
  if (words[at]?.folded !== 'no' || /\p{N}/u.test(words[at + 1]?.folded ?? '')) return []
  const deed = words.slice(at + 1, at + 1 + farthest).find(({ folded }) => isDeed(folded))
  return deed === undefined ? [] : ['no', deed.folded]
}

/** Words that speak of others, wherever they stand in a segment, or right before the address that follows it. */
export function speaksOfOthers({ words }: Segment, isBefore: boolean): string[] {
  const found = words.flatMap(({ folded }, at) =>
    isOfOthers(folded) || unpartedRefusal.test(folded.normalize('NFC')) ? [folded] : forbidden(words, at),
  )
  if (!isBefore) return found
  const last = words.at(-1)
  if (last !== undefined && isTowardsAlone(last.folded)) found.push(last.folded)
  for (const { folded, isName } of words.slice(-longestLabel).reverse()) {
    if (isTowards(folded, !isName)) found.push(folded)
    if (!isName) break
  }
  return found
}

const says = (words: Segment['words']) => words.filter(({ folded }) => /\p{L}/u.test(folded) && !isHarmless(folded))
const lettersOf = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')
const fits = (word: string, local: string | undefined): boolean => {
  const letters = lettersOf(word)
  return letters.length > 1 && local !== undefined && lettersOf(local).includes(letters)
}

/** Between two addresses these say what one is to the other. */
const relating = wordSet(
  'for of fur pour para voor dla za для för til or oder eller lub nebo vagy veya или now was formerly previously ex jetzt fruher ehemals vormals anciennement ahora voorheen vs versus',
)

/** What binds an address to the one before it. */
const links = new Set(['(', '[', '<', '](', ']<', '][', '[<', '(<'])

/** Whether some of a line's addresses have words of their own and others have none, so that it may tell of one person only. */
export function isMixed({ segments, locals, domains }: LookedAt): boolean {
  // "kim@example.com (ito@example.com)", "[kim@example.com](mailto:ito@example.com)": the one may be an alias of the other, or its link.
  const isLinked = (at: number) =>
    segments[at]?.words.length === 0 &&
    links.has(segments[at]?.marks ?? '') &&
    (locals[at] !== locals[at - 1] || domains[at] !== domains[at - 1])
  if (locals.some((_, at) => at > 0 && isLinked(at))) return true
  if (segments.slice(1, locals.length).some(({ words }) => words.some(({ folded }) => relating.has(folded))))
    return true
  /** What is said before each address, and after it. */
  const before: number[] = []
  const after: number[] = []
  for (const [at, segment] of segments.entries()) {
    const spoken = says(segment.words)
    const aside = says(segment.words.slice(0, segment.aside))
    if (aside.length > longestName) return true
    if (spoken.length === 0) continue
    const own = segment.words.slice(segment.aside)
    const rest = says(own)
    if (rest.length === 0) continue
    const local = locals[at]
    // "Interim:" between two addresses says what the second is to the first.
    if (at > 0 && at < locals.length && segment.heading && !rest.some(({ folded }) => fits(folded, local))) return true
    const isHeading =
      at === 0 && segment.heading && !rest.some(({ folded }) => locals.some((each) => fits(folded, each)))
    if (isHeading) continue
    const isPlainName = (given: typeof rest, of: string | undefined) =>
      given.length <= longestName &&
      given.filter(({ isCaseless }) => isCaseless).length <= mostCaseless &&
      (given.every(({ isName, folded }) => isName || fits(folded, of)) ||
        (given.length <= shortName && given.some(({ folded }) => fits(folded, of))))
    if (segment.bound && at < locals.length) {
      if (!isPlainName(rest, local)) return true
      continue
    }
    if (at < locals.length && isPlainName(rest, local)) before.push(at)
    else if (at > 0 && isPlainName(rest, locals[at - 1])) after.push(at - 1)
    else return true
  }
  if (before.length === 0 && after.length === 0) return false
  if (after.length === 0) return before.length !== locals.length
  // Names behind their addresses: what stands between two was counted as before the second.
  return before.includes(0) || new Set([...before.map((at) => at - 1), ...after]).size !== locals.length
}
