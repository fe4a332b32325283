import { isIPv4, isIPv6 } from 'node:net'

/** An address as it is compared. */
export const ipKey = (ip: string): string => ip.trim().toLowerCase()

/** The network that an address counts to: 24 bits of IPv4, 48 of IPv6; null: it is no address. */
export function networkOf(ip: string): string | null {
  const address = ipKey(ip)
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1] ?? address
  if (isIPv4(mapped)) return `${mapped.split('.').slice(0, 3).join('.')}.0/24`
  if (!isIPv6(address)) return null
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const groups =
    tail === undefined ? before : [...before, ...new Array(8 - before.length - after.length).fill('0'), ...after]
  return `${groups
    .slice(0, 3)
    .map((group) => Number.parseInt(String(group), 16).toString(16))
    .join(':')}::/48`
}
