import type { NewEvent } from '../archive/archive.ts'

// Answers come newest first and are asked for one after the other: what was asked before, and where the next answer begins, decides
// which of its events were there already.

const same = (a: NewEvent, b: NewEvent): boolean =>
  a.time === b.time && a.username === b.username && a.ip === b.ip && a.action === b.action && a.data === b.data

/** The longest run of events that one page is looked through for. */
const longestRun = 200

/**
 * Events with a page that follows by the service's cursor, which repeats where the one before ended. Of several runs that would
 * fit, the shortest is taken for the repetition: the longest would swallow events that happened twice.
 */
export function followOn(before: readonly NewEvent[], page: readonly NewEvent[]): NewEvent[] {
  const most = Math.min(longestRun, before.length, page.length)
  for (let run = 1; run <= most; run++) {
    const start = before.length - run
    let fits = true
    for (let at = 0; fits && at < run; at++) fits = same(before[start + at] as NewEvent, page[at] as NewEvent)
    if (fits) return [...before, ...page.slice(run)]
  }
  return [...before, ...page]
}

/**
 * Events with a page that may hold some of them again: of equal ones the greater count counts, which doubles nothing however often
 * the service repeats itself. Newest first.
 */
export function mergePage(before: readonly NewEvent[], page: readonly NewEvent[]): NewEvent[] {
  if (before.length === 0) return [...page].sort((a, b) => b.time - a.time)
  const keyOf = ({ time, username, ip, action, data }: NewEvent) => JSON.stringify([time, username, ip, action, data])
  const there = new Map<string, number>()
  for (const event of before) {
    const key = keyOf(event)
    there.set(key, (there.get(key) ?? 0) + 1)
  }
  const added = page.filter((event) => {
    const key = keyOf(event)
    const left = there.get(key) ?? 0
    if (left > 0) there.set(key, left - 1)
    return left === 0
  })
  return [...before, ...added].sort((a, b) => b.time - a.time)
}
