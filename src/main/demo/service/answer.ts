/** What the line does to an answer; whoever delivers it carries this out. */
export interface Trouble {
  delayMs?: number
  /** Bytes that arrive before the connection breaks. */
  cutAfter?: number
  /** No answer at all: `lost` after the request came, `unreachable` before. */
  silence?: 'lost' | 'unreachable'
  /** The body is to be made up to so many bytes. */
  hugeBytes?: number
}

/** What comes back for one request. */
export interface Answer {
  status: number
  headers: Record<string, string>
  body: string | Uint8Array
  /** What happens to it on the way; nothing, when left out. */
  trouble?: Trouble | undefined
}

/** Everything is said to be XML, also JSON: the service's habit. */
export const contentType = 'text/xml;charset=UTF-8'

/** A command at work. It yields now and then, so that whoever runs it can let others go first, and returns the body. */
export type Work = Generator<void, string>

/** A plain answer. */
export function answerOf(body: string | Uint8Array, status = 200, more: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': contentType, ...more }, body }
}

/** What the service says to a wrong account number and to a wrong hash alike. */
export const refusal = '<?xml version="1.0" encoding="UTF-8"?>\n<lastpass rc="Authorization Error"/>\n'

/** `FAIL` with the reason as one text. */
export function fail(error: string | string[]): string {
  return JSON.stringify({ status: 'FAIL', error })
}

/** Whether something is a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A flag in any of the forms that the service takes; null: not given. */
export function flag(value: unknown): boolean | null {
  if (value === undefined || value === null || value === '') return null
  return value === true || value === 1 || value === '1' || value === 'true'
}

/** A whole number, also as text; null: not given or no such number. */
export function whole(value: unknown): number | null {
  const found = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof found === 'number' && Number.isInteger(found) && found >= 0 ? found : null
}

/** A text; empty for anything else. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** The texts of a list; nothing of anything else. */
export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

/** As JSON; an empty map becomes `[]`, because PHP cannot tell the two apart. */
export function phpMap(entries: readonly string[]): string {
  return entries.length === 0 ? '[]' : `{${entries.join(',')}}`
}
