import { Refusal } from '../../../contract/failure.ts'
import { isRaw, listOf, type Raw, textOf } from '../records/coerce.ts'
import { isTooDeep } from './depth.ts'

const space = (byte: number | undefined): boolean => byte === 32 || byte === 10 || byte === 13 || byte === 9

/** What a body is by its first bytes: the service calls everything XML in its headers, JSON too. */
export type Sort = 'json' | 'cut' | 'refusal' | 'site' | 'markup' | 'empty' | 'other'

/**
 * Tells what a body is; `cut` is JSON without its closing bracket, `refusal` the XML that answers a wrong credential, `site` any
 * other XML with LastPass' result code, which other addresses of its site answer with.
 */
export function sniff(bytes: Uint8Array): Sort {
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  while (start < bytes.length && space(bytes[start])) start++
  let end = bytes.length - 1
  while (end > start && space(bytes[end])) end--
  const first = bytes[start]
  if (first === undefined) return 'empty'
  if (first === 0x3c) return sortOfMarkup(decode(bytes.subarray(start, start + 4000)))
  if (first !== 0x7b && first !== 0x5b) return 'other'
  return end > start && bytes[end] === (first === 0x7b ? 0x7d : 0x5d) ? 'json' : 'cut'
}

/** What may stand before the first element of XML. */
const prologue = /^(?:\s|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!doctype[^>]*>)+/i
const resultCode = /^<lastpass(?=[\s/>])[^>]*?\src\s*=\s*(?:"([^"]*)"|'([^']*)')/i

/** Only the first element counts: what is quoted further in, or within a comment, says nothing of the credential. */
function sortOfMarkup(text: string): Sort {
  const code = resultCode.exec(text.replace(prologue, ''))
  if (code !== null) return /^\s*authori[sz]ation\s*error\b/i.test(code[1] ?? code[2] ?? '') ? 'refusal' : 'site'
  return /<(?:lastpass|xmlresponse|response)(?=[\s/>])/i.test(text) && !/<(?:!doctype\s+)?html\b/i.test(text)
    ? 'site'
    : 'markup'
}

/** Text of UTF-8 bytes; bytes that are no UTF-8 become replacement characters, a byte order mark goes. */
export function decode(bytes: Uint8Array): string {
  // Node's own way is three times as fast as TextDecoder on megabytes; only the byte-order mark has to go by hand.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

/** The words for an answer that is not what LastPass sends. */
export const notAsExpected = (what: string, details?: string): Refusal =>
  new Refusal(
    'unexpected-answer',
    `LastPass answered, but ${what}. Nothing was taken over from this answer; try again.`,
    details ? { details } : {},
  )

/** The object or list of a JSON body. The parser's own message quotes the body, so it is never passed on. */
export function parse(bytes: Uint8Array): Raw | unknown[] {
  if (isTooDeep(bytes)) throw notAsExpected('its answer is nested deeper than anything that LastPass sends')
  let value: unknown
  try {
    value = JSON.parse(decode(bytes))
  } catch {
    throw notAsExpected('its answer is cut off or damaged')
  }
  if (Array.isArray(value) || isRaw(value)) return value
  throw notAsExpected('its answer is neither a list nor an object')
}

export type StatusWord = 'ok' | 'warn' | 'fail'

const words: ReadonlyMap<string, StatusWord> = new Map([
  ['ok', 'ok'],
  ['success', 'ok'],
  ['warn', 'warn'],
  ['warning', 'warn'],
  ['fail', 'fail'],
  ['failed', 'fail'],
  ['failure', 'fail'],
  ['error', 'fail'],
])

/** The status word of an answer: null when there is none, undefined when the word is not a known one. */
export function statusOf(answer: Raw | unknown[]): StatusWord | null | undefined {
  if (Array.isArray(answer) || !Object.hasOwn(answer, 'status')) return null
  const { status } = answer
  return typeof status === 'string' ? words.get(status.trim().toLowerCase()) : undefined
}

/** A complaint is a sentence; a page that came instead is cut here. */
const longestComplaint = 2000

/** The service's complaints: `error` as text or list, and `errors` as list, all of which exist. */
export function errorsOf(answer: Raw | unknown[]): string[] {
  if (Array.isArray(answer)) return []
  const errors: string[] = []
  for (const value of [answer.error, answer.errors]) {
    for (const item of typeof value === 'string' ? [value] : (listOf(value) ?? [])) {
      const text = textOf(item)
      if (text) errors.push(text.slice(0, longestComplaint))
    }
  }
  return errors
}

const said = (answer: Raw | unknown[]): { details?: string } => {
  const message = Array.isArray(answer) ? null : textOf(answer.message)
  const details = [...errorsOf(answer), ...(message ? [message] : [])].join('\n').slice(0, 3000)
  return details ? { details } : {}
}

/** Ends with `service-refused` when a read was answered with a no; `needed`: the answer must carry a status word. */
export function requireSuccess(answer: Raw | unknown[], needed: boolean): void {
  const status = statusOf(answer)
  if (status === 'ok' || (status === null && !needed)) return
  if (status === null && errorsOf(answer).length === 0)
    throw notAsExpected('its answer does not say whether it succeeded')
  throw new Refusal(
    'service-refused',
    'LastPass did not carry out the request. Nothing was taken over; its own words are under Details.',
    said(answer),
  )
}

/** The words for a request that the service did not carry out, with its complaints as details. */
export const refused = (answer: Raw | unknown[]): Refusal =>
  new Refusal('service-refused', 'LastPass did not carry out the request. Its own words are under Details.', {
    details: errorsOf(answer).join('\n').slice(0, 3000),
  })
