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

/**
 * Whether an address looks like what programs make of one: read in the wrong encoding, begun as a formula, with an apostrophe that a
 * word processor set. Mail to such an address reaches nobody. Null: it does not. Plans and lists of joiners ask here alike.
 */
export function strangeAddress(address: string): StrangeAddress | null {
  const garbled = garbledText(address)
  if (garbled !== null)
    return { message: `The address "${short(address)}" was read in the wrong encoding.`, meant: garbled.meant }
  const stripped = address.replace(/^[=+\-@]+/u, '')
  if (stripped !== address) return { message: `"${short(address)}" begins like a formula.`, meant: ifAddress(stripped) }
  const straight = address.replace(apostrophes, "'")
  if (straight !== address)
    return {
      message: 'The address has an apostrophe that no keyboard writes into addresses.',
      meant: ifAddress(straight),
    }
  return null
}
