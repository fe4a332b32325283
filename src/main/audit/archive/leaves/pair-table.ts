import { searchable } from '../../events/search-text.ts'
import { basis, placeOf, prime } from './byte-hash.ts'
import { grown } from './grown.ts'
import { endOfText, type Leaf, type PairTexts } from './leaf.ts'
import { type Shapes, ShapeTable } from './shape-table.ts'

// Distinct pairs are found by their bytes: making a string of each, and a key of it, takes several times as long.

/** Numbers in the catalogue of what an action's text names. */
export type TargetsOf = (action: number, data: string) => readonly number[]

const encoder = new TextEncoder()

/** Plain ASCII without apostrophes folds by its letters alone, so capitals need one bit each and no second copy. */
const isPlain = (code: number): boolean => code <= 126 && code >= 32 && code !== 39 && code !== 96

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
  /** Of each pair, and where a hash leads: the number of a pair and one more, 0: to none. Made when something is looked up first. */
  private hashes = new Uint32Array(64)
  private slots: Int32Array | null = null

  /** The pairs of a leaf, which go on being its own. */
  static of(leaf: Leaf): PairTable {
    const table = new PairTable()
    const { textStart, text, capitals, originals } = leaf.texts()
    table.size = leaf.action.length
    Object.assign(table, {
      action: leaf.action,
      targetStart: leaf.targetStart,
      target: leaf.target,
      textStart,
      text,
      capitals,
    })
    table.originals = new Map(originals)
    if (leaf.shapeOf.length === table.size) table.shapes = ShapeTable.of(leaf)
    return table
  }

  /** The columns of a leaf that say what its pairs are. */
  columns(): Pick<Leaf, 'action' | 'targetStart' | 'target' | 'texts'> & Shapes {
    const { size } = this
    const end = this.textStart[size] as number
    const texts: PairTexts = {
      textStart: this.textStart.subarray(0, size + 1),
      text: this.text.subarray(0, end),
      capitals: this.capitals.subarray(0, Math.ceil(end / 8)),
      originals: new Map(this.originals),
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
    const slots = this.indexed()
    const start = this.textStart[this.size] as number
    const { length } = data
    this.makeRoom(start + length)
    const { text, capitals } = this
    let hash = seed(action)
    let at = 0
    for (; at < length; at++) {
      let code = data.charCodeAt(at)
      if (!isPlain(code)) break
      hash = Math.imul(hash ^ code, prime)
      if (code >= 65 && code <= 90) {
        const place = start + at
        capitals[place >> 3] = (capitals[place >> 3] as number) | (1 << (place & 7))
        code |= 32
      }
      text[start + at] = code
    }
    const plain = at === length
    if (!plain) {
      this.clearCapitals(start, at)
      for (; at < length; at++) hash = Math.imul(hash ^ data.charCodeAt(at), prime)
    }
    hash >>>= 0
    let slot = placeOf(hash, slots)
    for (; slots[slot] !== 0; slot = (slot + 1) & (slots.length - 1)) {
      const known = (slots[slot] as number) - 1
      if (this.hashes[known] !== hash || this.action[known] !== action) continue
      if (plain ? !this.equals(known, this, start, length) : this.originals.get(known) !== data) continue
      if (plain) this.clearCapitals(start, length)
      return known
    }
    let end = start + length
    if (!plain) {
      const folded = searchable(data)
      this.makeRoom(start + folded.length * 3)
      end = start + encoder.encodeInto(folded, this.text.subarray(start)).written
      this.originals.set(this.size, data)
    }
    return this.close(action, end, targetsOf(action, data), { hash, slot })
  }

  /** The number of another table's pair, which is added where it is new. */
  numberOfPair(other: PairTable, pair: number): number {
    const slots = this.indexed()
    other.indexed()
    const hash = other.hashes[pair] as number
    const [from, to] = other.spanOf(pair)
    const original = other.originals.get(pair)
    let slot = placeOf(hash, slots)
    for (; slots[slot] !== 0; slot = (slot + 1) & (slots.length - 1)) {
      const known = (slots[slot] as number) - 1
      if (this.hashes[known] !== hash || this.action[known] !== other.action[pair]) continue
      if (original === undefined ? this.equals(known, other, from, to - from) : this.originals.get(known) === original)
        return known
    }
    return this.copy(other, pair, { hash, slot })
  }

  /** Adds a pair that is not there yet. */
  append(other: PairTable, pair: number): number {
    this.slots = null
    return this.copy(other, pair, null)
  }

  private copy(other: PairTable, pair: number, found: { hash: number; slot: number } | null): number {
    const [from, to] = other.spanOf(pair)
    const start = this.textStart[this.size] as number
    this.makeRoom(start + to - from)
    const { text, capitals } = this
    const { text: their, capitals: theirs } = other
    for (let at = 0; at < to - from; at++) {
      text[start + at] = their[from + at] as number
      if (((theirs[(from + at) >> 3] as number) >> ((from + at) & 7)) & 1)
        capitals[(start + at) >> 3] = (capitals[(start + at) >> 3] as number) | (1 << ((start + at) & 7))
    }
    const original = other.originals.get(pair)
    if (original !== undefined) this.originals.set(this.size, original)
    const targets = other.target.subarray(other.targetStart[pair], other.targetStart[pair + 1])
    return this.close(other.action[pair] as number, start + to - from, targets, found)
  }

  /** Ends the pair whose text was written behind all others. */
  private close(
    action: number,
    end: number,
    targets: ArrayLike<number>,
    found: { hash: number; slot: number } | null,
  ): number {
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
    if (found !== null && this.slots !== null) {
      this.hashes = grown(this.hashes, pair + 1)
      this.hashes[pair] = found.hash
      this.slots[found.slot] = pair + 1
      if (this.size * 2 > this.slots.length) this.slots = this.slotsFor(this.slots.length * 2)
    }
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
    for (let at = 0; at < length; at += 8) {
      const bits = length - at >= 8 ? 0xff : (1 << (length - at)) - 1
      if (((eightOf(capitals, start + at) ^ eightOf(theirs, from + at)) & bits) !== 0) return false
    }
    return true
  }

  /** Room for text up to a place, what ends it, and the capitals of it. */
  private makeRoom(end: number): void {
    this.text = grown(this.text, end + 1)
    this.capitals = grown(this.capitals, (end >> 3) + 2)
  }

  private clearCapitals(start: number, length: number): void {
    const { capitals } = this
    const first = start >> 3
    capitals[first] = (capitals[first] as number) & ((1 << (start & 7)) - 1)
    for (let at = first + 1; at <= (start + length) >> 3; at++) capitals[at] = 0
  }

  private indexed(): Int32Array {
    if (this.slots !== null) return this.slots
    const { size, text, capitals } = this
    this.hashes = new Uint32Array(Math.max(64, size * 1.5))
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
      this.hashes[pair] = hash >>> 0
    }
    let length = 256
    while (length < size * 3) length *= 2
    this.slots = this.slotsFor(length)
    return this.slots
  }

  private slotsFor(length: number): Int32Array {
    const slots = new Int32Array(length)
    for (let pair = 0; pair < this.size; pair++) {
      let slot = placeOf(this.hashes[pair] as number, slots)
      while (slots[slot] !== 0) slot = (slot + 1) & (length - 1)
      slots[slot] = pair + 1
    }
    return slots
  }
}

const seed = (action: number): number => Math.imul(basis ^ action, prime)
/** Eight bits of a run of bits, from any place. */
const eightOf = (bits: Uint8Array, place: number): number =>
  (((bits[place >> 3] as number) | ((bits[(place >> 3) + 1] ?? 0) << 8)) >> (place & 7)) & 0xff
