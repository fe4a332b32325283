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

/** Events with a page that was asked for up to and with their oldest second: of that second the greater count of each counts. */
export function askedAgain(before: readonly NewEvent[], page: readonly NewEvent[]): NewEvent[] {
  const oldest = before.at(-1)?.time
  if (oldest === undefined) return [...page]
  const left = page.filter(({ time }) => time === oldest)
  const missing = before.filter((event) => {
    if (event.time !== oldest) return true
    const at = left.findIndex((other) => same(event, other))
    if (at < 0) return true
    left.splice(at, 1)
    return false
  })
  return [...missing, ...page]
}
