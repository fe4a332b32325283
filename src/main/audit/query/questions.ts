import { type AuditCategory, type AuditFacet, type AuditPlace, auditCategories } from '../../../contract/audit/audit.ts'
import type { AuditEvent, AuditFilter } from '../../../contract/calls/audit/audit.ts'
import { spellings } from '../../text/folding.ts'
import type { Archive } from '../archive/archive.ts'
import { ArchiveChanged, type Leaf, textOfPair } from '../archive/leaves/leaf.ts'
import { createEventClock, type EventClock, wallText } from '../events/event-clock.ts'
import { parseData } from '../events/parse-data.ts'
import { canonicalAddress } from '../places/ip-number.ts'
import { largest } from './counts.ts'
import type { Helper } from './helper/helper.ts'
import { createMatches } from './matches.ts'
import { holdsOne, searched } from './name-keys.ts'
import { matchLeaf, rowsBackwards } from './scan.ts'

/** Where rows go on: at a second in UTC, after so many rows of it. */
export interface RowPlace {
  time: number
  after: number
}

/** An event as it came, and as it is sorted. */
export type BareEvent = Pick<AuditEvent, 'time' | 'username' | 'ip' | 'category' | 'action' | 'data' | 'ambiguous'>
type RowsOn<E> = { rows: E[]; next: RowPlace | null }
type MakeRow<E> = (leaf: Leaf, row: number, category: readonly AuditCategory[]) => E
type ByCategory = Record<AuditCategory, number>
type Range = { offset: number; limit: number }
type Values = { values: { value: string; count: number }[]; distinct: number }

/** What is asked of an archive, answered by going through its leaves. */
export interface Questions {
  /** Rows alone, from a place on, without counting the others. */
  rows(filter: AuditFilter, from: RowPlace | null, limit: number): RowsOn<AuditEvent>
  /** The same, as they came, without what is worked out of them. */
  bareRows(filter: AuditFilter, from: RowPlace | null, limit: number): RowsOn<BareEvent>
  actions(): { action: string; category: AuditCategory }[]
  /** Nobody asks for a while: what was kept for the next questions of a screen goes. */
  rest(): void
  page(filter: AuditFilter, range: Range): { rows: AuditEvent[]; total: number; byCategory: ByCategory }
  facet(filter: AuditFilter, facet: AuditFacet | AuditPlace, search: string, limit: number): Values
  histogram(filter: AuditFilter, buckets: number): { from: string; to: string; count: number; byCategory: ByCategory }[]
}

const none = (): ByCategory => Object.fromEntries(auditCategories.map((category) => [category, 0])) as ByCategory

