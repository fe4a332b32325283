/** One person as a list gives them; at least one of address and name is there. */
export interface Entry {
  /** From 1. */
  line: number
  address: string | null
  name: string | null
  /** What stood there, shortened, for people to recognise it. */
  given: string
}

/** 100,000: twice the largest list that was asked for; more would be a mistake. */
export const mostEntries = 100_000

/** Longer texts are cut where they are shown; no address is longer than 320 characters. */
const longestGiven = 300

/** What stands beyond this is no part of a name; looking at all of a long line would take too long. */
const longestLooked = 4 * longestGiven

/** Text on one line, without control characters and invisible marks, cut where it is very long. */
export function shown(text: string): string {
  const flat = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  return flat.length <= longestGiven ? flat : `${flat.slice(0, longestGiven - 1)}…`
}

/** What no address goes over. */
const edge = /[\s<>"',;:()[\]|@\\]/u
const isPart = (letter: string | undefined) => letter !== undefined && !edge.test(letter)

/** An address and where it stands in its text. */
export interface FoundAddress {
  address: string
  at: number
  end: number
}

/**
 * The addresses in a text with the places where they stand. Looked for from each @, because one expression for all of an address tries
 * every place of a long run of letters anew, which takes minutes for a file of one line.
 */
export function* eachAddress(text: string): Generator<FoundAddress, void> {
  let free = 0
  for (let sign = text.indexOf('@'); sign !== -1; sign = text.indexOf('@', sign + 1)) {
    let at = sign
    while (at > free && isPart(text[at - 1])) at--
    let end = sign + 1
    while (isPart(text[end])) end++
    if (at === sign || end === sign + 1) continue
    free = end
    // A full stop after an address ends the sentence, not the address.
    while ('.!?'.includes(text[end - 1] as string)) end--
    yield { address: text.slice(at, end), at, end }
  }
}

/** All addresses in a text at once: for a line or a cell of usual length. */
export const addressesIn = (text: string): FoundAddress[] => [...eachAddress(text)]

/** Whether a cell holds one address and nothing else. */
export function soleAddress(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^mailto:/i, '')
    .replace(/^<(.*)>$/u, '$1')
  const [first, ...others] = addressesIn(bare)
  return first !== undefined &&
    others.length === 0 &&
    first.at === 0 &&
    first.end === bare.length &&
    first.address.length <= 320
    ? first.address
    : null
}

/** A name without bullets, numbers of list items, brackets and quotation marks around it; null when no letter is left. */
export function cleanName(text: string): string | null {
  const bare = text
    .slice(0, longestLooked)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .replace(/^\s*(?:[-*•·–—]|\d{1,5}[.)])\s+/u, '')
    .replace(/\bmailto:\s*$/i, '')
    .replace(/^[\s"'`“”„«»<>()[\],;:.\-–—]+|[\s"'`“”„«»<>()[\],;:\-–—]+$/gu, '')
  return /\p{L}|\p{N}/u.test(bare) ? bare.slice(0, longestGiven) : null
}
