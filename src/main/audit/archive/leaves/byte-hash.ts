/** FNV-1a, 32 bits. */
export const [basis, prime] = [0x811c9dc5, 0x01000193]

/** The numbers of things by their hashes; whether it is the very same thing the caller knows. */
export class HashSlots {
  /** By number. */
  private hashes: Uint32Array
  /** One more than the number that lies at a place; 0: none does. */
  private slots: Int32Array
  private size = 0

  /** `expected`: room for so many from the start. */
  constructor(expected = 0) {
    this.hashes = new Uint32Array(Math.max(64, expected * 1.5))
    let length = 256
    while (length < expected * 3) length *= 2
    this.slots = new Int32Array(length)
  }

  /** The place where a hash is looked for first. The upper bits are mixed in: texts that differ in their last letter differ in the lower ones alone. */
  first(hash: number): number {
    return (hash ^ (hash >>> 15)) & (this.slots.length - 1)
  }

  next(place: number): number {
    return (place + 1) & (this.slots.length - 1)
  }

  /** The number at a place; -1: none, what is looked for is not there. */
  at(place: number): number {
    return (this.slots[place] as number) - 1
  }

  hashOf(number: number): number {
    return this.hashes[number] as number
  }

  /** Adds the next number, at the empty place where looking for its hash ended. */
  add(hash: number, place: number): void {
    const number = this.size++
    if (number === this.hashes.length) {
      const larger = new Uint32Array(number * 2)
      larger.set(this.hashes)
      this.hashes = larger
    }
    this.hashes[number] = hash
    this.slots[place] = number + 1
    if (this.size * 2 > this.slots.length) this.enlarge()
  }

  /** Adds the next number, which is known to be another thing than all before. */
  addNew(hash: number): void {
    let place = this.first(hash)
    while (this.slots[place] !== 0) place = this.next(place)
    this.add(hash, place)
  }

  private enlarge(): void {
    this.slots = new Int32Array(this.slots.length * 2)
    for (let number = 0; number < this.size; number++) {
      let place = this.first(this.hashes[number] as number)
      while (this.slots[place] !== 0) place = this.next(place)
      this.slots[place] = number + 1
    }
  }
}
