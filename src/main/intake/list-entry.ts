import type { Reading } from '../text/addresses/address-readings.ts'
import { type FoundAddress, findAddresses } from '../text/addresses/find-addresses.ts'
import type { Employment } from './employment/employment.ts'
import type { Doubt } from './others/others-beside.ts'

/** One person as a list gives them; at least one of address and name is there. */
export interface Entry {
  /** From 1. */
  line: number
  address: string | null
  name: string | null
  /** What stood there, shortened, for people to recognise it. */
  given: string
  /** Where it can be read otherwise, or stood there otherwise: all readings of the address, that one first. */
  readings?: readonly Reading[]
  /** True where the text around leaves open where the address begins or ends: then it has to be asked. */
  unsure?: boolean
  /** The words right before and after the address, where they may be cut off it. */
  beside?: { before: string; after: string }
  /** Why the address may be of somebody else than the person whom the list is about. */
  doubt?: Doubt
  /** What a list of an HR system says beside. */
  employment?: Employment
  /** What its row says in a column of which a person said that this means that its person is not meant. */
  notMeant?: { header: string; cell: string }
  /** `only`: picked as an account, so nothing but just this address is meant; `first`: from a file of this product, so just this address counts before every other reading. */
  exact?: 'only' | 'first'
}

/** 100,000: twice the largest list that was asked for; more would be a mistake. */
export const mostEntries = 100_000

/** Longer texts are cut where they are shown; no address is longer than 320 characters. */
const longestGiven = 300

/** What stands beyond this is no part of a name; looking at all of a long line would take too long. */
const longestLooked = 4 * longestGiven

/** Whether a text is of plain letters with one blank between words, as nearly all are. */
const isFlat = (text: string): boolean =>
  /^[ -~]*$/.test(text) && !text.includes('  ') && !text.startsWith(' ') && !text.endsWith(' ')

/** Text on one line, without control characters and invisible marks, cut where it is very long. */
export function shown(text: string): string {
  // Of a text of megabytes each cut would keep the whole: with a copy for each person in it the memory ends.
  if (text.length <= longestGiven && isFlat(text)) return text
  const looked = text.slice(0, longestLooked)
  const flat = looked.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  const isWhole = looked.length === text.length && flat.length <= longestGiven
  return isWhole ? flat : `${flat.slice(0, longestGiven - 1)}…`
}

/** No address is longer. */
const longestAddress = 320

/** The person whose address was found in a text. */
export const entryOf = (
  { readings, unsure }: FoundAddress,
  {
    beside,
    doubt,
    ...rest
  }: Pick<Entry, 'line' | 'name' | 'given'> & {
    beside: Entry['beside']
    doubt?: Doubt | null
  },
): Entry => {
  const address = readings[0].address.slice(0, longestAddress)
  // What does not differ from the one address is left out: lists are long.
  const plain = readings.length === 1 && !unsure && readings[0].raw === address
  return {
    line: rest.line,
    address,
    name: rest.name,
    given: rest.given,
    ...(plain ? {} : { readings, unsure }),
    ...(beside === undefined ? {} : { beside }),
    ...(doubt == null ? {} : { doubt }),
  }
}

/** The address of a cell that holds one, with nothing but punctuation around it; null: it holds something else. */
export function soleAddress(text: string): string | null {
  if (!/[@＠﹫]/u.test(text)) return null
  const [first, ...others] = findAddresses(text)
  if (first === undefined || others.length > 0) return null
  const address = first.readings[0].address
  const around = text.slice(0, first.at) + text.slice(first.end)
  return /[\p{L}\p{N}@]/u.test(around) || address.length > longestAddress ? null : address
}

/** A name of plain letters, with nothing but the ends of brackets and the like behind it, as it stands before most addresses. */
const plainName = /^([A-Za-z](?:[A-Za-z.'-]*[A-Za-z.])?(?: [A-Za-z](?:[A-Za-z.'-]*[A-Za-z.])?)*)[ <>(),;"]*$/

/** A name without bullets, numbers of list items, brackets and quotation marks around it; null when no letter is left. */
export function cleanName(text: string): string | null {
  const [, plain] = text.length > longestGiven ? [] : (plainName.exec(text) ?? [])
  if (plain !== undefined) return plain
  const bare = text
    .slice(0, longestLooked)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .replace(/^\s*(?:[-*•·–—]|\d{1,5}[.)])\s+/u, '')
    .replace(/\b(?:mailto|smtp):\s*$/i, '')
    .replace(/^[\s"'`“”„«»<>()[\],;:.\-–—]+|[\s"'`“”„«»<>()[\],;:\-–—]+$/gu, '')
  if (!/\p{L}|\p{N}/u.test(bare)) return null
  // A bracket that was opened within the name is closed there: "Maria Huber (geb. Schmidt)".
  return `${bare}${/\([^()]*$/u.test(bare) ? ')' : ''}`.slice(0, longestGiven)
}
