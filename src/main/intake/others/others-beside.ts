import { saysDone } from '../table/telling-headers.ts'
import { isMixed, longestLabel, lookAt, speaksOfOthers } from './line-segments.ts'
import {
  isClosing,
  isDeed,
  isHarmless,
  isMailHeader,
  isNeed,
  isRefusal,
  isStaying,
  maySpeakOfOthers,
} from './others-words.ts'

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
      otherwise?: Doubt
    }
  /** Lines right above it, as folded words: names, which make it a signature where they are its own, and a heading that nobody understood. */
  | {
      kind: 'above'
      names: readonly (readonly string[])[]
      heading: readonly string[]
      /** Whom they say to leave. */
      told?: readonly string[]
      otherwise?: Doubt
    }
  /** What else a table's row says of a person, where its column was found by its looks alone. */
  | { kind: 'column'; words: readonly string[]; otherwise?: Doubt }
  /** What a cell of the same row says that nobody understood, or leaves empty where others say something. */
  | { kind: 'cell'; header: string; cell: string }
  /** A column of its table that may say who is meant, of which nobody has said what it means; and what it says here. */
  | { kind: 'open'; header: string; cell: string }
  /** What says that its person has left, in a list of those who are there or come; it says nothing where it is their own name. */
  | { kind: 'gone'; said: string; words: readonly string[]; otherwise?: Doubt }
  /** A day that is still to come, as the text has it beside it or over it; with `header` in that column. It says nothing where its words are the person's own name. */
  | { kind: 'ahead'; said: string; words: readonly string[]; header?: string; otherwise?: Doubt }
  /** Marks beside it that only some lines of the text carry; `lacks`: what others have and it has not. */
  | { kind: 'marked'; marks: readonly string[]; lacks?: 'verdict' | 'cross' | 'side' | 'box' | 'look' | 'aside' }
  /** Words of another line that speak against it; with `names`, folded: against whoever has one of them; `of`: that line's own doubt. */
  | { kind: 'elsewhere'; words: readonly string[]; names?: readonly string[]; of?: Doubt; otherwise?: Doubt }
  /** It stands alone over a line that tells of somebody else, as who wrote that line does: by address, else as folded words of their names. */
  | { kind: 'sender'; addresses: readonly string[]; told: readonly string[]; otherwise?: Doubt }
  /** Several addresses in one line, and words that belong to some of them only. */
  | { kind: 'line' }
  /** The head of a mail, or the name under it; or something in the line is crossed out, or somebody says it in a chat. */
  | { kind: 'header' | 'signature' | 'struck' | 'chat' }
  /** The line speaks to whoever has the address; whom it names then, folded. */
  | { kind: 'greeted'; words: readonly string[]; names?: readonly string[] }

/** `doubt`, and `then` where the words of that one turn out to be the person's own name. */
export function orElse(doubt: Doubt | null, then: Doubt | null): Doubt | null {
  if (doubt === null || then === null) return doubt ?? then
  switch (doubt.kind) {
    case 'words':
    case 'unread':
    case 'above':
    case 'column':
    case 'elsewhere':
    case 'gone':
    case 'ahead':
    case 'sender':
      return { ...doubt, otherwise: orElse(doubt.otherwise ?? null, then) ?? then }
    default:
      return doubt
  }
}

const mostWords = 5
/** A signature is not longer. */
const signatureLines = 12

/** One address becomes another, or goes to another. */
const arrow = /[-=]>|[→⇒➔➜]|\s=+\s/u

/** Crossed out, as chats, web pages and text programs write it. */
const struck = /~~[^~]+~~|(?<=^|\s)~[^~\s][^~]*~(?=\s|$)|<(?:s|del|strike)\b|\[(?:s|del|strike)\]|[\u0335-\u0338]/iu

