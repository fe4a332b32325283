import { basis, prime } from './leaves/byte-hash.ts'

/** What stands before the bytes of each: its value, and how many they are. */
const headBytes = 8

/**
 * Values of what is met as bytes again and again: making a text of each, and looking it up, takes several times as long. What belongs
 * together lies together, as most of the time is spent waiting for memory.
 */
export class ByteMemory {
  size = 0
  /** At each place the hash of what lies there, and one more than where it begins, in numbers of four bytes; 0: nothing does. */
  private slots = new Uint32Array(512)
  private numbers = new Uint32Array(1024)
  private bytes = new Uint8Array(this.numbers.buffer)
  private end = 0
  /** What was asked for last and is not known. */
  private asked = { hash: 0, slot: 0, bytes: new Uint8Array() as Uint8Array }

  /** The value of some bytes; -1: it is not known, and can be said by `remember`. */
  valueOf(bytes: Uint8Array, from: number, to: number): number {
    let hash = basis
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] as number), prime)
    hash = (hash ^ (hash >>> 15)) >>> 0
    const { slots, numbers } = this
    const mask = slots.length - 1
    let slot = (hash * 2) & mask
    for (; slots[slot + 1] !== 0; slot = (slot + 2) & mask) {
      if (slots[slot] !== hash) continue
      const entry = (slots[slot + 1] as number) - 1
      if (numbers[entry + 1] === to - from && this.isSame(entry * 4 + headBytes, bytes, from, to))
        return numbers[entry] as number
    }
    this.asked = { hash, slot, bytes: bytes.subarray(from, to) }
    return -1
  }

  /** Gives the bytes that were asked for last a value, which it gives back. */
  remember(value: number): number {
    const { hash, slot, bytes } = this.asked
    const entry = this.end
    this.end += headBytes / 4 + Math.ceil(bytes.length / 4)
    if (this.end > this.numbers.length) {
      const larger = new Uint32Array(Math.max(this.end, this.numbers.length * 2))
      larger.set(this.numbers)
      this.numbers = larger
      this.bytes = new Uint8Array(larger.buffer)
    }
    this.numbers[entry] = value
    this.numbers[entry + 1] = bytes.length
    this.bytes.set(bytes, entry * 4 + headBytes)
    this.slots[slot] = hash
    this.slots[slot + 1] = entry + 1
    if (++this.size * 4 > this.slots.length) this.enlarge()
    return value
  }

  private isSame(start: number, bytes: Uint8Array, from: number, to: number): boolean {
    const { bytes: own } = this
    for (let at = 0; at < to - from; at++) if (own[start + at] !== bytes[from + at]) return false
    return true
  }

  private enlarge(): void {
    const before = this.slots
    const slots = new Uint32Array(before.length * 2)
    for (let at = 0; at < before.length; at += 2) {
      if (before[at + 1] === 0) continue
      let slot = ((before[at] as number) * 2) & (slots.length - 1)
      while (slots[slot + 1] !== 0) slot = (slot + 2) & (slots.length - 1)
      slots[slot] = before[at] as number
      slots[slot + 1] = before[at + 1] as number
    }
    this.slots = slots
  }
}
