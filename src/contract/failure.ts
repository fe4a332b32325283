import { z } from 'zod'

/** Every way in which a call can fail. Failures cross the seam as data, never as thrown errors. */
export const failureCodes = [
  'invalid', // the input is not what the call takes; `path` says where
  'not-connected', // no tenant is open, or its credential is not at hand
  'credential-refused', // LastPass refused the account number and provisioning hash
  'not-allowed', // the seat, safe mode or a policy forbids it
  'not-found',
  'conflict', // the state is not the one that the caller saw
  'suspicious', // LastPass answered with so few people that applying it needs a person's yes
  'rate-limited', // LastPass asked to slow down; `retryAfterMs`
  'offline', // no connection reached the service
  'unexpected-answer', // something answered, but not as the LastPass service does
  'service-refused', // LastPass understood and said no; its words are in `details`
  'unknown-outcome', // the request may have been carried out; only reading again can tell
  'cancelled',
  'storage', // the local database or the disk failed
  'internal', // a fault of Provost; `reference` is the log line's id
] as const

/** A failure as data: `message` is a sentence for people, `details` the service's own words. */
export const Failure = z.object({
  code: z.enum(failureCodes),
  message: z.string().max(2000),
  details: z.string().max(4000).optional(),
  path: z.string().max(500).optional(),
  retryAfterMs: z.number().int().nonnegative().optional(),
  reference: z.string().max(64).optional(),
})
export type Failure = z.infer<typeof Failure>
export type FailureCode = Failure['code']

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure }

/** Thrown inside main's rooms to end a call with a failure; the dispatcher turns it into data. */
export class Refusal extends Error {
  readonly failure: Failure
  constructor(code: FailureCode, message: string, more: Omit<Partial<Failure>, 'code' | 'message'> = {}) {
    super(message)
    this.name = 'Refusal'
    this.failure = { code, message, ...more }
  }
}
