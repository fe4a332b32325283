import { addressFault, isAddress } from '../../../text/addresses/address-fault.ts'
import { findAddresses } from '../../../text/addresses/find-addresses.ts'
import { strangeAddress } from '../../../text/addresses/strange-address.ts'
import { invisibleIn, mixedScriptsIn } from '../../../text/characters.ts'
import type { LooksLike } from '../../../text/look-alikes.ts'

/** The one address in a text that is more than an address; null: none, or it is a guess which. */
function addressIn(text: string): string | null {
  const [only, ...others] = findAddresses(text)
  if (only === undefined || only.unsure || others.length > 0) return null
  const [{ address }] = only.readings
  return isAddress(address) ? address : null
}

/** Why a new address cannot be taken; null: it can. */
export function faultOf(text: string): string | null {
  const unseen = [...new Set(invisibleIn(text).map(({ name }) => name))]
  if (unseen.length > 0) {
    const what = unseen.every((name) => name.startsWith('space'))
      ? 'a space'
      : `what nobody can see: ${unseen.slice(0, 5).join(', ')}`
    return `The address "${text}" contains ${what}. Type it again without: LastPass would take it for a different address.`
  }
  const fault = addressFault(text)
  if (fault === null) return null
  const meant = addressIn(text)
  return `"${text}" is not an e-mail address: ${fault}.${meant === null ? '' : ` Was "${meant}" meant?`}`
}

/** Why an address that nobody has yet is not the one that was meant; null: nothing speaks against it. */
export function strangenessOf(text: string): string | null {
  const strange = strangeAddress(text)
  return strange === null ? null : `${strange.message}${strange.meant === null ? '' : ` Was "${strange.meant}" meant?`}`
}

/** What to look at twice in a new address: letters that are not what they seem. */
export function doubtAbout(text: string, looksLike: LooksLike | undefined): string[] {
  const mixed = mixedScriptsIn(text)
  const like = looksLike?.(text) ?? null
  if (mixed.length === 0 && like === null) return []
  const what = mixed.length > 0 ? `mixes letters of several scripts (${mixed.join(', ')})` : 'is not in plain letters'
  return [
    like === null
      ? `The address ${what}. Check its spelling.`
      : `The address ${what} and looks like "${like}", but is a different address. Make sure that it is the one you mean.`,
  ]
}
