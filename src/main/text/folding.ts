// One folding for everything that compares what people write with what a directory holds: search, palette, matching of
// lists, comparison with a staff list.

/** Apostrophes and what is typed in their place, and points that join letters: "O'Brien" is written with all of them, and without. */
const apostrophes = /['`´‘’‚‛′‵ʹʻʼʽʾʿˈˊˋ΄᾽᾿՚׳＇｀ꞌꞋ·]/gu
/** Hyphens and dashes, which keyboards and word processors put in each other's place. */
const hyphens = /[‐‑‒–—―−⁃﹘﹣－־]/gu
const invisible = /\p{Cf}/gu

// What decomposition leaves: letters that are no letter with a mark.
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ɖ: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ŋ: 'n',
  ħ: 'h',
  ŧ: 't',
  ĸ: 'k',
  ə: 'e',
  ǝ: 'e',
  ɛ: 'e',
  ɔ: 'o',
  ɓ: 'b',
  ɗ: 'd',
  ƙ: 'k',
  ƴ: 'y',
  ƒ: 'f',
  ɨ: 'i',
  ʉ: 'u',
  ʒ: 'z',
  ς: 'σ',
}
const leftOver = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'gu')

// Letters that are written as two where a keyboard lacks them: German, Nordic, Hungarian, Croatian and Serbian.
const twoLetters: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ő: 'oe',
  ű: 'ue',
  å: 'aa',
  ø: 'oe',
  ǿ: 'oe',
  đ: 'dj',
}
const widened = new RegExp(`[${Object.keys(twoLetters).join('')}]`, 'gu')

/** Whether a text is folded as it stands, is of ASCII, or holds more: a loop, because words are folded by the million. */
function lettersOf(text: string): 'folded' | 'plain' | 'other' {
  let found: 'folded' | 'plain' = 'folded'
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code > 0x7f) return 'other'
    // Capitals, and the two apostrophes of ASCII.
    if ((code > 0x40 && code < 0x5b) || code === 0x27 || code === 0x60) found = 'plain'
  }
  return found
}

const isPlain = (text: string): boolean => lettersOf(text) !== 'other'

/**
 * How text is compared: small letters of the Latin alphabet as far as it is Latin, without accents, apostrophes and invisible marks, one
 * kind of hyphen. "Łucja O’Neil" is "lucja oneil". Folding what is folded changes nothing.
 */
export function fold(text: string): string {
  switch (lettersOf(text)) {
    case 'folded':
      return text
    case 'plain':
      return foldPlain(text)
    case 'other':
      // What is before and behind a word, up to blanks, does not change how it is folded.
      return text.includes(' ') ? text.split(' ').map(foldedWord).join(' ') : foldedWord(text)
  }
}

const foldPlain = (text: string): string => {
  const small = text.toLowerCase()
  return small.includes("'") || small.includes('`') ? small.replace(/['`]/g, '') : small
}

/** The same words with other letters come again and again: names of folders, of people, of cities. */
const foldedWords = new Map<string, string>()
const mostWords = 2000
const longestWord = 80
function foldedWord(word: string): string {
  if (isPlain(word)) return foldPlain(word)
  const known = foldedWords.get(word)
  if (known !== undefined) return known
  const folded = foldForeign(word)
  if (word.length > longestWord) return folded
  if (foldedWords.size >= mostWords) foldedWords.clear()
  foldedWords.set(word, folded)
  return folded
}

function foldForeign(text: string): string {
  return text
    .replace(apostrophes, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(apostrophes, '')
    .replace(invisible, '')
    .replace(hyphens, '-')
    .replace(leftOver, (letter) => plainLetters[letter] as string)
}

/** Text folded with two letters for each that a plain keyboard lacks: "Jürgen Åsgård" is "juergen aasgaard". */
export const foldWide = (text: string): string =>
  isPlain(text)
    ? fold(text)
    : fold(
        text
          .normalize('NFC')
          .toLowerCase()
          .replace(widened, (letter) => twoLetters[letter] as string),
      )

/** The ways in which a text may stand in a directory: folded, and folded wide where that differs. */
export function spellings(text: string): [string, ...string[]] {
  if (isPlain(text)) return [fold(text)]
  const [narrow, wide] = [fold(text), foldWide(text)]
  return narrow === wide ? [narrow] : [narrow, wide]
}

/**
 * Folded text with two letters drawn together that may stand for one: "mueller", "muller" and "müller" are the same, "aagaard" and
 * "agard" too. All spellings of a text come out as one; so do a few texts that are no spellings of each other.
 */
export function collapse(folded: string): string {
  if (!/[aou]e|aa|dj/.test(folded)) return folded
  let out = ''
  for (const letter of folded) {
    const last = out[out.length - 1]
    const drawn =
      (letter === 'e' && (last === 'a' || last === 'o' || last === 'u')) ||
      (letter === 'a' && last === 'a') ||
      (letter === 'j' && last === 'd')
    if (!drawn) out += letter
  }
  return out
}

/** Says whether a text contains the one looked for, in any spelling of either; everything contains the empty text. */
export function containing(wanted: string | undefined): (text: string) => boolean {
  const looked = spellings(wanted?.trim() ?? '')
  if (looked[0] === '') return () => true
  return (text) => spellings(text).some((spelling) => looked.some((each) => spelling.includes(each)))
}
