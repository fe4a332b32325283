import { after, before, domainRun, isSign, isUnseen, isWord, localStart, signs } from './address-grammar.ts'
import { type Reading, readingsAt } from './address-readings.ts'

/** An address in a text: where it stands with what belongs to it (the scheme and the question of a link), and how it can be read. */
export interface FoundAddress {
  at: number
  end: number
  readings: [Reading, ...Reading[]]
  /** Whether the text around it leaves open where it begins or ends; then nobody is taken for it without being asked. */
  unsure: boolean
}

const scheme = /(?:mailto|smtp|sip|e-?mail|mail)\s?:\s*$/iu
const longestScheme = 12
/** Some tens of microseconds of looking. */
const signsAStep = 50
/** What a link asks for beside the address; another address in it is found on its own. */
const question = /^\?[^\s<>"()[\]@]*/u

/** A mark that joins parts of addresses, at the end of a word: the address before the blank may begin before it. */
const gluedEnd =
  /[\p{L}\p{M}\p{N}](?:['’‘ʼ＇`´&＆/_=‐‑+-]{1,3}|(?<=(?:^|\s)(?:\p{Ll}|[\p{L}\p{M}]{3,})[\p{L}\p{M}\p{N}]*)\.)$/u

/** What such a text ends in. */
const joints = "'’‘ʼ＇`´&＆/_=‐‑+-."
/** Whether a text ends in a mark that may join parts of addresses: told of nearly every line without looking at the rest. */
export const endsInJoint = (text: string): boolean => joints.includes(text.slice(-1))

/** Whether a text that an address stands after may be the beginning of that address, cut off by a blank or the end of a line. */
export const mayGoOn = (text: string): boolean => endsInJoint(text) && gluedEnd.test(text.slice(-80))

/** What a letter may stand before, right at an address, without being of it; after other marks where it begins is a guess. */
const parts = /[\s@＠﹫,;:|/\\<>()[\]{}=~*→•«»‹›„“”，；：、،؛｜¦（）【】「」『』《》]/u
/** Symbols part words, but for the one that stands for a letter which a program could not read. */
const symbol = /(?!\ufffd)[\p{S}\p{Extended_Pictographic}]/u

/** UTF-8 that was read as Western text: a letter of its first bytes, and a mark right after it. */
const garbled = /[\u00c2-\u00ef][\u0080-\u00bf€‚ƒ„…†‡ˆ‰‹‘’“”•–—˜™›œ]$/u
const isGarbled = (text: string, at: number): boolean => garbled.test(text.slice(Math.max(0, at - 2), at))

/** Whether a mark that parts no words stands between an address and a letter before it: of `o"brien@` only the end can be read. */
function isGlued(text: string, at: number, end: number): boolean {
  const mark = before(text, at)
  // "\\nkim@" and "EXAMPLE\\nkim@": an escape of a program, or the login of a domain.
  if (mark === '\\' && /^(?:[nrtbf]|u[0-9a-f]{4}|x[0-9a-f]{2})/iu.test(text.slice(at, at + 5))) return true
  if (isGarbled(text, at)) return true
  if (
    mark === '' ||
    isWord(mark) ||
    parts.test(mark) ||
    (symbol.test(mark) && !/[`^″™€]/u.test(mark)) ||
    isUnseen(mark)
  ) {
    // The end of "&word;" in a text from a web page; no list has a letter right before and after one.
    return mark === ';' && /&#?\w{1,10};$/u.test(text.slice(Math.max(0, at - 13), at))
  }
  if (!/[\p{L}\p{M}\p{N}][€™]?$/u.test(text.slice(Math.max(0, at - 8), at - mark.length))) return false
  return !(mark === after(text, end) && /["']/u.test(mark))
}

/** What stands before an address, back to the blank before the word before the blank. */
function isCutOff(text: string, at: number, free: number): boolean {
  if (!/\s/u.test(text[at - 1] ?? '')) return false
  const word = text.slice(Math.max(free, at - 80), at - 1)
  return /\S$/u.test(word) && (/\.$/u.test(word) ? !/\s/u.test(word.trim()) : true) && mayGoOn(word)
}

/** Where a quoted local part begins that ends before `sign`; -1: none does. */
function quoteStart(text: string, sign: number, free: number): number {
  for (let at = sign - 2; at >= Math.max(free, sign - 130); at--) {
    if (text[at] !== '"') continue
    let slashes = 0
    while (text[at - 1 - slashes] === '\\') slashes++
    if (slashes % 2 === 0) return at === sign - 2 ? -1 : at
  }
  return -1
}

function signFrom(text: string, from: number): number {
  signs.lastIndex = from
  return signs.exec(text)?.index ?? -1
}

/** Where a run that goes on into the next address has to be parted: [end of the domain, start of what comes next, sure]. */
function parted(text: string, from: number, to: number): [number, number, boolean] {
  const run = text.slice(from, Math.min(to, from + 600))
  const unseen = /^([^\p{Cf}\u2800]+)([\p{Cf}\u2800]+)[^\p{Cf}\u2800]+$/u.exec(run)
  if (unseen?.[1] !== undefined && unseen[2] !== undefined) {
    const end = from + unseen[1].length
    return [end, end + unseen[2].length, true]
  }
  const scripts = /^(\p{ASCII}+)([^\p{ASCII}]+)\p{ASCII}+$/u.exec(run)
  if (scripts?.[1] !== undefined && scripts[2] !== undefined) {
    const end = from + scripts[1].length
    return [end, end + scripts[2].length, false]
  }
  return [to, from, false]
}

/** A domain's last label has at least two letters, and seldom more with a short "and" behind it. */
const lastLabel = { from: 2, to: 6 }
/** Two addresses glued without a sign between them have this many places at which one may end and the other begin; more are a guess. */
const mostCuts = 15
/** In a text of more of them nobody finds anybody again. */
const mostGlued = 200

/** Where, in a run between two signs, the domain of the first address may end and the second address begin. */
function cutsIn(text: string, from: number, to: number): number[] {
  const cuts: number[] = []
  const run = text.slice(from, to)
  for (const { index } of run.matchAll(/\.(?=[a-z]{2})/giu)) {
    const label = /^[a-z]*/iu.exec(run.slice(index + 1, index + 1 + lastLabel.to))?.[0].length ?? 0
    for (let letters = lastLabel.from; letters <= label; letters++) {
      const cut = from + index + 1 + letters
      if (cut < to && cuts.length < mostCuts) cuts.push(cut)
    }
  }
  return cuts
}

/** The addresses that one of several glued together may be: offered, never taken. */
function gluedReadings(text: string, starts: readonly number[], sign: number, ends: readonly number[]): Reading[] {
  return starts.flatMap((start) =>
    ends.map((end) => {
      const address = `${text.slice(start, sign).replace(/^[^\p{L}\p{N}]+/u, '')}@${text.slice(sign + 1, end)}`
      return { address, raw: '', whole: false }
    }),
  )
}

/**
 * The addresses in a text, in order. Each is looked for from its at sign, to both sides as far as the grammar goes, in time that
 * grows with the text's length. What is cut off is punctuation around an address; where an address can be read in
 * several ways, all are told. Gives null now and then, where a long text has at signs and no addresses.
 */
export function* eachAddress(text: string): Generator<FoundAddress | null, void> {
  /** Where the last address ended; nothing of it is used again. */
  let free = 0
  /** Whether where the next one begins is a guess. */
  let guessed = false
  /** Where, of two glued together, the second may begin. */
  let cuts: readonly number[] = []
  let glued = 0
  let ended = -1
  let looked = 0
  for (let sign = signFrom(text, 0); sign !== -1; sign = signFrom(text, sign + 1)) {
    if (++looked % signsAStep === 0) yield null
    const run = domainRun(text, sign + 1)
    // "john@home"@example.com: the sign inside of quotation marks is none.
    if (text[run] === '"' && isSign(text[run + 1]) && quoteStart(text, run + 1, free) !== -1) continue
    const quoted = text[sign - 1] === '"' ? quoteStart(text, sign, free) : -1
    let at = quoted === -1 ? localStart(text, sign, free) : quoted
    while (at < sign && at === free && isUnseen(after(text, at)) && ended === free) at += after(text, at).length
    const starts = cuts.filter((cut) => cut < sign)
    cuts = []
    if (at === sign || run === sign + 1) {
      guessed = false
      continue
    }
    let end = run
    let next = run
    let unsure = guessed || isCutOff(text, at, free) || isGlued(text, at, end)
    const follows = ended !== -1 && at - ended < 20 && [...text.slice(ended, at)].every(isUnseen)
    if (isSign(text[run])) {
      const [stop, start, sure] = parted(text, sign + 1, run)
      end = stop
      next = start
      unsure ||= !sure
      guessed = !sure
      if (!sure && glued++ < mostGlued) cuts = cutsIn(text, sign + 1, run)
    } else guessed = false
    while (end > sign + 1 && text[end - 1] !== ']' && !isWord(before(text, end))) end -= before(text, end).length
    if (end === sign + 1) continue
    if (next === run) next = end
    const [first, ...others] = readingsAt(text, { at, sign, end, follows: follows && !unsure })
    free = next
    ended = end
    if (first === undefined) continue
    const isLink = at > 0 && /[:\s]/u.test(text[at - 1] as string)
    const link = isLink ? (scheme.exec(text.slice(Math.max(0, at - longestScheme), at))?.[0] ?? '') : ''
    const rest = /^mailto/iu.test(link) ? (question.exec(text.slice(end, end + 2000))?.[0].length ?? 0) : 0
    const readings: FoundAddress['readings'] = [first, ...others]
    if (starts.length + cuts.length > 0)
      readings.push(...gluedReadings(text, starts.length > 0 ? starts : [at], sign, cuts.length > 0 ? cuts : [end]))
    yield { at: at - link.length, end: end + rest, readings, unsure }
  }
}

/** All addresses in a text at once: for a line or a cell of usual length. */
export const findAddresses = (text: string): FoundAddress[] => {
  if (!/[@＠﹫]/u.test(text)) return []
  return [...eachAddress(text)].filter((found) => found !== null)
}
