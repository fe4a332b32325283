import * as http from 'node:http'
import * as https from 'node:https'
import { connectionProblem, DeliveryProblem } from './receiver.ts'
import { trustOf } from './trust.ts'

/** What a receiver answered. */
export interface Answer {
  status: number
  /** At most 64 KB of it. */
  body: string
  /** How long it wants to be left alone, in milliseconds; null: it does not say. */
  retryAfterMs: number | null
}

/** Posts to one receiver over a connection that is kept. */
export interface Poster {
  /** @throws DeliveryProblem */
  post(url: URL, headers: Record<string, string>, body: string, signal: AbortSignal): Promise<Answer>
  close(): void
}

const longestAnswer = 65_536
/** Whatever a receiver asks for, it is tried again within the hour. */
const longestRest = 3_600_000

/** `Retry-After`: seconds, or a date. */
export function retryAfter(text: string | undefined, now: number): number | null {
  if (text === undefined) return null
  const ms = /^\s*\d+\s*$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now
  return Number.isNaN(ms) ? null : Math.min(longestRest, Math.max(0, ms))
}

/**
 * Security rule: no redirect is followed, because a secret would go where it was not entered for.
 * Test: test/main/streams/http-receivers.test.ts.
 */
export function createPoster({
  authority,
  timeoutMs,
  now,
}: {
  authority: string | null
  timeoutMs: number
  now: () => number
}): Poster {
  const kept = { keepAlive: true, maxSockets: 1, timeout: timeoutMs }
  const secure = new https.Agent({ ...kept, ...trustOf(authority) })
  const plain = new http.Agent(kept)

  return {
    post(url, headers, body, signal) {
      const where = url.host
      const isSecure = url.protocol === 'https:'
      return new Promise<Answer>((resolve, reject) => {
        const fail = (error: unknown) => reject(connectionProblem(error, where))
        const request = (isSecure ? https : http).request(url, {
          method: 'POST',
          agent: isSecure ? secure : plain,
          headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
          signal,
        })
        const timer = setTimeout(
          () =>
            request.destroy(
              new DeliveryProblem(
                'passing',
                `The receiver at ${where} did not answer in time. The events are sent again.`,
              ),
            ),
          timeoutMs,
        )
        request.on('close', () => clearTimeout(timer))
        request.on('error', fail)
        request.on('response', (response) => {
          const status = response.statusCode ?? 0
          const parts: Buffer[] = []
          let size = 0
          response.on('data', (part: Buffer) => {
            if (size < longestAnswer) parts.push(part)
            size += part.byteLength
            if (size > 16 * longestAnswer)
              request.destroy(new DeliveryProblem('settings', `${where} does not answer as a receiver of events does.`))
          })
          response.on('error', fail)
          response.on('end', () => {
            if (status >= 300 && status < 400)
              return fail(
                new DeliveryProblem(
                  'settings',
                  `${where} sends on to another address. Provost does not follow, because the secret is for this one. Enter the right address.`,
                  { details: `${status} ${response.headers.location ?? ''}`.slice(0, 300) },
                ),
              )
            resolve({
              status,
              body: Buffer.concat(parts).toString('utf8').slice(0, longestAnswer),
              retryAfterMs: retryAfter(response.headers['retry-after'], now()),
            })
          })
        })
        request.end(body)
      })
    },
    close() {
      secure.destroy()
      plain.destroy()
    },
  }
}

/** An answer that is no success, in words; `said`: what of the answer's text is worth showing. */
export function answerProblem({ status, retryAfterMs }: Answer, where: string, said: string): DeliveryProblem {
  const details = `${status} ${said}`.trim().slice(0, 1000)
  switch (status) {
    case 401:
    case 403:
      return new DeliveryProblem('settings', `The receiver at ${where} refused the secret. No event was taken.`, {
        details,
      })
    case 404:
    case 405:
      return new DeliveryProblem('settings', `There is no receiver of this kind at ${where}. No event was taken.`, {
        details,
      })
    case 413:
      return new DeliveryProblem('too-large', `The receiver at ${where} takes less at once.`, { details })
    case 400:
    case 422:
      return new DeliveryProblem('events', `The receiver at ${where} does not want these events.`, { details })
    case 429:
      return new DeliveryProblem('passing', `The receiver at ${where} asks for fewer events. They wait.`, {
        details,
        retryAfterMs,
      })
    default:
      return new DeliveryProblem(
        status >= 500 ? 'passing' : 'settings',
        `The receiver at ${where} answered with an error (${status}). The events wait.`,
        { details, retryAfterMs },
      )
  }
}
