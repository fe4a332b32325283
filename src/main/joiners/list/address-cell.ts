import { isAddress } from '../../text/addresses/address-fault.ts'
import { findAddresses } from '../../text/addresses/find-addresses.ts'
import { strangeAddress } from '../../text/addresses/strange-address.ts'
import { cleanAddress, mixedScriptsIn } from '../../text/characters.ts'
import { garbledText } from '../../text/garbled.ts'
import { type Domains, domainOf } from '../domains.ts'
import { type Question, short } from './question.ts'

const longestAddress = 320

/** Brackets, quotation marks, dashes and the ends of a sentence; another sign may cross an address out, or set it aside. */
const harmless = /^[\s\p{Default_Ignorable_Code_Point}<>()[\]{}"'“”„‘’«»,;:.\p{Pd}]*$/u

/** Providers at which anybody has an address: what people have at home, and no company gives. */
const freeMail =
  /^(?:gmail|googlemail|gmx|outlook|hotmail|yahoo|ymail|rocketmail|icloud|aol|proton|protonmail|tutanota|tuta|mailbox|posteo|freenet|laposte|orange|libero|virgilio|terra|uol|bol|seznam|onet|interia|wp|o2|abv|naver|daum|qq|163|126|rediffmail)\.|^(?:web\.de|live\.\w+|me\.com|mac\.com|msn\.com|t-online\.de|mail\.(?:ru|com|de)|yandex\.\w+|zoho\.com|hey\.com|pm\.me|free\.fr|sfr\.fr|wanadoo\.fr)$/u

/** The address of a cell, with what has to be asked about it. `isEntered`: a person entered it here, and meant it. */
export function readAddress(
  cell: string,
  domains: Domains,
  ask: (question: Omit<Question, 'field'>) => void,
  isEntered: boolean,
): string {
  const given = cell.trim()
  if (given === '') {
    ask({ message: 'There is no address.', suggestions: [], blocks: true })
    return ''
  }
  if (given.length > 2000) {
    ask({ message: 'The address is too long to be one.', suggestions: [], blocks: true })
    return given.slice(0, longestAddress)
  }
  const found = garbledText(given)
  if (found !== null) {
    ask({
      message: `The address "${short(given)}" was read in the wrong encoding.`,
      suggestions: found.meant === null ? [] : [found.meant],
      blocks: true,
    })
    return given.slice(0, longestAddress)
  }
  const { address, removed } = cleanAddress(given)
  let username = address
  if (!isAddress(username)) {
    const inside = findAddresses(given)
    const [only] = inside
    const reading = only?.readings[0].address ?? ''
    const around = only === undefined ? '' : given.slice(0, only.at) + given.slice(only.end)
    if (inside.length > 1 || only === undefined || only.unsure || !isAddress(reading)) {
      ask({
        message: inside.length > 1 ? 'There are several addresses.' : `"${short(given)}" is no address.`,
        suggestions: inside
          .flatMap(({ readings }) => readings.map((each) => each.address))
          .filter(isAddress)
          .slice(0, 3),
        blocks: true,
      })
      return given.slice(0, longestAddress)
    }
    const beside = around
      .replace(/^\s*(?:[+*·•▪◦]\s+)?(?:(?:mailto|smtp):)?/iu, '')
      .replace(/^[\s"']*[\p{L}\p{M}\s.,'"-]*<|>.*$/gu, '')
    if (!harmless.test(beside)) {
      ask({ message: `"${short(given)}" is more than an address.`, suggestions: [reading], blocks: true })
      return given.slice(0, longestAddress)
    }
    username = reading
  }
  const strange = strangeAddress(username)
  if (strange !== null) {
    ask({ message: strange.message, suggestions: strange.meant === null ? [] : [strange.meant], blocks: true })
    return username
  }
  if (removed.length > 0)
    ask({
      message: `What nobody can see was taken off the address: ${removed.slice(0, 3).join(', ')}.`,
      suggestions: [],
      blocks: false,
    })
  const mixed = mixedScriptsIn(username)
  if (mixed.length > 0)
    ask({
      message: `The address mixes letters of several scripts (${mixed.join(', ')}). Check its spelling.`,
      suggestions: [],
      blocks: true,
    })
  const domain = domainOf(username)
  if (domains.list.length > 0 && !domains.has(domain)) {
    const near = domains.near(domain)
    if (near !== null)
      ask({
        message: `${domain} is none of the company's domains. Meant ${near}?`,
        suggestions: [`${username.slice(0, username.lastIndexOf('@'))}@${near}`],
        blocks: true,
      })
    else if (freeMail.test(domain) && !isEntered)
      ask({
        message: `${domain} gives anybody an address, and is none of the company's domains: it may be the one at home. Enter the one at work, or this one again if it is meant.`,
        suggestions: [username],
        blocks: true,
      })
    else ask({ message: `${domain} is none of the company's domains.`, suggestions: [], blocks: false })
  }
  return username
}
