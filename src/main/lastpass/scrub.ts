import { removed } from './coerce.ts'
import { decode } from './envelope.ts'

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

/** What base64 of any text around the secret holds of it: the part that does not depend on what stands beside it, for each alignment. */
function inBase64(secret: string): string[] {
  const bytes = Buffer.from(secret)
  if (bytes.length < 8) return []
  return [0, 1, 2].flatMap((shift) => {
    const all = Buffer.concat([Buffer.alloc(shift), bytes])
    const part = all.subarray(shift === 0 ? 0 : 3, all.length - (all.length % 3)).toString('base64')
    return [part, part.replaceAll('+', '-').replaceAll('/', '_'), part.replaceAll('/', '\\/')]
  })
}

/** The longest part of a secret that no escaping changes: where it is absent, so is the secret. */
const steadyPart = (secret: string): string =>
  (secret.match(/[A-Za-z0-9]+/g) ?? ['']).reduce((longest, run) => (run.length > longest.length ? run : longest), '')

/** Removes these secrets, in whatever spelling, from texts and bodies. */
export function createScrub(secrets: readonly string[]): Scrub {
  const known = secrets.filter((secret) => secret.length >= telling)
  const finders = known.map((secret) => {
    const encoded = inBase64(secret)
    return {
      pattern: new RegExp([patternOf(secret), ...encoded.map(literal)].join('|'), 'g'),
      begins: beginnings(secret),
      /** Only in bodies: a quick look that spares most of them the search. */
      signs: secret.length < longEnough ? [] : [steadyPart(secret), ...encoded].map((sign) => Buffer.from(sign)),
    }
  })

  return {
    text(value) {
      let clean = value
      for (const { pattern } of finders) clean = clean.replace(pattern, removed)
      for (const { begins } of finders) clean = clean.replace(begins, removed)
      return clean
    },
    bytes(body) {
      const view = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
      const found = finders.filter(({ signs }) => signs.some((sign) => view.includes(sign)))
      if (found.length === 0) return body
      let clean = decode(body)
      for (const { pattern } of found) clean = clean.replace(pattern, removed)
      return Buffer.from(clean)
    },
  }
}

/** Matches the beginning of a secret at the end of a text. */
function beginnings(secret: string): RegExp {
  const characters = partsOf(secret).map(anySpelling)
  const rest = characters.slice(telling).reduceRight((inner, character) => `(?:${character}${inner})?`, '')
  return new RegExp(`${characters.slice(0, telling).join('')}${rest}$`, 'g')
}
