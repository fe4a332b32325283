import type { AuditCategory } from '../../../contract/audit/audit.ts'
import type { AuditFilter } from '../../../contract/calls/audit/audit.ts'
import type { Leaf } from '../archive/leaves/leaf.ts'
import type { ArchiveKeys } from './archive-keys.ts'
import { type Deciding, kindsOf, pairsOf } from './leaf-kinds.ts'
import { holdsText, type LeafTraits, passes } from './leaf-rows.ts'
import { summaryOf } from './leaf-summary.ts'
import { searched } from './name-keys.ts'
import { hasDigits, markText } from './text-marks.ts'
import { type TraitTest, traitsOf } from './traits.ts'

/** What a question asks of events, by the catalogue's numbers. */
export interface Masks {
  from: number
  to: number
  /** Of each number `passes` and `holdsText`; null: every one passes, and none holds a text that is searched for. */
  person: Uint8Array | null
  ip: Uint8Array | null
  action: Uint8Array | null
  /** By number of a target; null: any, also none. */
  target: Uint8Array | null
  withoutTarget: Uint8Array | null
  /** The text in bytes, in the ways in which leaves may hold it; null: none is asked for. */
  text: readonly Uint8Array[] | null
  /** What is asked of an event as a whole; null: nothing. */
  traits: TraitTest | null
}

/** Which part of the filter is left out: a facet is counted without its own. */
export type LeftOut = 'category' | 'action' | 'username' | 'ip' | 'target' | 'network' | 'country' | null

const seconds = (instant: string, round: (value: number) => number): number =>
  Math.min(0xffff_ffff, Math.max(0, round(Date.parse(instant) / 1000)))

const joined = (one: string | undefined, many: readonly string[] | undefined): readonly string[] | undefined =>
  one === undefined ? many : [one, ...(many ?? [])]

/** The filter without the part that a facet leaves out. */
export function withoutOwn(filter: AuditFilter, leftOut: LeftOut): AuditFilter {
  if (leftOut === null) return filter
  const own = {
    category: ['categories'],
    action: ['actions'],
    username: ['username', 'usernames'],
    ip: ['ip', 'ips'],
    target: ['targets'],
    network: ['networks', 'outsideNetworks'],
    country: ['countries'],
  }[leftOut]
  const without = (part: object) => Object.fromEntries(Object.entries(part).filter(([name]) => !own.includes(name)))
  return { ...without(filter), ...(filter.not === undefined ? {} : { not: without(filter.not) }) } as AuditFilter
}

export function masksOf(filter: AuditFilter, keys: ArchiveKeys, categoryOf: (action: number) => AuditCategory): Masks {
  const spelled = searched(filter.text?.trim() ?? '')
  const isSearched = spelled[0] !== ''
  const { not, categories } = filter
  const column = (
    table: 'person' | 'ip' | 'action',
    wanted: readonly string[] | undefined,
    unwanted: readonly string[] | undefined,
    also: ((n: number) => boolean) | null = null,
  ): Uint8Array | null => {
    const { names } = keys[table]
    const isAsked = wanted !== undefined || (unwanted?.length ?? 0) > 0 || also !== null
    if (!isAsked && !isSearched) return null
    const values = wanted === undefined ? new Uint8Array(names.keys().length).fill(passes) : names.chosen(wanted)
    if (unwanted !== undefined && unwanted.length > 0) {
      const no = names.chosen(unwanted)
      for (let n = 0; n < values.length; n++) values[n] = (values[n] as number) & ~(no[n] as number)
    }
    if (also !== null) for (let n = 0; n < values.length; n++) if (values[n] !== 0 && !also(n)) values[n] = 0
    if (!isSearched) return values
    const holding = names.holding(spelled)
    // Most words stand in nobody's name: then it is as if nothing was asked of names.
    if (!isAsked && holding.length === 0) return null
    for (const n of holding) values[n] = (values[n] as number) | holdsText
    return values
  }
  const categoryPasses =
    categories === undefined && not?.categories === undefined
      ? null
      : (action: number) =>
          (categories === undefined || categories.includes(categoryOf(action))) &&
          !(not?.categories?.includes(categoryOf(action)) ?? false)
  return {
    from: filter.from === undefined ? 0 : seconds(filter.from, Math.ceil),
    to: filter.to === undefined ? 0xffff_ffff : seconds(filter.to, Math.floor),
    person: column('person', joined(filter.username, filter.usernames), not?.usernames),
    ip: column('ip', joined(filter.ip, filter.ips), not?.ips, placePasses(filter, keys)),
    action: column('action', filter.actions, not?.actions, categoryPasses),
    target: filter.targets === undefined ? null : keys.target.names.chosen(filter.targets),
    withoutTarget:
      not?.targets === undefined || not.targets.length === 0 ? null : keys.target.names.chosen(not.targets),
    text: isSearched ? spelled.map((each) => new TextEncoder().encode(each)) : null,
    traits: traitsOf(filter, keys.tables),
  }
}

