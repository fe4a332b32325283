import { Refusal } from '../../../contract/failure.ts'
import type { Scrub } from '../scrub/scrub.ts'
import type { Reply } from '../transport.ts'
import type { StatusAnswer } from './answers.ts'
import { type Failed, unknown, type Verdict } from './verdict.ts'

/** What became of a request: the answer read, or a failure. */
export type Outcome<T> = { ok: true; value: T; words: string } | Failed

/** The reply without secrets in its body, so that whatever is cut out of it later cannot hold one either. */
export const cleanReply = (reply: Reply, scrub: Scrub): Reply =>
  reply.kind === 'answer' ? { ...reply, bytes: scrub.bytes(reply.bytes) } : reply

/** Reads the body where there is one, and leaves nothing secret in whatever comes out. */
export function evaluate<T>(
  verdict: Verdict,
  idempotent: boolean,
  scrub: Scrub,
  read: (bytes: Uint8Array) => T,
): Outcome<T> {
  if (!verdict.ok) return { ...verdict, refusal: cleaned(verdict.refusal, scrub) }
  try {
    const value = read(verdict.bytes)
    return { ok: true, value: cleanedStatus(value, scrub), words: wordsOf(value) }
  } catch (error) {
    const refusal =
      error instanceof Refusal
        ? cleaned(error, scrub)
        : new Refusal(
            'unexpected-answer',
            'LastPass answered in a way that Provost cannot read. Nothing was taken over from this answer.',
          )
    if (refusal.failure.code !== 'unexpected-answer')
      return { ok: false, refusal, again: 'never', waitMs: null, slowDown: false }
    if (!idempotent) return unknown('LastPass answered, but its answer cannot be read.', refusal.failure.details)
    return { ok: false, refusal, again: 'once', waitMs: null, slowDown: false }
  }
}

/** The same failure without secrets, and without anything that hangs on the error. */
function cleaned({ failure }: Refusal, scrub: Scrub): Refusal {
  const { code, message, details, ...more } = failure
  return new Refusal(code, scrub.text(message).slice(0, 2000), {
    ...more,
    ...(details === undefined ? {} : { details: scrub.text(details).slice(0, 4000) }),
  })
}

const isStatus = (value: unknown): value is StatusAnswer =>
  typeof value === 'object' && value !== null && 'errors' in value && 'unchanged' in value

/** A change's complaints are shown to people, so they are cleaned whatever the length of the secret. */
const cleanedStatus = <T>(value: T, scrub: Scrub): T =>
  isStatus(value)
    ? {
        ...value,
        errors: value.errors.map(scrub.text),
        message: value.message === null ? null : scrub.text(value.message),
      }
    : value

const wordsOf = (value: unknown): string =>
  !isStatus(value) || value.status === 'ok' ? 'ok' : value.status === 'warn' ? 'ok: refused in part' : 'service-refused'

/** A failure in a few words, for the list of API calls. */
export const shortWords = ({ failure }: Refusal): string => {
  const short = failure.details === undefined ? '' : failure.details.split(/[:\n]/)[0]?.slice(0, 60)
  return short ? `${failure.code}: ${short}` : failure.code
}
