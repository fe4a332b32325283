import { type Columns, flag } from '../directory/index/columns.ts'
import { linesOf } from '../directory/name-index.ts'
import { lettersApart } from '../text/damerau.ts'

/** The company's domains: learnt from who is there, and what a person added or took off. */
export interface Domains {
  has(domain: string): boolean
  /** The company's domain that another one may be a slip of; null: none is near. */
  near(domain: string): string | null
  /** The domains, most people first. */
  list: { domain: string; people: number; learnt: boolean }[]
}

/** One in a hundred, and two people at least: a single address elsewhere makes no domain of the company. */
const leastShare = 0.01
const leastPeople = 2

/** The domain of an address, in small letters. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

/** Counts the domains of everybody who is there and not disabled. Yields now and then. */
export function* learnDomains(columns: Columns): Generator<void, Map<string, number>> {
  const counts = new Map<string, number>()
  let done = 0
  for (const { at, username } of linesOf(columns)) {
    if (++done % 2000 === 0) yield
    if (((columns.flags[at] as number) & flag.disabled) !== 0 || !username.includes('@')) continue
    const domain = domainOf(username)
    counts.set(domain, (counts.get(domain) ?? 0) + 1)
  }
  return counts
}

/** What counts as the company's own, of the domains that people have. */
export function domainsOf(
  counts: ReadonlyMap<string, number>,
  { added, removed }: { added: readonly string[]; removed: readonly string[] },
): Domains {
  const total = [...counts.values()].reduce((sum, people) => sum + people, 0)
  const off = new Set(removed.map((domain) => domain.toLowerCase()))
  const own = new Map<string, boolean>()
  for (const [domain, people] of counts)
    if (!off.has(domain) && people >= Math.max(leastPeople, total * leastShare)) own.set(domain, true)
  // Of a company of a handful every domain says as much as any other.
  if (own.size === 0) for (const domain of counts.keys()) if (!off.has(domain)) own.set(domain, true)
  for (const domain of added)
    own.set(domain.toLowerCase(), counts.has(domain.toLowerCase()) && !off.has(domain.toLowerCase()))
  return {
    has: (domain) => own.has(domain),
    near: (domain) => {
      let best: { domain: string; apart: number } | null = null
      for (const each of own.keys()) {
        const apart = lettersApart(domain, each, 2)
        if (apart <= 2 && (best === null || apart < best.apart)) best = { domain: each, apart }
      }
      return best?.domain ?? null
    },
    list: [...own]
      .map(([domain, learnt]) => ({ domain, people: counts.get(domain) ?? 0, learnt }))
      .sort((a, b) => b.people - a.people || (a.domain < b.domain ? -1 : 1)),
  }
}
