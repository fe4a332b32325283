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
const groupsOf = (number: bigint): string[] => [(number >> 16n).toString(16), (number & 0xffffn).toString(16)]

const withPort = /^(?:\[([\da-f:.]+)\](?::\d{1,5})?|(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5})$/i

/** The address in what an event says of where it came from: some write its port behind it. */
export function addressOf(ip: string): string {
  const found = withPort.exec(ip.trim())
  return found?.[1] ?? found?.[2] ?? ip
}

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
