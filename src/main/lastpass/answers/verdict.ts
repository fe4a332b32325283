import { Refusal } from '../../../contract/failure.ts'
import { cancelled, tooFast } from '../pace.ts'
import type { Reply } from '../transport.ts'
import { decode, sniff } from './envelope.ts'

/** What a reply means: a JSON body, or a failure with how often such a request may be sent and what to wait for. */
export type Verdict = { ok: true; bytes: Uint8Array } | Failed

/** Why a request failed, and whether and when it may be sent again. */
export interface Failed {
  ok: false
  refusal: Refusal
  /** `never`: asking again would not help. `once`: one more time. `more`: as often as the client allows. */
  again: 'never' | 'once' | 'more'
  /** What the service asked to wait, in milliseconds; null: it did not say. */
  waitMs: number | null
  /** True when the service asked all requests to wait. */
  slowDown: boolean
}

/** Milliseconds that a Retry-After header asks for: seconds, or a date; null when it says nothing of use. */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null
  const text = header.trim()
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000
  // A bare number that is no whole number would be read as a year.
  const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}

/** Words that pages in front of a service use: block pages, challenges, gateways. */
const edgeWords =
  /access denied|reference\s*(#|&#35;|id)|akamai|edgesuite|request unsuccessful|incident id|captcha|challenge|attention required|cloudflare|temporarily|unavailable|gateway|try again|too many requests|bot/i

/** A page's text, short enough to be read. */
export const excerpt = (bytes: Uint8Array): string =>
  decode(bytes.subarray(0, 20_000))
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 600)

const fail = (
  refusal: Refusal,
  again: 'never' | 'once' | 'more',
  waitMs: number | null = null,
  slowDown = false,
): Failed => ({ ok: false, refusal, again, waitMs, slowDown })

/** Judges a reply. `idempotent`: the command has no effect, so its failure leaves no doubt and it may be sent again. */
export function judge(reply: Reply, idempotent: boolean, now: number, timeoutMs: number): Verdict {
  const seconds = Math.round(timeoutMs / 1000)
  switch (reply.kind) {
    case 'answer':
      return judgeAnswer(reply, idempotent, now)
    case 'unsent':
      return fail(
        new Refusal(
          'offline',
          'LastPass could not be reached. Nothing was sent; what is shown is from the last time. Check the connection.',
          { details: reply.code },
        ),
        idempotent ? 'once' : 'never',
      )
    case 'lost':
      if (!idempotent) return unknown('The connection broke before LastPass answered in full.', reply.code)
      if (reply.begun) return fail(unexpected('the connection broke in the middle of the answer', reply.code), 'more')
      return fail(
        new Refusal(
          'offline',
          'The connection to LastPass broke before it answered. What is shown is from the last time.',
          { details: reply.code },
        ),
        'more',
      )
    case 'timed-out':
      if (!idempotent) return unknown(`LastPass did not answer within ${seconds} s.`)
      return fail(
        new Refusal(
          'offline',
          `LastPass did not answer within ${seconds} s. What is shown is from the last time. In Settings it can be given more time.`,
        ),
        'once',
      )
    case 'aborted':
      if (!idempotent) return unknown('The request was cancelled while it was under way.')
      return fail(cancelled(), 'never')
    case 'redirected':
      if (!idempotent) return unknown('Something answered with another address, which is never followed.')
      return fail(wrongAddress('it sent Provost on to another address, which is never followed'), 'never')
    case 'too-large':
      if (!idempotent) return unknown('LastPass answered with more than an answer can hold.')
      return fail(
        unexpected(`its answer is larger than ${Math.round(reply.limit / 1_048_576)} MB; reading stopped there`),
        'never',
      )
  }
}

const unexpected = (what: string, details?: string): Refusal =>
  new Refusal(
    'unexpected-answer',
    `LastPass was reached, but ${what}. Nothing was taken over from this answer.`,
    details ? { details } : {},
  )

const wrongAddress = (what: string, details?: string): Refusal =>
  new Refusal(
    'unexpected-answer',
    `Something answered, but not as LastPass does: ${what}. Nothing was changed; check the address of the service.`,
    details ? { details } : {},
  )

