import { domainToASCII, domainToUnicode } from 'node:url'
import { spellings } from '../../text/folding.ts'
import { saintly } from '../../text/names/particles.ts'
import { romanisedWords } from '../../text/names/romanise.ts'

/** A word that is looked for, in each of its spellings. */
export type SearchWord = readonly [string, ...string[]]

/** What stands around a word that was copied from a list, a sentence or an address field. */
const around = /^[,;:<>()[\]{}"“”„«»|…!?*•.]+|[,;:<>()[\]{}"“”„«»|…!?*•.]+$/gu

/** The words of a search, the longest first: it is the rarest guess, and the others are looked for in its lines only. */
export function searchWords(text: string): SearchWord[] {
  const words = text.split(/\s+/u).flatMap((word) => partsOf(word.replace(around, '')))
  // Who looks for a mark alone means the mark.
  const looked = words.length > 0 ? words : text.split(/\s+/u)
  return looked
    .map((word) => rarest(saintToo(otherHostToo(inLatinToo(spellings(word)), word))))
    .filter(([word]) => word !== '')
    .sort(([a], [b]) => b.length - a.length)
}

/** A directory may have a Cyrillic or Greek name in Latin letters. */
const inLatinToo = (word: SearchWord): SearchWord => {
  const latin = romanisedWords(word[0])
  return latin === word[0] || latin === '' ? word : [...word, latin]
}

/** "St John" is "Saint John" too. */
const saintToo = (word: SearchWord): SearchWord => (word[0] === 'st' ? ['st', ...saintly.slice(1)] : word)

/** What may be the domain of an address, or a part of one: an international one stands in the directory in either of its spellings. */
function otherHostToo([first, ...others]: SearchWord, word: string): SearchWord {
  const host = word.slice(word.lastIndexOf('@') + 1)
  if (!/\.|xn--/iu.test(host)) return [first, ...others]
  const isPlain = /^[\x20-\x7e]*$/.test(host)
  if (isPlain && !/xn--/iu.test(host)) return [first, ...others]
  const other = isPlain ? domainToUnicode(host) : domainToASCII(host)
  return other === '' ? [first, ...others] : [first, ...others, ...spellings(word.slice(0, -host.length) + other)]
}

/** Without a spelling in which another is contained: whoever has it has the other. */
const rarest = ([narrow, ...wide]: SearchWord): SearchWord => [
  narrow,
  ...wide.filter((spelling) => !spelling.includes(narrow)),
]

/** "Anna-Lena" is looked for as two words, since a directory may have her without the hyphen; an address stays whole. */
const partsOf = (word: string): string[] => {
  const isWhole = /@|xn--/iu.test(word)
  const parts = isWhole ? [word] : word.split(/[-‐‑‒–—―]/u)
  // "J.W." are two names.
  return parts.map((part) => (dotted.test(part) ? part.replaceAll('.', '') : part)).filter((part) => part !== '')
}
const dotted = /^\p{L}(?:\.\p{L})+$/u
