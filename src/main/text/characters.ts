/** What shows nothing, or steers how others are shown: controls, format and filling characters, halves of characters, blanks. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u
/** The same without blanks, which end a word, and so never stand in an address that a reader found. */
const unseenInWord = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/gu

const names: Readonly<Record<number, string>> = {
  9: 'tab',
  10: 'line break',
  13: 'line break',
  32: 'space',
  160: 'no-break space',
  173: 'soft hyphen',
  847: 'combining grapheme joiner',
  8203: 'zero-width space',
  8204: 'zero-width non-joiner',
  8205: 'zero-width joiner',
  8206: 'left-to-right mark',
  8207: 'right-to-left mark',
  8232: 'line separator',
  8233: 'paragraph separator',
  8239: 'narrow no-break space',
  8288: 'word joiner',
  12288: 'ideographic space',
  65279: 'byte order mark',
}
/** Kinds of characters that have no well-known name each. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/[\u{e0000}-\u{e007f}]/u, 'tag character'],
  [/[\ufe00-\ufe0f\u{e0100}-\u{e01ef}\u180b-\u180d\u180f]/u, 'variation selector'],
  [/[\u061c\u202a-\u202e\u2066-\u2069]/u, 'direction mark'],
  [/\p{Cc}/u, 'control character'],
  [/\p{Cs}/u, 'half of a character'],
  [/\p{Z}/u, 'space'],
  [/./su, 'invisible character'],
]

/** A character's name with its number: "zero-width space (U+200B)". */
export function characterName(letter: string): string {
  const code = letter.codePointAt(0) ?? 0
  const name = names[code] ?? kinds.find(([kind]) => kind.test(letter))?.[1] ?? 'character'
  return `${name} (U+${code.toString(16).toUpperCase().padStart(4, '0')})`
}

/** Joiners shape letters of these scripts, and those after a mark of an Indian one, so there they belong. */
const joining =
  /^(?!\p{Cf})(?:[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}]|(?!\p{Script=Inherited})\p{Mn})$/u

/** An address as it was meant, and what was done to it. */
export interface CleanAddress {
  address: string
  /** Names of the invisible characters that were taken off, each once. */
  removed: string[]
  /** Whether letters that were written in parts (a letter and its accent) were joined. */
  composed: boolean
}

/** Blanks of every script around a text; byte order marks are none, they are told. */
const around = /^[\p{Z}\t-\r]+|[\p{Z}\t-\r]+$/gu

const plain = /^[\x21-\x7e]*$/

/** Takes blanks off an address' ends and invisible characters out of it, and joins letters with their accents (NFC). */
export function cleanAddress(text: string): CleanAddress {
  if (plain.test(text)) return { address: text, removed: [], composed: false }
  const removed = new Set<string>()
  const bare = text
    .replace(around, '')
    .replace(unseenInWord, (letter: string, at: number, all: string) => {
      if (/[\u200c\u200d]/u.test(letter) && belongs(all, at)) return letter
      removed.add(characterName(letter))
      return ''
    })
    .replace(around, '')
  const address = bare.normalize('NFC')
  return { address, removed: [...removed], composed: address !== bare }
}

function belongs(text: string, at: number): boolean {
  const before = [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? ''
  const after = String.fromCodePoint(text.codePointAt(at + 1) ?? 0x20)
  return joining.test(before) && /^(?!\p{Script=Latin}|\p{Default_Ignorable_Code_Point})\p{L}$/u.test(after)
}

/** An invisible character of a text, by name, and where it stands, counted in UTF-16 units. */
export interface Invisible {
  at: number
  name: string
}

/** The characters of an address that nobody sees: blanks, controls, marks of direction and the like. */
export function invisibleIn(address: string): Invisible[] {
  if (plain.test(address)) return []
  const found: Invisible[] = []
  let at = 0
  for (const letter of address) {
    if (unseen.test(letter)) found.push({ at, name: characterName(letter) })
    at += letter.length
  }
  return found
}

/** Scripts by the names that people know; whatever else has letters is told as "another script". */
const scripts: readonly (readonly [string, RegExp])[] = (
  [
    'Latin',
    'Cyrillic',
    'Greek',
    'Armenian',
    'Georgian',
    'Cherokee',
    'Coptic',
    'Hebrew',
    'Arabic',
    'Devanagari',
    'Thai',
    'Han',
    'Hiragana',
    'Katakana',
    'Hangul',
    'Bopomofo',
  ] as const
).map((name) => [name, new RegExp(`\\p{Script=${name}}`, 'u')])

/** Scripts that are written together, after the profile "highly restrictive" of UTS 39. */
const together = [
  new Set(['Latin', 'Han', 'Hiragana', 'Katakana']),
  new Set(['Latin', 'Han', 'Bopomofo']),
  new Set(['Latin', 'Han', 'Hangul']),
]

function scriptOf(letter: string): string | null {
  if (/[\p{Script=Common}\p{Script=Inherited}\p{Script=Unknown}]/u.test(letter)) return null
  return scripts.find(([, script]) => script.test(letter))?.[0] ?? 'another script'
}

/**
 * The scripts that one part of an address (the local part, a label of the domain) mixes though nobody writes them together; empty
 * where none does. A Latin name at a Cyrillic domain mixes nothing.
 */
export function mixedScriptsIn(address: string): string[] {
  if (plain.test(address)) return []
  const at = address.lastIndexOf('@')
  const parts = [address.slice(0, Math.max(at, 0)), ...address.slice(at + 1).split('.')]
  for (const part of parts) {
    const found = new Set([...part.normalize('NFC')].map(scriptOf).filter((script) => script !== null))
    if (found.size > 1 && !together.some((set) => [...found].every((script) => set.has(script)))) return [...found]
  }
  return []
}