/** A change of which only reading again can tell whether it was made. */
export const unknown = (what: string, details?: string): Failed =>
  fail(
    new Refusal(
      'unknown-outcome',
      `${what} The change may have been made; it is not sent again. Only reading from LastPass again can tell.`,
      details ? { details } : {},
    ),
    'never',
  )

/** A change that was answered with "slow down": whoever said it, it is no proof that nothing was done. */
const busy = (waitMs: number): Failed =>
  fail(
    new Refusal(
      'unknown-outcome',
      'LastPass asked to slow down. Whether the change was made is not known before it was read from LastPass again.',
      { retryAfterMs: Math.max(1, Math.round(waitMs)) },
    ),
    'never',
    waitMs,
    true,
  )

function judgeAnswer(reply: Extract<Reply, { kind: 'answer' }>, idempotent: boolean, now: number): Verdict {
  const { status, bytes } = reply
  const waitMs = retryAfterMs(reply.retryAfter, now)
  if (status === 429) return idempotent ? fail(tooFast(waitMs ?? 1000), 'more', waitMs, true) : busy(waitMs ?? 1000)
  const sort = sniff(bytes)
  if (sort === 'refusal') {
    return fail(
      new Refusal(
        'credential-refused',
        'LastPass refused the account number or the provisioning hash. Nothing was changed. Compare both; if somebody reset the hash, enter the new one.',
        { details: refusalWords(bytes) },
      ),
      'never',
    )
  }
  const words = sort === 'site' ? siteWords(bytes) : excerpt(bytes)
  const details = `HTTP ${status}${bytes.length > 0 ? `: ${words}` : ', no body'}`
  // 408: the server gave up waiting for a request that may have come through in front of it.
  if (status >= 500 || status === 408) {
    return idempotent
      ? fail(unexpected(`it answered with an error (${status})`, details), 'more', waitMs)
      : unknown(`LastPass answered with an error (${status}).`, details)
  }
  // What stands in front of the service may answer after the service has carried it out: only the service's own words are a verdict.
  if (!idempotent && (status < 200 || status >= 300))
    return unknown(`Something answered with status ${status}, and not as LastPass does.`, details)
  if (status === 403) return fail(unexpected('the request was blocked on the way (403)', details), 'more', waitMs)
  if (status < 200 || status >= 300)
    return fail(
      wrongAddress(
        status < 400
          ? 'it sent Provost on to another address, which is never followed'
          : `it answered with status ${status}`,
        details,
      ),
      'never',
    )
  if (sort === 'json') return { ok: true, bytes }
  if (!idempotent) return unknown('Something answered, but not as LastPass does.', details)
  if (sort === 'site')
    return fail(
      new Refusal(
        'unexpected-answer',
        `What answered is not LastPass' Enterprise API: it answered ${words.slice(0, 200)}. Nothing was changed, and this says nothing about the provisioning hash; check the address of the service.`,
        { details },
      ),
      'never',
    )
  if (sort === 'cut') return fail(unexpected('its answer is cut off'), 'more')
  if (sort === 'empty') return fail(unexpected('its answer is empty', details), 'more')
  if (sort === 'markup' && edgeWords.test(decode(bytes.subarray(0, 20_000))))
    return fail(unexpected('a page in front of it answered instead', details), 'more')
  return fail(wrongAddress(sort === 'markup' ? 'it answered with a page' : 'its answer is no data', details), 'never')
}

/** What XML of LastPass' site says: its attributes and its text, which both hold words. */
function siteWords(bytes: Uint8Array): string {
  const text = decode(bytes.subarray(0, 20_000)).replace(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->/g, ' ')
  const attributes = [...text.matchAll(/\s([\w:-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(
    ([, name, double, single]) => `${name}="${double ?? single}"`,
  )
  return [...attributes, excerpt(bytes)].join(' ').replace(/\s+/g, ' ').trim().slice(0, 600) || 'XML without words'
}

const refusalWords = (bytes: Uint8Array): string =>
  (/\src\s*=\s*["']([^"']{0,200})/i.exec(decode(bytes.subarray(0, 4000)))?.[1] ?? 'refused').trim()
