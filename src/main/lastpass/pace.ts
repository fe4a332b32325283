import PQueue from 'p-queue'
import { Refusal } from '../../contract/failure.ts'

export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>

/** When requests may leave: two reads at once, one write at a time, a gap between any two, and a pause for all when the service asks. */
export interface Pace {
  /** Runs a task in its turn. It holds its place until it ends, so that a change that waits is not overtaken by a later one. */
  run<T>(kind: 'read' | 'write', signal: AbortSignal, task: () => Promise<T>): Promise<T>
  /** Waits until a request may leave; called before each attempt. */
  ready(signal: AbortSignal): Promise<void>
  /** Nothing leaves for so long. */
  pause(ms: number): void
  setGap(ms: number): void
}

/** A longer pause than this is not waited for inside a call: the caller is told how long it is. */
const longestWait = 300_000

/** Given up where nothing can have been changed. */
export const cancelled = (): Refusal => new Refusal('cancelled', 'Cancelled. Nothing was changed.')

/** The wait for which the service has asked, as a failure. */
export const tooFast = (retryAfterMs: number): Refusal => {
  const wait = Math.max(1, Math.round(retryAfterMs))
  return new Refusal(
    'rate-limited',
    `LastPass asks to slow down. This request was not carried out; try again in ${Math.ceil(wait / 1000)} s.`,
    { retryAfterMs: wait },
  )
}

/** Creates the pace of one client; all its requests share it. */
export function createPace(options: { gapMs: number; now: () => number; sleep: Sleep }): Pace {
  const { now, sleep } = options
  const queues = { read: new PQueue({ concurrency: 2 }), write: new PQueue({ concurrency: 1 }) }
  let gapMs = options.gapMs
  let nextStart = 0
  let pausedUntil = 0

  return {
    async run(kind, signal, task) {
      if (signal.aborted) throw cancelled()
      // Only waiting can be given up here: a running task ends by itself, because only it knows whether something was sent.
      const waiting = new AbortController()
      const giveUp = (): void => waiting.abort()
      signal.addEventListener('abort', giveUp, { once: true })
      try {
        return await queues[kind].add(
          () => {
            signal.removeEventListener('abort', giveUp)
            return task()
          },
          { signal: waiting.signal },
        )
      } catch (error) {
        throw waiting.signal.aborted ? cancelled() : error
      } finally {
        signal.removeEventListener('abort', giveUp)
      }
    },
    async ready(signal) {
      for (;;) {
        if (signal.aborted) throw cancelled()
        const pause = pausedUntil
        if (pause - now() > longestWait) throw tooFast(pause - now())
        const start = Math.max(now(), nextStart, pause)
        nextStart = start + gapMs
        if (start > now()) {
          try {
            await sleep(start - now(), signal)
          } catch (error) {
            throw signal.aborted ? cancelled() : error
          }
        }
        // Somebody else was told to slow down meanwhile.
        if (pausedUntil <= Math.max(pause, start)) break
      }
      if (signal.aborted) throw cancelled()
    },
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, now() + ms)
    },
    setGap(ms) {
      gapMs = ms
    },
  }
}
