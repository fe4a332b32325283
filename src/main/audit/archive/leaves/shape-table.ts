import { basis, HashSlots, prime } from './byte-hash.ts'
import { grown } from './grown.ts'
import { endOfText, type Leaf, type Numbers, numbersBelow, type PairTexts } from './leaf.ts'

// Texts of pairs differ in numbers more than in words: an item's text is its number and its folder. With each run of digits drawn
// together a few hundred *shapes* are left of fifty thousand texts, and a word is looked for in those.

/** Stands for a run of digits; no text has it, and UTF-8 neither. */
export const anyDigits = 0xfe
/** Ends the shape of a text that folding changed in more than its capitals. */
export const notPlain = 0xfd

/** The shapes of a leaf's texts. */
export type Shapes = Pick<Leaf, 'shapeOf' | 'shapes' | 'shapeStart'>

/** Says of no text what its shape is: it is worked out when it is asked for. */
export const unknownShapes = (): Shapes => ({
  shapeOf: new Uint16Array(),
  shapes: new Uint8Array(),
  shapeStart: new Uint32Array(1),
})

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57

/** Bytes with each run of digits drawn together. */
export const shapeOf = (bytes: Uint8Array): Uint8Array =>
  bytes
    .map((byte) => (isDigit(byte) ? anyDigits : byte))
    .filter((byte, at, shape) => byte !== anyDigits || shape[at - 1] !== anyDigits)

/** A text of a shape that is plain. */
export const textLike = (shape: Uint8Array): string =>
  Buffer.from(shape.map((byte) => (byte === anyDigits ? 48 : byte))).toString('latin1')

/** Shapes that only grow, each once. */
export class ShapeTable {
  /** Texts whose shape is known. */
  texts = 0
  private size = 0
  private numbers = new Uint32Array(64)
  private bytes: Uint8Array = new Uint8Array(1024)
  private starts: Uint32Array = new Uint32Array(65)
  private index = new HashSlots()

  /** Those of a leaf, which go on being its own. */
  static of({ shapeOf: numbers, shapes, shapeStart }: Shapes): ShapeTable {
    const table = new ShapeTable()
    table.texts = numbers.length
    table.numbers = Uint32Array.from(numbers)
    table.bytes = shapes
    table.starts = shapeStart
    table.size = shapeStart.length - 1
    table.index = new HashSlots(table.size)
    for (let shape = 0; shape < table.size; shape++) {
      let hash = basis
      const end = shapeStart[shape + 1] as number
      for (let at = shapeStart[shape] as number; at < end; at++) hash = Math.imul(hash ^ (shapes[at] as number), prime)
      table.index.addNew(hash >>> 0)
    }
    return table
  }

  /** Takes in the texts from the first whose shape is not known yet up to a number. */
  take({ text, textStart, originals }: Pick<PairTexts, 'text' | 'textStart' | 'originals'>, texts: number): void {
    const changed = originals()
    this.numbers = grown(this.numbers, texts)
    for (let pair = this.texts; pair < texts; pair++)
      this.numbers[pair] = this.numberOf(
        text,
        textStart[pair] as number,
        (textStart[pair + 1] as number) - 1,
        changed.has(pair),
      )
    this.texts = Math.max(this.texts, texts)
  }

  /** What is known, as a leaf holds it. */
  columns(): Shapes {
    const narrow = numbersBelow(this.size, this.texts)
    narrow.set(this.numbers.subarray(0, this.texts))
    return {
      shapeOf: narrow as Numbers,
      shapes: this.bytes.subarray(0, this.starts[this.size]),
      shapeStart: this.starts.subarray(0, this.size + 1),
    }
  }

  private numberOf(text: Uint8Array, from: number, to: number, isChanged: boolean): number {
    const start = this.starts[this.size] as number
    // A shape is never longer than its text, and its ends.
    this.bytes = grown(this.bytes, start + to - from + 2)
    const { bytes } = this
    let size = start
    let hash = basis
    let wasDigit = false
    for (let at = from; at < to; at++) {
      let byte = text[at] as number
      if (byte >= 48 && byte <= 57) {
        if (wasDigit) continue
        wasDigit = true
        byte = anyDigits
      } else wasDigit = false
      bytes[size++] = byte
      hash = Math.imul(hash ^ byte, prime)
    }
    if (isChanged) {
      bytes[size++] = notPlain
      hash = Math.imul(hash ^ notPlain, prime)
    }
    bytes[size++] = endOfText
    hash = Math.imul(hash ^ endOfText, prime) >>> 0
    const { index } = this
    let place = index.first(hash)
    for (; ; place = index.next(place)) {
      const known = index.at(place)
      if (known < 0) break
      if (index.hashOf(known) === hash && this.isSame(known, start, size - start)) return known
    }
    index.add(hash, place)
    this.starts = grown(this.starts, ++this.size + 1)
    this.starts[this.size] = size
    return this.size - 1
  }

  private isSame(known: number, start: number, length: number): boolean {
    const { bytes, starts } = this
    const at = starts[known] as number
    if ((starts[known + 1] as number) - at !== length) return false
    for (let n = 0; n < length; n++) if (bytes[at + n] !== bytes[start + n]) return false
    return true
  }
}
