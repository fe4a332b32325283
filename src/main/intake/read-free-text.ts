import { disguisedAddress } from '../text/addresses/disguised-address.ts'
import { eachAddress, endsInJoint, type FoundAddress, mayGoOn } from '../text/addresses/find-addresses.ts'
import { comingDoubts } from './coming/coming-doubts.ts'
import { readyCalendar } from './coming/ready-calendar.ts'
import { cleanName, type Entry, entryOf, mostEntries, shown } from './list-entry.ts'
import { nameDoubts } from './name-doubts.ts'
import { besideOf } from './others/beside.ts'
import { goneDoubts } from './others/gone-sections.ts'
import { lineDoubts } from './others/line-doubts.ts'
import { type Doubt, orElse } from './others/others-beside.ts'
import { isTalk } from './others/talk-lines.ts'
import { hasSign } from './others/unread-words.ts'
import { senderDoubts } from './senders.ts'
import { peopleOf } from './split-names.ts'
import { textLines } from './text-lines.ts'

// One line can be as long as a whole file, so everything here takes turns inside of lines too.

/** So many letters are looked through, or pieces made, in well under a millisecond. */
const lettersAStep = 20_000
const piecesAStep = 50

/** What parts people in every script; of a comma only the context tells, and a bar or slash can belong to an address. */
const separators = ';\t；；、؛،，﹐︐﹔'
const bars = '|｜¦'

