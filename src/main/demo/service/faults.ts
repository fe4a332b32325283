import { type Answer, answerOf, isObject } from './answer.ts'

/** One way in which the service, or the line to it, can fail. */
export type Misbehaviour =
  /** A status such as 429 or 503, with nothing carried out unless `carriedOut`. */
  | { kind: 'status'; status: number; retryAfter?: string; carriedOut?: boolean }
  /** The answer takes its time. */
  | { kind: 'slow'; milliseconds: number }
  /** The answer breaks off: that part of it (0 to 1, a half unless given) arrives of the length that was announced. */
  | { kind: 'cut'; keep?: number }
  /** Carried out, and then the connection closes without an answer. */
  | { kind: 'lost' }
  /** Never received. */
  | { kind: 'unreachable' }
  /** A page for browsers, as a machine in front of the service sends it; nothing is carried out. */
  | { kind: 'page'; status?: number }
  /** The answer has one record, or everything, in a shape that nobody expects. */
  | { kind: 'malformed'; what: 'one-user' | 'users' | 'not-json' | 'null' }
  /** The credential counts no more, from this request on until `misbehave` is called again. */
  | { kind: 'hash-reset' }
  /** Says that all went well and does nothing. */
  | { kind: 'idle' }
  /** Does not know some of the people of a write: those whose user names are listed. */
  | { kind: 'warn'; usernames: readonly string[] }
  /** Understands and says no, in these words. */
  | { kind: 'refusing'; words: string }
  /** This body, whatever is asked. */
  | { kind: 'answering'; body: string }
  /** The company has nobody in it. */
  | { kind: 'empty' }
  /** Something happens in the company just before the request is carried out, as between two pages. */
  | { kind: 'meanwhile'; run: () => void }
  /** The answer lacks one person who is there. */
  | { kind: 'leaving-out'; username: string }
  /** An answer of so many bytes, sent piece by piece. */
  | { kind: 'huge'; bytes: number }
  | { kind: 'redirect'; to: string }
  /** The answer says another time than it is; null: none. */
  | { kind: 'date'; header: string | null }
  /** The answer repeats the request, hash and all. */
  | { kind: 'echo'; status?: number }

/** A misbehaviour and when it shows. */
export interface Fault {
  how: Misbehaviour
  /** Only for these commands; for all when left out. */
  on?: string | readonly string[] | ((command: string, data: unknown) => boolean)
  /** So many requests that it would apply to are spared first. */
  after?: number
  /** It shows so many times; always when left out. */
  times?: number
}

/** The faults that are in force. */
export interface Faults {
  set(fault: Fault | readonly Fault[] | null): void
  /** Those that show for this request; counts it. */
  showing(command: string, data: unknown): Misbehaviour[]
}

/** Nothing misbehaves yet. */
export function createFaults(): Faults {
  let active: { fault: Fault; seen: number }[] = []
  let hashReset = false

  function applies({ on }: Fault, command: string, data: unknown): boolean {
    if (on === undefined) return true
    if (typeof on === 'function') return on(command, data)
    return typeof on === 'string' ? on === command : on.includes(command)
  }

  return {
    set: (fault) => {
      hashReset = false
      const faults = fault === null ? [] : 'how' in fault ? [fault] : fault
      active = faults.map((one) => ({ fault: one, seen: 0 }))
    },
    showing: (command, data) => {
      const found: Misbehaviour[] = []
      for (const entry of active) {
        const { after = 0, times = Number.POSITIVE_INFINITY, how } = entry.fault
        if (!applies(entry.fault, command, data)) continue
        entry.seen++
        if (entry.seen > after && entry.seen <= after + times) found.push(how)
      }
      hashReset ||= found.some(({ kind }) => kind === 'hash-reset')
      if (hashReset && !found.some(({ kind }) => kind === 'hash-reset')) found.push({ kind: 'hash-reset' })
      return found
    },
  }
}

