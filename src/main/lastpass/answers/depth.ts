/** Lists and objects of an answer lie so deep within each other at most; what the service sends has less than ten levels. */
const deepest = 64

const quote = 0x22
const backslash = 0x5c
/** 1: opens a level, 2: closes one, 3: begins a text. */
const kinds = new Uint8Array(256)
kinds[0x5b] = kinds[0x7b] = 1
kinds[0x5d] = kinds[0x7d] = 2
kinds[quote] = 3

/**
 * Whether JSON is nested deeper than anything the service sends: the parser would take seconds and gigabytes for it. One pass over
 * the bytes, which ends at the first level too many.
 */
export function isTooDeep(body: Uint8Array): boolean {
  let depth = 0
  const { length } = body
  for (let at = 0; at < length; at++) {
    const kind = kinds[body[at] as number] as number
    if (kind === 0) continue
    if (kind === 3) {
      for (at++; at < length; at++) {
        const code = body[at]
        if (code === quote) break
        if (code === backslash) at++
      }
    } else if (kind === 2) depth--
    else if (++depth > deepest) return true
  }
  return false
}

/** Stands for a body that is too deep, wherever it is read: it says the same of itself, and holds nothing. */
export const tooDeepBody = (): Uint8Array => Buffer.from('['.repeat(deepest + 1) + ']'.repeat(deepest + 1))