const mayBeStruck = /[~<[]|[\u0335-\u0338]/u
/** Of longer lines only the plain marks are looked for: nothing may hold main's thread. */
const longestStruck = 20_000
const isStruck = (line: string): boolean =>
  mayBeStruck.test(line) && (line.length > longestStruck ? line.includes('~~') : struck.test(line))

/** Whether a line has one address and no word that could raise a doubt: nearly every row of a list, told apart in a microsecond. */
function isPlainRow(line: string): boolean {
  const first = line.indexOf('@')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: other letters are folded first.
  if (first === -1 || line.length > 400 || line.includes('@', first + 1) || !/^[\x00-\x7f]*$/.test(line)) return false
  return (
    line
      .toLowerCase()
      .split(/[^a-z/-]+|[-/]+(?![a-z])|(?<![a-z])[-/]+/)
      // "No dar de baja": a "no" may forbid what follows.
      .every((word) => word !== 'no' && !maySpeakOfOthers(word))
  )
}

/** What is known of the lines before: where a label, a mail's head or a signature goes on. */
export interface Around {
  header: boolean
  signature: number
  label: readonly string[]
  /** Whether the label heads all lines below it, with names or without. */
  heads: boolean
  /** Whether no address followed the label yet, so that an empty line does not end it. */
  opens: boolean
}

export const nothingAround: Around = { header: false, signature: 0, label: [], heads: false, opens: false }

/**
 * Why addresses of a line may not be the person whom the list is about, and what the next line has to know. Lists of addresses with
 * names raise no doubt. Yields now and then.
 */
export function* doubtOf(line: string, around: Around): Generator<void, { doubt: Doubt | null; around: Around }> {
  const hasAddress = /[@＠﹫]/u.test(line)
  if (line.trim() === '') {
    const kept = around.heads && around.opens ? around : nothingAround
    return { doubt: null, around: { ...kept, header: false, signature: around.signature - 1 } }
  }
  const goesOn = around.header && /^\s/u.test(line)
  if (goesOn || isMailHeader(line))
    return { doubt: hasAddress ? { kind: 'header' } : null, around: { ...nothingAround, header: true } }
  if (!hasAddress) {
    if (isClosing(line)) return { doubt: null, around: { ...nothingAround, signature: signatureLines } }
    const { segments } = yield* lookAt(line.slice(0, 400))
    const words = segments.flatMap((each) => each.words)
    const said = words.map(({ folded }) => folded)
    // "Do not remove", "never disable": the opposite of what is to be done with leavers.
    const refused = said.filter((word, at) => isRefusal(word) && isDeed(said[at + 1] ?? ''))
    const needs = said.some(isDeed) ? [] : said.filter(isNeed)
    const done = saysDone(line) ? said : []
    const others = segments.flatMap((each) => speaksOfOthers(each, true))
    const found = [...new Set([...others, ...refused, ...needs, ...done])]
    const isWhole = words.every(({ folded }) => found.includes(folded) || isHarmless(folded))
    // "Please do not touch the following accounts:" says so however long it is.
    const isRefusing =
      refused.length > 0 || (/:\s*$/u.test(line) && said.some((word) => isStaying(word) || isRefusal(word)))
    // "Manager: Kim Ito" and "Reports to Kim Ito" speak of the address on the next line.
    const isOfNext = /[:：]/u.test(line) || isWhole || needs.length > 0 || found.includes(said[0] ?? '')
    const isLabel = found.length > 0 && ((words.length <= longestLabel && isOfNext) || isRefusing)
    return {
      doubt: null,
      around: {
        ...nothingAround,
        signature: around.signature - 1,
        label: isLabel ? found.slice(0, mostWords) : [],
        heads: isLabel && (isWhole || refused.length + needs.length > 0 || /[:：]\s*$/u.test(line)),
        opens: isLabel,
      },
    }
  }
  const next = { ...around, header: false, signature: around.signature - 1, opens: false }
  if (around.signature > 0) return { doubt: { kind: 'signature' }, around: next }
  if (isStruck(line)) return { doubt: { kind: 'struck' }, around: next }
  // An address alone, with nothing beside it, is nearly every line.
  if (!/[\s:,;|(<→=>]/u.test(line.trim()) && around.label.length === 0) return { doubt: null, around: next }
  if (around.label.length === 0 && isPlainRow(line)) return { doubt: null, around: next }
  const looked = yield* lookAt(line)
  const { segments, locals } = looked
  const words = segments.flatMap((each, at) => speaksOfOthers(each, at < locals.length))
  const isAlone = segments.every((each) => each.words.length === 0)
  const isHeaded = isAlone || around.heads
  if (!isHeaded) next.label = []
  const all = [...new Set([...words, ...(isHeaded ? around.label : [])])].slice(0, mostWords)
  if (locals.length > 1 && (arrow.test(line) || isMixed(looked))) return { doubt: { kind: 'line' }, around: next }
  return { doubt: all.length > 0 ? { kind: 'words', words: all } : null, around: next }
}
