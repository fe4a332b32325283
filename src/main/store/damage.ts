import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { explainDatabase, setAside } from './open.ts'
import { UnreadableStore } from './unreadable.ts'

/**
 * The same functions, over a database that may turn out to be damaged while it is read: `found` hears of it, and what it gives is
 * thrown in place of the damage.
 */
export function withDamage<T extends object>(room: T, found: (error: UnreadableStore) => Error): T {
  const told = (error: unknown): Error => {
    const known = explainDatabase(error)
    if (known instanceof UnreadableStore) return found(known)
    return known instanceof Error ? known : new Error(String(known))
  }
  const watched = Object.entries(room).map(([name, part]) => [
    name,
    typeof part === 'function' ? (...given: unknown[]) => attempt(() => part(...given), told) : part,
  ])
  return Object.fromEntries(watched) as T
}

function attempt(work: () => unknown, told: (error: unknown) => Error): unknown {
  try {
    const result = work()
    if (result instanceof Promise) return result.catch((error: unknown) => Promise.reject(told(error)))
    return isGenerator(result) ? steps(result, told) : result
  } catch (error) {
    throw told(error)
  }
}

const isGenerator = (value: unknown): value is Generator =>
  typeof value === 'object' && value !== null && Symbol.iterator in value && 'next' in value && 'return' in value

function* steps(generator: Generator, told: (error: unknown) => Error): Generator {
  try {
    return yield* generator
  } catch (error) {
    throw told(error)
  }
}

/** Beside a database that was found to be damaged while it was in use: it is put aside when it is opened the next time. */
const markOf = (file: string) => `${file}.damaged`

export const markDamaged = (file: string): void => writeFileSync(markOf(file), '')

/** Puts a database aside that was marked; returns its new name, or null where there is nothing to be put aside. */
export function setAsideMarked(file: string, now: Date): string | null {
  if (!existsSync(markOf(file))) return null
  const keptAs = existsSync(file) ? setAside(file, 'damaged', now) : null
  rmSync(markOf(file), { force: true })
  return keptAs
}
