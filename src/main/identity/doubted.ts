import { localOf, type NameIndex } from '../directory/name-index.ts'
import type { Entry } from '../intake/list-entry.ts'
import type { Doubt } from '../intake/others/others-beside.ts'
import { fold } from '../text/folding.ts'
import { readName } from '../text/names/person-name.ts'
import { isRemarked } from './remarked.ts'

const doubts = {
  line: 'The line names several addresses, and its words may belong to some of them only. ',
  header: 'It stands in the head of a message, so it may be of whoever sent or got it. ',
  struck: 'Something in the line is crossed out. ',
  signature: 'It stands under the text, so it may be of whoever wrote it. ',
  greeted: 'The line speaks to whoever has the address, so it may be about somebody else. ',
} as const

/** Shorter words stand within too many addresses: "in", "to". */
const fewestLetters = 3

/** Whether a folded word is of somebody's name or address, in any spelling. */
export function isOwnOf(found: readonly number[], address: string | null, index: NameIndex): (word: string) => boolean {
  const local = fold(localOf(address ?? ''))
  const letters = local.replace(/[^\p{L}\p{N}]+/gu, '')
  const own = new Set([
    ...found.flatMap((at) => [...index.nameOf(at).words, ...index.nameOf(at).drawn, ...index.nameOf(at).aside]),
    ...local.split(/[^\p{L}\p{N}]+/u),
  ])
  return (word) =>
    own.has(word) ||
    readName(word).drawn.every((one) => own.has(one)) ||
    (word.length >= fewestLetters && letters.includes(word))
}

/** Whether a folded word is a whole word of somebody's name or address. */
function isNamedBy(found: readonly number[], address: string | null, index: NameIndex): (word: string) => boolean {
  const own = new Set([
    ...found.flatMap((at) => [...index.nameOf(at).words, ...index.nameOf(at).drawn]),
    ...fold(localOf(address ?? '')).split(/[^\p{L}\p{N}]+/u),
  ])
  return (word) => own.has(word)
}

/** Everybody who has this folded word in their name. */
export const bearersOf = (word: string, index: NameIndex): number[] =>
  readName(word).drawn.flatMap((one) => index.having(one, undefined, index.columns.n.length))

/** The first few words, each in quotation marks. */
export const quoted = (words: readonly string[]) =>
  words
    .slice(0, 5)
    .map((word) => `“${word}”`)
    .join(', ')

/** Why the text around an address may speak of somebody else than the people at `found`; null: it does not. */
export function doubted(
  { doubt, address }: Pick<Entry, 'doubt' | 'address'>,
  found: readonly number[],
  index: NameIndex,
): string | null {
  if (doubt === undefined) return null
  const isOwn = isOwnOf(found, address, index)
  const foreign = (words: readonly string[]) => words.filter((word) => !isOwn(word))
  const then = (otherwise: Doubt | undefined) => doubted({ doubt: otherwise, address }, found, index)
  const unread = (words: readonly string[], where: string) =>
    words.length === 0
      ? null
      : `The words ${where} it (${quoted(words)}) were not understood, so it may be of somebody else. `
  switch (doubt.kind) {
    case 'words': {
      const isNamed = isNamedBy(found, address, index)
      const others = doubt.words.filter((word) => !isNamed(word))
      return others.length === 0
        ? then(doubt.otherwise)
        : `The words beside it (${quoted(others)}) may mean that it is of somebody else. `
    }
    case 'unread': {
      const strange = foreign(doubt.words)
      const named = foreign([...doubt.words, ...(doubt.names ?? [])]).filter(
        (word) => bearersOf(word, index).length > 0,
      )
      return named.length > 0
        ? `The line names somebody else too (${quoted(named)}), so it may be about them. `
        : (unread(strange, 'beside') ?? then(doubt.otherwise))
    }
    case 'above':
      if (doubt.told !== undefined && doubt.told.length > 0 && foreign(doubt.told).length === doubt.told.length)
        return `The line above it names somebody else (${quoted(doubt.told)}), so it may be of whoever wrote it. `
      if (doubt.names.some((words) => foreign(words).length === 0)) return doubts.signature
      return unread(foreign(doubt.heading), 'above') ?? then(doubt.otherwise)
    case 'column':
      return doubt.words.length > 0 && foreign(doubt.words).length === doubt.words.length
        ? 'Its column was found by its looks alone, and nothing else in the row is like the account. '
        : then(doubt.otherwise)
    case 'cell':
      return doubt.cell === ''
        ? `Its column “${doubt.header}” is empty, though it says something of others. `
        : `Its column “${doubt.header}” says “${doubt.cell}”, which may speak against it. `
    case 'gone':
      return doubt.words.length > 0 && doubt.words.every(isNamedBy(found, address, index))
        ? then(doubt.otherwise)
        : `The list may say that they have left (“${doubt.said}”). `
    case 'marked':
      if (doubt.lacks !== undefined)
        return doubt.lacks === 'box'
          ? 'Some of the boxes in the text are ticked and others are not. '
          : 'Others in the text have a yes or a no beside them, and this one has none. '
      return `Only some lines carry the mark beside it (${quoted(doubt.marks)}), so it may say something else of this one. `
    case 'elsewhere':
      if (doubt.of !== undefined && then(doubt.of) === null) return then(doubt.otherwise)
      if (foreign(doubt.words).length === 0 && doubt.names === undefined)
        return 'Another line of the text says more about the same address, which may speak against it. '
      return doubt.names === undefined || isRemarked(doubt.words, doubt.names, found, address, index)
        ? `Another line of the text speaks against it (${quoted(foreign(doubt.words))}). `
        : then(doubt.otherwise)
    case 'line':
    case 'header':
    case 'struck':
    case 'signature':
    case 'greeted':
      return doubts[doubt.kind]
    default:
      return doubt satisfies never
  }
}
