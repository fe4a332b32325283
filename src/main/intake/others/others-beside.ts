import { fold } from '../../text/folding.ts'
import { isClosing, isHarmless, isMailHeader, isOfOthers, isTowards, isTowardsAlone } from './others-words.ts'

/** Why an address may be of somebody else than the person whom a list is about, though it is whole. */
export type Doubt =
  /** Words beside it that speak of others, folded; they say nothing where they are the person's own name, and `otherwise` counts. */
  | { kind: 'words'; words: readonly string[]; otherwise?: Doubt }
  /** Words beside it that nobody understood, folded; they say nothing where they are the person's own name. */
  | {
      kind: 'unread'
      words: readonly string[]
      /** Words in capitals that say something only where they are the name of somebody else. */
      names?: readonly string[]
    }
  /** Lines right above it, as folded words: names, which make it a signature where they are its own, and a heading that nobody understood. */
  | { kind: 'above'; names: readonly (readonly string[])[]; heading: readonly string[] }
  /** What else a table's row says of a person, where its column was found by its looks alone. */
  | { kind: 'column'; words: readonly string[] }
  /** Several addresses in one line, and words that belong to some of them only. */
  | { kind: 'line' }
  /** The head of a mail, or the name under it; something in the line is crossed out; or the line speaks to whoever has it. */
  | { kind: 'header' | 'signature' | 'struck' | 'greeted' }

/** So much of a line is looked at between two turns. */
const tokensAStep = 2000
const mostWords = 5
/** A signature is not longer. */
const signatureLines = 12
/** A name has no more words. */
const longestName = 6
/** So few words are a name in small letters too, where one of them is in the address. */
const shortName = 3
/** "Manager:" and "Manager: Kim Ito" on a line of its own speak of the address on the next. */
const longestLabel = 4

const token = /[@＠﹫]|[^\s,;:<>()[\]{}"|@＠﹫]+|[,;<>()[\]{}"|:]/gu
const sign = /^[@＠﹫]$/u
/** One address becomes another, or goes to another. */
const arrow = /[-=]>|[→⇒➔➜]/u

/** Crossed out, as chats, web pages and text programs write it. */
const struck = /~~[^~]+~~|(?<=^|\s)~[^~\s][^~]*~(?=\s|$)|<(?:s|del|strike)\b|\[(?:s|del|strike)\]|[\u0335-\u0338]/iu

