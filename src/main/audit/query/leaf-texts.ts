import { endOfText, type Leaf, type Numbers, numbersBelow } from '../archive/leaves/leaf.ts'

// Texts of pairs differ in numbers more than in words: an item's text is its number and its folder. With each run of digits drawn
// together a few hundred *shapes* are left of fifty thousand texts, and a word is looked for in those.

/** What is known of the texts of a leaf's pairs, worked out when a text is first searched for. */
export interface LeafTexts {
  /** Of each pair, the number of its text's shape. */
  shapeOf: Numbers
  /** The shapes one after another, each with `endOfText` behind it, and where each begins; one more than there are. */
  shapes: Uint8Array
  shapeStart: Uint32Array
}

/** Stands for a run of digits; no text has it, and UTF-8 neither. */
export const anyDigits = 0xfe

const known = new WeakMap<Leaf, LeafTexts>()

export function textsOf(leaf: Leaf): LeafTexts {
  const before = known.get(leaf)
  if (before !== undefined) return before
  const made = workOut(leaf)
  known.set(leaf, made)
  return made
}

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57

/** Bytes with each run of digits drawn together. */
export const shapeOf = (bytes: Uint8Array): Uint8Array =>
  bytes
    .map((byte) => (isDigit(byte) ? anyDigits : byte))
    .filter((byte, at, shape) => byte !== anyDigits || shape[at - 1] !== anyDigits)

function workOut(leaf: Leaf): LeafTexts {
  const { text, textStart } = leaf.texts()
  const pairs = textStart.length - 1
  const numbers = new Uint32Array(pairs)
  // A shape is never longer than its text.
  const shapes = new Uint8Array(text.length)
  const starts = [0]
  const hashes: number[] = []
  let slots = new Int32Array(1024)
  for (let pair = 0; pair < pairs; pair++) {
    const start = starts[starts.length - 1] as number
    let size = start
    let hash = 0x811c9dc5
    let wasDigit = false
    const end = (textStart[pair + 1] as number) - 1
    for (let at = textStart[pair] as number; at < end; at++) {
      let byte = text[at] as number
      if (byte >= 48 && byte <= 57) {
        if (wasDigit) continue
        wasDigit = true
        byte = anyDigits
      } else wasDigit = false
      shapes[size++] = byte
      hash = Math.imul(hash ^ byte, 0x01000193)
    }
    shapes[size++] = endOfText
    let slot = (hash ^ (hash >>> 15)) & (slots.length - 1)
    for (; slots[slot] !== 0; slot = (slot + 1) & (slots.length - 1)) {
      const shape = (slots[slot] as number) - 1
      if (hashes[shape] === hash && sameBytes(shapes, starts[shape] as number, start, size - start)) break
    }
    if (slots[slot] === 0) {
      hashes.push(hash)
      starts.push(size)
      slots[slot] = hashes.length
      if (hashes.length * 2 > slots.length) slots = slotsFor(hashes, slots.length * 2)
      numbers[pair] = hashes.length - 1
    } else numbers[pair] = (slots[slot] as number) - 1
  }
  const narrow = numbersBelow(hashes.length, pairs)
  narrow.set(numbers)
  return {
    shapeOf: narrow,
    shapes: shapes.slice(0, starts[starts.length - 1]),
    shapeStart: Uint32Array.from(starts),
  }
}

function sameBytes(bytes: Uint8Array, a: number, b: number, length: number): boolean {
  for (let at = 0; at < length; at++) if (bytes[a + at] !== bytes[b + at]) return false
  return true
}

function slotsFor(hashes: readonly number[], length: number): Int32Array<ArrayBuffer> {
  const slots = new Int32Array(length)
  for (const [shape, hash] of hashes.entries()) {
    let slot = (hash ^ (hash >>> 15)) & (length - 1)
    while (slots[slot] !== 0) slot = (slot + 1) & (length - 1)
    slots[slot] = shape + 1
  }
  return slots
}
