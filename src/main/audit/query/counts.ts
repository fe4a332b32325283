import { rowAt } from '../archive/leaf.ts'
import { countBy, type LeafMatch } from './scan.ts'

/** Counts the rows that are meant by their pair, of which there are few: what is counted by pair need not be looked up for each row. */
function countPairs(match: LeafMatch): Uint32Array {
  const counts = new Uint32Array(match.leaf.action.length)
  countBy(match, match.leaf.pair, counts)
  return counts
}

/** Adds up the rows that are meant by their action. */
export function addActions(match: LeafMatch, counts: Uint32Array): void {
  const { action } = match.leaf
  countPairs(match).forEach((count, pair) => {
    if (count > 0) counts[action[pair] as number] = (counts[action[pair] as number] as number) + count
  })
}

/** How often each target is named by the rows that are meant. */
export function countTargets(found: readonly LeafMatch[], texts: readonly string[]): Uint32Array {
  const counts = new Uint32Array(texts.length)
  for (const match of found) {
    const { targetStart, target } = match.leaf
    countPairs(match).forEach((count, pair) => {
      if (count === 0) return
      for (let at = targetStart[pair] as number; at < (targetStart[pair + 1] as number); at++)
        counts[target[at] as number] = (counts[target[at] as number] as number) + count
    })
  }
  return counts
}

/** A leaf's match within a stretch of time, its end not included. */
export function narrowed(match: LeafMatch, first: number, end: number): LeafMatch | null {
  const { time } = match.leaf
  const from = Math.max(match.from, rowAt(time, first))
  const to = Math.min(match.to, rowAt(time, end))
  return from < to ? { ...match, from, to } : null
}
