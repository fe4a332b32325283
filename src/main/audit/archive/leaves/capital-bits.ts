// A bit for each byte of a run of texts: it was a capital. Most texts have few, so eight are looked at together.

export function setBit(bits: Uint8Array, place: number): void {
  bits[place >> 3] = (bits[place >> 3] as number) | (1 << (place & 7))
}

/** The first eight of so many bits, from any place. */
const bitsFrom = (bits: Uint8Array, place: number, count: number): number =>
  (((bits[place >> 3] as number) | ((bits[(place >> 3) + 1] ?? 0) << 8)) >> (place & 7)) &
  (count >= 8 ? 0xff : (1 << count) - 1)

export function sameBits(one: Uint8Array, start: number, other: Uint8Array, from: number, count: number): boolean {
  for (let at = 0; at < count; at += 8)
    if (bitsFrom(one, start + at, count - at) !== bitsFrom(other, from + at, count - at)) return false
  return true
}

/** Sets those bits that are set from a place of others on. */
export function copyBits(others: Uint8Array, from: number, bits: Uint8Array, start: number, count: number): void {
  for (let at = 0; at < count; at += 8) {
    const eight = bitsFrom(others, from + at, count - at)
    if (eight === 0) continue
    const place = (start + at) >> 3
    const shifted = eight << ((start + at) & 7)
    bits[place] = (bits[place] as number) | shifted
    bits[place + 1] = (bits[place + 1] as number) | (shifted >> 8)
  }
}

/** Clears so many bits, and all behind them up to the end of their last byte. */
export function clearBits(bits: Uint8Array, start: number, count: number): void {
  const first = start >> 3
  bits[first] = (bits[first] as number) & ((1 << (start & 7)) - 1)
  for (let at = first + 1; at <= (start + count) >> 3; at++) bits[at] = 0
}
