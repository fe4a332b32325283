import { lettersApart, slipsOf } from '../text/damerau.ts'

/** Finds texts that are a slip of another: one letter for short ones, two for longer ones. */
export interface TypoIndex {
  /** Values of the texts that are near, the same text among them. */
  near(text: string): { value: number; text: string; apart: number }[]
}

interface OfLength {
  letters: number[]
  texts: string[]
  values: number[]
}

/** Longer texts are no names; no local part of an address is longer. */
const longest = 64

/** Which letters a text has, a bit each: texts that are two letters apart differ in four bits at most. */
function lettersOf(text: string): number {
  let bits = 0
  for (let at = 0; at < text.length; at++) bits |= 1 << (text.charCodeAt(at) & 31)
  return bits
}

function bitCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** Makes the index; what it finds is looked for among texts of about the same length and letters. Yields now and then. */
export function* indexTypos(texts: Iterable<readonly [text: string, value: number]>): Generator<void, TypoIndex> {
  const byLength = new Map<number, OfLength>()
  let count = 0
  for (const [text, value] of texts) {
    if (++count % 500 === 0) yield
    if (slipsOf(text) === 0 || text.length > longest) continue
    const list = byLength.get(text.length) ?? { letters: [], texts: [], values: [] }
    byLength.set(text.length, list)
    list.letters.push(lettersOf(text))
    list.texts.push(text)
    list.values.push(value)
  }
  return {
    near(text) {
      const slips = slipsOf(text)
      if (slips === 0 || text.length > longest) return []
      const wanted = lettersOf(text)
      const found: { value: number; text: string; apart: number }[] = []
      for (let length = text.length - slips; length <= text.length + slips; length++) {
        const list = byLength.get(length)
        if (list === undefined) continue
        const { letters, texts: others, values } = list
        for (let at = 0; at < letters.length; at++) {
          if (bitCount((letters[at] as number) ^ wanted) > 2 * slips) continue
          const other = others[at] as string
          const most = Math.min(slips, slipsOf(other))
          const apart = lettersApart(text, other, most)
          if (apart <= most) found.push({ value: values[at] as number, text: other, apart })
        }
      }
      return found
    },
  }
}
