import { createHash } from 'node:crypto'

/** A line of the population that was drawn; `number` counts from 1. */
export interface Drawn {
  number: number
  line: string
  rank: string
}

/**
 * Draws lines by a seed: those with the lowest SHA-256 of seed, line feed, line number, line feed, line. Anybody can draw them again
 * with the population alone.
 */
export function createSample(seed: string, size: number): { offer(line: string): void; drawn(): Drawn[] } {
  const kept: Drawn[] = []
  let number = 0
  return {
    offer(line) {
      number++
      if (size === 0) return
      const rank = createHash('sha256').update(`${seed}\n${number}\n${line}`).digest('hex')
      const last = kept.at(-1)
      if (kept.length >= size && last !== undefined && rank >= last.rank) return
      let at = kept.length
      while (at > 0 && (kept[at - 1] as Drawn).rank > rank) at--
      kept.splice(at, 0, { number, line, rank })
      if (kept.length > size) kept.pop()
    },
    drawn: () => kept.toSorted((a, b) => a.number - b.number),
  }
}
