import { endOfText, type Leaf, type PairTexts, rowAt } from '../archive/leaves/leaf.ts'

// Which pairs of a leaf hold a text. Rare texts are found fastest by one search over all texts, frequent ones pair by pair, and what
// lacks one of the letters needs no look at all.

/** By pair, which letters its text has: a bit for each of a-z, five for digits, one for everything else. */
const lettersOf = new WeakMap<Leaf, Uint32Array>()

const bits = new Uint32Array(256)
for (let byte = 0; byte < 256; byte++) {
  if (byte >= 97 && byte <= 122) bits[byte] = (1 << (byte - 97)) >>> 0
  else if (byte >= 48 && byte <= 57) bits[byte] = (1 << (26 + ((byte - 48) % 5))) >>> 0
  else bits[byte] = 0x8000_0000
}

function letters(leaf: Leaf): Uint32Array {
  const known = lettersOf.get(leaf)
  if (known !== undefined) return known
  const { text, textStart } = leaf.texts()
  const pairs = textStart.length - 1
  const made = new Uint32Array(pairs)
  for (let pair = 0; pair < pairs; pair++) {
    let value = 0
    const end = (textStart[pair + 1] as number) - 1
    for (let at = textStart[pair] as number; at < end; at++) value |= bits[text[at] as number] as number
    made[pair] = value
  }
  lettersOf.set(leaf, made)
  return made
}

/** So many hits of one search, and a text is frequent. */
const frequent = 512

/** Sets a bit of the pairs whose text holds the bytes. */
export function markText(leaf: Leaf, wanted: Uint8Array, mask: Uint8Array, bit: number): void {
  const { length } = wanted
  if (length === 0 || wanted.includes(endOfText)) return
  const needed = wanted.reduce((sum, byte) => sum | (bits[byte] as number), 0) >>> 0
  const first = wanted[0] as number
  // One letter is known without a look; of digits five bits stand for ten, and the last bit for all other characters.
  if (length === 1 && first >= 97 && first <= 122) {
    const has = letters(leaf)
    for (let pair = 0; pair < has.length; pair++)
      if (((has[pair] as number) & needed) !== 0) mask[pair] = (mask[pair] as number) | bit
    return
  }
  const next = markRare(leaf.texts(), wanted, mask, bit)
  if (next >= 0) markFrom(next, { leaf, wanted, mask, bit, needed })
}

/** Marks by searching all texts at once; gives the pair to go on from where there turn out to be many, -1: all is done. */
function markRare({ text, textStart }: PairTexts, wanted: Uint8Array, mask: Uint8Array, bit: number): number {
  const bytes = Buffer.from(text.buffer, text.byteOffset, text.byteLength)
  let hits = 0
  for (let at = bytes.indexOf(wanted); at >= 0; ) {
    // The pair that begins at or before the hit.
    const after = rowAt(textStart, at)
    const pair = textStart[after] === at ? after : after - 1
    mask[pair] = (mask[pair] as number) | bit
    hits++
    if (hits > frequent) return pair + 1
    at = bytes.indexOf(wanted, textStart[pair + 1] as number)
  }
  return -1
}

function markFrom(
  start: number,
  {
    leaf,
    wanted,
    mask,
    bit,
    needed,
  }: { leaf: Leaf; wanted: Uint8Array; mask: Uint8Array; bit: number; needed: number },
): void {
  const { text, textStart } = leaf.texts()
  const has = letters(leaf)
  const { length } = wanted
  const first = wanted[0] as number
  for (let pair = start; pair < has.length; pair++) {
    if (((has[pair] as number) & needed) >>> 0 !== needed) continue
    const last = (textStart[pair + 1] as number) - 1 - length
    search: for (let at = textStart[pair] as number; at <= last; at++) {
      if (text[at] !== first) continue
      for (let more = 1; more < length; more++) if (text[at + more] !== wanted[more]) continue search
      mask[pair] = (mask[pair] as number) | bit
      break
    }
  }
}
