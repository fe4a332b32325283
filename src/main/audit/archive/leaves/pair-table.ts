import { searchable } from '../../events/search-text.ts'
import { basis, HashSlots, prime } from './byte-hash.ts'
import { clearBits, copyBits, sameBits, setBit } from './capital-bits.ts'
import { grown } from './grown.ts'
import { endOfText, type Leaf, type PairTexts } from './leaf.ts'
import { type Shapes, ShapeTable } from './shape-table.ts'

// Distinct pairs are found by their bytes: making a string of each, and a key of it, takes several times as long.

/** Numbers in the catalogue of what an action's text names. */
export type TargetsOf = (action: number, data: string) => readonly number[]
export type TargetsOfBytes = (action: number, bytes: Buffer, from: number, to: number) => readonly number[]

const encoder = new TextEncoder()

/** Plain ASCII without apostrophes folds by its letters alone, so capitals need one bit each and no second copy. */
const isPlainCode = (code: number): boolean => code <= 126 && code >= 32 && code !== 39 && code !== 96
const isPlain = (text: string): boolean => {
  for (let at = 0; at < text.length; at++) if (!isPlainCode(text.charCodeAt(at))) return false
  return true
}

/** Pairs that only grow: each action with its text once. What was there stays where it is, so a leaf may share its columns. */
export class PairTable {
  size = 0
  action = new Uint32Array(64)
  targetStart = new Uint32Array(65)
  target = new Uint32Array(64)
  private textStart = new Uint32Array(65)
  private text = new Uint8Array(2048)
  private capitals = new Uint8Array(257)
  private originals = new Map<number, string>()
  private shapes = new ShapeTable()
  /** Made when something is looked up first. */
  private index: HashSlots | null = null

  /** The pairs of a leaf, which go on being its own. */
  static of(leaf: Leaf): PairTable {
    const table = new PairTable()
    const { textStart, text, capitals, originals } = leaf.texts()
    table.size = leaf.action.length
    Object.assign(table, {
      action: Uint32Array.from(leaf.action),
      targetStart: Uint32Array.from(leaf.targetStart),
      target: leaf.target,
      textStart,
      text,
      capitals,
    })
    table.originals = new Map(originals())
    if (leaf.shapeOf.length === table.size) table.shapes = ShapeTable.of(leaf)
    return table
  }

  /** The columns of a leaf that say what its pairs are. */
  columns(): Pick<Leaf, 'action' | 'targetStart' | 'target' | 'texts'> & Shapes {
    const { size } = this
    const end = this.textStart[size] as number
    const originals = new Map(this.originals)
    const texts: PairTexts = {
      textStart: this.textStart.subarray(0, size + 1),
      text: this.text.subarray(0, end),
      capitals: this.capitals.subarray(0, Math.ceil(end / 8)),
      originals: () => originals,
    }
    this.shapes.take(texts, size)
    return {
      action: this.action.subarray(0, size),
      targetStart: this.targetStart.subarray(0, size + 1),
      target: this.target.subarray(0, this.targetStart[size]),
      ...this.shapes.columns(),
      texts: () => texts,
    }
  }

  /** The number of a pair, which is added where it is new. */
  numberOf(action: number, data: string, targetsOf: TargetsOf): number {
    if (isPlain(data)) {
      const bytes = Buffer.from(data, 'latin1')
      return this.numberOfBytes(action, bytes, [0, bytes.length], () => targetsOf(action, data))
    }
    let hash = seed(action)
    for (let at = 0; at < data.length; at++) hash = Math.imul(hash ^ data.charCodeAt(at), prime)
    hash >>>= 0
    const index = this.indexed()
    let place = index.first(hash)
    for (; ; place = index.next(place)) {
      const known = index.at(place)
      if (known < 0) break
      if (index.hashOf(known) === hash && this.action[known] === action && this.originals.get(known) === data)
        return known
    }
    const start = this.textStart[this.size] as number
    const folded = searchable(data)
    this.makeRoom(start + folded.length * 3)
    const end = start + encoder.encodeInto(folded, this.text.subarray(start)).written
    this.originals.set(this.size, data)
    index.add(hash, place)
    return this.close(action, end, targetsOf(action, data))
  }

