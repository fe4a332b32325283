import type { Fetch, FetchInit, FetchResponse } from '../../ports.ts'
import type { Answer } from './answer.ts'

/** Waits; ends early, with the signal's reason, when it is aborted. */
export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>

/** How `fetch` says that there is no connection: its own words tell nothing, the code in the cause does. */
function failed(code: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
}

function bodyOf({ body, trouble }: Answer, signal: AbortSignal): ReadableStream<Uint8Array> {
  const start = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const filler = new Uint8Array(65_536).fill(97)
  let left = Math.max(0, (trouble?.hugeBytes ?? 0) - start.length)
  let sent = false
  return new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (signal.aborted) return controller.error(signal.reason)
      if (!sent) {
        sent = true
        const whole = trouble?.cutAfter === undefined ? start : start.subarray(0, trouble.cutAfter)
        if (whole.length > 0) return controller.enqueue(whole)
      }
      if (trouble?.cutAfter !== undefined)
        return controller.error(
          new TypeError('terminated', {
            cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
          }),
        )
      if (left === 0) return controller.close()
      const piece = filler.subarray(0, Math.min(left, filler.length))
      left -= piece.length
      controller.enqueue(piece.slice())
    },
  })
}

/** A `fetch` whose other end is `ask`, in this process; it fails as the real one does. */
export function createLine(ask: (body: string, signal: AbortSignal) => Promise<Answer>, sleep: Sleep): Fetch {
  return async (_url: string, { body, signal }: FetchInit): Promise<FetchResponse> => {
    signal.throwIfAborted()
    const answer = await ask(body, signal)
    const { trouble, status, headers } = answer
    if (trouble?.silence === 'unreachable') throw failed('ECONNREFUSED')
    if (trouble?.delayMs) await sleep(trouble.delayMs, signal)
    signal.throwIfAborted()
    if (trouble?.silence === 'lost') throw failed('ECONNRESET')
    // Redirects are never followed: `redirect: 'error'` is the only mode that callers have.
    if (status >= 300 && status < 400) throw new TypeError('fetch failed', { cause: new Error('unexpected redirect') })
    return { status, headers: { get: (name) => headers[name.toLowerCase()] ?? null }, body: bodyOf(answer, signal) }
  }
}
