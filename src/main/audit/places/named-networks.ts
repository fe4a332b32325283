import type { NamedNetwork } from '../../../contract/calls/audit/audit-settings.ts'
import { Refusal } from '../../../contract/failure.ts'
import { addressOf, ipNumber, readRange } from './ip-number.ts'

/** The name of the network that an address is in; '' when it is in none, null when it is no address. */
export type NetworkOf = (ip: string) => string | null

/** Of networks that lie in each other the narrowest counts. @throws Refusal `invalid` for a range that is none */
export function createNetworks(networks: readonly NamedNetwork[]): NetworkOf {
  const ranges = networks
    .flatMap(({ name, ranges: texts }) => texts.map((text) => ({ name, ...rangeOf(name, text) })))
    .sort((a, b) => Number(a.shift - b.shift))
  return (ip) => {
    const number = ipNumber(addressOf(ip))
    if (number === null) return null
    return ranges.find(({ base, shift }) => number >> shift === base)?.name ?? ''
  }
}

function rangeOf(name: string, text: string) {
  const range = readRange(text)
  if (range === null)
    throw new Refusal(
      'invalid',
      `"${text.slice(0, 60)}" in the network "${name}" is no range of addresses. Write it as 192.0.2.0/24, 2001:db8::/32 or a single address.`,
      { path: 'networks' },
    )
  return range
}

/** Networks as they are kept. @throws Refusal `invalid` for a range that is none, or two networks of one name */
export function checkNetworks(networks: readonly NamedNetwork[]): void {
  createNetworks(networks)
  const seen = new Set<string>()
  for (const { name } of networks) {
    const key = name.toLowerCase()
    if (seen.has(key))
      throw new Refusal('invalid', `Two networks are called "${name}". Give each its own name.`, { path: 'networks' })
    seen.add(key)
  }
}
