import { addressOf, ipNumber } from '../places/ip-number.ts'

/** The network that an address counts to: 24 bits of IPv4, 48 of IPv6; null: it is no address. */
export function networkOf(ip: string): string | null {
  const number = ipNumber(addressOf(ip))
  if (number === null) return null
  const bits = (shift: bigint, width: bigint) => (number >> shift) & ((1n << width) - 1n)
  if (number >> 32n === 0xffffn) return `${bits(24n, 8n)}.${bits(16n, 8n)}.${bits(8n, 8n)}.0/24`
  return `${[112n, 96n, 80n].map((shift) => bits(shift, 16n).toString(16)).join(':')}::/48`
}
