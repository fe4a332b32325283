import { domainToASCII, domainToUnicode } from 'node:url'
import { cleanAddress, mixedScriptsIn } from '../characters.ts'
import { fold } from '../folding.ts'
import { romanised } from '../names/romanise.ts'

import { after, apostrophes, before, hyphens, isJoint, isMark, isUnseen, isWord } from './address-grammar.ts'
import { encodedLocals } from './encoded-readings.ts'

/** One way to read an address in a text. */
export interface Reading {
  /** Without invisible characters. */
  address: string
  /** As it stood. */
  raw: string
  /** Whether all that is left out of it is punctuation around it; the others are only offered, never taken. */
  whole: boolean
}

/** Where the parts of an address stand in its text. */
export interface Place {
  at: number
  sign: number
  end: number
  /** Another address ends right before it, so that what stands between is a separator. */
  follows: boolean
}

/** More than this many ways to read it mean that it is none. */
const mostReadings = 12
/** No address is longer; of a longer run nothing is made up. */
const longest = 320

const closings: Readonly<Record<string, string>> = { '‘': '’', '{': '}', '‛': '’' }
const closes = (open: string, close: string) =>
  close === (closings[open] ?? open) || (open === '’' && close === '‘') || (open === '´' && close === '`')

/** Whether the marks from `at` to `start` have their like, the other way round, after the address. */
function isPaired(text: string, { at, end }: Place, start: number): boolean {
  let behind = end
  for (let front = start; front > at; ) {
    const open = before(text, front)
    if (!closes(open, after(text, behind))) return false
    front -= open.length
    behind += after(text, behind).length
  }
  return true
}

const isLatin = (one: string) => /\p{Script=Latin}/u.test(one)
/** Two neighbours of which one writes Latin and the other does not. */
const switches = (one: string, next: string) =>
  isWord(one) && isWord(next) && /\p{L}/u.test(one) && /\p{L}/u.test(next) && isLatin(one) !== isLatin(next)

/** Marks within a local part that, elsewhere, part words: what stands after them might be an address of its own. */
const parting = /[^\p{L}\p{M}\p{Nd}.+_-]/u

const plain = /^(?!\d+[.+])[a-z0-9][a-z0-9._+-]*@[a-z0-9][a-z0-9.-]*[a-z]$/u

/**
 * All ways to read the address at a place, the likeliest first. Whole is what nothing but punctuation was taken off: marks with
 * their like on the other side, and separators after another address. A shorter end of a local part never is.
 */
