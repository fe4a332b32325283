import { setImmediate as breathe } from 'node:timers/promises'
import { Refusal } from '../../contract/failure.ts'

/** 10 ms: main's event loop goes on between any two pieces of long work. */
const sliceMs = 10

/** Carries out work that yields now and then, giving way to everything else after each 10 ms. */
export async function inSlices<T>(work: Generator<void, T>, signal?: AbortSignal): Promise<T> {
  for (let from = performance.now(); ; ) {
    const step = work.next()
    if (step.done) return step.value
    if (performance.now() - from < sliceMs) continue
    await breathe()
    if (signal?.aborted) throw new Refusal('cancelled', 'Cancelled. Nothing was changed.')
    from = performance.now()
  }
}