/** Whether an address is where the filter wants it; null: it does not ask. */
function placePasses({ networks, outsideNetworks, countries, not }: AuditFilter, { places }: ArchiveKeys) {
  const wantedNetworks = outsideNetworks === true ? ['', ...(networks ?? [])] : networks
  const tests: ((n: number) => boolean)[] = []
  const lower = (values: readonly string[]) => new Set(values.map((value) => value.toLowerCase()))
  const network = (n: number) => places.networkAt(n)?.toLowerCase() ?? null
  const country = (n: number) => places.factsAt(n)?.country.toLowerCase() ?? ''
  const test = (values: readonly string[] | undefined, of: (n: number) => string | null, wanted: boolean) => {
    if (values === undefined || (!wanted && values.length === 0)) return
    const set = lower(values)
    tests.push((n) => {
      const value = of(n)
      return (value !== null && set.has(value)) === wanted
    })
  }
  test(wantedNetworks, network, true)
  test(not?.networks, network, false)
  test(countries, country, true)
  test(not?.countries, country, false)
  return tests.length === 0 ? null : (n: number) => tests.every((each) => each(n))
}

/** By what is to be decided which rows of a leaf are meant: by kinds of pairs, unless what is asked is told by pairs alone. */
export function decidingOf(leaf: Leaf, { target, withoutTarget, text }: Masks, traits: LeafTraits | null): Deciding {
  const byPairs =
    target !== null || withoutTarget !== null || traits?.of === 'pairs' || (text?.some(hasDigits) ?? false)
  return byPairs ? pairsOf(leaf) : kindsOf(leaf)
}

/** Of each pair or kind of a leaf, `passes` and `holdsText`; null: every one passes, and no text is searched for. */
export function decidingMask(leaf: Leaf, of: Deciding, masks: Masks): Uint8Array | null {
  const { target, withoutTarget, action, text } = masks
  if (action === null && target === null && withoutTarget === null && text === null) return null
  const values = new Uint8Array(of.action.length)
  if (action === null || action.every((value) => value === passes)) values.fill(passes)
  else for (let n = 0; n < values.length; n++) values[n] = action[of.action[n] as number] as number
  if (target !== null) onlyThose(leaf, target, values)
  if (withoutTarget !== null) notThose(leaf, withoutTarget, values)
  for (const each of text ?? []) markText(leaf, of, each, values)
  return values
}

/** Leaves those pairs to pass that name one of the targets. Few do: what all pairs name is gone through as one run. */
function onlyThose(leaf: Leaf, wanted: Uint8Array, values: Uint8Array): void {
  const named = new Uint8Array(values.length)
  pairsNaming(leaf, wanted, (pair) => {
    named[pair] = passes
  })
  for (let pair = 0; pair < values.length; pair++)
    values[pair] = (values[pair] as number) & (~passes | (named[pair] as number))
}

/** Lets none of those pairs pass that name one of the targets. */
function notThose(leaf: Leaf, wanted: Uint8Array, values: Uint8Array): void {
  pairsNaming(leaf, wanted, (pair) => {
    values[pair] = (values[pair] as number) & ~passes
  })
}

function pairsNaming(leaf: Leaf, wanted: Uint8Array, found: (pair: number) => void): void {
  const { target } = leaf
  const { naming } = summaryOf(leaf)
  for (let at = 0; at < target.length; at++) if (wanted[target[at] as number] !== 0) found(naming[at] as number)
}
