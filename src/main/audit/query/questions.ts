import { type AuditCategory, type AuditFacet, auditCategories } from '../../../contract/audit.ts'
import type { AuditEvent, AuditFilter } from '../../../contract/calls/audit.ts'
import { containing } from '../../text/folding.ts'
import type { Archive } from '../archive/archive.ts'
import { textOfPair } from '../archive/leaf-codec.ts'
import { actionKey } from '../events/action-names.ts'
import { usualCategory } from '../events/categories.ts'
import { createEventClock, type EventClock, wallText } from '../events/event-clock.ts'
import { parseData } from '../events/parse-data.ts'
import type { RowPlace } from '../protocol.ts'
import { addActions, countTargets, narrowed } from './counts.ts'
import { type LeftOut, type Masks, masksOf } from './masks.ts'
import { countBy, type LeafMatch, matchLeaf, rowsBackwards } from './scan.ts'

type ByCategory = Record<AuditCategory, number>
type Range = { offset: number; limit: number }

/** What is asked of an archive, answered by going through its leaves. */
export interface Questions {
  /** Rows alone, from a place on, without counting the others. */
  rows(filter: AuditFilter, from: RowPlace | null, limit: number): { rows: AuditEvent[]; next: RowPlace | null }
  actions(): { action: string; category: AuditCategory }[]
  page(filter: AuditFilter, range: Range): { rows: AuditEvent[]; total: number; byCategory: ByCategory }
  facet(
    filter: AuditFilter,
    facet: AuditFacet,
    search: string,
    limit: number,
  ): { values: { value: string; count: number }[]; distinct: number }
  histogram(filter: AuditFilter, buckets: number): { from: string; to: string; count: number; byCategory: ByCategory }[]
}

const none = (): ByCategory => Object.fromEntries(auditCategories.map((category) => [category, 0])) as ByCategory