/** `isAmbiguous`: whether the wall shows an instant's reading twice; `helper`: a second thread that goes through leaves. */
export function createQuestions(
  archive: Archive,
  isAmbiguous: (time: number) => boolean,
  helper: Helper | null = null,
): Questions {
  const { names, places } = archive
  const matches = createMatches(archive, helper)
  let wall: { zone: string; clock: EventClock } | null = null
  function clock(): EventClock {
    const zone = archive.zone() ?? 'UTC'
    if (wall?.zone !== zone) wall = { zone, clock: createEventClock(zone) }
    return wall.clock
  }

  function sumCategories(counts: Uint32Array, category: readonly AuditCategory[]): ByCategory {
    const sums = none()
    counts.forEach((count, action) => {
      sums[category[action] ?? 'other'] += count
    })
    return sums
  }

  const bareAt: MakeRow<BareEvent> = (leaf, row, category) => {
    const pair = leaf.pair[row] as number
    const action = leaf.action[pair] as number
    const time = leaf.time[row] as number
    return {
      time: new Date(time * 1000).toISOString(),
      username: names.person.texts[leaf.people[leaf.person[row] as number] as number] ?? '',
      ip: names.ip.texts[leaf.addresses[leaf.ip[row] as number] as number] ?? '',
      action: names.action.texts[action] ?? '',
      category: category[action] ?? 'other',
      data: textOfPair(leaf, pair),
      ambiguous: isAmbiguous(time),
    }
  }

  const eventAt: MakeRow<AuditEvent> = (leaf, row, category) => {
    const event = bareAt(leaf, row, category)
    const ip = leaf.addresses[leaf.ip[row] as number] as number
    const facts = places.factsAt(ip)
    return {
      ...event,
      parsed: parseData(event.username, event.action, event.data),
      local: wallText(clock().wallOf(leaf.time[row] as number, leaf.skipped[row] === 1)),
      ...places.toldOf(ip),
      ...(facts?.country ? { country: facts.country } : {}),
      ...(facts?.provider ? { provider: facts.provider } : {}),
    }
  }

  /** Counts by number as values, names that compare as equal together. */
  function valuesOf(counted: Uint32Array, kind: keyof Archive['names'], search: string, limit: number): Values {
    const { names: keys } = matches.keys[kind]
    const counts = counted.slice()
    const firsts = keys.firsts()
    for (let n = 0; n < counts.length; n++) {
      const first = firsts[n] as number
      if (first === n || counts[n] === 0) continue
      counts[first] = (counts[first] as number) + (counts[n] as number)
      counts[n] = 0
    }
    const { texts } = names[kind]
    const spelled = searched(search.trim())
    const folded = spelled[0] === '' ? null : keys.folded()
    const isMeant = (n: number) => folded === null || holdsOne(folded[n] as string, spelled)
    const { top, distinct } = largest(counts, limit, isMeant, (a, b) => (texts[a] ?? '') < (texts[b] ?? ''))
    // An address that came in several ways of writing is said in the usual one.
    const said = (n: number) => (kind === 'ip' ? (canonicalAddress(texts[n] ?? '') ?? texts[n]) : texts[n]) ?? ''
    return { values: top.map((n) => ({ value: said(n), count: counts[n] as number })), distinct }
  }

  /** Few values, counted by a text of each address; null: not counted. */
  function placeValues(counts: Uint32Array, of: (ip: number) => string | null, search: string, limit: number): Values {
    const sums = new Map<string, number>()
    counts.forEach((count, ip) => {
      const value = count === 0 ? null : of(ip)
      if (value !== null) sums.set(value, (sums.get(value) ?? 0) + count)
    })
    return fewValues([...sums], search, limit)
  }
  function fewValues(counted: [string, number][], search: string, limit: number): Values {
    const spelled = spellings(search.trim())
    const values = counted
      .filter(([value, count]) => count > 0 && (spelled[0] === '' || holdsOne(spellings(value).join('\n'), spelled)))
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    return { values: values.slice(0, limit), distinct: values.length }
  }

  function rowsOn<E extends BareEvent>(
    filter: AuditFilter,
    from: RowPlace | null,
    limit: number,
    make: MakeRow<E>,
  ): RowsOn<E> {
    const { masks: all, category } = matches.masksOf(filter)
    const masks = from === null ? all : { ...all, to: Math.min(all.to, from.time) }
    const rows: E[] = []
    let skip = from?.after ?? 0
    for (const entry of [...archive.entries()].reverse()) {
      if (rows.length >= limit) break
      if (entry.last < masks.from || entry.first > masks.to) continue
      const leaf = archive.leaf(entry)
      const match = leaf === null ? null : matchLeaf(leaf, masks)
      if (match === null) continue
      for (const row of rowsBackwards(match, skip, limit - rows.length)) rows.push(make(match.leaf, row, category))
      // No second lies in two leaves: the rows to pass over are all in the first that is looked at.
      skip = 0
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < limit) return { rows, next: null }
    const time = Date.parse(last.time) / 1000
    let same = 0
    for (let at = rows.length - 1; at >= 0 && rows[at]?.time === last.time; at--) same++
    return { rows, next: { time, after: same + (from?.time === time ? from.after : 0) } }
  }

  const questions: Questions = {
    rest: matches.rest,
    actions: () => matches.categories().map((category, n) => ({ action: names.action.texts[n] ?? '', category })),
    rows: (filter, from, limit) => rowsOn(filter, from, limit, eventAt),
    bareRows: (filter, from, limit) => rowsOn(filter, from, limit, bareAt),
    page(filter, { offset, limit }) {
      const matched = matches.of(filter)
      return {
        rows: matched.rows(offset, limit).map(({ leaf, row }) => eventAt(leaf, row, matched.category)),
        total: matched.total,
        byCategory: sumCategories(matched.pairs().action, matched.category),
      }
    },
    facet(filter, facet, search, limit) {
      const matched = matches.of(filter, facet)
      switch (facet) {
        case 'category':
          return fewValues(Object.entries(sumCategories(matched.pairs().action, matched.category)), search, limit)
        case 'action':
        case 'target':
          return valuesOf(matched.pairs()[facet], facet, search, limit)
        case 'username':
          return valuesOf(matched.column('person'), 'person', search, limit)
        case 'ip':
          return valuesOf(matched.column('ip'), 'ip', search, limit)
        case 'network':
          return placeValues(matched.column('ip'), places.networkAt, search, limit)
        case 'country':
          return placeValues(matched.column('ip'), (ip) => places.factsAt(ip)?.country || null, search, limit)
      }
    },
    histogram(filter, buckets) {
      const entries = archive.entries()
      const from = filter.from === undefined ? (entries[0]?.first ?? null) : Date.parse(filter.from) / 1000
      const to = filter.to === undefined ? (entries.at(-1)?.last ?? null) : Date.parse(filter.to) / 1000
      if (from === null || to === null || to < from) return []
      const { category, overTime } = matches.of(filter)
      // Whole seconds, both ends of the span included.
      const length = Math.max(1, to + 1 - from)
      const edges = Array.from({ length: buckets + 1 }, (_, index) =>
        Math.min(to + 1, from + Math.round((length * index) / buckets)),
      )
      const categoryOf = Uint8Array.from(category, (each) => auditCategories.indexOf(each))
      const counts = overTime(edges, { categoryOf, categories: auditCategories.length })
      return edges.slice(0, -1).flatMap((first, bucket) => {
        const end = edges[bucket + 1] as number
        if (end <= first) return []
        const own = counts.subarray(bucket * auditCategories.length, (bucket + 1) * auditCategories.length)
        const byCategory = none()
        let count = 0
        for (const [n, each] of auditCategories.entries()) {
          byCategory[each] = own[n] as number
          count += own[n] as number
        }
        return [
          { from: new Date(first * 1000).toISOString(), to: new Date(end * 1000).toISOString(), count, byCategory },
        ]
      })
    },
  }
  return {
    actions: questions.actions,
    rest: questions.rest,
    rows: (...asked) => again(() => questions.rows(...asked)),
    bareRows: (...asked) => again(() => questions.bareRows(...asked)),
    page: (...asked) => again(() => questions.page(...asked)),
    facet: (...asked) => again(() => questions.facet(...asked)),
    histogram: (...asked) => again(() => questions.histogram(...asked)),
  }
}

/** Asks anew where a leaf turned out to be damaged: it is no part of the archive any more. */
function again<T>(ask: () => T): T {
  for (;;)
    try {
      return ask()
    } catch (error) {
      if (!(error instanceof ArchiveChanged)) throw error
    }
}
