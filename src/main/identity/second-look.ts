import { localKey, localOf, type NameIndex } from '../directory/name-index.ts'
import type { Entry } from '../intake/list-entry.ts'
import { isAttribute } from '../intake/others/leaving-words.ts'
import type { Doubt } from '../intake/others/others-beside.ts'
import { fold } from '../text/folding.ts'
import { likeness, readName } from '../text/names/person-name.ts'
import { namesBeside } from '../text/names/short-names.ts'
import { isRemarked } from './remarked.ts'

/** Who else may be meant though somebody has the very address, by position, and why. */
export interface SecondLook {
  others: number[]
  why: string
  /** Why they are offered; left out: the address may be read as theirs. */
  as?: 'same-name' | 'names-fit'
  /** Whether they are meant rather than whoever has the address. */
  rather?: true
}

const domainOf = (address: string) => address.slice(localOf(address).length).toLowerCase()

/** Accounts whose address is the given one with the word before or after it: a blank or a line's end may have cut it off. */
export function joined({ address, beside }: Entry, index: NameIndex): number[] {
  if (address === null || beside === undefined) return []
  const domain = domainOf(address)
  const local = localOf(address)
  const before =
    beside.before === ''
      ? []
      : index.localLetters(localKey(beside.before + local)).filter((at) => domainOf(index.keyAt(at)) === domain)
  const longer = [`${domain}${beside.after.toLowerCase()}`, `${domain}.${beside.after.toLowerCase()}`]
  const after = beside.after === '' ? [] : index.local(local).filter((at) => longer.includes(domainOf(index.keyAt(at))))
  return [...new Set([...before, ...after])]
}

/** Whether the name beside an address is made of the same letters as the address. */
function isNameOfAddress(drawn: readonly string[], address: string): boolean {
  const [first, last] = [drawn[0], drawn.at(-1)]
  return [drawn.join(''), `${first}${last}`, `${last}${first}`].includes(localKey(localOf(address)))
}

/** Accounts that have the name beside an address, where whoever has the address is called otherwise. */
function named({ name, address }: Entry, found: readonly number[], index: NameIndex): number[] {
  // Beside an address of nobody a name says nothing against it.
  if (name === null || address === null || found.length === 0) return []
  const given = readName(fold(name))
  if (given.drawn.length < 2 || isNameOfAddress(given.drawn, address)) return []
  if (found.some((at) => likeness(given, index.nameOf(at)) !== null)) return []
  const whole = index.named(given).map(({ at }) => at)
  return whole.length > 0 ? whole : namedWithin(name, address, found, index)
}

/** Why a single word that an entry gives as its name is that of others, where whoever has its address is called otherwise; null: it is not. */
function calledOtherwise({ name, address }: Entry, found: readonly number[], index: NameIndex): string | null {
  if (name === null || found.length === 0) return null
  const given = readName(fold(name))
  const [word = ''] = given.drawn
  if (given.drawn.length !== 1 || isAttribute(word) || isOwnOf(found, address, index)(word)) return null
  // "Bob" for "Robert" is the same person's.
  const isShort = found.some((at) => index.nameOf(at).drawn.some((own) => namesBeside(word).includes(own)))
  return isShort || bearersOf(word, index).length === 0
    ? null
    : `Beside the address stands the name of somebody else (${quoted([word])}). `
}

/** Of longer texts only the beginning is looked through for names. */
const mostNamed = 12
/** A name within a text has so many words. */
const sizes = [3, 2]

/** Accounts whose whole name stands within the text beside an address that does not name its own person: "Bob Stone has left". */
function namedWithin(text: string, address: string, found: readonly number[], index: NameIndex): number[] {
  const others = new Set<number>()
  for (const part of text.split(/[,;:|()[\]/]|\s[-–—]\s/u)) {
    const words = part.split(/\s+/u).filter((word) => /\p{L}/u.test(word))
    for (const size of sizes) {
      for (let from = 0; from + size <= Math.min(words.length, mostNamed); from++) {
        const given = readName(fold(words.slice(from, from + size).join(' ')))
        if (given.drawn.length < 2) continue
        if (isNameOfAddress(given.drawn, address) || found.some((at) => likeness(given, index.nameOf(at)) !== null))
          return []
        for (const { at } of index.named(given)) others.add(at)
      }
    }
  }
  return [...others]
}

/** Whether what stands beside an address is the name of whoever has it, or nothing at all. */
function isNamed({ name, address, beside }: Entry, found: readonly number[], index: NameIndex): boolean {
  if (name === null) return beside === undefined || `${beside.before}${beside.after}` === ''
  const given = readName(fold(name))
  return isNameOfAddress(given.drawn, address ?? '') || found.some((at) => likeness(given, index.nameOf(at)) !== null)
}

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
function isOwnOf(found: readonly number[], address: string | null, index: NameIndex): (word: string) => boolean {
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
const bearersOf = (word: string, index: NameIndex): number[] =>
  readName(word).drawn.flatMap((one) => index.having(one, undefined, index.columns.n.length))

const quoted = (words: readonly string[]) =>
  words
    .slice(0, 5)
    .map((word) => `“${word}”`)
    .join(', ')

/** More people of one name are no help. */
const mostBearers = 5

/** The people whom the words beside an address name, where they are few. */
function alsoNamed({ doubt, address }: Entry, found: readonly number[], index: NameIndex): number[] {
  if (doubt?.kind !== 'unread' && doubt?.kind !== 'greeted') return []
  const isOwn = isOwnOf(found, address, index)
  const bearers = [...doubt.words, ...(doubt.names ?? [])].filter((word) => !isOwn(word))
  return [
    ...new Set(
      bearers
        .map((word) => bearersOf(word, index))
        .filter((some) => some.length <= mostBearers)
        .flat(),
    ),
  ]
}

/** Why the text around an address may speak of somebody else than the people at `found`; null: it does not. */
function doubted(
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
      return doubt.marks.length === 0
        ? 'Some of the boxes in the text are ticked and others are not. '
        : `Only some lines carry the mark beside it (${quoted(doubt.marks)}), so it may say something else of this one. `
    case 'elsewhere':
      if (doubt.of !== undefined && then(doubt.of) === null) return then(doubt.otherwise)
      if (doubt.words.length === 0)
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

/**
 * Gives what speaks against taking the people at `found` for an entry, though they have its very address; null: nothing. `strictly`:
 * also text beside the address that is not their name.
 */
export function secondLook(
  entry: Entry,
  found: readonly number[],
  index: NameIndex,
  strictly: boolean,
): SecondLook | null {
  if (entry.exact !== undefined) return null
  const others = (some: readonly number[]) => some.filter((at) => !found.includes(at))
  const longer = others(joined(entry, index))
  if (longer.length > 0) return { others: longer, why: 'With the word beside it the address is somebody else’s. ' }
  const called = others(named(entry, found, index))
  if (called.length > 0)
    return { others: called, as: 'same-name', why: 'The address is of one person, the name of another. ' }
  const why = doubted(entry, found, index) ?? calledOtherwise(entry, found, index)
  if (why !== null) return { others: others(alsoNamed(entry, found, index)), as: 'names-fit', rather: true, why }
  const isStrange = strictly && found.length > 0 && !isNamed(entry, found, index)
  return isStrange ? { others: [], why: 'What stands beside the address is not the name of the account. ' } : null
}
