import type { AuditCategory } from '../../../contract/audit/audit.ts'
import type { AuditFilter } from '../../../contract/calls/audit/audit.ts'
import { spellings } from '../../text/folding.ts'
import type { Leaf } from '../archive/leaves/leaf.ts'
import type { ArchiveKeys } from './archive-keys.ts'
import { holdsOne } from './name-keys.ts'
import { markText } from './text-marks.ts'
import { type TraitTest, traitsOf } from './traits.ts'

/** A name's own filter lets it pass. */
export const passes = 1
/** The text that is searched for is in it. */
export const holdsText = 2

/** What a question asks of one column, by number; `all`: every name passes; no values: nor is a text searched for. */
export interface ColumnMask {
  values: Uint8Array | null
  all: boolean
}

/** What a question asks of events, by the catalogue's numbers; of each number `passes` and `holdsText`. */
export interface Masks {
  from: number
  to: number
  person: ColumnMask
  ip: ColumnMask
  action: ColumnMask
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
  const spelled = spellings(filter.text?.trim() ?? '')
  const isSearched = spelled[0] !== ''
  const { not, categories } = filter
  const column = (
    table: 'person' | 'ip' | 'action',
    wanted: readonly string[] | undefined,
    unwanted: readonly string[] | undefined,
    also: ((n: number) => boolean) | null = null,
  ): ColumnMask => {
    const { keyOf, names } = keys[table]
    const isAsked = wanted !== undefined || (unwanted?.length ?? 0) > 0 || also !== null
    if (!isAsked && !isSearched) return { values: null, all: true }
    const all = names.keys()
    const yes = wanted === undefined ? null : new Set(wanted.map(keyOf))
    const no = unwanted === undefined || unwanted.length === 0 ? null : new Set(unwanted.map(keyOf))
    const values = new Uint8Array(all.length).fill(passes)
    let every = true
    if (isAsked)
      for (let n = 0; n < all.length; n++) {
        const key = all[n] as string
        if ((yes === null || yes.has(key)) && !no?.has(key) && (also === null || also(n))) continue
        values[n] = 0
        every = false
      }
    if (isSearched) {
      const folded = names.folded()
      for (let n = 0; n < all.length; n++)
        if (holdsOne(folded[n] as string, spelled)) values[n] = (values[n] as number) | holdsText
    }
    return { values, all: every }
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
    target: filter.targets === undefined ? null : chosen(keys, filter.targets),
    withoutTarget: not?.targets === undefined || not.targets.length === 0 ? null : chosen(keys, not.targets),
    text: isSearched ? [...new Set(spelled)].map((each) => new TextEncoder().encode(each)) : null,
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

function chosen(keys: ArchiveKeys, wanted: readonly string[]): Uint8Array {
  const { keyOf, names } = keys.target
  const set = new Set(wanted.map(keyOf))
  return Uint8Array.from(names.keys(), (key) => (set.has(key) ? 1 : 0))
}

/** Of each pair of a leaf, `passes` and `holdsText`. */
export function pairMask(leaf: Leaf, { target, withoutTarget, action, text }: Masks): ColumnMask {
  if (action.values === null && target === null && withoutTarget === null && text === null)
    return { values: null, all: true }
  const pairs = leaf.action.length
  const values = new Uint8Array(pairs)
  let every = passes
  if (action.values === null) values.fill(passes)
  else
    for (let pair = 0; pair < pairs; pair++) {
      const value = action.values[leaf.action[pair] as number] as number
      values[pair] = value
      every &= value
    }
  if (target !== null) every &= onlyThose(leaf, target, values, 0)
  if (withoutTarget !== null) every &= onlyThose(leaf, withoutTarget, values, 1)
  for (const each of text ?? []) markText(leaf, each, values, holdsText)
  return { values, all: (every & passes) !== 0 }
}

/** Leaves those pairs to pass that name one of the targets, or none where that is 1; gives what all of them have. */
function onlyThose({ targetStart, target }: Leaf, wanted: Uint8Array, values: Uint8Array, none: 0 | 1): number {
  let every = passes
  let end = targetStart[0] as number
  for (let pair = 0; pair < values.length; pair++) {
    let at = end
    end = targetStart[pair + 1] as number
    let found = 0
    for (; at < end; at++) found |= wanted[target[at] as number] as number
    const value = (values[pair] as number) & (~passes | (found ^ none))
    values[pair] = value
    every &= value
  }
  return every
}
