import { createJsonScan, wordAt } from './spellings-scan.ts'

/**
 * Ways in which a secret may be spelled, found by value: a text is reduced to its letters and digits, and no run of them may be
 * a run of the secret, of the secret backwards, or of one of its encodings.
 */
export interface Spellings {
  /** Whether a parsed text holds a run of the secret in some spelling. */
  holds(text: string): boolean
  /** A sure and quick look at JSON before it is parsed: false says that no text in it can hold one. */
  perhapsInJson(body: Uint8Array): boolean
  /** The same look at the bytes of one text, whatever it is. */
  perhaps(body: Uint8Array): boolean
}

/** So many letters or digits in a row are a run: what is shorter tells too little, and could stand in other data by chance. */
const runLength = 12
/** Escaped so often, one escape within the other. */
const rounds = 4

const letter = (code: number): boolean => (code >= 48 && code <= 57) || (code >= 97 && code <= 122)
/** Letters and digits in one case, by byte; 0: passed over. */
const folded = Uint8Array.from({ length: 256 }, (_, code) =>
  code >= 65 && code <= 90 ? code + 32 : letter(code) ? code : 0,
)
/** So many bytes are reduced to letters at a time. */
const piece = 32_768
const specialClass = 128
/** As `folded`, and what has to be looked at: backslash, full-width forms, percent, equals, number sign. */
const classes = Uint8Array.from(folded)
for (const code of [0x5c, 0xef, 0x25, 0x3d, 0x23]) classes[code] = specialClass

const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '')

const from = (digits: string, base: number): string => {
  const code = Number.parseInt(digits, base)
  return code <= 0x10ffff ? String.fromCodePoint(code) : ''
}

