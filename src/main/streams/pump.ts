import { Refusal } from '../../contract/failure.ts'
import type { StreamState } from '../../contract/streams.ts'
import { createScrub } from '../lastpass/scrub/scrub.ts'
import type { Log, StreamTiming } from '../ports.ts'
import { explain } from '../store/open.ts'
import type { Account, EventLine } from './event-line.ts'
import { makeReceiver } from './make-receiver.ts'
import { emptyOutbox, type OutboxOptions } from './outbox.ts'
import { DeliveryProblem, type Receiver } from './receivers/receiver.ts'
import { hostOf, isLoopback, type StreamRecord } from './stream-record.ts'
import type { Secrets } from './stream-secret.ts'
import type { StreamStore } from './stream-store.ts'

/** Why a stream does not get on, as its status shows it. */
export interface ShownProblem {
  at: string
  message: string
  details: string | null
}

/** What a pump knows that is not on the disk. */
export interface PumpStatus {
  state: StreamState
  waiting: number | null
  oldest: string | null
  problem: ShownProblem | null
  retryAt: string | null
}

export const usualTiming: StreamTiming = {
  timeoutMs: 30_000,
  askAgainMs: 1000,
  firstRetryMs: 2000,
  longestRetryMs: 300_000,
  stoppedRetryMs: 600_000,
  settleMs: 2000,
}

export interface PumpOptions {
  record: () => StreamRecord
  store: StreamStore
  archive: () => Promise<OutboxOptions['archive']>
  account: () => Account
  /** @throws Refusal when they were entered for another receiver */
  secrets: () => Promise<Secrets | null>
  /** Why it may not send at all; null: it may. */
  forbidden: () => string | null
  online: () => boolean
  version: string
  now: () => number
  changed: () => void
  log: Log
  timing: StreamTiming
}

/** Sends the events of one stream, by itself. */
export interface Pump {
  /** There may be more to send: at once, unless it waits for a repetition. */
  poke(): void
  /** Tries at once. */
  retry(): void
  status(): PumpStatus
  /** Sends lines of its own beside the stream. @throws DeliveryProblem, Refusal */
  sendOnce(lines: readonly EventLine[]): Promise<void>
  /** Resolves once nothing of it runs any more. */
  stop(): Promise<void>
}

const day = 86_400_000

export function createPump(options: PumpOptions): Pump {
  const { record, store, archive, account, secrets, forbidden, online, version, now, changed, log, timing } = options
  const end = new AbortController()
  let running: Promise<void> | null = null
  let again = false
  let isStopped = false
  let failures = 0
  let problem: ShownProblem | null = null
  let isForAPerson = false
  let retry: { timer: NodeJS.Timeout; at: number } | null = null
  let waiting: { events: number; oldest: number | null } | null = null
  let thinned = 0
  let told = 0

  /** The page is told at most twice a second while batches follow one another. */
  function tell(): void {
    if (now() - told < 500 && now() >= told) return
    told = now()
    changed()
  }
  function note(message: string, details: string | null): void {
    problem = { at: new Date(now()).toISOString(), message, details }
  }
  /** What was refused for good stays told; a failure is over once something was taken, or nothing is left. */
  function mended(): void {
    if (failures > 0) problem = null
    failures = 0
    isForAPerson = false
  }
  const isRemote = (): boolean => {
    const host = hostOf(record().receiver)
    return host !== null && !isLoopback(host)
  }
  const isOffline = () => isRemote() && !online()
  const maySend = () => !isStopped && !record().paused && forbidden() === null && !isOffline()

  /** A receiver with its secrets, which no text that comes back may hold. */
  async function open(): Promise<{ receiver: Receiver; clean: (text: string) => string }> {
    const known = await secrets()
    const scrub = createScrub(Object.values(known ?? {}))
    return { receiver: makeReceiver(record().receiver, known, { version, now, timing }), clean: scrub.text }
  }

  async function pass(): Promise<void> {
    let clean = (text: string) => text
    let receiver: Receiver | null = null
    try {
      const made = await open()
      receiver = made.receiver
      clean = made.clean
      if (now() - thinned > day) {
        store.thin(record().id)
        thinned = now()
      }
      await emptyOutbox({
        ...{ record: record(), store, archive: await archive(), account: account(), now },
        async send(lines) {
          if (!maySend()) throw new Halted()
          const done = await made.receiver.send(lines, end.signal)
          mended()
          return done
        },
        waiting(events, oldest) {
          waiting = { events, oldest }
          tell()
        },
        refused(events, said) {
          note(
            `The receiver refused ${events === 1 ? 'an event' : `${events} events`} for good. The others were sent.`,
            said === null ? null : clean(said),
          )
          log.warn('A receiver of a stream refused events', { stream: record().name, events })
        },
      })
      mended()
    } catch (error) {
      if (error instanceof Halted || isStopped) return
      failed(error, clean)
    } finally {
      receiver?.close()
    }
  }
  function failed(given: unknown, clean: (text: string) => string): void {
    const error = given instanceof DeliveryProblem ? given : explain(given)
    failures++
    const known = error instanceof DeliveryProblem
    isForAPerson = error instanceof Refusal || (known && error.kind !== 'passing')
    const message =
      known || error instanceof Refusal ? error.message : 'Something in Provost itself failed. The events wait.'
    note(clean(message), known && error.details !== null ? clean(error.details) : null)
    if (!known && !(error instanceof Refusal))
      log.error('A stream failed', { stream: record().name, error: clean(String(error)) })
    const usual = Math.min(timing.longestRetryMs, timing.firstRetryMs * 2 ** Math.min(20, failures - 1))
    const asked = known ? error.retryAfterMs : null
    // Two workstations that failed together do not come back together.
    const delay = isForAPerson ? timing.stoppedRetryMs : Math.max(asked ?? 0, usual * (0.75 + Math.random() / 2))
    const timer = setTimeout(() => {
      retry = null
      poke()
    }, delay)
    timer.unref()
    retry = { timer, at: now() + delay }
  }

  function poke(): void {
    if (running !== null) {
      again = true
      return
    }
    if (retry !== null || !maySend()) return
    running = (async () => {
      do {
        again = false
        await pass()
      } while (again && retry === null && maySend())
    })().finally(() => {
      running = null
      changed()
    })
    changed()
  }

  function state(): StreamState {
    if (forbidden() !== null) return 'forbidden'
    if (record().paused) return 'paused'
    if (isOffline()) return 'offline'
    if (retry !== null) return isForAPerson ? 'stopped' : 'retrying'
    return running !== null && (waiting === null || waiting.events > 0) ? 'sending' : 'waiting'
  }

  return {
    poke,
    retry() {
      if (retry !== null) clearTimeout(retry.timer)
      retry = null
      poke()
    },
    status: () => ({
      state: state(),
      waiting: waiting?.events ?? null,
      oldest: waiting?.oldest == null ? null : new Date(waiting.oldest * 1000).toISOString(),
      problem,
      retryAt: retry === null ? null : new Date(retry.at).toISOString(),
    }),
    async sendOnce(lines) {
      const { receiver, clean } = await open()
      try {
        await receiver.send(lines, end.signal)
      } catch (error) {
        if (!(error instanceof DeliveryProblem)) throw error
        throw new DeliveryProblem(error.kind, clean(error.message), {
          details: error.details === null ? null : clean(error.details),
        })
      } finally {
        receiver.close()
      }
    },
    async stop() {
      isStopped = true
      end.abort()
      if (retry !== null) clearTimeout(retry.timer)
      await running
    },
  }
}

/** It was paused, forbidden or closed while there were events left. */
class Halted extends Error {}
