import type { EventLine } from '../event-line.ts'

/** What became of events that were handed over; a receiver may take some and refuse others for good. */
export interface Delivered {
  refused: number
  /** What the receiver said to those. */
  said: string | null
}

/** Takes events, in their order, whole batches at a time. */
export interface Receiver {
  /** Ends once the receiver has confirmed them, as far as its protocol can. @throws DeliveryProblem */
  send(lines: readonly EventLine[], signal: AbortSignal): Promise<Delivered>
  close(): void
}

/**
 * Why events were not taken. `passing`: it may work again by itself; `settings`: a person has to mend it, here or there;
 * `too-large`: fewer at once may do; `events`: at least one of these events is not wanted.
 */
export type ProblemKind = 'passing' | 'settings' | 'too-large' | 'events'

/** A delivery that failed, in words for people. */
export class DeliveryProblem extends Error {
  readonly kind: ProblemKind
  /** The receiver's own words, without secrets. */
  readonly details: string | null
  /** How long the receiver wants to be left alone, in milliseconds. */
  readonly retryAfterMs: number | null

  constructor(
    kind: ProblemKind,
    message: string,
    more: { details?: string | null; retryAfterMs?: number | null } = {},
  ) {
    super(message)
    this.kind = kind
    this.details = more.details ?? null
    this.retryAfterMs = more.retryAfterMs ?? null
  }
}

const certificates: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself, not by an authority that is trusted here',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an authority that is not trusted here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is signed by an authority that is not trusted here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by an authority that is not trusted here',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate is signed by an authority that is not trusted here',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
}

const connections: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nobody answers',
  ENOTFOUND: 'The name is not known',
  EAI_AGAIN: 'The name could not be looked up',
  EHOSTUNREACH: 'There is no way to it',
  ENETUNREACH: 'There is no way to it',
  ETIMEDOUT: 'It does not answer',
  ECONNRESET: 'The connection was cut',
  EPIPE: 'The connection was cut',
}

/** A fault of the connection in words; `where`: as `logs.example.com:6514`. */
export function connectionProblem(error: unknown, where: string): DeliveryProblem {
  if (error instanceof DeliveryProblem) return error
  const { code = '', message = String(error) } = error as NodeJS.ErrnoException
  const certificate = certificates[code]
  if (certificate !== undefined)
    return new DeliveryProblem(
      'settings',
      `The receiver at ${where} could not be trusted: ${certificate}. No event and no secret was sent.`,
      { details: message },
    )
  if (code.startsWith('ERR_SSL') || code === 'EPROTO')
    return new DeliveryProblem('settings', `No secure connection to ${where} could be made. No event was sent.`, {
      details: message,
    })
  const words = connections[code] ?? 'The connection failed'
  return new DeliveryProblem('passing', `${words}: ${where}. The events wait.`, { details: message })
}