const mayBeStruck = /[~<[]|[\u0335-\u0338]/u
/** Of longer lines only the plain marks are looked for: nothing may hold main's thread. */
const longestStruck = 20_000
const isStruck = (line: string): boolean =>
  mayBeStruck.test(line) && (line.length > longestStruck ? line.includes('~~') : struck.test(line))

/** What stands between two addresses of a line. */
interface Segment {
  /** Folded words with whether each is written like a name. */
  words: { folded: string; isName: boolean }[]
  /** Right before the address stands an opening bracket, which binds the words to it. */
  bound: boolean
  /** A colon ends the words. */
  heading: boolean
  /** How many words stood in a bracket that opened right after the address before. */
  aside: number
}

const emptySegment = (): Segment => ({ words: [], bound: false, heading: false, aside: 0 })

interface LookedAt {
  segments: Segment[]
  /** Folded local parts, in the order of the segments that they end. */
  locals: string[]
}

/** Parts a line into addresses and what stands around them. Yields now and then. */
function* lookAt(line: string): Generator<void, LookedAt> {
  const segments = [emptySegment()]
  const locals: string[] = []
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
      // The domain.
      joined = false
      previous = ''
      previousEnd = match.index + text.length
      continue
    }
    joined = false
    if (isWord) {
      last.words.push({
        folded: fold(text).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''),
        isName: !/^\p{Ll}/u.test(text),
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
  return { segments, locals }
}

/** Words that speak of others, wherever they stand in a segment, or right before the address that follows it. */
function speaksOfOthers({ words }: Segment, isBefore: boolean): string[] {
  const found = words.filter(({ folded }) => isOfOthers(folded)).map(({ folded }) => folded)
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

/** Whether some of a line's addresses have words of their own and others have none, so that it may tell of one person only. */
function isMixed({ segments, locals }: LookedAt): boolean {
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
    const isHeading =
      at === 0 && segment.heading && !rest.some(({ folded }) => locals.some((each) => fits(folded, each)))
    if (isHeading) continue
    const isPlainName = (given: typeof rest, of: string | undefined) =>
      given.length <= longestName &&
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

/** Whether a line has one address and no word that could raise a doubt: nearly every row of a list, told apart in a microsecond. */
function isPlainRow(line: string): boolean {
  const first = line.indexOf('@')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: other letters are folded first.
  if (first === -1 || line.length > 400 || line.includes('@', first + 1) || !/^[\x00-\x7f]*$/.test(line)) return false
  return line
    .toLowerCase()
    .split(/[^a-z/-]+|[-/]+(?![a-z])|(?<![a-z])[-/]+/)
    .every((word) => !isOfOthers(word) && !isTowardsAlone(word) && !isTowards(word, true))
}

/** What is known of the lines before: where a label, a mail's head or a signature goes on. */
export interface Around {
  header: boolean
  signature: number
  label: readonly string[]
}

export const nothingAround: Around = { header: false, signature: 0, label: [] }

/**
 * Why addresses of a line may not be the person whom the list is about, and what the next line has to know. Lists of addresses with
 * names raise no doubt. Yields now and then.
 */
export function* doubtOf(line: string, around: Around): Generator<void, { doubt: Doubt | null; around: Around }> {
  const hasAddress = /[@＠﹫]/u.test(line)
  if (line.trim() === '') return { doubt: null, around: { ...nothingAround, signature: around.signature - 1 } }
  const goesOn = around.header && /^\s/u.test(line)
  if (goesOn || isMailHeader(line))
    return { doubt: hasAddress ? { kind: 'header' } : null, around: { header: true, signature: 0, label: [] } }
  if (!hasAddress) {
    if (isClosing(line)) return { doubt: null, around: { header: false, signature: signatureLines, label: [] } }
    const { segments } = yield* lookAt(line.slice(0, 400))
    const words = segments.flatMap((each) => each.words)
    const found = segments.flatMap((each) => speaksOfOthers(each, true))
    const isLabel =
      found.length > 0 &&
      words.length <= longestLabel &&
      (/[:：]/u.test(line) || words.every(({ folded }) => found.includes(folded) || isHarmless(folded)))
    return {
      doubt: null,
      around: { header: false, signature: around.signature - 1, label: isLabel ? found.slice(0, mostWords) : [] },
    }
  }
  const next = { header: false, signature: around.signature - 1, label: around.label }
  if (around.signature > 0) return { doubt: { kind: 'signature' }, around: next }
  if (isStruck(line)) return { doubt: { kind: 'struck' }, around: next }
  // An address alone, with nothing beside it, is nearly every line.
  if (!/[\s:,;|(<→=>]/u.test(line.trim()) && around.label.length === 0) return { doubt: null, around: next }
  if (around.label.length === 0 && isPlainRow(line)) return { doubt: null, around: next }
  const looked = yield* lookAt(line)
  const { segments, locals } = looked
  const words = segments.flatMap((each, at) => speaksOfOthers(each, at < locals.length))
  const isAlone = segments.every((each) => each.words.length === 0)
  if (!isAlone) next.label = []
  const all = [...new Set([...words, ...(isAlone ? around.label : [])])].slice(0, mostWords)
  if (locals.length > 1 && (arrow.test(line) || isMixed(looked))) return { doubt: { kind: 'line' }, around: next }
  return { doubt: all.length > 0 ? { kind: 'words', words: all } : null, around: next }
}
