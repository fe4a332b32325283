import { setImmediate } from 'node:timers/promises'

/** The longest that work on main's thread goes on before others have their turn. */
const sliceMs = 8

/** Lets everything else that waits on main's thread go first. */
export const turn = (): Promise<void> => setImmediate()

/** Runs work that yields now and then, letting everything else go first whenever it has taken its time. */
export async function inSlices<T>(work: Generator<void, T>, signal?: AbortSignal): Promise<T> {
  for (let from = performance.now(); ; ) {
    const step = work.next()
    if (step.done) return step.value
    if (performance.now() - from < sliceMs) continue
    await turn()
    signal?.throwIfAborted()
    from = performance.now()
  }
}

/** What each of a list is turned into. Yields every `step` of them. */
export function* mapped<T, U>(all: readonly T[], step: number, of: (one: T, at: number) => U): Generator<void, U[]> {
  const made: U[] = []
  for (const [at, one] of all.entries()) {
    if (at % step === step - 1) yield
    made.push(of(one, at))
  }
  return made
}

/** Runs work that yields now and then without letting anything else go first: for whoever cannot wait. */
export function atOnce<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}
