import { hashOf } from '../text/user-key.ts'

/** Numbers by text, kept as hashes: some 12 bytes an entry. What is found may be another text's and has to be checked. */
export interface HashIndex {
  add(text: string, value: number): void
  /** The same by the text's hash. */
  addHashed(hash: number, value: number): void
  /** Values in the order in which they were added; none where more than `most` have the text, which then says too little. */
  get(text: string, most: number): number[]
}

const buckets = 2 ** 18

export function createHashIndex(): HashIndex {
  const heads = new Int32Array(buckets).fill(-1)
  let size = 0
  let hashes = new Uint32Array(4096)
  let values = new Uint32Array(4096)
  let following = new Int32Array(4096)

  function grow(): void {
    const larger = <T extends Uint32Array | Int32Array>(to: T, from: T): T => {
      to.set(from)
      return to
    }
    hashes = larger(new Uint32Array(size * 2), hashes)
    values = larger(new Uint32Array(size * 2), values)
    following = larger(new Int32Array(size * 2), following)
  }

  function addHashed(hash: number, value: number): void {
    if (size === hashes.length) grow()
    const bucket = (hash ^ (hash >>> 14)) & (buckets - 1)
    hashes[size] = hash
    values[size] = value
    following[size] = heads[bucket] as number
    heads[bucket] = size++
  }

  return {
    add: (text, value) => addHashed(hashOf(text), value),
    addHashed,
    get(text, most) {
      const hash = hashOf(text)
      const found: number[] = []
      for (let at = heads[(hash ^ (hash >>> 14)) & (buckets - 1)] as number; at !== -1; at = following[at] as number)
        if (hashes[at] === hash && found.push(values[at] as number) > most) return []
      return found.reverse()
    },
  }
}