  /** The same of a text in bytes of UTF-8. */
  numberOfBytes(
    action: number,
    bytes: Buffer,
    [from, to]: readonly [from: number, to: number],
    targetsOf: TargetsOfBytes,
  ): number {
    const start = this.textStart[this.size] as number
    const end = start + to - from
    this.makeRoom(end)
    const { text, capitals } = this
    let hash = seed(action)
    for (let at = from, place = start; at < to; at++, place++) {
      const code = bytes[at] as number
      if (!isPlainCode(code)) {
        clearBits(capitals, start, at - from)
        return this.numberOf(action, bytes.toString('utf8', from, to), () => targetsOf(action, bytes, from, to))
      }
      hash = Math.imul(hash ^ code, prime)
      const isCapital = code >= 65 && code <= 90
      text[place] = isCapital ? code | 32 : code
      if (isCapital) setBit(capitals, place)
    }
    hash >>>= 0
    const index = this.indexed()
    let place = index.first(hash)
    for (; ; place = index.next(place)) {
      const known = index.at(place)
      if (known < 0) break
      if (index.hashOf(known) !== hash || this.action[known] !== action) continue
      if (!this.equals(known, this, start, to - from)) continue
      clearBits(capitals, start, to - from)
      return known
    }
    index.add(hash, place)
    return this.close(action, end, targetsOf(action, bytes, from, to))
  }

  /** The number of another table's pair, which is added where it is new. */
  numberOfPair(other: PairTable, pair: number): number {
    const index = this.indexed()
    const hash = other.indexed().hashOf(pair)
    const [from, to] = other.spanOf(pair)
    const original = other.originals.get(pair)
    let place = index.first(hash)
    for (; ; place = index.next(place)) {
      const known = index.at(place)
      if (known < 0) break
      if (index.hashOf(known) !== hash || this.action[known] !== other.action[pair]) continue
      if (original === undefined ? this.equals(known, other, from, to - from) : this.originals.get(known) === original)
        return known
    }
    index.add(hash, place)
    return this.copy(other, pair)
  }

  /** Adds a pair that is not there yet. */
  append(other: PairTable, pair: number): number {
    this.index = null
    return this.copy(other, pair)
  }

  private copy(other: PairTable, pair: number): number {
    const [from, to] = other.spanOf(pair)
    const start = this.textStart[this.size] as number
    this.makeRoom(start + to - from)
    const { text, capitals } = this
    const { text: their, capitals: theirs } = other
    for (let at = 0; at < to - from; at++) text[start + at] = their[from + at] as number
    copyBits(theirs, from, capitals, start, to - from)
    const original = other.originals.get(pair)
    if (original !== undefined) this.originals.set(this.size, original)
    const targets = other.target.subarray(other.targetStart[pair], other.targetStart[pair + 1])
    return this.close(other.action[pair] as number, start + to - from, targets)
  }

  /** Ends the pair whose text was written behind all others. */
  private close(action: number, end: number, targets: ArrayLike<number>): number {
    const pair = this.size++
    this.text[end] = endOfText
    this.textStart = grown(this.textStart, pair + 2)
    this.textStart[pair + 1] = end + 1
    this.action = grown(this.action, pair + 1)
    this.action[pair] = action
    this.targetStart = grown(this.targetStart, pair + 2)
    const first = this.targetStart[pair] as number
    this.target = grown(this.target, first + targets.length)
    for (let at = 0; at < targets.length; at++) this.target[first + at] = targets[at] as number
    this.targetStart[pair + 1] = first + targets.length
    return pair
  }

  private spanOf(pair: number): [number, number] {
    return [this.textStart[pair] as number, (this.textStart[pair + 1] as number) - 1]
  }

  /** Whether a pair's text is a stretch of another one's bytes, with the same capitals. */
  private equals(pair: number, other: PairTable, from: number, length: number): boolean {
    const [start, end] = this.spanOf(pair)
    if (end - start !== length || this.originals.has(pair)) return false
    const { text, capitals } = this
    const { text: their, capitals: theirs } = other
    for (let at = 0; at < length; at++) if (text[start + at] !== their[from + at]) return false
    return sameBits(capitals, start, theirs, from, length)
  }

  /** Room for text up to a place, what ends it, and the capitals of it. */
  private makeRoom(end: number): void {
    this.text = grown(this.text, end + 1)
    this.capitals = grown(this.capitals, (end >> 3) + 2)
  }

  private indexed(): HashSlots {
    if (this.index !== null) return this.index
    const { size, text, capitals } = this
    const index = new HashSlots(size)
    for (let pair = 0; pair < size; pair++) {
      let hash = seed(this.action[pair] as number)
      const original = this.originals.get(pair)
      if (original !== undefined)
        for (let at = 0; at < original.length; at++) hash = Math.imul(hash ^ original.charCodeAt(at), prime)
      else {
        const [start, end] = this.spanOf(pair)
        for (let at = start; at < end; at++) {
          const capital = ((capitals[at >> 3] as number) >> (at & 7)) & 1
          hash = Math.imul(hash ^ ((text[at] as number) ^ (capital << 5)), prime)
        }
      }
      index.addNew(hash >>> 0)
    }
    this.index = index
    return index
  }
}

const seed = (action: number): number => Math.imul(basis ^ action, prime)
