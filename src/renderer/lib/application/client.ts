import type { CallName, Input, Output } from '../../../contract/calls.ts'
import type { Failure, Result } from '../../../contract/failure.ts'
import type { Signal } from '../../../contract/signals.ts'

/** A call that failed; `failure` says how, as main said it. */
export class CallFailure extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.message)
    this.name = 'CallFailure'
    this.failure = failure
  }
}

let lastCall = 0

/** Asks main for something; throws a `CallFailure` when main says no. An aborted signal cancels the call in main too. */
export async function call<C extends CallName>(name: C, input: Input<C>, signal?: AbortSignal): Promise<Output<C>> {
  signal?.throwIfAborted()
  lastCall += 1
  const id = lastCall
  const cancel = () => window.provost.cancel(id)
  signal?.addEventListener('abort', cancel, { once: true })
  try {
    // Main has parsed the answer against the contract; nothing else can write to this channel.
    const result = (await window.provost.call(name, input, id)) as Result<Output<C>>
    if (!result.ok) throw new CallFailure(result.failure)
    return result.value
  } finally {
    signal?.removeEventListener('abort', cancel)
  }
}

/** Hears what main announces; returns how to stop. */
export function listen(listener: (signal: Signal) => void): () => void {
  return window.provost.listen((signal) => listener(signal as Signal))
}

/** The failure that an error carries; anything else is a fault of the page itself and says so. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CallFailure) return error.failure
  const details = error instanceof Error ? error.message : String(error)
  return {
    code: 'internal',
    message: 'Provost could not do this because of a fault of its own.',
    details: details.slice(0, 4000),
  }
}
