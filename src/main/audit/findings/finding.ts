import { isTranslated, meaningOf } from '../../../contract/audit/action-names.ts'
import type { FindingRule } from '../../../contract/audit/findings.ts'
import type { EventParts } from '../../../contract/calls/audit/audit.ts'
import type { ActionKind } from './action-kinds.ts'

/** An event as rules see it; `time` in UTC seconds. */
export interface FindingEvent {
  time: number
  username: string
  /** The user name as it is compared. */
  person: string
  ip: string
  action: string
  data: string
  kind: ActionKind
  parsed: EventParts
}

/** Where an address is, by the admin's own database. */
export interface Place {
  country: string
  latitude: number | null
  longitude: number | null
}

/** Requests through the Enterprise API under one name from one address that go on without a long pause. */
export interface ApiRun {
  first: FindingEvent
  /** Time of the last one. */
  to: number
  events: number
  /** Without repetitions, in the order in which they came. */
  actions: string[]
}

/** What rules go through: events oldest first, and what else is known of people. */
export interface EventWindow {
  of(kind: ActionKind): readonly FindingEvent[]
  /** Of names that are not Provost's. */
  apiRuns: readonly ApiRun[]
  /** User names of admins, as compared. */
  admins: ReadonlySet<string>
  /** People whose account a reading of the directory showed as disabled, and when it was read, in UTC seconds. */
  disabledSince: ReadonlyMap<string, number>
  /** The network that an admin named; '' outside of all of them, null where it is no address. */
  networkOf: (ip: string) => string | null
  /** By the databases of addresses; null: none was chosen. */
  countryOf: ((ip: string) => string | null) | null
  /** Logins that follow one from a place apart. */
  travels: readonly {
    username: string
    kilometers: number
    before: { time: number; ip: string; country: string }
    after: { time: number; ip: string; country: string }
  }[]
}

/** Something worth a look, in words with its numbers. */
export interface Found {
  rule: FindingRule
  /** UTC seconds, both included. */
  from: number
  to: number
  /** Empty: it is about nobody, or about several. */
  username: string
  ip: string
  /** How many events it rests on. */
  events: number
  explanation: string
  /** What tells it apart from others of the same rule, person, address and second, where there may be several. */
  of?: string
  /** What narrows the archive to its events, besides the times. */
  shows: { usernames?: string[]; ips?: string[]; actions?: string[] }
}

export type Thresholds = Readonly<Record<string, number>>

/** One way of finding: pure, over a window of events. `toldOf`: the thresholds of another rule; null: it is off, and tells nothing. */
export type FindRule = (
  window: EventWindow,
  thresholds: Thresholds,
  toldOf: (rule: FindingRule) => Thresholds | null,
) => Found[]

const two = (value: number): string => String(value).padStart(2, '0')

/** "2026-10-05 14:00:07 UTC". */
export const said = (time: number): string =>
  `${new Date(time * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`

/** An action in quotes, as LastPass wrote it: '"Gegevensexport" (data export)'. */
export const quoted = (action: string): string =>
  isTranslated(action) ? `"${action.trim()}" (${meaningOf(action)})` : `"${action}"`

/** "12 minutes", "3 s": how long something took. */
export function lasting(seconds: number): string {
  if (seconds < 60) return seconds === 1 ? '1 second' : `${seconds} seconds`
  if (seconds < 3600) {
    const minutes = Math.round(seconds / 60)
    return minutes === 1 ? '1 minute' : `${minutes} minutes`
  }
  if (seconds < 2 * 86_400) return `${Math.floor(seconds / 3600)}:${two(Math.floor((seconds % 3600) / 60))} hours`
  return `${Math.round(seconds / 86_400)} days`
}

/** "within 12 minutes from 2026-10-05 14:00:07 UTC on", or at which one second. */
export const during = (from: number, to: number): string =>
  from === to ? `in one second, at ${said(from)}` : `within ${lasting(to - from)} from ${said(from)} on`

/** "1 item", "3 items". */
export const many = (count: number, one: string, more = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : more}`

/** "a", "a and b", "a, b and 3 more". */
export function listed(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most)
  const left = names.length - shown.length
  if (left > 0) return `${shown.join(', ')} and ${left.toLocaleString('en-US')} more`
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}

/** " from 192.0.2.1", or nothing where no address is known. */
export const fromAddress = (ip: string): string => (ip === '' ? '' : ` from ${ip}`)

/** Everybody whom an event's text names, as they are compared. */
export const peopleIn = ({ person, people }: EventParts): string[] =>
  (people ?? [person ?? '']).map((name) => name.toLowerCase()).filter((name) => name !== '')

/** What the events that tell of the use of items name. */
export const itemNames = (events: readonly FindingEvent[]): string[] =>
  distinct(events.map(({ parsed, data }) => parsed.site ?? (parsed.item === undefined ? data : `item ${parsed.item}`)))

/** Groups events by a key; those without one are left out. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === '') continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}

/** Values without repetitions, in their order; compared without regard to case, or by another key. */
export function distinct(values: readonly string[], keyOf = (value: string) => value.toLowerCase()): string[] {
  const seen = new Map<string, string>()
  for (const value of values) if (value !== '' && !seen.has(keyOf(value))) seen.set(keyOf(value), value)
  return [...seen.values()]
}