/** One layer of escapes taken off: of JSON, C, addresses, mail and pages. */
const unescapeOnce = (text: string): string =>
  /[\\%&=]/.test(text)
    ? text
        .replace(/\\+u([0-9a-f]{4})/gi, (_, digits: string) => from(digits, 16))
        .replace(/\\+x([0-9a-f]{2})/gi, (_, digits: string) => from(digits, 16))
        .replace(/\\+([01][0-7]{2})/g, (_, digits: string) => from(digits, 8))
        .replace(/[%=]([0-9a-f]{2})/gi, (_, digits: string) => from(digits, 16))
        .replace(/&#x0{0,8}([0-9a-f]{1,6});?/gi, (_, digits: string) => from(digits, 16))
        .replace(/&#0{0,8}(\d{1,7});?/g, (_, digits: string) => from(digits, 10))
        .replace(/&amp;/gi, '&')
    : text

const rotated = (text: string): string =>
  text.replace(/[a-z]/gi, (one) => String.fromCharCode(((one.toLowerCase().charCodeAt(0) - 84) % 26) + 97))

/** What base64 of any text around these bytes holds of them, whatever stands beside them: one part for each alignment. */
export function inBase64(secret: string | Uint8Array): string[] {
  const bytes = Buffer.from(secret)
  if (bytes.length < 8) return []
  return [0, 1, 2].map((shift) => {
    const all = Buffer.concat([Buffer.alloc(shift), bytes])
    return all.subarray(shift === 0 ? 0 : 3, all.length - (all.length % 3)).toString('base64')
  })
}

const codesOf = (secret: string, base: number, width = 0): string =>
  [...Buffer.from(secret)].map((byte) => byte.toString(base).padStart(width, '0')).join('')

/** The secret as plain letters and digits, in every encoding that is looked for. */
function formsOf(secret: string): string[] {
  const cases = [...new Set([secret, secret.toLowerCase(), secret.toUpperCase()])]
  // What is written in hexadecimal digits may also come back as the bytes that they are.
  const bytes = /^(?:[0-9a-f]{2})+$/i.test(secret) ? [Buffer.from(secret, 'hex')] : []
  const base64 = [...cases, ...bytes].flatMap(inBase64)
  const encoded = cases.flatMap((each) => [codesOf(each, 16, 2), codesOf(each, 8, 3), codesOf(each, 10)])
  const plain = [secret, [...secret].reverse().join(''), rotated(secret)]
  return [...plain, ...encoded, ...base64, ...base64.flatMap(inBase64)].map(fold)
}

const slot = (last4: number): number => Math.imul(last4, 0x9e3779b1) >>> 16

/** Looks for these secrets; shorter ones than twelve letters and digits are looked for whole, those under eight not at all. */
export function createSpellings(secrets: readonly string[]): Spellings {
  const runs = new Set<string>()
  const ends = new Uint8Array(65_536)
  const twelves = new Uint8Array(65_536)
  const again = new Uint8Array(65_536)
  let length = runLength
  for (const secret of secrets) {
    const plain = fold(secret)
    if (plain.length >= 8) length = Math.min(length, plain.length)
  }
  /** Too short for the quick look: every body is read. */
  const short = secrets.some((secret) => fold(secret).length < runLength + 3)
  for (const secret of secrets.filter((each) => fold(each).length >= 8))
    for (const form of formsOf(secret))
      for (let end = length; end <= form.length; end++) runs.add(form.slice(end - length, end))
  for (const run of runs) {
    let last = 0
    for (let at = run.length - 4; at < run.length; at++) last = (last << 8) | run.charCodeAt(at)
    ends[slot(last)] = 1
    const twelve = run.padEnd(12)
    const [one, two, three] = [wordAt(twelve, 0), wordAt(twelve, 4), wordAt(twelve, 8)]
    twelves[slotOf(one, two, three)] = 1
    again[slotOf(three, one, two)] = 1
  }

  /** Whether letters and digits alone hold a run. */
  function hasRun(letters: string): boolean {
    let last = 0
    for (let at = 0; at < letters.length; at++) {
      last = (last << 8) | letters.charCodeAt(at)
      if (ends[slot(last)] === 1 && at + 1 >= length && runs.has(letters.slice(at + 1 - length, at + 1))) return true
    }
    return false
  }

  function holds(text: string): boolean {
    if (runs.size === 0 || text.length < length) return false
    let rest = text
    for (let round = 0; round <= rounds; round++) {
      if (hasRun(fold(rest))) return true
      const next = unescapeOnce(rest)
      if (next === rest) return false
      rest = next
    }
    return false
  }
  const scanJson = createJsonScan({ runs, length, holds })

  return {
    holds,
    perhapsInJson: (body) => runs.size > 0 && (short || scanJson(body)),
    perhaps(body) {
      if (runs.size === 0) return false
      if (short) return true
      const letters = new Uint8Array(piece + 16)
      const fours = new Uint32Array(letters.buffer)
      let count = 0
      for (let start = 0; start < body.length; ) {
        const end = Math.min(body.length, start + piece)
        let at = start
        for (; at < end; at++) {
          const code = classes[body[at] as number] as number
          if (code < 128) {
            // Without a branch: what is passed over is written, and written over.
            letters[count] = code
            count += (code + 127) >>> 7
            continue
          }
          const meant = special(body, at)
          const taken = meant >>> 8
          if (taken === 0) return true
          if ((meant & 255) !== 0) letters[count++] = meant & 255
          at += taken - 1
        }
        start = at
        // A run that is three longer than the shortest holds one that begins here at every fourth letter.
        const whole = count >>> 2
        let earlier = fours[0] as number
        let before = fours[1] as number
        for (let four = 2; four < whole; four++) {
          const last = fours[four] as number
          if (
            twelves[slotOf(earlier, before, last)] === 1 &&
            again[slotOf(last, earlier, before)] === 1 &&
            runs.has(textAt(letters, 4 * four - 8))
          )
            return true
          earlier = before
          before = last
        }
        const kept = Math.max(0, whole * 4 - 8)
        letters.copyWithin(0, kept, count)
        count -= kept
      }
      return false
    },
  }
}

const textAt = (letters: Uint8Array, start: number): string =>
  String.fromCharCode(...letters.subarray(start, start + runLength))

/** What a sign at this place means: its letter, and 256 times the bytes that it takes; none: an escape that has to be read with care. */
function special(body: Uint8Array, at: number): number {
  const next = body[at + 1] ?? 0
  const taking = (bytes: number, letter = 0): number => (bytes << 8) | letter
  switch (body[at]) {
    case 0x5c:
      if (next === 0x75) return taking(6, plainOf(hexAt(body, at + 2, 4)))
      return taking(next === 0x5c && isEscape(body, at + 2) ? 0 : 2)
    case 0xef:
      return taking(3, plainOf(0xf000 | ((next & 63) << 6) | ((body[at + 2] ?? 0) & 63)))
    case 0x23:
      return taking(body[at - 1] === 0x26 || body[at - 1] === 0x3b ? 0 : 1)
    default:
      return taking(hexAt(body, at + 1, 2) >= 0x20 ? 0 : 1)
  }
}

const slotOf = (one: number, two: number, three: number): number =>
  Math.imul(Math.imul(three, 0x9e3779b1) ^ Math.imul(two, 0x85ebca6b) ^ one, 0xc2b2ae35) >>> 16

/** The letter or digit that a character is, in full width too; 0: none. */
const plainOf = (code: number): number => {
  const narrow = code >= 0xff01 && code <= 0xff5e ? code - 0xfee0 : code
  return narrow > 0 && narrow < 128 ? (folded[narrow] as number) : 0
}

/** The number that so many hexadecimal digits are; -1: they are none. */
function hexAt(body: Uint8Array, start: number, digits: number): number {
  let value = 0
  for (let at = start; at < start + digits; at++) {
    const code = folded[body[at] ?? 0] as number
    const digit = code >= 97 ? code - 87 : code - 48
    if (digit < 0 || digit > 15) return -1
    value = value * 16 + digit
  }
  return value
}

/** Whether an escape of one character stands after a backslash: uXXXX, xXX or three octal digits. */
function isEscape(body: Uint8Array, at: number): boolean {
  const first = body[at]
  if (first === 0x5c || first === 0x75) return first === 0x5c || hexAt(body, at + 1, 4) >= 0
  if (first === 0x78) return hexAt(body, at + 1, 2) >= 0
  return first === 0x30 || first === 0x31
}
