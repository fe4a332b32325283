import { collapse } from '../../text/folding.ts'
import { areInitials, leadOf, saintly } from '../../text/names/particles.ts'
import type { Columns } from './columns.ts'
import type { SearchWord } from './search-words.ts'

/** Drawn together, shorter words are in half of all names. */
const shortest = 3

/**
 * Positions of the people who have every word in any spelling, two letters for one or one for two: some 20 ms for 100,000
 * people, which is why it is asked only where the plain search found nobody.
 */
export function searchLoosely({ text, textStart, n }: Columns, words: readonly SearchWord[]): Uint32Array {
  const [first, ...others] = words.map(([word]) => new RegExp(patternOf(word), 'g'))
  if (first === undefined || !words.some(isLoose)) return new Uint32Array(0)
  const found: number[] = []
  const all = Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString('latin1')
  let at = 0
  for (let hit = first.exec(all); hit !== null && at < n.length; hit = first.exec(all)) {
    at = lineOf(textStart, hit.index, at)
    const line = all.slice(textStart[at], textStart[at + 1])
    if (others.every((word) => line.search(word) !== -1)) found.push(at)
    at++
    first.lastIndex = textStart[at] as number
  }
  return Uint32Array.from(found)
}

/** Whether a word can be written in another way at all. */
const isLoose = ([word]: SearchWord): boolean =>
  (collapse(word).length >= shortest && /[aoud]/.test(word)) ||
  saintly.includes(word) ||
  areInitials(word) ||
  leadOf(word) !== null

/** What may stand between the parts of a name. */
const gap = '[ .-]*'
const anySaint = `(?:${saintly.join('|')})`

/** A word in each way in which a line may have it: drawn together with what stands before it, or the initials of names. */
function patternOf(word: string): string {
  if (saintly.includes(word)) return `(?<![a-z])${anySaint}(?![a-z])`
  if (areInitials(word)) return `(?:${lettersOf(word)}|(?<![a-z])${[...word].join('[a-z]*[ .-]+')})`
  const { lead, name, isSaint } = leadOf(word) ?? { lead: '', name: word, isSaint: false }
  if (lead === '') return lettersOf(word)
  const before = isSaint ? `${anySaint}${gap}` : [...lead].map((letter) => `${bytesOf(letter)}${gap}`).join('')
  return `(?:${lettersOf(word)}|${before}${lettersOf(name)})`
}

const bytesOf = (letter: string): string => Buffer.from(letter, 'utf8').toString('latin1')

/** The bytes of a word, each as one character, with what may be drawn together as it may be written. */
function lettersOf(word: string): string {
  const drawn = collapse(word)
  const bytes = Buffer.from(drawn.length < shortest ? word : drawn, 'utf8').toString('latin1')
  return [...bytes].map((letter) => longer[letter] ?? letter.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&')).join('')
}
const longer: Readonly<Record<string, string>> = { a: 'a[ae]*', o: 'oe*', u: 'ue*', d: 'dj*' }

/** The last line that starts at or before the byte, looking from line `low` on. */
export function lineOf(start: Uint32Array, byte: number, low: number): number {
  let step = 1
  while (low + step < start.length && (start[low + step] as number) <= byte) step *= 2
  let high = Math.min(low + step, start.length - 1)
  let from = low + (step >> 1)
  while (high - from > 1) {
    const middle = (from + high) >> 1
    if ((start[middle] as number) <= byte) from = middle
    else high = middle
  }
  return from
}
