import { fold, foldWide } from '../../text/folding.ts'
import { romanisedWords } from '../../text/names/romanise.ts'
import { remembering } from '../../text/remembering.ts'
import { keyOf } from '../../text/user-key.ts'
import type { Columns } from './columns.ts'
import { lineOf, searchLoosely } from './loose-search.ts'
import { searchWords } from './search-words.ts'

/** Printable ASCII without the apostrophes that folding takes out. */
const isSimple = (text: string): boolean => /^[ -&(-_a-~]*$/.test(text)

/** One word of a name in each of the ways in which it may be looked for. */
interface Forms {
  name: string
  wide: string
  latin: string
}

/** First and last names come again and again, and finding one again costs far less than folding it. */
const formsOf = remembering((word): Forms => {
  const name = fold(word)
  return { name, wide: foldWide(word), latin: romanisedWords(name) }
})

/** The searchable line of a person: the user name's key, a tab, the folded name; then other spellings of both and the name in Latin letters, where there are any. */
export function searchLine(username: string, fullname: string): string {
  // Nearly everybody is spelt so: there is nothing to fold but the case.
  if (isSimple(username) && isSimple(fullname)) return `${username}\t${fullname}`.toLowerCase()
  const key = keyOf(username)
  const address = isSimple(username) ? key : fold(username)
  let [name, wide, latin] = ['', '', '']
  for (const word of fullname.split(' ')) {
    const forms = formsOf(word)
    name += ` ${forms.name}`
    wide += ` ${forms.wide}`
    latin += ` ${forms.latin}`
  }
  let line = `${key}\t${name.slice(1)}`
  if (address !== key) line += `\t${address}`
  if (wide !== name) line += `\t${wide.slice(1)}`
  if (latin !== name) line += `\t${latin.slice(1)}`
  // Line breaks would end a person's line; no search can contain them.
  return line.includes('\n') ? line.replaceAll('\n', ' ') : line
}

/**
 * Positions of the people whose name or address contains every word of the text, in user-name order; where there is nobody, of those who
 * have the words in a spelling that is not written out in their line ("schaefer" for `schafer@`). Null: the text holds no words.
 * A plain scan: 100,000 people are some 5 MB of text, which takes a few milliseconds without an index to build and keep; another letter
 * of the same search looks at whom the one before found.
 */
export function search(columns: Columns, text: string): Uint32Array | null {
  const words = searchWords(text)
  if (words.length === 0) return null
  const asked = words.map((spellings) => spellings.map((spelling) => Buffer.from(spelling, 'utf8')))
  const before = lastSearch.get(columns.text)
  const found =
    before !== undefined && before.found.length <= columns.n.length / 8 && isWithin(asked, before.asked)
      ? withEvery(columns, asked, before.found)
      : inAll(columns, asked)
  lastSearch.set(columns.text, { asked, found })
  return found.length > 0 ? found : searchLoosely(columns, words)
}

/** What is looked for: words, each in its spellings. */
type Asked = readonly (readonly Buffer[])[]

/** The last search of each text, and whom it found: another letter leaves some of them, and only they have to be looked at. */
const lastSearch = new WeakMap<Uint8Array, { asked: Asked; found: Uint32Array }>()

/** Whether whoever is found by the one is found by the other: each word of the other is a part of one of the words. */
const isWithin = (asked: Asked, other: Asked): boolean =>
  other.every((parts) => asked.some((word) => word.every((spelling) => parts.some((part) => spelling.includes(part)))))

/** Those of the people who have every word in their line. */
function withEvery({ text, textStart }: Columns, asked: Asked, people: Uint32Array): Uint32Array {
  const bytes = bytesOf(text)
  return people.filter((at) => {
    const line = bytes.subarray(textStart[at], textStart[at + 1])
    return asked.every((word) => word.some((spelling) => line.includes(spelling)))
  })
}

function inAll(columns: Columns, [first = [], ...others]: Asked): Uint32Array {
  const bytes = bytesOf(columns.text)
  const found = first
    .map((word) => (word.length < 3 ? scanShort(columns, bytes, word) : scan(columns, bytes, word)))
    .reduce(union)
  return others.length === 0 ? found : withEvery(columns, others, found)
}

const bytesOf = (text: Uint8Array): Buffer => Buffer.from(text.buffer, text.byteOffset, text.byteLength)

/** Both lists of rising positions as one. */
function union(left: Uint32Array, right: Uint32Array): Uint32Array {
  const all = new Uint32Array(left.length + right.length)
  let count = 0
  for (let one = 0, other = 0; one < left.length || other < right.length; ) {
    const [a, b] = [left[one] ?? Number.POSITIVE_INFINITY, right[other] ?? Number.POSITIVE_INFINITY]
    all[count++] = Math.min(a, b)
    if (a <= b) one++
    if (b <= a) other++
  }
  return all.slice(0, count)
}

/** Jumps from hit to hit with the engine's own search. */
function scan({ textStart, n }: Columns, bytes: Buffer, word: Buffer): Uint32Array {
  const found = new Uint32Array(n.length)
  let count = 0
  let at = 0
  let hit = bytes.indexOf(word)
  while (hit !== -1) {
    // Hits are rarely in neighbouring lines: halving finds the line sooner than walking.
    at = lineOf(textStart, hit, at)
    found[count++] = at
    at++
    if (at >= n.length) break
    hit = bytes.indexOf(word, textStart[at])
  }
  return found.slice(0, count)
}

/** Which bit stands for a byte: one for each of a to z, the others share what is left. */
const bitOf = Uint32Array.from(
  { length: 256 },
  (_, byte) => 2 ** (byte >= 97 && byte <= 122 ? byte - 97 : 26 + (byte % 6)),
)

const bitsOf = (bytes: Uint8Array, from: number, to: number): number => {
  let bits = 0
  for (let index = from; index < to; index++) bits |= bitOf[bytes[index] as number] as number
  return bits >>> 0
}

/** The letters in each line, a bit each: what a search of one letter asks for, and what leaves few lines for one of two. */
export const lettersOf = (text: Uint8Array, textStart: Uint32Array): Uint32Array =>
  Uint32Array.from({ length: textStart.length - 1 }, (_, at) =>
    bitsOf(text, textStart[at] as number, (textStart[at + 1] as number) - 1),
  )

const isLetter = (byte: number): boolean => byte >= 97 && byte <= 122

/** One or two bytes hit nearly every line, so that calling the engine for each costs more than looking at the bytes. */
function scanShort({ textStart, letters, n }: Columns, bytes: Buffer, word: Buffer): Uint32Array {
  const found = new Uint32Array(n.length)
  const head = word[0] as number
  const second = word[1]
  const wanted = bitsOf(word, 0, word.length)
  const sure = second === undefined && isLetter(head)
  let count = 0
  for (let at = 0; at < n.length; at++) {
    if (((letters[at] as number) & wanted) >>> 0 !== wanted) continue
    if (sure) {
      found[count++] = at
      continue
    }
    const end = textStart[at + 1] as number
    for (let index = textStart[at] as number; index < end; index++) {
      if (bytes[index] === head && (second === undefined || bytes[index + 1] === second)) {
        found[count++] = at
        break
      }
    }
  }
  return found.slice(0, count)
}
