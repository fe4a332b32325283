/** How many accounts share a row of the history: one person's line then reads little besides their own. */
export const blockSize = 1024

/** What a day knows of the accounts of one block: their score (NaN: none) and the set of scopes they are in (0: not there). */
export interface BlockState {
  scores: Float64Array
  sets: Uint32Array
}

export const emptyBlock = (): BlockState => ({
  scores: new Float64Array(blockSize).fill(Number.NaN),
  sets: new Uint32Array(blockSize),
})

const sameScore = (a: number, b: number): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b))

/** Marks of the first byte of a score: whole ones are one byte, those with one decimal three. */
const noScore = 0
const inTenths = 102
const inFull = 103

/**
 * Writes what differs between two states: for each account that changed the distance from the one before with two bits (set changed,
 * score changed), then the set and the score. Null: nothing differs.
 */
export function encodeChanges(before: BlockState, after: BlockState): Buffer | null {
  const bytes: number[] = []
  const varint = (value: number) => {
    let left = value
    for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) | 128)
    bytes.push(left)
  }
  let last = -1
  for (let at = 0; at < blockSize; at++) {
    const set = after.sets[at] as number
    const score = after.scores[at] as number
    const setChanged = before.sets[at] !== set
    const scoreChanged = !sameScore(before.scores[at] as number, score)
    if (!setChanged && !scoreChanged) continue
    varint((at - last - 1) * 4 + (setChanged ? 2 : 0) + (scoreChanged ? 1 : 0))
    last = at
    if (setChanged) varint(set)
    if (!scoreChanged) continue
    if (Number.isNaN(score)) bytes.push(noScore)
    else if (Number.isInteger(score) && score >= 0 && score <= 100) bytes.push(score + 1)
    else if (Math.round(score * 10) / 10 === score && score >= 0 && score <= 100) {
      const tenths = Math.round(score * 10)
      bytes.push(inTenths, tenths & 255, tenths >> 8)
    } else {
      const full = Buffer.alloc(8)
      full.writeDoubleLE(score)
      bytes.push(inFull, ...full)
    }
  }
  return bytes.length === 0 ? null : Buffer.from(bytes)
}

/** Reads a varint and a score from bytes, one after another. */
class Cursor {
  at = 0
  readonly bytes: Buffer
  constructor(bytes: Buffer) {
    this.bytes = bytes
  }
  varint(): number {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte()
      value += (byte & 127) * scale
      if (byte < 128) return value
      if (scale > 2 ** 42) throw new RangeError('garbled')
    }
  }
  byte(): number {
    if (this.at >= this.bytes.length) throw new RangeError('garbled')
    return this.bytes[this.at++] as number
  }
  score(): number {
    const first = this.byte()
    if (first === noScore) return Number.NaN
    if (first <= 101) return first - 1
    if (first === inTenths) return (this.byte() + this.byte() * 256) / 10
    if (first !== inFull) throw new RangeError('garbled')
    this.at += 8
    return this.bytes.readDoubleLE(this.at - 8)
  }
}

/**
 * Applies what `encodeChanges` wrote.
 * @throws RangeError when the bytes are not such
 */
export function applyChanges(state: BlockState, bytes: Buffer): void {
  const cursor = new Cursor(bytes)
  for (let at = -1; cursor.at < bytes.length; ) {
    const head = cursor.varint()
    at += 1 + Math.floor(head / 4)
    if (at >= blockSize) throw new RangeError('garbled')
    if (head & 2) state.sets[at] = cursor.varint()
    if (head & 1) state.scores[at] = cursor.score()
  }
}

/** What the bytes say of the one account at this place; undefined for what they do not change. */
export function changeOf(bytes: Buffer, place: number): { set: number | undefined; score: number | undefined } {
  const cursor = new Cursor(bytes)
  for (let at = -1; cursor.at < bytes.length; ) {
    const head = cursor.varint()
    at += 1 + Math.floor(head / 4)
    if (at > place) break
    const set = head & 2 ? cursor.varint() : undefined
    const score = head & 1 ? cursor.score() : undefined
    if (at === place) return { set, score }
  }
  return { set: undefined, score: undefined }
}
