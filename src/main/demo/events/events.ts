import type { Company } from '../company/company.ts'
import type { Folders } from '../company/folders.ts'
import { createCorporate } from './corporate.ts'
import type { Happening, Happenings } from './event-line.ts'
import { createPersonal } from './personal.ts'

const dayMicros = 86_400_000_000
/** Events of days that are kept for the next page: some 20 MB. */
const keep = 60_000
/** People between two pauses. */
const stretch = 1500

/** The company's log, a day (of UTC) at a time. Instants are epoch microseconds. */
export interface Events {
  /** The last thing that a call caused; 0 when none did. */
  newest(): number
  /** All events of a day, newest first, up to and including `cursor`; `now` is where the past ends. */
  day(date: number, now: number, cursor: number): Generator<void, readonly Happening[]>
  /** As `day`, with those things only that are not somebody's own use of LastPass: all that admins did are among them. */
  official(date: number, now: number, cursor: number): Generator<void, readonly Happening[]>
  /** Those of them that carry one person's name, without computing everybody else's. */
  dayOf(index: number, date: number, now: number, cursor: number): Generator<void, readonly Happening[]>
}

/** As the log wrote it before the admin console was renewed: each word with a capital. */
const oldSpelling = new Map<string, string>()
function capitals(action: string): string {
  const known = oldSpelling.get(action)
  if (known !== undefined) return known
  const written = action.replace(/(^| )[a-z]/g, (start) => start.toUpperCase())
  oldSpelling.set(action, written)
  return written
}

/** Opens the log of a company: what follows from its seed, merged with what calls have caused. */
export function createEvents(company: Company, folders: Folders, happenings: Happenings): Events {
  const { roster } = company
  const personal = createPersonal(company, folders)
  const corporate = createCorporate(company, folders)
  const renewed = roster.foundedDay - 540
  const known = new Map<number, { revision: number; madeOn: number; lines: readonly Happening[] }>()

  function finish(date: number, lines: readonly Happening[]): Happening[] {
    // Microseconds of the day and the place in one number each: sorting numbers is ten times as fast as sorting events.
    const keys = new Float64Array(lines.length)
    for (let n = 0; n < lines.length; n++) keys[n] = ((lines[n]?.at ?? 0) - date * dayMicros) * 65_536 + n
    keys.sort()
    const sorted: Happening[] = []
    for (let n = keys.length - 1; n >= 0; n--) {
      const at = (keys[n] ?? 0) % 65_536
      const line = lines[at] as Happening
      if (date < renewed) line.action = capitals(line.action)
      sorted.push(line)
    }
    return sorted
  }

  function* make(date: number): Generator<void, Happening[]> {
    const lines: Happening[] = []
    corporate(date, lines)
    for (let index = 0; index < roster.people; index++) {
      personal(index, date, lines)
      if (index % stretch === stretch - 1) yield
    }
    yield
    return finish(date, lines)
  }

  function* seeded(date: number, now: number): Generator<void, readonly Happening[]> {
    if (date < roster.historyDay) return []
    const found = known.get(date)
    // A change has effects from its own day on; days that were over when they were computed stay as they were.
    if (found && (found.revision === company.revision || date < found.madeOn)) return found.lines
    const lines = yield* make(date)
    known.delete(date)
    known.set(date, { revision: company.revision, madeOn: Math.floor(now / dayMicros), lines })
    let kept = [...known.values()].reduce((sum, entry) => sum + entry.lines.length, 0)
    for (const [oldest, entry] of known) {
      if (kept <= keep || oldest === date) break
      known.delete(oldest)
      kept -= entry.lines.length
    }
    return lines
  }

  /** The place of the first happening at or after an instant. */
  function placeOf(at: number): number {
    let [low, high] = [0, happenings.list.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((happenings.list[middle]?.at ?? 0) < at) low = middle + 1
      else high = middle
    }
    return low
  }

  function caused(date: number, cursor: number): readonly Happening[] {
    return happenings.list.slice(
      placeOf(date * dayMicros),
      Math.min(placeOf((date + 1) * dayMicros), placeOf(cursor + 1)),
    )
  }

  /** Both kinds, newest first. What calls have caused is past by itself; of what follows from the seed only a part may be. */
  function merge(lines: readonly Happening[], more: readonly Happening[], until: number): readonly Happening[] {
    const first = lines.findIndex(({ at }) => at <= until)
    const past = first === -1 ? [] : first === 0 ? lines : lines.slice(first)
    return more.length === 0 ? past : [...past, ...more].sort((a, b) => b.at - a.at || Number(b.id) - Number(a.id))
  }

  return {
    newest: () => happenings.list.at(-1)?.at ?? 0,
    *day(date, now, cursor) {
      return merge(yield* seeded(date, now), caused(date, cursor), Math.min(now, cursor))
    },
    *official(date, now, cursor) {
      const lines: Happening[] = []
      if (date >= roster.historyDay) corporate(date, lines)
      yield
      return merge(finish(date, lines), caused(date, cursor), Math.min(now, cursor))
    },
    *dayOf(index, date, now, cursor) {
      const own: Happening[] = []
      if (date >= roster.historyDay) {
        const others: Happening[] = []
        corporate(date, others)
        for (const line of others) if (line.username === company.username(index, line.at / 1_000_000)) own.push(line)
        personal(index, date, own)
      }
      const name = company.username(index)
      const more = caused(date, cursor).filter(({ username }) => username === name)
      yield
      return merge(finish(date, own), more, Math.min(now, cursor))
    },
  }
}
