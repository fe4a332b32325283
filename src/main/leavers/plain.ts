import { addressesIn, cleanName, type Entry, shown } from './entry.ts'

/** Cuts a line at separators that stand outside quotation marks. */
function cut(line: string, separators: string): string[] {
  const pieces: string[] = []
  let from = 0
  let quoted = false
  for (let at = 0; at < line.length; at++) {
    const letter = line[at] as string
    if (letter === '"') quoted = !quoted
    else if (!quoted && separators.includes(letter)) {
      pieces.push(line.slice(from, at))
      from = at + 1
    }
  }
  // A quotation mark that is never closed was not one.
  if (quoted) return line.split(new RegExp(`[${separators}]`, 'u'))
  return [...pieces, line.slice(from)]
}

const words = (text: string) => text.trim().split(/\s+/u).length

/** "Smith, Anna" is one person, "Anna Smith, Bob Jones" are two. */
function namesOf(piece: string): string[] {
  const parts = cut(piece, ',').filter((part) => cleanName(part) !== null)
  if (parts.length !== 2) return parts
  return parts.every((part) => words(part) >= 2) ? parts : [piece]
}

function* entriesOf(piece: string, line: number): Generator<Entry> {
  const found = addressesIn(piece)
  if (found.length === 0) {
    for (const part of namesOf(piece)) {
      const name = cleanName(part)
      if (name !== null) yield { line, address: null, name, given: shown(part) }
    }
    return
  }
  if (found.length === 1 && found[0] !== undefined) {
    const { address, at, end } = found[0]
    const name = cleanName(`${piece.slice(0, at)} ${piece.slice(end)}`)
    yield { line, address: address.slice(0, 320), name, given: shown(piece) }
    return
  }
  // Several addresses: what stands before each, after the last comma, is that person's name.
  let from = 0
  for (const { address, at, end } of found) {
    const before = piece.slice(from, at)
    const angled = before.trimEnd().endsWith('<')
    yield {
      line,
      address: address.slice(0, 320),
      name: angled ? cleanName(before) : null,
      given: shown(angled ? `${before}${address}>` : address),
    }
    from = end
  }
}

/** Reads a list that people wrote or copied: addresses and names, one a line or with separators of any kind between them. */
export function* readPlain(text: string): Generator<void, Entry[]> {
  const entries: Entry[] = []
  const lines = text.split(/\r\n|\n|\r|\u2028|\u2029/u)
  for (const [index, line] of lines.entries()) {
    for (const piece of cut(line, ';\t|')) for (const entry of entriesOf(piece, index + 1)) entries.push(entry)
    if (index % 200 === 199) yield
  }
  return entries
}
