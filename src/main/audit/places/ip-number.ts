import { isIPv4, isIPv6 } from 'node:net'

/** An address as a number of 128 bits; IPv4 as it is mapped into IPv6. Null: it is no address. */
export function ipNumber(ip: string): bigint | null {
  const address = (ip.trim().split('%')[0] ?? '').toLowerCase()
  if (isIPv4(address)) return mapped | v4(address)
  if (!isIPv6(address)) return null
  // The last 32 bits may be written as IPv4.
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address)
  const [start, end] = dotted === null ? [address, []] : [`${dotted[1]}`, groupsOf(v4(dotted[2] ?? ''))]
  const [head = '', tail] = (dotted === null ? start : `${start}${end.join(':')}`).split('::')
  const split = (part: string | undefined): string[] => (part ? part.split(':') : [])
  const [before, after] = [split(head), split(tail)]
  const groups =
    tail === undefined
      ? before
      : [...before, ...new Array<string>(8 - before.length - after.length).fill('0'), ...after]
  return groups.reduce((number, group) => (number << 16n) | BigInt(`0x${group || '0'}`), 0n)
}

const mapped = 0xffffn << 32n
const v4 = (address: string): bigint => address.split('.').reduce((number, part) => (number << 8n) | BigInt(part), 0n)
const groupsOf = (number: bigint): string[] => groupsOf128(number).slice(6)

const withPort = /^(?:\[([\da-f:.]+)\](?::\d{1,5})?|(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5})$/i

/** The address in what an event says of where it came from: some write its port behind it. */
export function addressOf(ip: string): string {
  const found = withPort.exec(ip.trim())
  return found?.[1] ?? found?.[2] ?? ip
}

/** Sixteen bits each, as they are written in hexadecimal. */
function groupsOf128(number: bigint): string[] {
  return Array.from({ length: 8 }, (_, at) => ((number >> BigInt(112 - 16 * at)) & 0xffffn).toString(16))
}

/** The one way of writing an address that RFC 5952 recommends; an IPv4 address within IPv6 is that address. Null: it is none. */
export function canonicalAddress(ip: string): string | null {
  // Most are, and have one way of writing.
  if (isIPv4(ip)) return ip
  const number = ipNumber(addressOf(ip))
  if (number === null) return null
  if (number >> 32n === 0xffffn)
    return [24n, 16n, 8n, 0n].map((shift) => ((number >> shift) & 0xffn).toString()).join('.')
  const groups = groupsOf128(number)
  // The longest run of zeros, the first of several, where it is longer than one.
  let [start, length] = [0, 1]
  for (let at = 0; at < groups.length; at++) {
    let end = at
    while (groups[end] === '0') end++
    if (end - at > length) [start, length] = [at, end - at]
  }
  if (length < 2) return groups.join(':')
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`
}

/** An address as it is compared, whichever way it was written; what is none, without regard to case. */
export const addressKey = (ip: string): string => canonicalAddress(ip) ?? ip.trim().toLowerCase()

/** A range of addresses: those whose first bits are these. */
export interface IpRange {
  base: bigint
  /** How many bits are free. */
  shift: bigint
}

/** Reads "192.0.2.0/24", "2001:db8::/32" or a single address; null: it is neither. */
export function readRange(text: string): IpRange | null {
  const [address = '', length, ...more] = text.trim().split('/')
  const number = ipNumber(address)
  if (number === null || more.length > 0) return null
  const bits = isIPv4(address.trim()) ? 32 : 128
  if (length === undefined) return { base: number, shift: 0n }
  if (!/^\d{1,3}$/.test(length) || Number(length) > bits) return null
  const shift = BigInt(bits - Number(length))
  return { base: number >> shift, shift }
}