/** `isAmbiguous`: whether the wall shows an instant's reading twice. */
export function createQuestions(archive: Archive, isAmbiguous: (time: number) => boolean): Questions {
  const { names, catalog } = archive
  let wall: { zone: string; clock: EventClock } | null = null
  function clock(): EventClock {
    const zone = archive.zone() ?? 'UTC'
    if (wall?.zone !== zone) wall = { zone, clock: createEventClock(zone) }
    return wall.clock
  }

  function categories(): AuditCategory[] {
    const own = new Map(catalog.categories().map(({ action, category }) => [action, category]))
    return names.action.texts.map((action) => own.get(actionKey(action)) ?? usualCategory(action))
  }

  /** The leaves that hold what is asked, newest first. */
  function matches(filter: AuditFilter, leftOut: LeftOut = null): { found: LeafMatch[]; category: AuditCategory[] } {
    const category = categories()
    const masks = masksOf(filter, names, (action) => category[action] ?? 'other', leftOut)
    const found = [...archive.entries()]
      .reverse()
      .filter((entry) => entry.last >= masks.from && entry.first <= masks.to)
      .flatMap((entry) => {
        const leaf = archive.leaf(entry)
        return leaf === null ? [] : (matchLeaf(leaf, masks) ?? [])
      })
    return { found, category }
  }

  const actionCounts = (found: readonly LeafMatch[]): Uint32Array => {
    const counts = new Uint32Array(names.action.texts.length)
    for (const match of found) addActions(match, counts)
    return counts
  }

  function sumCategories(counts: Uint32Array, category: readonly AuditCategory[]): ByCategory {
    const sums = none()
    counts.forEach((count, action) => {
      sums[category[action] ?? 'other'] += count
    })
    return sums
  }

  function eventAt({ leaf }: LeafMatch, row: number, category: readonly AuditCategory[]): AuditEvent {
    const pair = leaf.pair[row] as number
    const action = leaf.action[pair] as number
    const time = leaf.time[row] as number
    const data = textOfPair(leaf, pair)
    const username = names.person.texts[leaf.person[row] as number] ?? ''
    const name = names.action.texts[action] ?? ''
    return {
      time: new Date(time * 1000).toISOString(),
      username,
      ip: names.ip.texts[leaf.ip[row] as number] ?? '',
      action: name,
      category: category[action] ?? 'other',
      data,
      ambiguous: isAmbiguous(time),
      parsed: parseData(username, name, data),
      local: wallText(clock().wallOf(time, leaf.skipped[row] === 1)),
    }
  }

  function rowsOf(
    found: readonly LeafMatch[],
    sizes: readonly number[],
    category: AuditCategory[],
    { offset, limit }: Range,
  ) {
    const rows: AuditEvent[] = []
    let skip = offset
    for (const [index, match] of found.entries()) {
      const size = sizes[index] as number
      if (skip >= size) {
        skip -= size
        continue
      }
      for (const row of rowsBackwards(match, skip, limit - rows.length)) rows.push(eventAt(match, row, category))
      skip = 0
      if (rows.length >= limit) break
    }
    return rows
  }

  /** Of the last filter that rows were asked by: names are looked through once for all of its pages. */
  let kept: { of: string; masks: Masks; category: AuditCategory[] } | null = null
  function masksFor(filter: AuditFilter): { masks: Masks; category: AuditCategory[] } {
    const counts = [names.person, names.ip, names.action, names.target].map(({ texts }) => texts.length)
    const category = categories()
    const of = JSON.stringify([filter, counts, category])
    if (kept?.of !== of) kept = { of, category, masks: masksOf(filter, names, (action) => category[action] ?? 'other') }
    return kept
  }

  return {
    actions: () => categories().map((category, n) => ({ action: names.action.texts[n] ?? '', category })),
    rows(filter, from, limit) {
      const { masks: all, category } = masksFor(filter)
      const masks = from === null ? all : { ...all, to: Math.min(all.to, from.time) }
      const rows: AuditEvent[] = []
      let skip = from?.after ?? 0
      for (const entry of [...archive.entries()].reverse()) {
        if (rows.length >= limit) break
        if (entry.last < masks.from || entry.first > masks.to) continue
        const leaf = archive.leaf(entry)
        const match = leaf === null ? null : matchLeaf(leaf, masks)
        if (match === null) continue
        for (const row of rowsBackwards(match, skip, limit - rows.length)) rows.push(eventAt(match, row, category))
        // No second lies in two leaves: the rows to pass over are all in the first that is looked at.
        skip = 0
      }
      const last = rows.at(-1)
      if (last === undefined || rows.length < limit) return { rows, next: null }
      const time = Date.parse(last.time) / 1000
      let same = 0
      for (let at = rows.length - 1; at >= 0 && rows[at]?.time === last.time; at--) same++
      return { rows, next: { time, after: same + (from?.time === time ? from.after : 0) } }
    },
    page(filter, range) {
      const { found, category } = matches(filter)
      const all = new Uint32Array(names.action.texts.length)
      let before = 0
      const sizes = found.map((match) => {
        addActions(match, all)
        const total = all.reduce((sum, count) => sum + count, 0)
        const size = total - before
        before = total
        return size
      })
      return { rows: rowsOf(found, sizes, category, range), total: before, byCategory: sumCategories(all, category) }
    },
    facet(filter, facet, search, limit) {
      const { found, category } = matches(filter, facet)
      const isWanted = containing(search)
      const counted = new Map<string, { value: string; count: number }>()
      const add = (key: string, value: string, count: number) => {
        if (count === 0) return
        const known = counted.get(key)
        if (known === undefined) counted.set(key, { value, count })
        else known.count += count
      }
      if (facet === 'category') {
        const sums = sumCategories(actionCounts(found), category)
        for (const name of auditCategories) add(name, name, sums[name])
      } else if (facet === 'action')
        actionCounts(found).forEach((count, n) => {
          const name = names.action.texts[n] ?? ''
          add(actionKey(name), name, count)
        })
      else if (facet === 'target')
        countTargets(found, names.target.texts).forEach((count, n) => {
          const name = names.target.texts[n] ?? ''
          add(name.toLowerCase(), name, count)
        })
      else {
        const table = facet === 'username' ? names.person : names.ip
        const counts = new Uint32Array(table.texts.length)
        for (const match of found) countBy(match, facet === 'username' ? match.leaf.person : match.leaf.ip, counts)
        counts.forEach((count, n) => {
          const name = table.texts[n] ?? ''
          add(name.toLowerCase(), name, count)
        })
      }
      const values = [...counted.values()].filter(({ value }) => isWanted(value))
      values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      return { values: values.slice(0, limit), distinct: values.length }
    },
    histogram(filter, buckets) {
      const entries = archive.entries()
      const from = filter.from === undefined ? (entries[0]?.first ?? null) : Date.parse(filter.from) / 1000
      const to = filter.to === undefined ? (entries.at(-1)?.last ?? null) : Date.parse(filter.to) / 1000
      if (from === null || to === null || to < from) return []
      const { found, category } = matches(filter)
      // Whole seconds, both ends of the span included.
      const length = Math.max(1, to + 1 - from)
      const edge = (index: number): number => Math.min(to + 1, from + Math.round((length * index) / buckets))
      return Array.from({ length: buckets }, (_, index) => [edge(index), edge(index + 1)] as const)
        .filter(([first, last]) => last > first)
        .map(([first, last]) => {
          const counts = actionCounts(found.flatMap((match) => narrowed(match, first, last) ?? []))
          const byCategory = sumCategories(counts, category)
          return {
            from: new Date(first * 1000).toISOString(),
            to: new Date(last * 1000).toISOString(),
            count: counts.reduce((sum, count) => sum + count, 0),
            byCategory,
          }
        })
    },
  }
}
