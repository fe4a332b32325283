import { localOf, type NameIndex } from '../directory/name-index.ts'
import type { Entry } from '../intake/list-entry.ts'
import type { Doubt } from '../intake/others/others-beside.ts'
import { fold } from '../text/folding.ts'
import { readName } from '../text/names/person-name.ts'
import { remembering } from '../text/remembering.ts'
import { isRemarked } from './remarked.ts'

const doubts = {
  line: 'The line names several addresses, and its words may belong to some of them only. ',
  header: 'It is in the header of a message, so it may be the address of the sender or of a recipient. ',
  sender: 'It stands alone over a line that tells of somebody else, so it may be that of whoever wrote the line. ',
  struck: 'Part of the line is crossed out. ',
  chat: 'Somebody says it in a chat, where others may say something else of it. ',
  signature: 'It stands where a text is signed, so it may be that of whoever wrote it. ',
  greeted: 'The line greets the person with this address, so it may be about somebody else. ',
} as const

const lacking = {
  verdict: 'Others in the text have a yes or a no beside them, and this one has none. ',
  cross: 'Others in the text have a cross before them, and this one has none. ',
  side: 'Others in the text begin with a plus or a minus, and this one does not. ',
  look: 'The text explains marks or colours that tell its people apart, and this one has no such mark here. ',
  aside:
    'Others in the list have words in brackets behind their name that say that they leave, and this one has none. ',
  box: 'Some of the boxes in the text are ticked and others are not. ',
} as const

/** Shorter words stand within too many addresses: "in", "to". */
const fewestLetters = 3

const partsOf = (address: string | null): string[] => fold(localOf(address ?? '')).split(/[^\p{L}\p{N}]+/u)

/** The folded words of somebody's name. */
const nameWords = (found: readonly number[], index: NameIndex): string[] =>
  found.flatMap((at) => [...index.nameOf(at).words, ...index.nameOf(at).drawn])

/** Whether a folded word is of somebody's name or address, in any spelling. */
export function isOwnOf(found: readonly number[], address: string | null, index: NameIndex): (word: string) => boolean {
  const letters = partsOf(address).join('')
  const aside = found.flatMap((at) => [...index.nameOf(at).aside])
  const own = new Set([...nameWords(found, index), ...aside, ...partsOf(address)])
  return (word) =>
    own.has(word) ||
    readName(word).drawn.every((one) => own.has(one)) ||
    (word.length >= fewestLetters && letters.includes(word))
}

/** Everybody who has this folded word in their name. */
export const bearersOf = (word: string, index: NameIndex): number[] =>
  readName(word).drawn.flatMap((one) => index.having(one, undefined, index.columns.n.length))

const borne = new WeakMap<NameIndex, (word: string) => boolean>()
/** Whether anybody has this folded word in their name. */
export function isBorne(word: string, index: NameIndex): boolean {
  const known = borne.get(index) ?? remembering((one) => bearersOf(one, index).length > 0)
  borne.set(index, known)
  return known(word)
}

/** The first few words, each in quotation marks. */
export const quoted = (words: readonly string[]) =>
  words
    .slice(0, 5)
    .map((word) => `“${word}”`)
    .join(', ')

/** Why a row is asked about because of a column that nobody understands. */
export const whyOpen = ({ header, cell }: { header: string; cell: string }): string =>
  cell === ''
    ? `The column “${header}” may say who is meant, and nobody has said yet what it means that it is empty here. `
    : `The column “${header}” may say who is meant, and nobody has said yet what “${cell}” means there. `

/** Why the text around an address may speak of somebody else than the people at `found`; null: it does not. */
export function doubted(
  { doubt, address }: Pick<Entry, 'doubt' | 'address'>,
  found: readonly number[],
  index: NameIndex,
): string | null {
  if (doubt === undefined) return null
  const isOwn = isOwnOf(found, address, index)
  const names = nameWords(found, index)
  const own = new Set([...names, ...partsOf(address)])
  return whyOf(doubt)

  function whyOf(of: Doubt | undefined): string | null {
    if (of === undefined) return null
    const foreign = (words: readonly string[]) => words.filter((word) => !isOwn(word))
    const unread = (words: readonly string[], where: string) =>
      words.length === 0
        ? null
        : `The words ${where} it (${quoted(words)}) were not understood, so somebody else may be meant. `
    switch (of.kind) {
      case 'words': {
        const others = of.words.filter((word) => !own.has(word))
        return others.length === 0
          ? whyOf(of.otherwise)
          : `The words beside it (${quoted(others)}) may mean that somebody else is meant. `
      }
      case 'unread': {
        const strange = foreign(of.words)
        const named = foreign([...of.words, ...(of.names ?? [])]).filter((word) => isBorne(word, index))
        return named.length > 0
          ? `The line also names somebody else (${quoted(named)}), so it may be about them. `
          : (unread(strange, 'beside') ?? whyOf(of.otherwise))
      }
      case 'above':
        if (of.told !== undefined && of.told.length > 0 && foreign(of.told).length === of.told.length)
          return `The line above it names somebody else (${quoted(of.told)}), so this may be the address of whoever wrote it. `
        if (of.names.some((words) => foreign(words).length === 0)) return doubts.signature
        return unread(foreign(of.heading), 'above') ?? whyOf(of.otherwise)
      case 'column':
        return of.words.length > 0 && foreign(of.words).length === of.words.length
          ? 'The column was recognised only by its addresses, and nothing else in the row resembles the account. '
          : whyOf(of.otherwise)
      case 'cell':
        return of.cell === ''
          ? `The column “${of.header}” is empty here, though it is filled in for others. `
          : `The column “${of.header}” says “${of.cell}”, which may mean that this person is not meant. `
      case 'open':
        return whyOpen(of)
      case 'gone':
        return of.words.length > 0 && of.words.every((word) => own.has(word))
          ? whyOf(of.otherwise)
          : `The list may say that this person has left (“${of.said}”). `
      case 'ahead':
        if (of.words.length > 0 && of.words.every((word) => own.has(word))) return whyOf(of.otherwise)
        return of.header === undefined
          ? `The text says “${of.said}”, which is still to come, so this person may not have left yet. `
          : `The column “${of.header}” says “${of.said}”, which is still to come, so this person may not have left yet. `
      case 'marked':
        if (of.lacks !== undefined) return lacking[of.lacks]
        return `Only some lines have the mark beside it (${quoted(of.marks)}), so it may mean something for this person. `
      case 'elsewhere': {
        if (of.of !== undefined && whyOf(of.of) === null) return whyOf(of.otherwise)
        const against = foreign(of.words)
        if (of.names === undefined && against.length === 0)
          return 'Another line of the text says more about the same address, and may mean that this person is not meant. '
        return of.names === undefined || isRemarked(of.words, of.names, { own, names })
          ? `Another line of the text may mean that this person is not meant (${quoted(against)}). `
          : whyOf(of.otherwise)
      }
      case 'sender': {
        if (found.some((at) => of.addresses.includes(index.keyAt(at)))) return whyOf(of.otherwise)
        const others = foreign(of.told)
        // "Bob Miller left" under the address of Ann Miller.
        const isOfOther = others.length === of.told.length || others.some((word) => isBorne(word, index))
        return isOfOther ? doubts.sender : whyOf(of.otherwise)
      }
      case 'line':
      case 'header':
      case 'struck':
      case 'chat':
      case 'signature':
      case 'greeted':
        return doubts[of.kind]
      default:
        return of satisfies never
    }
  }
}
