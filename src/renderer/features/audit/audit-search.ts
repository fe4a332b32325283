import { type AuditCategory, auditCategories } from '../../../contract/audit/audit.ts'
import type { AuditFilter } from '../../../contract/calls/audit/audit.ts'
import type { EventSession } from './sessions.ts'

/** Spans up to now that can be chosen by name. */
export const auditSpans = ['24h', '7d', '30d', '90d', '1y', 'all'] as const
export type AuditSpan = (typeof auditSpans)[number]

/** Parts of a filter whose values are lists; those that begin with `not` leave their values out. */
export const listKeys = [
  'actions',
  'usernames',
  'ips',
  'targets',
  'networks',
  'countries',
  'notActions',
  'notUsernames',
  'notIps',
  'notTargets',
  'notNetworks',
  'notCountries',
  'notCategories',
] as const
export type ListKey = (typeof listKeys)[number]

/** The address of the audit screen: what is asked of the events, and what is open beside them. */
export type AuditSearch = { [K in ListKey]?: string[] } & {
  text?: string
  /** A span by name; left out, and without `from` and `to`: `usualSpan`. */
  span?: AuditSpan
  /** First and last instant, to the second. */
  from?: string
  to?: string
  categories?: AuditCategory[]
  /** What concerns one person, group or folder. */
  about?: { kind: 'person' | 'group' | 'folder'; name: string }
  /** Provost's own readings are shown too; left out: they are folded away. */
  own?: 'shown'
  /** Only API requests under a label that is not Provost's. */
  callers?: 'foreign'
  /** Events are gathered into sessions. */
  sessions?: true
  /** Chips that are switched off but kept. */
  off?: string[]
  /** The person whose panel is open. */
  person?: string
  /** The finding whose panel is open. */
  finding?: string
}

/** What is shown where nothing else is asked for. */
export const usualSpan: AuditSpan = '7d'

const most = 100
const text = (value: unknown, length = 300): string | undefined =>
  typeof value === 'string' && value !== '' ? value.slice(0, length) : undefined
const texts = (value: unknown): string[] | undefined => {
  const list = Array.isArray(value)
    ? value.filter((one): one is string => typeof one === 'string' && one.length <= 1000).slice(0, most)
    : []
  return list.length > 0 ? [...new Set(list)] : undefined
}
const instant = (value: unknown): string | undefined => {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(value)) return undefined
  const time = Date.parse(value)
  return Number.isFinite(time) ? new Date(Math.floor(time / 1000) * 1000).toISOString() : undefined
}
const tidy = (search: object): AuditSearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as AuditSearch

/** The categories that are named, in their own order. */
function knownCategories(value: unknown): AuditCategory[] | undefined {
  const named = texts(value)
  const known = auditCategories.filter((category) => named?.includes(category))
  return known.length > 0 ? known : undefined
}

const aboutKinds = ['person', 'group', 'folder'] as const
function readAbout(value: unknown): AuditSearch['about'] {
  if (typeof value !== 'object' || value === null) return undefined
  const { kind, name } = value as Record<string, unknown>
  const known = aboutKinds.find((one) => one === kind)
  const named = text(name, 1000)
  return known === undefined || named === undefined ? undefined : { kind: known, name: named }
}

/** Reads an address; what it does not know, or what is not valid, is left out rather than refused. */
export function readAuditSearch(raw: Record<string, unknown>): AuditSearch {
  const [from, to] = [instant(raw.from), instant(raw.to)]
  const span = auditSpans.find((one) => one === raw.span)
  return tidy({
    text: text(raw.text),
    ...(from !== undefined || to !== undefined ? { from, to } : { span: span === usualSpan ? undefined : span }),
    categories: knownCategories(raw.categories),
    ...Object.fromEntries(listKeys.map((key) => [key, texts(raw[key])])),
    notCategories: knownCategories(raw.notCategories),
    about: readAbout(raw.about),
    own: raw.own === 'shown' ? 'shown' : undefined,
    callers: raw.callers === 'foreign' ? 'foreign' : undefined,
    sessions: raw.sessions === true ? true : undefined,
    off: texts(raw.off),
    person: text(raw.person, 1000),
    finding: text(raw.finding, 64),
  })
}

const hour = 3_600_000
const lengths: Record<Exclude<AuditSpan, 'all'>, number> = {
  '24h': 24 * hour,
  '7d': 7 * 24 * hour,
  '30d': 30 * 24 * hour,
  '90d': 90 * 24 * hour,
  '1y': 365 * 24 * hour,
}

