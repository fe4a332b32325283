const pattern = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/

/** Wall-clock time of one zone. Wall seconds are what a clock on the wall shows, counted as if that were UTC. */
export interface Clock {
  /** Wall seconds at an instant (epoch seconds). */
  wall(seconds: number): number
  /** `YYYY-MM-DD HH:MM:SS` on the wall at an instant (epoch seconds). */
  format(seconds: number): string
}

/** The service's clock. Knows the zone's changes from the platform, a year at a time, so that a lookup costs nanoseconds. */
export function createClock(zone: string): Clock {
  const shown = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const years = new Map<number, { from: number; offset: number }[]>()

  function ask(seconds: number): number {
    const part: Record<string, number> = {}
    for (const { type, value } of shown.formatToParts(seconds * 1000)) part[type] = Number(value)
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
    return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - seconds
  }

  function changesOf(year: number): { from: number; offset: number }[] {
    const known = years.get(year)
    if (known) return known
    let from = Date.UTC(year, 0, 1) / 1000
    const end = Date.UTC(year + 1, 0, 1) / 1000
    let offset = ask(from)
    const changes = [{ from, offset }]
    // Ten days: shorter than the shortest spell between two changes that any zone has.
    for (let next = from + 864_000; from < end; next = Math.min(next + 864_000, end)) {
      const later = ask(next)
      if (later !== offset) {
        let [low, high] = [from, next]
        while (high - low > 1) {
          const middle = Math.floor((low + high) / 2)
          if (ask(middle) === offset) low = middle
          else high = middle
        }
        changes.push({ from: high, offset: later })
        offset = later
      }
      from = next
    }
    years.set(year, changes)
    return changes
  }

  function wall(seconds: number): number {
    const changes = changesOf(new Date(seconds * 1000).getUTCFullYear())
    let at = changes.length - 1
    while (at > 0 && (changes[at]?.from ?? 0) > seconds) at--
    return seconds + (changes[at]?.offset ?? 0)
  }

  return { wall, format: (seconds) => formatWall(wall(Math.floor(seconds))) }
}

const twoDigits = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'))
const dates = new Map<number, string>()

function dateOf(day: number): string {
  const known = dates.get(day)
  if (known !== undefined) return known
  const written = new Date(day * 86_400_000).toISOString().slice(0, 10)
  // Some thirty years of days; more would be somebody playing with the clock.
  if (dates.size > 11_000) dates.clear()
  dates.set(day, written)
  return written
}

/** `YYYY-MM-DD HH:MM:SS` of wall seconds. Written by hand: an answer has ten thousand of them. */
export function formatWall(wall: number): string {
  const day = Math.floor(wall / 86_400)
  const second = wall - day * 86_400
  const [hours, minutes] = [Math.floor(second / 3600), Math.floor(second / 60) % 60]
  return `${dateOf(day)} ${twoDigits[hours]}:${twoDigits[minutes]}:${twoDigits[second % 60]}`
}

/** Wall seconds of `YYYY-MM-DD HH:MM:SS`; null for anything else, also for days that no calendar has. */
export function parseWall(text: string): number | null {
  const found = pattern.exec(text)
  if (!found) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1).map(Number)
  const wall = Date.UTC(year, month - 1, day, hour, minute, second) / 1000
  return formatWall(wall) === text ? wall : null
}
