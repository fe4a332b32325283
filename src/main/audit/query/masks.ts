import type { AuditCategory } from '../../../contract/audit.ts'
import type { AuditFilter } from '../../../contract/calls/audit.ts'
import { containing, spellings } from '../../text/folding.ts'
import type { Names } from '../archive/archive.ts'
import type { StoredLeaf } from '../archive/leaf-codec.ts'
import { actionKey } from '../events/action-names.ts'
import { pairsWith } from './pairs-with.ts'
import { type TraitTest, traitsOf } from './traits.ts'

/** A name's own filter lets it pass. */
export const passes = 1
/** The text that is searched for is in it. */
export const holdsText = 2

/** What a question asks of events, by the catalogue's numbers; of each number `passes` and `holdsText`. */
export interface Masks {
  from: number
  to: number
  person: Uint8Array
  ip: Uint8Array
  action: Uint8Array
  /** By number of a target; null: any, also none. */
  target: Uint8Array | null
  withoutTarget: Uint8Array | null
  /** The text in bytes, in the ways in which leaves may hold it; null: none is asked for. */
  text: readonly Buffer[] | null
  /** What is asked of an event as a whole; null: nothing. */
  traits: TraitTest | null
}

/** Which part of the filter is left out: a facet is counted without its own. */
export type LeftOut = 'category' | 'action' | 'username' | 'ip' | 'target' | null

const seconds = (instant: string, round: (value: number) => number): number =>
  Math.min(0xffff_ffff, Math.max(0, round(Date.parse(instant) / 1000)))

export function masksOf(
  filter: AuditFilter,
  names: Names,
  categoryOf: (action: number) => AuditCategory,
  leftOut: LeftOut = null,
): Masks {
  const text = spellings(filter.text?.trim() ?? '')
  const isSearched = text[0] !== ''
  const holds = containing(filter.text)
  const part = <T>(facet: LeftOut, values: T): T | undefined => (leftOut === facet ? undefined : values)
  const lower = (value: string) => value.toLowerCase()
  const wantedPeople = part('username', joined(filter.username, filter.usernames))
  const wantedIps = part('ip', joined(filter.ip, filter.ips))
  const wantedActions = part('action', filter.actions)
  const categories = part('category', filter.categories)
  const { not } = filter
  const categoryPasses = (action: number) =>
    (categories === undefined || categories.includes(categoryOf(action))) &&
    !(part('category', not?.categories)?.includes(categoryOf(action)) ?? false)
  const mask = (
    texts: readonly string[],
    key: (value: string) => string,
    wanted: readonly string[] | undefined,
    unwanted: readonly string[] | undefined,
    also: (n: number) => boolean = () => true,
  ): Uint8Array => {
    const yes = wanted === undefined ? null : new Set(wanted.map(key))
    const no = unwanted === undefined ? null : new Set(unwanted.map(key))
    return Uint8Array.from(texts, (value, n) => {
      const own = (yes === null || yes.has(key(value))) && !no?.has(key(value)) && also(n)
      return (own ? passes : 0) | (isSearched && holds(value) ? holdsText : 0)
    })
  }
  const targets = part('target', filter.targets)
  const noTargets = part('target', not?.targets)
  return {
    from: filter.from === undefined ? 0 : seconds(filter.from, Math.ceil),
    to: filter.to === undefined ? 0xffff_ffff : seconds(filter.to, Math.floor),
    person: mask(names.person.texts, lower, wantedPeople, part('username', not?.usernames)),
    ip: mask(names.ip.texts, lower, wantedIps, part('ip', not?.ips)),
    action: mask(names.action.texts, actionKey, wantedActions, part('action', not?.actions), categoryPasses),
    target: targets === undefined ? null : chosen(names.target.texts, targets),
    withoutTarget: noTargets === undefined ? null : chosen(names.target.texts, noTargets),
    text: isSearched ? [...new Set(text)].map((each) => Buffer.from(each)) : null,
    traits: traitsOf(filter, names),
  }
}

const joined = (one: string | undefined, many: readonly string[] | undefined): readonly string[] | undefined =>
  one === undefined ? many : [one, ...(many ?? [])]

function chosen(texts: readonly string[], wanted: readonly string[]): Uint8Array {
  const keys = new Set(wanted.map((value) => value.toLowerCase()))
  return Uint8Array.from(texts, (value) => (keys.has(value.toLowerCase()) ? 1 : 0))
}

/** Of each pair of a leaf, `passes` and `holdsText`. */
export function pairMask(leaf: StoredLeaf, masks: Masks): Uint8Array {
  const pairs = leaf.action.length
  const mask = new Uint8Array(pairs)
  const { target, withoutTarget } = masks
  for (let pair = 0; pair < pairs; pair++) {
    let value = masks.action[leaf.action[pair] as number] as number
    if (target !== null && !namesOne(leaf, pair, target)) value &= ~passes
    if (withoutTarget !== null && namesOne(leaf, pair, withoutTarget)) value &= ~passes
    mask[pair] = value
  }
  for (const text of masks.text ?? [])
    pairsWith(leaf, text, (pair) => {
      mask[pair] = (mask[pair] as number) | holdsText
    })
  return mask
}

function namesOne(leaf: StoredLeaf, pair: number, wanted: Uint8Array): boolean {
  for (let at = leaf.targetStart[pair] as number; at < (leaf.targetStart[pair + 1] as number); at++)
    if (wanted[leaf.target[at] as number] === 1) return true
  return false
}
