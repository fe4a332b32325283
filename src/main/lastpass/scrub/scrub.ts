import { hash } from 'node:crypto'
import { isTooDeep, tooDeepBody } from '../answers/depth.ts'
import { decode } from '../answers/envelope.ts'
import { isRaw, put, type Raw, removed } from '../records/coerce.ts'
import { createSpellings, inBase64 } from './spellings.ts'

/** Takes secrets out of what comes back; a service may echo the request. */
export interface Scrub {
  text(value: string): string
  /** The body itself, or a copy without the secrets. */
  bytes(body: Uint8Array): Uint8Array
}

/** So short a secret may be a part of ordinary words, and data must not be changed by mistake. */
const longEnough = 16
/** A text may end in the middle of an echoed secret: so many of its first characters are removed too. Anything shorter tells nothing. */
const telling = 4
/** Smaller bodies are looked through sooner than they are found again. */
const smallest = 65_536
const mostKnown = 1000
/** Data that lies deeper than this is not of the service. */
const deepest = 64

const entities: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' }
const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
const hex = (code: number, digits: number): string =>
  [...code.toString(16).padStart(digits, '0')]
    .map((digit) => (/\d/.test(digit) ? digit : `[${digit}${digit.toUpperCase()}]`))
    .join('')

/** A backslash, itself perhaps escaped for an address or a page. */
const backslash = '(?:\\\\|%(?:25){0,3}5[cC]|&(?:amp;){0,3}(?:#0{0,4}92|#[xX]0{0,4}5[cC]|bsol);)'

/**
 * Matches one character (or a run of backslashes) however it was escaped: for JSON, an address, a form or a page, also several
 * times over. The counts are bounded so that a hostile text cannot make the search slow.
 */
function anySpelling(part: string): string {
  if (part.startsWith('\\')) return `${backslash}{${part.length},${8 * part.length}}`
  const units = Array.from({ length: part.length }, (_, at) => part.charCodeAt(at))
  const point = part.codePointAt(0) ?? 0
  const names = [`#0{0,4}${point}`, `#[xX]0{0,4}${hex(point, 1)}`, ...(entities[part] ? [entities[part]] : [])]
  const ways = [
    literal(part),
    [...Buffer.from(part)].map((byte) => `%(?:25){0,3}${hex(byte, 2)}`).join(''),
    `&(?:amp;){0,3}(?:${names.join('|')});`,
    ...(part === ' ' ? ['\\+'] : []),
  ]
  const escaped = units.map((unit) => `${backslash}{1,8}u${hex(unit, 4)}`).join('')
  return `(?:${/[a-z0-9]/i.test(part) ? '' : `${backslash}{0,8}`}(?:${ways.join('|')})|${escaped})`
}

const partsOf = (secret: string): string[] => secret.match(/\\+|[^\\]/gu) ?? []
const patternOf = (secret: string): string => partsOf(secret).map(anySpelling).join('')

/**
 * Removes these secrets, in whatever spelling, from texts and bodies. Bodies of JSON are read for it: what a text says after
 * parsing counts, on whichever thread it is parsed again.
 */
export function createScrub(secrets: readonly string[]): Scrub {
  const known = secrets.filter((secret) => secret.length >= telling)
  const finders = known.map((secret) => ({
    secret,
    pattern: new RegExp([patternOf(secret), ...inBase64(secret).flatMap(variants).map(literal)].join('|'), 'gi'),
    begins: beginnings(secret),
  }))
  const long = finders.filter(({ secret }) => secret.length >= longEnough)
  const spellings = createSpellings(long.map(({ secret }) => secret))
  const clean = createKnownBodies()

  /** Where a spelling is known its place alone is taken out, else the whole text. */
  const without = (value: string, found: typeof finders): string => {
    let clean = value
    for (const { pattern } of found) clean = clean.replace(pattern, removed)
    return spellings.holds(clean) ? removed : clean
  }
  const cleanData = (value: unknown, depth = 0): unknown => {
    if (typeof value === 'string') return without(value, long)
    if (typeof value === 'number') return spellings.holds(String(value)) ? removed : value
    if (depth > deepest) return removed
    if (Array.isArray(value)) return value.map((each) => cleanData(each, depth + 1))
    if (!isRaw(value)) return value
    const copy: Raw = {}
    for (const name of Object.keys(value)) put(copy, without(name, long), cleanData(value[name], depth + 1))
    return copy
  }

  return {
    text(value) {
      let clean = without(value, finders)
      for (const { begins } of finders) clean = clean.replace(begins, removed)
      return clean
    },
    bytes(body) {
      if (long.length === 0 || clean.has(body)) return body
      const perhaps = isJson(body) ? spellings.perhapsInJson(body) : spellings.perhaps(body)
      if (!perhaps && !long.some(({ secret }) => odd(secret, body))) {
        clean.add(body)
        return body
      }
      if (isTooDeep(body)) return tooDeepBody()
      const text = decode(body)
      let data: unknown
      try {
        data = JSON.parse(text)
      } catch {
        return bytesOf(without(text, long))
      }
      const before = JSON.stringify(data)
      const after = JSON.stringify(cleanData(data))
      return before === after ? body : bytesOf(after)
    },
  }
}

/** Bytes of their own, which can be handed to another thread: a small Buffer shares its memory with others. */
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Bodies that were found to hold no secret, by digest: a page that comes again is not looked through again. */
function createKnownBodies(): { has(body: Uint8Array): boolean; add(body: Uint8Array): void } {
  const digests = new Set<string>()
  let last = ''
  return {
    has(body) {
      last = body.byteLength < smallest ? '' : hash('sha256', body)
      return last !== '' && digests.has(last)
    },
    add(body) {
      if (body.byteLength < smallest) return
      digests.add(last)
      for (const oldest of digests) {
        if (digests.size <= mostKnown) break
        digests.delete(oldest)
      }
    },
  }
}

/** By its first sign, which is enough: what turns out to be none is read as one text. */
const isJson = (body: Uint8Array): boolean => {
  const first = body.find((byte) => byte > 32)
  return first === 0x7b || first === 0x5b
}

/** A secret with signs that have to be escaped, or with hardly any letters, is also looked for by the parts that no escape changes. */
function odd(secret: string, body: Uint8Array): boolean {
  if (/^[A-Za-z0-9+/=_-]{16,}$/.test(secret) && /[A-Za-z0-9]{8}/.test(secret)) return false
  const runs = secret.match(/[A-Za-z0-9]+/g) ?? ['']
  const steady = runs.reduce((longest, run) => (run.length > longest.length ? run : longest), '')
  const view = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  return [steady, ...inBase64(secret).flatMap(variants)].some((sign) => view.includes(sign))
}

const variants = (part: string): string[] => [
  part,
  part.replaceAll('+', '-').replaceAll('/', '_'),
  part.replaceAll('/', '\\/'),
]

/** Matches the beginning of a secret at the end of a text. */
function beginnings(secret: string): RegExp {
  const characters = partsOf(secret).map(anySpelling)
  const rest = characters.slice(telling).reduceRight((inner, character) => `(?:${character}${inner})?`, '')
  return new RegExp(`${characters.slice(0, telling).join('')}${rest}$`, 'g')
}
