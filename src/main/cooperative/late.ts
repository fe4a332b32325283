import type { CallName } from '../../contract/calls.ts'
import type { HandlersOf, Readied } from '../dispatch.ts'

/** Something whose code is read when it is first asked for, so that a start does not wait for what the first screen does not show. */
export interface Late<T> {
  /** Loads it, once; what could not be loaded is tried again by whoever asks next. */
  get(): Promise<T>
  /** It, where it is loaded. */
  loaded(): T | null
}

export function late<T>(load: () => Promise<T>): Late<T> {
  let asked: Promise<T> | null = null
  let made: T | null = null
  return {
    get() {
      asked ??= load().then(
        (loaded) => {
          made = loaded
          return loaded
        },
        (problem: unknown) => {
          asked = null
          throw problem
        },
      )
      return asked
    },
    loaded: () => made,
  }
}

/** The names of a family of calls. */
export const namesIn = <C extends CallName>(family: Record<C, unknown>): readonly C[] => Object.keys(family) as C[]

/** Handlers of calls whose code is loaded when the first of them is made; who calls one lets it get ready first. */
export function lateHandlers<C extends CallName>(
  names: readonly C[],
  load: () => Promise<HandlersOf<C>>,
): HandlersOf<C> {
  const room = late(load)
  function handle(name: C): Readied {
    async function handler(input: unknown, signal: AbortSignal): Promise<unknown> {
      const handle = (await room.get())[name] as (input: unknown, signal: AbortSignal) => unknown
      return handle(input, signal)
    }
    return Object.assign(handler, { ready: room.get })
  }
  return Object.fromEntries(names.map((name) => [name, handle(name)])) as unknown as HandlersOf<C>
}
