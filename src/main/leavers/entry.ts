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

/** Text on one line, without control characters and invisible marks, cut where it is very long. */
export function shown(text: string): string {
  const flat = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  return flat.length <= longestGiven ? flat : `${flat.slice(0, longestGiven - 1)}…`
}

const address = /[^\s<>"',;:()[\]|@\\]+@[^\s<>"',;:()[\]|@\\]+/gu

/** The addresses in a text with the places where they stand. */
export function addressesIn(text: string): { address: string; at: number; end: number }[] {
  return [...text.matchAll(address)].map((match) => {
    // A full stop after an address ends the sentence, not the address.
    const found = match[0].replace(/[.!?]+$/u, '')
    return { address: found, at: match.index, end: match.index + found.length }
  })
}

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
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .replace(/^\s*(?:[-*•·–—]|\d{1,5}[.)])\s+/u, '')
    .replace(/\bmailto:\s*$/i, '')
    .replace(/^[\s"'`“”„«»<>()[\],;:.\-–—]+|[\s"'`“”„«»<>()[\],;:\-–—]+$/gu, '')
  return /\p{L}|\p{N}/u.test(bare) ? bare.slice(0, longestGiven) : null
}