export function readingsAt(text: string, place: Place): Reading[] {
  const { at, sign, end, follows } = place
  const domain = text.slice(sign + 1, end)
  if (end - at > longest * 2) return [{ address: text.slice(at, end).slice(0, longest), raw: '', whole: false }]
  const all = text.slice(at, end)
  // Nearly every address is of this kind, and it can be read in one way only.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is beyond ASCII may be a part of it.
  const isApart = at === 0 || /[\s\x00-\x5b\x5d-\x7f]/u.test(before(text, at))
  if (plain.test(all) && isApart && !isUnseen(after(text, end))) return [{ address: all, raw: all, whole: true }]
  const found: Reading[] = []
  const add = (start: number, whole: boolean, stop = end) => {
    let tail = stop
    while (isUnseen(after(text, tail))) tail += after(text, tail).length
    const raw = `${text.slice(start, sign)}@${text.slice(sign + 1, tail)}`
    const { address } = cleanAddress(raw.replace(/．/gu, '.'))
    if (address.startsWith('@') || address.endsWith('@') || found.length >= mostReadings) return
    const known = found.find((one) => one.address === address)
    if (known === undefined) found.push({ address, raw, whole })
    else known.whole ||= whole
  }
  if (text[at] === '"') {
    add(at, true)
    const bare = text.slice(at + 1, sign - 1).replace(/\\(.)/gu, '$1')
    // Quotation marks that nothing needs change nothing.
    if (/^[^\s"@]+$/u.test(bare)) found.push({ address: `${bare}@${domain}`, raw: `${bare}@${domain}`, whole: true })
    return found
  }

  let front = at
  const starts: number[] = []
  while (front < sign) {
    const one = after(text, front)
    if (!isMark(one) && !isUnseen(one)) break
    front += one.length
    if (isMark(one)) starts.push(front)
  }
  if (front < sign) {
    const paired = starts.filter((start) => isPaired(text, place, start))
    const bare = starts.at(-1)
    if (follows && bare !== undefined) add(bare, true)
    for (const start of [...paired].reverse()) add(start, true)
    add(at, true)
    for (const start of starts.slice(-mostReadings / 2)) add(start, follows)
    addInner()
    addShorterDomain()
  }
  return found

  function addInner(): void {
    const inner: number[] = []
    let last = after(text, front)
    for (let place = front + last.length; place < sign; ) {
      const one = after(text, place)
      if (parting.test(one) || isJoint(one) || isUnseen(one)) inner.push(place + one.length)
      else if (switches(last, one)) inner.push(place)
      place += one.length
      last = one
    }
    for (const start of inner.reverse()) if (start < sign) add(start, false)
    const escaped = text.slice(at, sign)
    // The number of a list, or of a quoted-printable text, right before the address.
    for (const [digits] of [
      /^\d{1,12}[.+](?=\p{L})/u.exec(escaped),
      /^(?:[\w-]*=)?3D(?=[\p{L}\p{N}])/u.exec(escaped),
    ].filter((found) => found !== null))
      if (at + digits.length < sign) add(at + digits.length, false)
    if (/['’]{2}/u.test(escaped)) {
      const single = `${escaped.replace(/^['’]+/u, '').replace(/['’]{2}/gu, "'")}@${domain}`
      found.push({ address: single, raw: single, whole: false })
    }
    for (const plain of encodedLocals(escaped, text.slice(Math.max(0, at - 80), at)))
      if (found.length < mostReadings && !found.some((one) => one.address === `${plain}@${domain}`))
        found.push({ address: `${plain}@${domain}`, raw: `${plain}@${domain}`, whole: false })
    const latin = mixedScriptsIn(`${escaped}@`).length > 0 ? romanised(fold(escaped)) : escaped
    if (latin !== escaped) found.push({ address: `${latin}@${domain}`, raw: '', whole: false })
    if (!/%[0-9a-f]{2}/iu.test(escaped)) return
    const plain = unescaped(escaped)
    const isLink = /mailto:$/iu.test(text.slice(Math.max(0, at - 7), at))
    if (plain !== null) found.push({ address: `${plain}@${domain}`, raw: `${plain}@${domain}`, whole: isLink })
  }

  /** The next sentence without its space, a footnote's number, a word of another script. */
  function addShorterDomain(): void {
    const cut = /^(.*\.[a-z]{2,})(?:\.\p{Lu}[\p{L}\p{M}]*|\d{1,2}|[^\p{ASCII}]+)$/u.exec(domain)
    if (cut?.[1] !== undefined) add(at, false, sign + 1 + cut[1].length)
  }
}

function unescaped(text: string): string | null {
  try {
    const plain = decodeURIComponent(text)
    return /^[^\s@"]+$/u.test(plain) ? plain : null
  } catch {
    return null
  }
}

const isAscii = (text: string) => /^\p{ASCII}*$/u.test(text)

/**
 * The spellings under which an account with this address may stand in the directory: accents joined or apart, apostrophes and hyphens
 * straight or typographic. The first is the address itself.
 */
export function spellingsOf(address: string): string[] {
  // Nearly every address can be written in one way only.
  if (/^[\w.+@-]*$/.test(address) && !/xn--/i.test(address)) return [address]
  const at = address.lastIndexOf('@')
  const local = address.slice(0, at)
  const end = address.slice(at)
  const spellings = new Set([address])
  // "`" alone is an apostrophe to people, but a letter of its own in an address.
  const bare = /[’‘‛ʼʹ＇′´'`]/u.test(local) ? local.replace(apostrophes, "'") : local
  for (const one of withApostrophes(bare)) spellings.add(one + end)
  if (!isAscii(address)) {
    spellings.add(bare.replace(hyphens, '-') + end.replace(/[‐‑]/gu, '-'))
    for (const one of [...spellings]) {
      spellings.add(one.normalize('NFC'))
      spellings.add(one.normalize('NFD'))
    }
  }
  for (const one of otherDomain(end))
    for (const each of [...spellings]) if (each.endsWith(end)) spellings.add(each.slice(0, -end.length) + one)
  return [...spellings]
}

/** The text with each of its apostrophes straight or typographic; with many of them, all alike. */
function withApostrophes(text: string): string[] {
  const pieces = text.split("'")
  if (pieces.length > 4) return [text, pieces.join('’')]
  const [first = '', ...others] = pieces
  return others.reduce((made, piece) => made.flatMap((one) => [`${one}'${piece}`, `${one}’${piece}`]), [first])
}

/** An international domain in its other spelling: "@xn--mnchen-3ya.example" and "@münchen.example". */
function otherDomain(end: string): string[] {
  const domain = end.slice(1).toLowerCase()
  if (isAscii(domain)) return domain.includes('xn--') ? [`@${domainToUnicode(domain)}`] : []
  const other = domainToASCII(domain)
  return domainToUnicode(other) === domain.normalize('NFC') ? [`@${other}`] : []
}
