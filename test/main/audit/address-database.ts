// Writes databases of addresses by the MaxMind DB file format, version 2.0.

type Value = string | number | boolean | { [name: string]: Value } | Value[]

/** A number that is written as a whole one of four bytes. */
const isWhole = (value: number): boolean => Number.isInteger(value) && value >= 0 && value < 2 ** 32

function head(type: number, size: number): number[] {
  const [short, more] =
    size < 29 ? [size, []] : size < 285 ? [29, [size - 29]] : [30, [(size - 285) >> 8, (size - 285) & 255]]
  return type < 8 ? [(type << 5) | short, ...more] : [short, type - 7, ...more]
}

function encode(value: Value): Buffer {
  if (typeof value === 'string')
    return Buffer.concat([Buffer.from(head(2, Buffer.byteLength(value))), Buffer.from(value)])
  if (typeof value === 'boolean') return Buffer.from(head(14, value ? 1 : 0))
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(isWhole(value) ? 4 : 8)
    if (isWhole(value)) bytes.writeUInt32BE(value)
    else bytes.writeDoubleBE(value)
    return Buffer.concat([Buffer.from(head(isWhole(value) ? 6 : 3, bytes.length)), bytes])
  }
  if (Array.isArray(value)) return Buffer.concat([Buffer.from(head(11, value.length)), ...value.map(encode)])
  const entries = Object.entries(value)
  return Buffer.concat([
    Buffer.from(head(7, entries.length)),
    ...entries.flatMap(([name, each]) => [encode(name), encode(each)]),
  ])
}

/** Bits of an IPv4 range in a tree of IPv6 addresses. */
function bitsOf(range: string): number[] {
  const [address = '', length = '32'] = range.split('/')
  const own = address.split('.').flatMap((part) => Array.from({ length: 8 }, (_, n) => (Number(part) >> (7 - n)) & 1))
  return [...new Array<number>(96).fill(0), ...own.slice(0, Number(length))]
}

/** A database that says something of ranges of IPv4 addresses. */
export function addressDatabase(kind: string, ranges: Readonly<Record<string, Value>>): Buffer {
  const nodes: [number | null, number | null][] = [[null, null]]
  const ends: { node: number; side: 0 | 1; at: number }[] = []
  const parts: Buffer[] = []
  let size = 0
  for (const [range, value] of Object.entries(ranges)) {
    const bits = bitsOf(range)
    let node = 0
    bits.forEach((bit, depth) => {
      const side = bit === 1 ? 1 : 0
      if (depth === bits.length - 1) {
        ends.push({ node, side, at: size })
        return
      }
      const place = nodes[node] as [number | null, number | null]
      if (place[side] === null) {
        nodes.push([null, null])
        place[side] = nodes.length - 1
      }
      node = place[side]
    })
    const bytes = encode(value)
    parts.push(bytes)
    size += bytes.length
  }
  const count = nodes.length
  const tree = Buffer.alloc(count * 6)
  nodes.forEach((sides, node) => {
    sides.forEach((next, side) => {
      const end = ends.find((each) => each.node === node && each.side === side)
      tree.writeUIntBE(end === undefined ? (next ?? count) : count + 16 + end.at, node * 6 + side * 3, 3)
    })
  })
  const about = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_780_000_000,
    database_type: kind,
    description: { en: 'Made for a test' },
    ip_version: 6,
    languages: ['en'],
    node_count: count,
    record_size: 24,
  })
  return Buffer.concat([tree, Buffer.alloc(16), ...parts, Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1'), about])
}

/** A place as databases of cities write it. */
export const place = (country: string, code: string, latitude: number, longitude: number): Value => ({
  country: { iso_code: code, names: { en: country } },
  location: { latitude, longitude },
})
