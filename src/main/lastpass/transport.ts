import type { Fetch } from '../ports.ts'

/** What came of sending one request: an answer, or why there is none. */
export type Reply =
  | { kind: 'answer'; status: number; retryAfter: string | null; date: string | null; bytes: Uint8Array }
  /** No connection came about, so the service cannot have carried anything out. */
  | { kind: 'unsent'; code: string }
  /** The connection broke, before the answer began or within it. */
  | { kind: 'lost'; code: string; begun: boolean }
  | { kind: 'redirected' }
  | { kind: 'too-large'; limit: number }
  | { kind: 'timed-out' }
  | { kind: 'aborted' }

/**
 * Codes with which a request fails before its first byte leaves: names, connections, certificates. "Network unreachable" and
 * "disconnected" are not here: an established connection can end with them as well, and then it matters what it was doing.
 */
const unsent = new RegExp(
  `^(${[
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_\\w+',
    'EADDRNOTAVAIL',
    'UND_ERR_CONNECT_TIMEOUT',
    'CERT_\\w+',
    '\\w*SELF_SIGNED\\w*',
    'UNABLE_TO_\\w+',
    'ERR_TLS_CERT_\\w+',
    'HOSTNAME_MISMATCH',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'ERR_CONNECTION_REFUSED',
    'ERR_NAME_\\w+',
    'ERR_CONNECTION_FAILED',
    'ERR_CONNECTION_TIMED_OUT',
    'ERR_NETWORK_ACCESS_DENIED',
    'ERR_PROXY_\\w+',
    'ERR_TUNNEL_\\w+',
    'ERR_CERT_\\w+',
    'ERR_UNSAFE_PORT',
    'ERR_DNS_\\w+',
  ].join('|')})$`,
)

/** Short, safe words for an error of the network: codes only, since a message may quote anything. */
export function networkFault(error: unknown): { sent: 'no' | 'perhaps'; code: string; redirect: boolean } {
  const codes: string[] = []
  let redirect = false
  let connecting = false
  let connected = false
  const look = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > 5) return
    const { code, message, syscall, cause, errors } = value as Record<string, unknown>
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code)) codes.push(code)
    if (typeof message === 'string') {
      const chromium = /^net::(ERR_[A-Z0-9_]{2,60})$/.exec(message.trim())
      if (chromium?.[1]) codes.push(chromium[1])
      if (message === 'bad port') codes.push('ERR_UNSAFE_PORT')
      if (/\bredirect/i.test(message)) redirect = true
    }
    if (syscall === 'connect' || syscall === 'getaddrinfo') connecting = true
    if (syscall === 'read' || syscall === 'write') connected = true
    look(cause, depth + 1)
    if (Array.isArray(errors)) for (const each of errors.slice(0, 5)) look(each, depth + 1)
  }
  look(error, 0)
  const first = codes[0]
  const never = !connected && (connecting || (codes.length > 0 && codes.every((code) => unsent.test(code))))
  return { sent: never ? 'no' : 'perhaps', code: first ?? 'no code', redirect }
}

/** Sends one body and reads the whole answer, at most `maxBodyBytes` of it. Never throws, and passes no error of the network on. */
export async function transmit(request: {
  fetch: Fetch
  url: string
  body: string
  timeoutMs: number
  maxBodyBytes: number
  signal: AbortSignal
}): Promise<Reply> {
  if (request.signal.aborted) return { kind: 'aborted' }
  const stop = new AbortController()
  let timedOut = false
  let begun = false
  const timer = setTimeout(() => {
    timedOut = true
    stop.abort()
  }, request.timeoutMs)
  const abort = (): void => stop.abort()
  request.signal.addEventListener('abort', abort, { once: true })
  // A stand-in for the network may not heed the signal; the time is up all the same.
  const stopped = new Promise<never>((_, reject) =>
    stop.signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true }),
  )
  stopped.catch(() => undefined)
  try {
    const response = await Promise.race([
      stopped,
      request.fetch(request.url, {
        method: 'POST',
        // A connection that was used before may be closed by the other side just as a change leaves on it: the outcome would be
        // unknown, or the network stack would send the change once more by itself.
        headers: { 'content-type': 'application/json', accept: 'application/json', connection: 'close' },
        body: request.body,
        signal: stop.signal,
        redirect: 'error',
      }),
    ])
    begun = true
    const retryAfter = response.headers.get('retry-after')
    const date = response.headers.get('date')
    const bytes = await readBody(
      response.body,
      Number(response.headers.get('content-length') ?? 0),
      request.maxBodyBytes,
      stopped,
    )
    if (!bytes) return { kind: 'too-large', limit: request.maxBodyBytes }
    return { kind: 'answer', status: response.status, retryAfter, date, bytes }
  } catch (error) {
    if (timedOut) return { kind: 'timed-out' }
    if (request.signal.aborted) return { kind: 'aborted' }
    const fault = networkFault(error)
    if (fault.redirect && !begun) return { kind: 'redirected' }
    if (fault.sent === 'no' && !begun) return { kind: 'unsent', code: fault.code }
    return { kind: 'lost', code: fault.code, begun }
  } finally {
    clearTimeout(timer)
    request.signal.removeEventListener('abort', abort)
  }
}

/** The body's bytes; null when it is longer than the limit. */
async function readBody(
  body: ReadableStream<Uint8Array> | null,
  announced: number,
  limit: number,
  stopped: Promise<never>,
): Promise<Uint8Array | null> {
  if (!body) return new Uint8Array()
  const reader = body.getReader()
  const giveUp = (): null => {
    reader.cancel().catch(() => undefined)
    return null
  }
  if (announced > limit) return giveUp()
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await Promise.race([stopped, reader.read()])
    if (done) break
    length += value.byteLength
    if (length > limit) return giveUp()
    chunks.push(value)
  }
  const [only] = chunks
  if (only && chunks.length === 1) return only
  // Bytes of their own, which can be handed to another thread: a small Buffer shares its memory with others.
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.byteLength
  }
  return whole
}
