import type { EventBatch } from '../archive/leaves/event-batch.ts'

// Answers come newest first and are asked for one after the other: what was asked before, and where the next answer begins, decides
// which of its events were there already. Both batches have their pairs in one table, so equal events have equal numbers.

const same = (a: EventBatch, row: number, b: EventBatch, other: number): boolean =>
  a.time[row] === b.time[other] &&
  a.pair[row] === b.pair[other] &&
  a.person[row] === b.person[other] &&
  a.ip[row] === b.ip[other]

/** The longest run of events that one page is looked through for. */
const longestRun = 200

/**
 * The first row of a page that follows by the service's cursor which was not there before: a page repeats where the one before ended.
 * Of several runs that would fit, the shortest is taken for the repetition: the longest would swallow events that happened twice.
 */
export function followOn(before: EventBatch, page: EventBatch): number {
  const most = Math.min(longestRun, before.size, page.size)
  for (let run = 1; run <= most; run++) {
    const start = before.size - run
    let fits = true
    for (let at = 0; fits && at < run; at++) fits = same(before, start + at, page, at)
    if (fits) return run
  }
  return 0
}

/**
 * The rows of a page that may hold some events again which were not there before: of equal ones the greater count counts, which
 * doubles nothing however often the service repeats itself.
 */
export function newRows(before: EventBatch, page: EventBatch): number[] {
  if (before.size === 0) return Array.from({ length: page.size }, (_, row) => row)
  const keyOf = ({ time, person, ip, pair }: EventBatch, row: number) =>
    `${time[row]} ${person[row]} ${ip[row]} ${pair[row]}`
  const there = new Map<string, number>()
  for (let row = 0; row < before.size; row++) {
    const key = keyOf(before, row)
    there.set(key, (there.get(key) ?? 0) + 1)
  }
  const rows: number[] = []
  for (let row = 0; row < page.size; row++) {
    const key = keyOf(page, row)
    const left = there.get(key) ?? 0
    if (left > 0) there.set(key, left - 1)
    else rows.push(row)
  }
  return rows
}

/** A batch with the newest event first; those of one second stay as they are. */
export function newestFirst(batch: EventBatch): EventBatch {
  const { time, size } = batch
  let isOrdered = true
  for (let row = 1; isOrdered && row < size; row++) isOrdered = (time[row - 1] as number) >= (time[row] as number)
  if (isOrdered) return batch
  return batch.pick(
    Uint32Array.from({ length: size }, (_, row) => row).sort(
      (a, b) => (time[b] as number) - (time[a] as number) || a - b,
    ),
  )
}
