import { Refusal } from '../../../contract/failure.ts'
import { clockOf, isoOf } from '../clock.ts'

const dayMs = 86_400_000
/** A zone changes its offset at most once within so long (since 1973), so offsets need be asked for only so often. */
const stepMs = 5 * dayMs
/** Before, changes were wilder; no account is that old, so those times are computed one by one. */
const keepSince = Date.UTC(1973, 0, 1)

interface Zone {
  format: Intl.DateTimeFormat
  /** For each year of UTC: from when on which offset counts. */
  years: Map<number, { from: number; offset: number }[]>
  /** For each local day its one offset; null where the day is near a change. */
  days: Map<number, number | null>
}

const zones = new Map<string, Zone>()

function zoneOf(name: string): Zone {
  const known = zones.get(name)
  if (known) return known
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
  } catch {
    throw new Refusal(
      'invalid',
      `"${String(name).slice(0, 60)}" is not a time zone. Use a name such as US/Eastern or Europe/Paris.`,
    )
  }
  const zone: Zone = { format, years: new Map(), days: new Map() }
  zones.set(name, zone)
  return zone
}

/** Ends with `invalid` unless the name is a time zone that this computer knows. */
export function checkZone(name: string): void {
  zoneOf(name)
}

/** What has to be added to UTC to get the zone's clock, in milliseconds. */
function computeOffset(zone: Zone, instant: number): number {
  // "01/31/2024, 13:05:59"; taking it apart as text is four times as fast as asking for the parts.
  const [month, day, year, hour, minute, second] = (zone.format.format(instant).match(/\d+/g) ?? []).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000
}

function offsetsOf(zone: Zone, year: number): { from: number; offset: number }[] {
  const kept = zone.years.get(year)
  if (kept) return kept
  const end = Date.UTC(year + 1, 0, 1)
  let at = Date.UTC(year, 0, 1)
  let offset = computeOffset(zone, at)
  const offsets = [{ from: at, offset }]
  while (at < end) {
    const next = Math.min(at + stepMs, end)
    const after = computeOffset(zone, next)
    if (after !== offset) {
      let before = at
      let from = next
      while (from - before > 1000) {
        const middle = Math.floor((before + from) / 2000) * 1000
        if (computeOffset(zone, middle) === offset) before = middle
        else from = middle
      }
      offset = after
      offsets.push({ from, offset })
    }
    at = next
  }
  zone.years.set(year, offsets)
  return offsets
}

function offsetAt(zone: Zone, instant: number): number {
  if (instant < keepSince) return computeOffset(zone, instant)
  let offset = 0
  for (const part of offsetsOf(zone, new Date(instant).getUTCFullYear())) {
    if (part.from > instant) break
    offset = part.offset
  }
  return offset
}

/** Every instant at which the zone's clock shows this reading: one, two in autumn, none in spring; and the offset of the day before. */
function instantsOf(zone: Zone, clock: number): { instants: number[]; before: number } {
  const before = offsetAt(zone, clock - dayMs)
  const after = offsetAt(zone, clock + dayMs)
  const instants: number[] = []
  for (const offset of before === after ? [before] : [before, after]) {
    if (offsetAt(zone, clock - offset) === offset) instants.push(clock - offset)
  }
  return { instants: instants.sort((a, b) => a - b), before }
}

/** The offset of a whole local day, null when it changes near that day. */
function offsetOfDay(zone: Zone, day: number): number | null {
  const kept = zone.days.get(day)
  if (kept !== undefined) return kept
  const start = day * dayMs
  const offset = offsetAt(zone, start - dayMs)
  const steady =
    start > keepSince + dayMs && offset === offsetAt(zone, start) && offset === offsetAt(zone, start + 2 * dayMs)
      ? offset
      : null
  zone.days.set(day, steady)
  return steady
}

/**
 * The instant of a local "YYYY-MM-DD HH:MM:SS"; null when that is no date. Of the two instants of a repeated autumn hour it
 * gives the earlier (see `isAmbiguous`); a time in the skipped spring hour is moved forward by what was skipped, and put
 * into `skipped`.
 */
export function toUtc(local: string, zoneName: string, skipped?: string[]): string | null {
  const zone = zoneOf(zoneName)
  const clock = clockOf(local)
  if (clock === null) return null
  const offset = offsetOfDay(zone, Math.floor(clock / dayMs))
  if (offset !== null) return isoOf(clock - offset)
  const { instants, before } = instantsOf(zone, clock)
  if (instants[0] !== undefined) return isoOf(instants[0])
  // A reading that the clock skipped: count on as if it had not been put forward.
  skipped?.push(local)
  return isoOf(clock - before)
}

/** What the zone's clock shows at an instant: "YYYY-MM-DD HH:MM:SS". */
export function toLocal(instant: string, zoneName: string): string {
  const zone = zoneOf(zoneName)
  const time = Date.parse(instant)
  if (Number.isNaN(time)) throw new Refusal('invalid', 'This is not an instant in ISO 8601.')
  return new Date(time + offsetAt(zone, time)).toISOString().slice(0, 19).replace('T', ' ')
}

/** True when the zone's clock shows this reading twice, so that `toUtc` had to choose. */
export function isAmbiguous(local: string, zoneName: string): boolean {
  const clock = clockOf(local)
  return clock !== null && instantsOf(zoneOf(zoneName), clock).instants.length > 1
}
