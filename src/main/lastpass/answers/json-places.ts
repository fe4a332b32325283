// Where the parts of JSON end, for who reads bytes of a known shape without parsing them.

export const quote = 0x22
export const comma = 0x2c
export const colon = 0x3a
const backslash = 0x5c
const openList = 0x5b
const closeList = 0x5d
export const open = 0x7b
export const close = 0x7d
/** Deeper than a record of known shape is by far. */
const deepest = 8

/** The first place from one on that has no white space. */
export function solid(bytes: Uint8Array, at: number): number {
  for (let code = bytes[at]; code === 32 || code === 10 || code === 13 || code === 9; code = bytes[at]) at++
  return at
}

/** The place behind a sign that comes next; -1: another one does. */
export function behind(bytes: Uint8Array, at: number, code: number): number {
  if (bytes[at] === code) return at + 1
  const next = solid(bytes, at)
  return bytes[next] === code ? next + 1 : -1
}

/** Where a text without escapes that begins at a place ends; -1: it is another, or none. */
export function plainEnd(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== quote) return -1
  const { length } = bytes
  for (let end = at + 1; end < length; end++) {
    const code = bytes[end] as number
    if (code === quote) return end
    if (code < 32 || code === backslash) return -1
  }
  return -1
}

/** The place behind a short text, a number or a word; -1: another value stands there. */
export function scalarEnd(bytes: Buffer, before: number): number {
  const at = solid(bytes, before)
  if (bytes[at] === quote) {
    const end = plainEnd(bytes, at)
    return end < 0 ? -1 : end + 1
  }
  const [word = ''] = /^[\w.+-]*/.exec(bytes.toString('latin1', at, at + 40)) ?? []
  return word === '' ? -1 : at + word.length
}

/** The place behind an object, whatever it holds; -1: it does not end, or lies too deep. */
export function objectEnd(bytes: Uint8Array, from: number): number {
  let depth = 0
  for (let at = from; at < bytes.length; at++) {
    const code = bytes[at] as number
    if (code === quote) {
      for (at++; at < bytes.length && bytes[at] !== quote; at++) if (bytes[at] === backslash) at++
    } else if (code === open || code === openList) {
      if (++depth > deepest) return -1
    } else if ((code === close || code === closeList) && --depth === 0) return at + 1
  }
  return -1
}
