import { rowAt } from '../archive/leaf.ts'
import { endOfText, type StoredLeaf } from '../archive/leaf-codec.ts'

/** Tells each pair of a leaf whose folded text holds these bytes, in order; texts are one run, so one search goes over all of them. */
export function pairsWith(leaf: StoredLeaf, wanted: Buffer, found: (pair: number) => void): void {
  if (wanted.includes(endOfText)) return
  const bytes = Buffer.from(leaf.text.buffer, leaf.text.byteOffset, leaf.text.byteLength)
  const starts = leaf.textStart
  for (let at = bytes.indexOf(wanted); at >= 0; ) {
    // The pair that begins at or before the hit.
    const first = rowAt(starts, at)
    const pair = starts[first] === at ? first : first - 1
    found(pair)
    at = bytes.indexOf(wanted, starts[pair + 1] as number)
  }
}
