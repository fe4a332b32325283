import type { Reads } from '../../directory/reads.ts'

/** 200 people are read from the store in about 3 ms. */
const slice = 200

/** `reads.positionsOf` for many people; yields between reads. */
export function* lookUp(reads: Reads, usernames: readonly string[]): Generator<void, ReturnType<Reads['positionsOf']>> {
  const found: ReturnType<Reads['positionsOf']> = new Map()
  for (let from = 0; from < usernames.length; from += slice) {
    for (const [key, rows] of reads.positionsOf(usernames.slice(from, from + slice))) found.set(key, rows)
    yield
  }
  return found
}