/** First and last instant of what an address asks for, in milliseconds; null: without an end on that side. */
export function boundsOf(search: AuditSearch, now: number): { from: number | null; to: number | null } {
  if (search.from !== undefined || search.to !== undefined)
    return {
      from: search.from === undefined ? null : Date.parse(search.from),
      to: search.to === undefined ? null : Date.parse(search.to),
    }
  const span = search.span ?? usualSpan
  return { from: span === 'all' ? null : Math.floor((now - lengths[span]) / hour) * hour, to: null }
}

const iso = (time: number): string => new Date(time).toISOString()

/**
 * What is asked of main; chips that are switched off are left out. `upTo`: the newest event that is shown, in milliseconds; a time
 * that begins after it was asked for by itself, as for events that are dated in the future.
 */
export function filterOf(search: AuditSearch, now: number, upTo: number | null = null): AuditFilter {
  const on = (key: ListKey) => {
    const values = search[key]?.filter((value) => !search.off?.includes(`${key}:${value}`))
    return values && values.length > 0 ? values : undefined
  }
  const { from, to } = boundsOf(search, now)
  const isLater = from !== null && upTo !== null && from > upTo
  const end = to === null ? upTo : upTo === null || isLater ? to : Math.min(to, upTo)
  const words = search.text?.trim()
  const not = {
    actions: on('notActions'),
    usernames: on('notUsernames'),
    ips: on('notIps'),
    targets: on('notTargets'),
    networks: on('notNetworks'),
    countries: on('notCountries'),
    categories: on('notCategories') as AuditCategory[] | undefined,
  }
  const left = Object.entries(not).filter(([, values]) => values !== undefined)
  const parts = {
    from: from === null ? undefined : iso(from),
    to: end === null ? undefined : iso(end),
    text: words === '' ? undefined : words,
    categories: search.categories,
    actions: on('actions'),
    usernames: on('usernames'),
    ips: on('ips'),
    targets: on('targets'),
    networks: on('networks'),
    countries: on('countries'),
    about: search.off?.includes('about:') ? undefined : search.about,
    callers: search.off?.includes('callers:') ? undefined : search.callers,
    own: search.own === 'shown' ? undefined : ('without' as const),
    not: left.length > 0 ? Object.fromEntries(left) : undefined,
  }
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as AuditFilter
}

/** An address with some parts changed; `undefined` takes a part out, and so does an empty list. */
export function changed(
  search: AuditSearch,
  change: { [K in keyof AuditSearch]?: AuditSearch[K] | undefined },
): AuditSearch {
  const next = tidy(
    Object.fromEntries(
      Object.entries({ ...search, ...change }).map(([key, value]) => [
        key,
        Array.isArray(value) && value.length === 0 ? undefined : value,
      ]),
    ),
  )
  if (next.span === usualSpan) delete next.span
  const off = next.off?.filter((id) => {
    if (id === 'about:' || id === 'callers:') return next[id === 'about:' ? 'about' : 'callers'] !== undefined
    const [key, value] = chipParts(id)
    return key !== null && next[key]?.includes(value)
  })
  const { off: _, ...rest } = next
  return off && off.length > 0 ? { ...rest, off } : rest
}

/** Which list a chip's id names, and which of its values. */
export function chipParts(id: string): [ListKey | null, string] {
  const at = id.indexOf(':')
  return [listKeys.find((key) => key === id.slice(0, at)) ?? null, id.slice(at + 1)]
}

const around = 10 * 60_000

/**
 * What the same person did from the same address within 10 minutes of an event; where it names nobody, what came from its address.
 * Person and address are chips: switching one off looks wider.
 */
export function aroundOf(event: { time: string; username: string; ip: string }): AuditSearch {
  const time = Date.parse(event.time)
  const who = event.username.trim() === '' ? {} : { usernames: [event.username] }
  const where = event.ip === '' && event.username.trim() !== '' ? {} : { ips: [event.ip] }
  return { ...who, ...where, own: 'shown', from: iso(time - around), to: iso(time + around - 1000) }
}

/** The events of one session alone; with them what else came from its address in its time, where it names nobody. */
export function onlySession({ events, username, ip }: EventSession): AuditSearch {
  const times = events.map(({ time }) => time).sort()
  return {
    ...(username.trim() === '' ? {} : { usernames: [username] }),
    ips: [ip],
    from: times[0] ?? iso(0),
    to: times.at(-1) ?? iso(0),
  }
}
