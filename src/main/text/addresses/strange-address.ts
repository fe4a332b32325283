import { garbledText } from '../garbled.ts'
import { isAddress } from './address-fault.ts'
import { apostrophes } from './address-grammar.ts'

/** Why nobody gives an address of this look to a new account, though the grammar allows it. */
export interface StrangeAddress {
  /** As a sentence. */
  message: string
  /** The address that was probably meant; null: nothing shows it. */
  meant: string | null
}

const longestShown = 100
const short = (text: string): string => (text.length > longestShown ? `${text.slice(0, longestShown - 1)}…` : text)
const ifAddress = (text: string): string | null => (isAddress(text) ? text : null)

/** Marks before an address that the grammar allows in it, and that lists set before what does not count. */
const marked = /^(?:[#!*/~|?^`&%$'\p{Extended_Pictographic}]|\ufe0f)+/u
/** Strokes through letters. */
const crossing = /[\u0335-\u0338]/gu

/**
 * Whether an address looks like what programs make of one: read in the wrong encoding, begun as a formula or with
 * a mark that sets a line aside, with an apostrophe that a word processor set, in letters of another form. Mail to such an address reaches nobody. Null: it does not. Plans and lists of joiners ask here alike.
 */
export function strangeAddress(address: string): StrangeAddress | null {
  const garbled = garbledText(address)
  if (garbled !== null)
    return { message: `The address "${short(address)}" was read in the wrong encoding.`, meant: garbled.meant }
  const stripped = address.replace(/^[=+\-@]+/u, '')
  if (stripped !== address) return { message: `"${short(address)}" begins like a formula.`, meant: ifAddress(stripped) }
  const unmarked = address.replace(marked, '')
  if (unmarked !== address)
    return {
      message: `"${short(address)}" begins with a mark, as what is crossed out or set aside does.`,
      meant: ifAddress(unmarked),
    }
  const straight = address.replace(apostrophes, "'")
  if (straight !== address)
    return {
      message: 'The address has an apostrophe that no keyboard writes into addresses.',
      meant: ifAddress(straight),
    }
  const plain = address.replace(crossing, '').normalize('NFKC')
  if (plain !== address)
    return {
      message: 'The address has letters in a form that no keyboard writes, such as full width or crossed out.',
      meant: ifAddress(plain),
    }
  return null
}
