import type { Bridge } from '../../src/contract/bridge.ts'
import type { App } from '../../src/main/app.ts'

/** Gives the page's code a `window.provost` that reaches a real application, copying both ways as the real one does. */
export function bridgeTo(app: Pick<App, 'call' | 'listen'>): { cancelled: number[] } {
  const running = new Map<number, AbortController>()
  const seen: { cancelled: number[] } = { cancelled: [] }
  const bridge: Bridge = {
    async call(name, input, callId) {
      const abort = new AbortController()
      running.set(callId, abort)
      try {
        return structuredClone(await app.call(name, structuredClone(input), { signal: abort.signal }))
      } finally {
        running.delete(callId)
      }
    },
    cancel(callId) {
      seen.cancelled.push(callId)
      running.get(callId)?.abort()
    },
    listen: (listener) => app.listen((signal) => listener(structuredClone(signal))),
  }
  Object.assign(globalThis, { window: { provost: bridge } })
  return seen
}
