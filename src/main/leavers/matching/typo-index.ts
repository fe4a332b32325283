/** Texts that differ from one another by one letter: left out, put in, changed, or two neighbours swapped. */
export interface NearIndex {
  add(text: string, value: number): void
  /** Values whose texts are the same or one letter away. */
  near(text: string): number[]
}

/** Shorter texts are all alike. */
const shortest = 4
/** Longer ones would make too many variants; no local part of an address is longer. */
const longest = 64

/** The text itself, and the text without each of its letters. Two texts one letter apart share one of these. */
function* variants(text: string): Generator<string> {
  yield text
  for (let at = 0; at < text.length; at++) yield text.slice(0, at) + text.slice(at + 1)
}

/** Whether two texts are at most one letter apart. */
export function oneApart(one: string, other: string): boolean {
  if (one === other) return true
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at++
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1)
  if (short.slice(at + 1) === long.slice(at + 1)) return true
  return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2)
}

/** An index over texts by their variants; about ten entries a text. */
export function createNearIndex(): NearIndex {
  const values = new Map<string, number[]>()
  const texts = new Map<number, string>()
  return {
    add(text, value) {
      if (text.length < shortest || text.length > longest) return
      texts.set(value, text)
      for (const variant of variants(text)) {
        const list = values.get(variant)
        if (list === undefined) values.set(variant, [value])
        else list.push(value)
      }
    },
    near(text) {
      if (text.length < shortest || text.length > longest) return []
      const found = new Set<number>()
      for (const variant of variants(text)) for (const value of values.get(variant) ?? []) found.add(value)
      return [...found].filter((value) => oneApart(texts.get(value) ?? '', text))
    },
  }
}
