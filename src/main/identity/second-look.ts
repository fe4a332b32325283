import { localKey, localOf, type NameIndex } from '../directory/name-index.ts'
import type { Entry } from '../intake/list-entry.ts'
import { isAttribute } from '../intake/others/leaving-words.ts'
import { fold } from '../text/folding.ts'
import { likeness, type PersonName, readName } from '../text/names/person-name.ts'
import { namesBeside } from '../text/names/short-names.ts'
import { remembering } from '../text/remembering.ts'
import { bearersOf, doubted, isBorne, isOwnOf, quoted } from './doubted.ts'

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
const isNameOfAddress = (drawn: readonly string[], address: string): boolean =>
  isNameOfLetters(drawn, localKey(localOf(address)))
function isNameOfLetters(drawn: readonly string[], letters: string): boolean {
  const [first, last] = [drawn[0], drawn.at(-1)]
  return [drawn.join(''), `${first}${last}`, `${last}${first}`].includes(letters)
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
  return isShort || !isBorne(word, index)
    ? null
    : `Beside the address stands the name of somebody else (${quoted([word])}). `
}

/** Of longer texts only the beginning is looked through for names. */
const mostNamed = 12
/** A name within a text has so many words. */
const sizes = [3, 2]

const withNames = new WeakMap<NameIndex, (text: string) => { given: PersonName; at: readonly number[] }>()
/** A text as a name with everybody who has it; lists say the same few things of many people. */
function readAsName(text: string, index: NameIndex): { given: PersonName; at: readonly number[] } {
  const read =
    withNames.get(index) ??
    remembering((one) => {
      const given = readName(fold(one))
      return { given, at: given.drawn.length < 2 ? [] : index.named(given).map(({ at }) => at) }
    })
  withNames.set(index, read)
  return read(text)
}

/** Accounts whose whole name stands within the text beside an address that does not name its own person: "Bob Stone has left". */
function namedWithin(text: string, address: string, found: readonly number[], index: NameIndex): number[] {
  const others = new Set<number>()
  const letters = localKey(localOf(address))
  for (const part of text.split(/[,;:|()[\]/]|\s[-–—]\s/u)) {
    const words = part.split(/\s+/u).filter((word) => /\p{L}/u.test(word))
    for (const size of sizes) {
      for (let from = 0; from + size <= Math.min(words.length, mostNamed); from++) {
        const { given, at: named } = readAsName(words.slice(from, from + size).join(' '), index)
        if (given.drawn.length < 2) continue
        if (isNameOfLetters(given.drawn, letters) || found.some((at) => likeness(given, index.nameOf(at)) !== null))
          return []
        for (const at of named) others.add(at)
      }
    }
  }
  return [...others]
}

/** Whether what stands beside an address is the name of whoever has it, or nothing at all. */
function isNamed({ name, address, beside }: Entry, found: readonly number[], index: NameIndex): boolean {
  // The number of a list's item says nothing.
  if (name === null) return beside === undefined || `${beside.before.replace(/^\d{1,5}$/u, '')}${beside.after}` === ''
  const given = readName(fold(name))
  return (
    isNameOfAddress(given.drawn, address ?? '') ||
    given.drawn.every(isOwnOf(found, address, index)) ||
    found.some((at) => likeness(given, index.nameOf(at)) !== null)
  )
}

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
