import { fold } from '../../text/user-key.ts'
import type { Columns } from './columns.ts'

/**
 * Positions of the people whose name or address contains every word of the text, in user-name order.
 * A plain scan: 100,000 people are some 5 MB of text, which takes a few milliseconds without an index to build and keep.
 */
export function search(columns: Columns, text: string): Uint32Array | null {
  const words = fold(text)
    .split(/\s+/)
    .filter((word) => word !== '')
    // The longest word is the rarest guess, and the others are looked for in its lines only.
    .sort((a, b) => b.length - a.length)
    .map((word) => Buffer.from(word, 'utf8'))
  const [first, ...others] = words
  if (first === undefined) return null
  const bytes = Buffer.from(columns.text.buffer, columns.text.byteOffset, columns.text.byteLength)
  let found = first.length < 3 ? scanShort(columns, bytes, first) : scan(columns, bytes, first)
  for (const word of others) {
    found = found.filter((at) => bytes.subarray(columns.textStart[at], columns.textStart[at + 1]).includes(word))
  }
  return found
}

/** Jumps from hit to hit with the engine's own search. */
function scan({ textStart, n }: Columns, bytes: Buffer, word: Buffer): Uint32Array {
  const found = new Uint32Array(n.length)
  let count = 0
  let at = 0
  let hit = bytes.indexOf(word)
  while (hit !== -1) {
    // Hits are rarely in neighbouring lines: halving finds the line sooner than walking.
    at = lineOf(textStart, hit, at)
    found[count++] = at
    at++
    if (at >= n.length) break
    hit = bytes.indexOf(word, textStart[at])
  }
  return found.slice(0, count)
}

/** Which bit stands for a byte: one for each of a to z, the others share what is left. */
const bitOf = Uint32Array.from(
  { length: 256 },
  (_, byte) => 2 ** (byte >= 97 && byte <= 122 ? byte - 97 : 26 + (byte % 6)),
)

const bitsOf = (bytes: Uint8Array, from: number, to: number): number => {
  let bits = 0
  for (let index = from; index < to; index++) bits |= bitOf[bytes[index] as number] as number
  return bits >>> 0
}

/** The letters in each line, a bit each: what a search of one letter asks for, and what leaves few lines for one of two. */
export const lettersOf = (text: Uint8Array, textStart: Uint32Array): Uint32Array =>
  Uint32Array.from({ length: textStart.length - 1 }, (_, at) =>
    bitsOf(text, textStart[at] as number, (textStart[at + 1] as number) - 1),
  )

const isLetter = (byte: number): boolean => byte >= 97 && byte <= 122

/** One or two bytes hit nearly every line, so that calling the engine for each costs more than looking at the bytes. */
function scanShort({ textStart, letters, n }: Columns, bytes: Buffer, word: Buffer): Uint32Array {
  const found = new Uint32Array(n.length)
  const head = word[0] as number
  const second = word[1]
  const wanted = bitsOf(word, 0, word.length)
  const sure = second === undefined && isLetter(head)
  let count = 0
  for (let at = 0; at < n.length; at++) {
    if (((letters[at] as number) & wanted) >>> 0 !== wanted) continue
    if (sure) {
      found[count++] = at
      continue
    }
    const end = textStart[at + 1] as number
    for (let index = textStart[at] as number; index < end; index++) {
      if (bytes[index] === head && (second === undefined || bytes[index + 1] === second)) {
        found[count++] = at
        break
      }
    }
  }
  return found.slice(0, count)
}

/** The last line that starts at or before the byte, looking from line `low` on. */
function lineOf(start: Uint32Array, byte: number, low: number): number {
  let step = 1
  while (low + step < start.length && (start[low + step] as number) <= byte) step *= 2
  let high = Math.min(low + step, start.length - 1)
  let from = low + (step >> 1)
  while (high - from > 1) {
    const middle = (from + high) >> 1
    if ((start[middle] as number) <= byte) from = middle
    else high = middle
  }
  return from
}
