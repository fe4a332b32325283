import { createEventClock } from '../events/event-clock.ts'
import { addCover } from '../fetch/coverage.ts'
import type { Cover } from './catalog.ts'
import { batchOf, ordered } from './leaves/event-batch.ts'
import { type Leaf, rowAt } from './leaves/leaf.ts'
import { type Filling, mergeEvents } from './leaves/merge-events.ts'
import { PairTable } from './leaves/pair-table.ts'
import { sliceLeaf } from './leaves/split-leaf.ts'

/** Two clocks differ by at most so much, in seconds; events of one leaf move past those of the next by no more. */
const farthest = 3 * 86_400

/**
 * Leaves and spans with every instant derived anew: what the wall showed stays as it came, only the zone that it is read in is
 * another. No event is lost or counted twice, also where two wall readings become one instant.
 */
export function retimeLeaves(
  leaves: readonly Leaf[],
  covers: readonly Cover[],
  from: string,
  to: string,
): { leaves: Leaf[]; covers: Cover[] } {
  const [before, after] = [createEventClock(from), createEventClock(to)]
  const moved = (time: number, skipped: boolean) => after.instantOf(before.wallOf(time, skipped))
  const done: Leaf[] = []
  let carried: Filling | null = null
  for (const [index, leaf] of leaves.entries()) {
    const batch = ordered(batchOf(leaf, moved))
    const merged: Filling = mergeEvents(carried, batch, { from: 0, to: batch.size, counting: 'sum' })
    const { time } = merged.leaf
    const following = leaves[index + 1]?.time[0]
    const settled = following === undefined ? time.length : rowAt(time, Math.max(0, following - farthest))
    if (settled > 0) done.push(sliceLeaf(merged.leaf, 0, settled, merged.pairs))
    const rest: Leaf | null = settled < time.length ? sliceLeaf(merged.leaf, settled, time.length, merged.pairs) : null
    carried = rest === null ? null : { leaf: rest, pairs: PairTable.of(rest) }
  }
  return {
    leaves: done,
    covers: covers
      .map((cover) => ({ ...cover, first: moved(cover.first, false).time, last: moved(cover.last, false).time }))
      .reduce<Cover[]>(addCover, []),
  }
}
