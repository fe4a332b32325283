import { endOfText, type Leaf, rowAt } from '../archive/leaves/leaf.ts'

/** Tells each pair of a leaf whose folded text holds these bytes, in order; texts are one run, so one search goes over all of them. */
export function pairsWith(leaf: Leaf, wanted: Buffer, found: (pair: number) => void): void {
  if (wanted.includes(endOfText)) return
  const { text, textStart: starts } = leaf.texts()
  const bytes = Buffer.from(text.buffer, text.byteOffset, text.byteLength)
  for (let at = bytes.indexOf(wanted); at >= 0; ) {
    // The pair that begins at or before the hit.
    const first = rowAt(starts, at)
    const pair = starts[first] === at ? first : first - 1
    found(pair)
    at = bytes.indexOf(wanted, starts[pair + 1] as number)
  }
}
