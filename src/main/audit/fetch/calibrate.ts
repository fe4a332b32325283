import { meaningOf } from '../../../contract/audit/action-names.ts'
import { readCallerLabel } from '../../../contract/audit/caller-label.ts'
import type { ZoneEvidence } from '../../../contract/calls/audit/audit-settings.ts'
import { readReporting } from '../../lastpass/answers/answers.ts'
import { wallOfText } from '../events/event-clock.ts'
import { parseData } from '../events/parse-data.ts'

/** A request that Provost sent, in UTC seconds. */
export interface OwnRequest {
  time: number
  command: string
}

/** What the service's own log calls each request that it logs. */
const actions: Readonly<Record<string, string>> = {
  reporting: 'reporting',
  getuserdata: 'get user data',
  getsfdata: 'get shared folder data',
  getdetailedsfdata: 'get shared folder data',
}

/** Clocks of zones differ from UTC by full quarters of an hour, at most by so many seconds. */
const quarter = 900
const [west, east] = [-12 * 3600, 14 * 3600]
/** How far the clocks of this computer and of the service may be apart, and how long a request may be under way. */
const tolerance = 90

type Fit = { offset: number; requests: Map<number, { localTime: string; action: string; labelled: boolean }> }

/**
 * Finds Provost's own requests in an answer of events, and so how far the account's clock is from UTC. Where the service does not show
 * the name under which Provost asks, at least three of its requests have to fit; two offsets that fit alike are none.
 */
export function findOffset(bytes: Uint8Array, requests: readonly OwnRequest[]): Omit<ZoneEvidence, 'at'> | null {
  const fits = new Map<number, Fit>()
  for (const { localTime, username, action, data } of readReporting(bytes, 'UTC').events) {
    const { byApi, label } = parseData(username, action, data)
    const wall = byApi ? wallOfText(localTime) : null
    // Another program's request is not ours.
    if (wall === null || (label !== undefined && readCallerLabel(label) === null)) continue
    for (const { time, command } of requests) {
      if (actions[command] !== meaningOf(action)) continue
      const offset = Math.round((wall - time) / quarter) * quarter
      if (offset < west || offset > east || Math.abs(wall - time - offset) > tolerance) continue
      const fit = fits.get(offset) ?? { offset, requests: new Map() }
      fits.set(offset, fit)
      const before = fit.requests.get(time)
      if (before === undefined || !before.labelled)
        fit.requests.set(time, { localTime, action, labelled: label !== undefined })
    }
  }
  const weight = ({ requests: found }: Fit) =>
    [...found.values()].reduce((sum, { labelled }) => sum + (labelled ? 1000 : 1), 0)
  const [best, second] = [...fits.values()].sort((a, b) => weight(b) - weight(a))
  if (best === undefined || (second !== undefined && weight(second) === weight(best))) return null
  const newest = [...best.requests].sort(
    ([a, one], [b, other]) => Number(other.labelled) - Number(one.labelled) || b - a,
  )[0]
  if (newest === undefined || (!newest[1].labelled && best.requests.size < 3)) return null
  return {
    offsetMinutes: best.offset / 60,
    request: new Date(newest[0] * 1000).toISOString(),
    ...newest[1],
    matched: best.requests.size,
  }
}

/** Zones that many accounts are in. */
const usual = [
  'US/Eastern',
  'US/Central',
  'US/Mountain',
  'US/Pacific',
  'UTC',
  'Europe/London',
  'Europe/Paris',
  'Asia/Tokyo',
]

/** How far a zone's clock is from UTC at an instant, in minutes. */
export function offsetOf(zone: string, at: number): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

/** Zones whose clock is so far from UTC at an instant, those that many accounts are in first. */
export function zonesWith(offsetMinutes: number, at: number): string[] {
  const all = [...new Set([...usual, ...Intl.supportedValuesOf('timeZone')])]
  return all.filter((zone) => offsetOf(zone, at) === offsetMinutes)
}
