import { clockOf } from '../../lastpass/clock.ts'
import { toLocal, toUtc } from '../../lastpass/records/zone.ts'

/** The clock on the wall of the account's zone. Wall readings are seconds, counted as if the wall showed UTC. */
export interface EventClock {
  /** The instant of a wall reading, in UTC seconds; `skipped`: the wall never showed it, so it was moved forward. */
  instantOf(wall: number): { time: number; skipped: boolean }
  /** The wall reading that an instant was made from. */
  wallOf(time: number, skipped: boolean): number
}

const hour = 3600
/** A wall reading in seconds as LastPass writes it. */
export const wallText = (wall: number): string => new Date(wall * 1000).toISOString().slice(0, 19).replace('T', ' ')

/** A wall reading as LastPass writes it, "YYYY-MM-DD HH:MM:SS"; null when it is no date, or none that an archive can hold. */
export function wallOfText(local: string): number | null {
  const clock = clockOf(local)
  return clock === null || clock < 0 || clock / 1000 + 2 * 86_400 > 0xffff_ffff ? null : clock / 1000
}

// Offsets change on full minutes at most twice a year: of an hour without a change one offset is all there is to know.
export function createEventClock(zone: string): EventClock {
  const offsetOfWall = new Map<number, number | null>()
  const offsetOfHour = new Map<number, number | null>()
  const toInstant = (wall: number): number => Date.parse(toUtc(wallText(wall), zone) ?? '') / 1000
  const toWall = (time: number): number => (clockOf(toLocal(new Date(time * 1000).toISOString(), zone)) ?? 0) / 1000

  /** What is taken from a wall reading to get its instant, where that is the same for the whole hour and every reading occurs. */
  function steadyWall(wall: number): number | null {
    const key = Math.floor(wall / hour)
    const known = offsetOfWall.get(key)
    if (known !== undefined) return known
    const [first, last] = [key * hour, key * hour + hour - 1]
    const [from, to] = [toInstant(first), toInstant(last)]
    const offset = first - from === last - to && toWall(from) === first && toWall(to) === last ? first - from : null
    offsetOfWall.set(key, offset)
    return offset
  }
  function steadyHour(time: number): number | null {
    const key = Math.floor(time / hour)
    const known = offsetOfHour.get(key)
    if (known !== undefined) return known
    const [first, last] = [key * hour, key * hour + hour - 1]
    const offset = toWall(first) - first === toWall(last) - last ? toWall(first) - first : null
    offsetOfHour.set(key, offset)
    return offset
  }
  /** What the clock was put forward by, within a day before an instant. */
  const jump = (time: number): number => toWall(time) - time - (toWall(time - 86_400) - (time - 86_400))

  return {
    instantOf(wall) {
      const offset = steadyWall(wall)
      if (offset !== null) return { time: wall - offset, skipped: false }
      const time = toInstant(wall)
      return { time, skipped: toWall(time) !== wall }
    },
    wallOf(time, skipped) {
      const offset = steadyHour(time)
      const wall = offset === null ? toWall(time) : time + offset
      return skipped ? wall - jump(time) : wall
    },
  }
}