const blockPage =
  '<!DOCTYPE html>\n<html><head><title>Access Denied</title></head><body><h1>Access Denied</h1>\n<p>You do not have permission to view this page.</p></body></html>\n'

/** The answer that a fault gives in the place of carrying the request out; null when it does not stand in the way. */
export function insteadOf(how: Misbehaviour, request: string): Answer | null {
  switch (how.kind) {
    case 'status': {
      if (how.carriedOut) return null
      return statusAnswer(how)
    }
    case 'unreachable':
      return { ...answerOf('', 502), trouble: { silence: 'unreachable' } }
    case 'page':
      return answerOf(blockPage, how.status ?? 200, { 'content-type': 'text/html' })
    case 'redirect':
      return answerOf('', 302, { location: how.to })
    case 'echo':
      return answerOf(request, how.status ?? 200)
    case 'refusing':
      return answerOf(JSON.stringify({ status: 'FAIL', error: how.words }))
    case 'answering':
      return answerOf(how.body)
    case 'empty':
      return answerOf('{"total":0,"count":0,"Users":[]}')
    case 'huge':
      return { ...answerOf('{"total":1,"count":1,"Users":{"1":{"username":"'), trouble: { hugeBytes: how.bytes } }
    default:
      return null
  }
}

function statusAnswer(how: { status: number; retryAfter?: string }): Answer {
  return answerOf(
    how.status === 429 ? 'Too Many Requests' : 'Service Unavailable',
    how.status,
    how.retryAfter === undefined ? {} : { 'retry-after': how.retryAfter },
  )
}

/** What a fault makes of the answer to a request that was carried out. */
export function spoil(how: Misbehaviour, answer: Answer): Answer {
  const body = typeof answer.body === 'string' ? answer.body : new TextDecoder().decode(answer.body)
  switch (how.kind) {
    case 'status':
      return how.carriedOut ? { ...statusAnswer(how), trouble: answer.trouble } : answer
    case 'slow':
      return { ...answer, trouble: { ...answer.trouble, delayMs: how.milliseconds } }
    case 'cut':
      return {
        ...answer,
        trouble: { ...answer.trouble, cutAfter: Math.floor(new TextEncoder().encode(body).length * (how.keep ?? 0.5)) },
      }
    case 'lost':
      return { ...answer, trouble: { ...answer.trouble, silence: 'lost' } }
    case 'leaving-out':
      return { ...answer, body: leaveOut(how.username, body) }
    case 'date':
      return { ...answer, headers: dated(answer.headers, how.header) }
    case 'malformed':
      return { ...answer, body: malform(how.what, body) }
    default:
      return answer
  }
}

function dated({ date: _, ...headers }: Answer['headers'], date: string | null): Answer['headers'] {
  return date === null ? headers : { ...headers, date }
}

function leaveOut(username: string, body: string): string {
  const parsed: unknown = JSON.parse(body)
  if (!isObject(parsed) || !isObject(parsed.Users)) return body
  const users = Object.entries(parsed.Users)
  const left = users.filter(([, user]) => !isObject(user) || user.username !== username)
  const fewer = users.length - left.length
  const total = Number(parsed.total) - fewer
  return JSON.stringify({ ...parsed, total, count: left.length, Users: Object.fromEntries(left) })
}

function malform(what: 'one-user' | 'users' | 'not-json' | 'null', body: string): string {
  if (what === 'null') return 'null'
  if (what === 'not-json') return `${body.slice(0, Math.floor(body.length / 2))}\n<b>Warning</b>: Undefined offset: 3\n`
  const parsed: unknown = JSON.parse(body)
  if (!isObject(parsed) || !isObject(parsed.Users)) return body
  if (what === 'users') return JSON.stringify({ ...parsed, Users: 'none' })
  const first = Object.keys(parsed.Users)[0]
  if (first !== undefined)
    parsed.Users[first] = { username: ['not', 'a', 'name'], fullname: 7, groups: 'Dev', created: false }
  return JSON.stringify(parsed)
}
