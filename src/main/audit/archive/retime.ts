import { createEventClock } from '../events/event-clock.ts'
import { addCover } from '../fetch/coverage.ts'
import type { Cover } from './catalog.ts'
import { emptyLeaf, type Leaf, type LeafEvent, rowAt } from './leaf.ts'
import { openPairs, type StoredLeaf } from './leaf-codec.ts'
import { mergeEvents, sliceLeaf } from './merge-events.ts'

/** Two clocks differ by at most so much, in seconds; events of one leaf move past those of the next by no more. */
const farthest = 3 * 86_400

/**
 * Leaves and spans with every instant derived anew: what the wall showed stays as it came, only the zone that it is read in is
 * another. No event is lost or counted twice, also where two wall readings become one instant.
 */
export function retimeLeaves(
  leaves: readonly StoredLeaf[],
  covers: readonly Cover[],
  from: string,
  to: string,
): { leaves: Leaf[]; covers: Cover[] } {
  const [before, after] = [createEventClock(from), createEventClock(to)]
  const moved = (time: number, skipped: boolean) => after.instantOf(before.wallOf(time, skipped))
  const done: Leaf[] = []
  let carried: Leaf = emptyLeaf()
  for (const [index, stored] of leaves.entries()) {
    const events = eventsOf(openPairs(stored), moved).sort((a, b) => a.time - b.time)
    carried = mergeEvents(carried, events, 'sum').leaf
    const following = leaves[index + 1]?.time[0]
    if (following === undefined) break
    const settled = rowAt(carried.time, Math.max(0, following - farthest))
    if (settled === 0) continue
    done.push(sliceLeaf(carried, 0, settled))
    carried = sliceLeaf(carried, settled, carried.time.length)
  }
  if (carried.time.length > 0) done.push(carried)
  return {
    leaves: done,
    covers: covers
      .map((cover) => ({ ...cover, first: moved(cover.first, false).time, last: moved(cover.last, false).time }))
      .reduce<Cover[]>(addCover, []),
  }
}

function eventsOf(
  leaf: Leaf,
  moved: (time: number, skipped: boolean) => { time: number; skipped: boolean },
): LeafEvent[] {
  return Array.from(leaf.time, (time, row) => {
    const pair = leaf.pairs[leaf.pair[row] as number]
    return {
      ...moved(time, leaf.skipped[row] === 1),
      person: leaf.person[row] as number,
      ip: leaf.ip[row] as number,
      action: pair?.action ?? 0,
      data: pair?.data ?? '',
    }
  })
}
