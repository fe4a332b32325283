import { cleanName, type Entry, eachAddress, type FoundAddress, mostEntries, shown } from './list-entry.ts'

// One line can be as long as a whole file, so everything here takes turns inside of lines too.

/** So many letters are looked through, or pieces made, in well under a millisecond. */
const lettersAStep = 20_000
const piecesAStep = 50

/** Cuts a line at separators that stand outside quotation marks. */
function* cut(line: string, separators: string): Generator<void, string[]> {
  const pieces: string[] = []
  let from = 0
  let quoted = false
  for (let at = 0; at < line.length; at++) {
    if (at % lettersAStep === lettersAStep - 1) yield
    const letter = line[at] as string
    if (letter === '"') quoted = !quoted
    else if (!quoted && separators.includes(letter)) {
      pieces.push(line.slice(from, at))
      from = at + 1
    }
  }
  // A quotation mark that is never closed was not one.
  if (quoted) return line.split(new RegExp(`[${separators}]`, 'u'))
  pieces.push(line.slice(from))
  return pieces
}

const words = (text: string) => text.trim().split(/\s+/u).length

/** "Smith, Anna" is one person, "Anna Smith, Bob Jones" are two. */
function* namesOf(piece: string): Generator<void, string[]> {
  const parts: string[] = []
  for (const [index, part] of (yield* cut(piece, ',')).entries()) {
    if (cleanName(part) !== null) parts.push(part)
    if (index % piecesAStep === piecesAStep - 1) yield
  }
  if (parts.length !== 2) return parts
  return parts.every((part) => words(part) >= 2) ? parts : [piece]
}

function* entriesOf(piece: string, line: number, entries: Entry[]): Generator<void, void> {
  const found: FoundAddress[] = []
  for (const one of eachAddress(piece)) {
    found.push(one)
    if (found.length > mostEntries) break
    if (found.length % piecesAStep === 0) yield
  }
  if (found.length === 0) {
    for (const part of yield* namesOf(piece)) {
      const name = cleanName(part)
      if (name !== null) entries.push({ line, address: null, name, given: shown(part) })
      if (entries.length % piecesAStep === 0) yield
    }
    return
  }
  if (found.length === 1 && found[0] !== undefined) {
    const { address, at, end } = found[0]
    const name = cleanName(`${piece.slice(0, at)} ${piece.slice(end)}`)
    entries.push({ line, address: address.slice(0, 320), name, given: shown(piece) })
    return
  }
  // Several addresses: what stands before each, after the last comma, is that person's name.
  let from = 0
  for (const { address, at, end } of found) {
    const before = piece.slice(from, at)
    const angled = before.trimEnd().endsWith('<')
    entries.push({
      line,
      address: address.slice(0, 320),
      name: angled ? cleanName(before) : null,
      given: shown(angled ? `${before}${address}>` : address),
    })
    from = end
    if (entries.length % piecesAStep === 0) yield
  }
}

/**
 * Reads a list that people wrote or copied: addresses and names, one a line or with separators of any kind between them. Yields
 * now and then, and stops where there are more than `mostEntries`.
 */
export function* readPlain(text: string): Generator<void, Entry[]> {
  const entries: Entry[] = []
  const lines = text.split(/\r\n|\n|\r|\u2028|\u2029/u)
  for (const [index, line] of lines.entries()) {
    for (const piece of yield* cut(line, ';\t|')) {
      yield* entriesOf(piece, index + 1, entries)
      if (entries.length > mostEntries) return entries
      yield
    }
  }
  return entries
}