/** Cuts a line at separators that stand outside quotation marks. */
function* cut(line: string, at: string): Generator<void, string[]> {
  if (line.length < lettersAStep && ![...at].some((mark) => line.includes(mark))) return [line]
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

function* namesIn(
  text: string,
  { line, doubt }: Pick<Context, 'line' | 'doubt'>,
  entries: Entry[],
  most = mostEntries,
): Generator<void, void> {
  for (const part of yield* peopleOf(text, cut)) {
    const name = cleanName(part)
    if (name !== null)
      entries.push({ line, address: null, name, given: shown(part), ...(doubt === null ? {} : { doubt }) })
    if (entries.length > most) return
    if (entries.length % piecesAStep === 0) yield
  }
}

/** "Text <mailto:address>" and "[address](mailto:address)" name one person twice. */
const isSameAgain = (one: FoundAddress, before: FoundAddress | undefined, between: string) =>
  one.readings[0].address.toLowerCase() === before?.readings[0].address.toLowerCase() &&
  /^\s*\]?\s*[<([]\s*$/u.test(between)

/** A name right behind its address. */
const inBrackets = /^>?\s*[([]([^()[\]<>@＠﹫]{1,80})[)\]]/u

/** Where a piece of a text stands: what is before and after it, and whether its beginning may be cut off. */
interface Context {
  line: number
  before: string
  after: string
  cutOff: boolean
  /** Of the whole line, which is shown then. */
  doubt: Doubt | null
  text: string
}

function* entriesOf(piece: string, context: Context, entries: Entry[]): Generator<void, void> {
  const { line, cutOff, doubt } = context
  const shownWith = (own: string) => shown(doubt === null ? own : context.text)
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
  if (first === undefined) {
    const address = disguisedAddress(piece)
    if (address === null) return yield* namesIn(piece, context, entries)
    const readings = [{ address, raw: address, whole: true }]
    entries.push({ line, address, name: cleanName(piece), given: shown(piece), readings, unsure: true })
    return
  }
  if (cutOff && piece.slice(0, first.at).trim() === '') first.unsure = true
  if (found.length === 1) {
    const name = cleanName(`${piece.slice(0, first.at)} ${piece.slice(first.end)}`)
    const beside = besideOf(
      `${context.before}\n${piece.slice(Math.max(0, first.at - 80), first.at)}`,
      `${piece.slice(first.end, first.end + 80)}\n${context.after}`,
    )
    entries.push(entryOf(first, { line, name, given: shownWith(piece), beside, doubt }))
    return
  }
  // Several addresses: what stands before each, after the last comma, is that person's name.
  let from = 0
  for (const [index, one] of found.entries()) {
    const before = piece.slice(from, one.at)
    const last = index === found.length - 1
    const beside = besideOf(
      index === 0 ? `${context.before}\n${before.slice(-80)}` : before.slice(-80),
      last ? `${piece.slice(one.end, one.end + 80)}\n${context.after}` : piece.slice(one.end, found[index + 1]?.end),
    )
    const angled = before.trimEnd().endsWith('<')
    const own = angled ? before : before.slice(before.lastIndexOf(',') + 1)
    const others = angled ? '' : before.slice(0, before.length - own.length)
    if (cleanName(others) !== null) yield* namesIn(others, context, entries)
    const behind = inBrackets.exec(piece.slice(one.end, one.end + 100))
    const name = cleanName(own) ?? (behind?.[1] === undefined ? null : cleanName(behind[1]))
    const end = one.end + (behind?.[0].length ?? 0)
    const given = angled ? `${before}${piece.slice(one.at, one.end)}>` : `${own}${piece.slice(one.at, end)}`
    const called = name !== null && isConjunction(name) ? null : name
    entries.push(entryOf(one, { line, name: called, given: shownWith(given), beside, doubt }))
    from = end
    if (entries.length % piecesAStep === 0) yield
  }
  const rest = piece.slice(from)
  if (cleanName(rest) !== null) yield* namesIn(rest, context, entries)
}

/** Whether a line ends where an address may have been broken: with a mark that joins its parts, or in a dot after a word alone. */
function isBroken(line: string): boolean {
  const end = line.slice(-80).trim()
  if (!endsInJoint(end)) return false
  const word = /\S*$/u.exec(end)?.[0] ?? ''
  return !/[@＠﹫]/u.test(word) && (!word.endsWith('.') || word === end) && mayGoOn(word)
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
 * now and then, and stops where there are more than `mostEntries`. `of`: whom the list is of, people who leave or who are there or come.
 * `today` (YYYY-MM-DD): whoever leaves later is doubted. `talk`: takes the lines of a mail that name nobody it is about, which become no
 * entries then.
 */
export function* readPlain(
  text: string,
  of: 'leavers' | 'present' = 'leavers',
  today: string | null = null,
  talk: string[] | null = null,
): Generator<void, Entry[]> {
  const entries: Entry[] = []
  yield* readyCalendar()
  const { lines, heads, spoken, readable } = yield* textLines(text)
  const doubts = yield* lineDoubts(readable, of === 'leavers')
  if (of === 'present') yield* goneDoubts(readable, doubts)
  else yield* nameDoubts(readable, doubts)
  yield* senderDoubts(readable, doubts, of === 'leavers')
  if (today !== null) yield* comingDoubts(spoken, doubts, today)
  for (const [at, head] of heads.entries()) if (head !== null) doubts[at] = orElse(doubts[at] ?? null, { kind: 'chat' })
  // Without an address it is a list of names, and "Hello Kitty" one of them.
  const hasTalk = talk !== null && lines.some(hasSign)
  for (const [index, line] of lines.entries()) {
    const number = index + 1
    const cutOff = isBroken(lines[index - 1] ?? '')
    const signless = !hasSign(line)
    const said = spoken[index] ?? ''
    const isSpeaker = heads[index] !== null && said.trim() === ''
    if (hasTalk && signless && (isSpeaker || isTalk(line))) {
      talk?.push(shown(line))
      continue
    }
    const pieces = yield* cut(isSpeaker ? line : said, signless ? separators + bars : separators)
    const one = signless && pieces.length > 1 ? recordOf(pieces) : null
    if (one !== null) {
      entries.push({ line: number, address: null, name: cleanName(one), given: shown(line) })
      continue
    }
    for (const [place, piece] of pieces.entries()) {
      const before = (place === 0 ? lines[index - 1] : pieces[place - 1]) ?? ''
      const after = (place === pieces.length - 1 ? lines[index + 1] : pieces[place + 1]) ?? ''
      const context = {
        line: number,
        before: before.slice(-80),
        after: after.slice(0, 80),
        doubt: doubts[index] ?? null,
        text: line,
        cutOff: place === 0 ? cutOff : /&#?\w{1,10}$/u.test(before),
      }
      yield* entriesOf(piece, context, entries)
      if (entries.length > mostEntries) return entries
      yield
    }
  }
  return entries
}
