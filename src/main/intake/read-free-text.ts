import { eachAddress, type FoundAddress, mayGoOn } from '../text/find-addresses.ts'
import { cleanName, type Entry, entryOf, mostEntries, shown } from './list-entry.ts'
import { peopleOf } from './split-names.ts'

// One line can be as long as a whole file, so everything here takes turns inside of lines too.

/** So many letters are looked through, or pieces made, in well under a millisecond. */
const lettersAStep = 20_000
const piecesAStep = 50

/** What parts people in every script; of a comma only the context tells, and a bar or slash can belong to an address. */
const separators = ';\t；；、؛،，﹐︐﹔'
const bars = '|｜¦'

/** Cuts a line at separators that stand outside quotation marks. */
function* cut(line: string, at: string): Generator<void, string[]> {
  const pieces: string[] = []
  let from = 0
  let quoted = false
  for (let place = 0; place < line.length; place++) {
    if (place % lettersAStep === lettersAStep - 1) yield
    const letter = line[place] as string
    if (letter === '"') quoted = !quoted
    else if (!quoted && at.includes(letter)) {
      pieces.push(line.slice(from, place))
      from = place + 1
    }
  }
  // A quotation mark that is never closed was not one.
  if (quoted) return line.split(new RegExp(`[${at}]`, 'u'))
  pieces.push(line.slice(from))
  return pieces
}

function* namesIn(text: string, line: number, entries: Entry[], most = mostEntries): Generator<void, void> {
  for (const part of yield* peopleOf(text, cut)) {
    const name = cleanName(part)
    if (name !== null) entries.push({ line, address: null, name, given: shown(part) })
    if (entries.length > most) return
    if (entries.length % piecesAStep === 0) yield
  }
}

/** "Text <mailto:address>" and "[address](mailto:address)" name one person twice. */
const isSameAgain = (one: FoundAddress, before: FoundAddress | undefined, between: string) =>
  one.readings[0].address.toLowerCase() === before?.readings[0].address.toLowerCase() &&
  /^\s*\]?\s*[<([]\s*$/u.test(between)

function* entriesOf(piece: string, line: number, entries: Entry[], cutOff: boolean): Generator<void, void> {
  const found: FoundAddress[] = []
  let looked = 0
  for (const one of eachAddress(piece)) {
    if (++looked % piecesAStep === 0) yield
    if (one === null) continue
    const before = found.at(-1)
    if (isSameAgain(one, before, piece.slice(before?.end, one.at))) {
      if (before !== undefined) before.end = one.end
    } else found.push(one)
    if (found.length > mostEntries) break
  }
  const [first] = found
  if (first === undefined) return yield* namesIn(piece, line, entries)
  if (cutOff && piece.slice(0, first.at).trim() === '') first.unsure = true
  if (found.length === 1) {
    const name = cleanName(`${piece.slice(0, first.at)} ${piece.slice(first.end)}`)
    entries.push(entryOf(first, { line, name, given: shown(piece) }))
    return
  }
  // Several addresses: what stands before each, after the last comma, is that person's name.
  let from = 0
  for (const one of found) {
    const before = piece.slice(from, one.at)
    const angled = before.trimEnd().endsWith('<')
    const own = angled ? before : before.slice(before.lastIndexOf(',') + 1)
    const others = angled ? '' : before.slice(0, before.length - own.length)
    if (cleanName(others) !== null) yield* namesIn(others, line, entries)
    const name = cleanName(own)
    const given = angled ? `${before}${piece.slice(one.at, one.end)}>` : `${own}${piece.slice(one.at, one.end)}`
    entries.push(entryOf(one, { line, name: name !== null && isConjunction(name) ? null : name, given: shown(given) }))
    from = one.end
    if (entries.length % piecesAStep === 0) yield
  }
  const rest = piece.slice(from)
  if (cleanName(rest) !== null) yield* namesIn(rest, line, entries)
}

/** A short word between two people: "and", "und", "и", "/". */
const isConjunction = (text: string) => /^[\p{L}\p{M}&/+]{1,4}$/u.test(text)

/** One person's line of a table whose other lines are none: "Ivan Petrovic;Sales;E1003". */
function recordOf(pieces: readonly string[]): string | null {
  const filled = pieces.filter((piece) => cleanName(piece) !== null)
  if (filled.length < 2 || filled.some((piece) => piece.includes('@'))) return null
  const names = filled.filter((piece) => !/\p{N}/u.test(piece) && /\S\s+\S/u.test(piece.trim()))
  const numbered = filled.some((piece) => /\p{N}/u.test(piece))
  if (!numbered && (names.length !== 1 || filled.length < 3)) return null
  return names[0] ?? filled.find((piece) => !/\p{N}/u.test(piece)) ?? null
}

/**
 * Reads a list that people wrote or copied: addresses and names, one a line or with separators of any kind between them. Yields
 * now and then, and stops where there are more than `mostEntries`.
 */
export function* readPlain(text: string): Generator<void, Entry[]> {
  const entries: Entry[] = []
  let before = ''
  for (const [index, line] of text.split(/\r\n|\n|\r|\u0085|\u2028|\u2029/u).entries()) {
    const number = index + 1
    // A hyphen or an apostrophe at the end of a line of one word may be where an address was broken.
    const cutOff = before.length < 80 && before !== '' && !/\s|@/u.test(before) && mayGoOn(before)
    before = line.length < 100 ? line.trim() : ''
    const signless = !/[@＠﹫]/u.test(line)
    const pieces = yield* cut(line, signless ? separators + bars : separators)
    const one = signless && pieces.length > 1 ? recordOf(pieces) : null
    if (one !== null) {
      entries.push({ line: number, address: null, name: cleanName(one), given: shown(line) })
      continue
    }
    for (const [place, piece] of pieces.entries()) {
      yield* entriesOf(piece, number, entries, cutOff && place === 0)
      if (entries.length > mostEntries) return entries
      yield
    }
  }
  return entries
}
