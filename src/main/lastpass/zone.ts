import { Refusal } from '../../contract/failure.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Since 1973 every zone changes its offset on a quarter of an hour of UTC, so an offset may be kept per quarter. */
const quarterMs = hourMs / 4
const keepSince = Date.UTC(1973, 0, 1)
/** More hours than fifteen years have; a service that sends odd dates cannot fill the memory. */
const keptAtMost = 200_000

interface Zone {
  format: Intl.DateTimeFormat
  /** Offset by quarter of an hour, in UTC. */
  quarters: Map<number, number>
  /** Offset by the local hour's text ("2024-01-02 03"); null where the hour is near a change and each time is looked at. */
  hours: Map<string, number | null>
}

const zones = new Map<string, Zone>()

function zoneOf(name: string): Zone {
  const known = zones.get(name)
  if (known) return known
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23', era: 'short',
      year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    })
  } catch {
    throw new Refusal('invalid', `"${String(name).slice(0, 60)}" is not a time zone. Use a name such as US/Eastern or Europe/Paris.`)
  }
  const zone = { format, quarters: new Map(), hours: new Map() }
  zones.set(name, zone)
  return zone
}

/** Ends with `invalid` unless the name is a time zone that this computer knows. */
export function checkZone(name: string): void {
  zoneOf(name)
}

/** What has to be added to UTC to get the zone's clock, in milliseconds. */
function computeOffset(zone: Zone, instant: number): number {
  const part: Record<string, string> = {}
  for (const { type, value } of zone.format.formatToParts(instant)) part[type] = value
  const year = part.era === 'BC' ? 1 - Number(part.year) : Number(part.year)
  const clock = new Date(0)
  clock.setUTCFullYear(year, Number(part.month) - 1, Number(part.day))
  clock.setUTCHours(Number(part.hour), Number(part.minute), Number(part.second))
  return clock.getTime() - Math.floor(instant / 1000) * 1000
}

function offsetAt(zone: Zone, instant: number): number {
  if (instant < keepSince) return computeOffset(zone, instant)
  const quarter = Math.floor(instant / quarterMs)
  const kept = zone.quarters.get(quarter)
  if (kept !== undefined) return kept
  if (zone.quarters.size >= keptAtMost) zone.quarters.clear()
  const offset = computeOffset(zone, quarter * quarterMs)
  zone.quarters.set(quarter, offset)
  return offset
}

const shape = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/

/** The clock's reading as if it were UTC; null when the text is not a date and time that exists. */
function readClock(local: string): number | null {
  if (local.length !== 19 || !shape.test(local)) return null
  const clock = Date.parse(`${local.slice(0, 10)}T${local.slice(11)}Z`)
  if (Number.isNaN(clock)) return null
  // Date.parse takes 31 February and 24:00:00; the service's own reading of them is unknown.
  return new Date(clock).toISOString().slice(0, 19) === `${local.slice(0, 10)}T${local.slice(11)}` ? clock : null
}

/** Every instant at which the zone's clock shows this reading: one, two in autumn, none in spring. */
function instantsOf(zone: Zone, clock: number): { instants: number[]; before: number } {
  const before = offsetAt(zone, clock - dayMs)
  const after = offsetAt(zone, clock + dayMs)
  const instants: number[] = []
  for (const offset of before === after ? [before] : [before, after]) {
    if (offsetAt(zone, clock - offset) === offset) instants.push(clock - offset)
  }
  return { instants: instants.sort((a, b) => a - b), before }
}

function resolve(zone: Zone, clock: number): number {
  const { instants, before } = instantsOf(zone, clock)
  // A reading that the clock skipped: count on as if it had not been put forward.
  return instants[0] ?? clock - before
}

const iso = (instant: number): string => new Date(instant).toISOString()
const digit = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at)
  return code >= 48 && code <= 57
}

/**
 * The instant of a local "YYYY-MM-DD HH:MM:SS"; null when that is no date. Of the two instants of a repeated autumn hour it
 * gives the earlier (see `isAmbiguous`); a time in the skipped spring hour is moved forward by what was skipped.
 */
export function toUtc(local: string, zoneName: string): string | null {
  const zone = zoneOf(zoneName)
  // The hour in front was checked when it was kept, so only minutes and seconds are left to check.
  const hour = local.slice(0, 13)
  const kept = zone.hours.get(hour)
  if (kept !== undefined && kept !== null && local.length === 19 && local[13] === ':' && local[16] === ':') {
    const minute = local.charCodeAt(14)
    const second = local.charCodeAt(17)
    if (minute >= 48 && minute <= 53 && digit(local, 15) && second >= 48 && second <= 53 && digit(local, 18)) {
      const past = ((minute - 48) * 10 + local.charCodeAt(15) - 48) * 60_000 + ((second - 48) * 10 + local.charCodeAt(18) - 48) * 1000
      return iso(kept + past)
    }
  }
  const clock = readClock(local)
  if (clock === null) return null
  const instant = resolve(zone, clock)
  if (kept === undefined) {
    if (zone.hours.size >= keptAtMost) zone.hours.clear()
    const start = Math.floor(clock / hourMs) * hourMs
    const steady = clock >= keepSince && offsetAt(zone, start - dayMs) === offsetAt(zone, start + hourMs + dayMs)
    zone.hours.set(hour, steady ? start - offsetAt(zone, start - dayMs) : null)
  }
  return iso(instant)
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
  const clock = readClock(local)
  return clock !== null && instantsOf(zoneOf(zoneName), clock).instants.length > 1
}
