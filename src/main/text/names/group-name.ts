import { lettersApart, slipsOf } from '../damerau.ts'
import { fold } from '../folding.ts'
import type { LooksLike } from '../look-alikes.ts'

const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu

/** What a group name looks like: without case, blanks at the ends and twice, invisible characters, and forms of one letter. Equal looks are twins. */
export const lookOf = (name: string): string =>
  name.normalize('NFKC').replace(invisible, '').replace(/\s+/gu, ' ').trim().toLowerCase()

/** What is left of a name when "&" is "and", and marks and accents count for nothing: equal cores are near-duplicates. */
export const coreOf = (name: string): string =>
  fold(lookOf(name))
    .replace(/[&+]/gu, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const looks = new WeakMap<ReadonlySet<string>, Map<string, string[]>>()

/** The known names that look like this one and are others; empty: none does. */
export function twinsOf(name: string, known: ReadonlySet<string>): string[] {
  let index = looks.get(known)
  if (index === undefined) {
    index = new Map()
    for (const each of known) {
      const look = lookOf(each)
      const same = index.get(look)
      if (same === undefined) index.set(look, [each])
      else same.push(each)
    }
    looks.set(known, index)
  }
  return (index.get(lookOf(name)) ?? []).filter((each) => each !== name)
}

const plains = new WeakMap<ReadonlySet<string>, Map<string, string>>()

/** The known name that this one looks like though letters of it are of another alphabet; undefined: there is none. */
export function disguisedTwinOf(name: string, known: ReadonlySet<string>, looksLike: LooksLike): string | undefined {
  const seen = looksLike(name) ?? name
  if (seen !== name && known.has(seen)) return seen
  const plain = (text: string): string => lookOf(looksLike(text) ?? text)
  let index = plains.get(known)
  if (index === undefined) {
    index = new Map([...known].map((each) => [plain(each), each]))
    plains.set(known, index)
  }
  const twin = index.get(lookOf(seen))
  return twin === name ? undefined : twin
}

interface Near {
  cores: readonly (readonly [name: string, core: string])[]
  /** What was found for names that were asked for: lists repeat the same few. */
  found: Map<string, string[]>
}
const nears = new WeakMap<ReadonlySet<string>, Near>()
/** So many names are remembered. */
const mostRemembered = 5000

/** The known names nearest to one that is not known: twins first, then near-duplicates, then slips of at most two letters. */
export function nearestGroups(name: string, known: ReadonlySet<string>, most = 3): string[] {
  let near = nears.get(known)
  if (near === undefined) {
    near = { cores: [...known].map((each) => [each, coreOf(each)] as const), found: new Map() }
    nears.set(known, near)
  }
  const before = near.found.get(name)
  if (before !== undefined) return before.slice(0, most)
  const found = searched(name, known, near.cores)
  if (near.found.size < mostRemembered) near.found.set(name, found)
  return found.slice(0, most)
}

/** All known names that are near, the nearest first. */
function searched(name: string, known: ReadonlySet<string>, cores: Near['cores']): string[] {
  const twins = twinsOf(name, known)
  if (twins.length > 0) return twins
  const core = coreOf(name)
  const found: { name: string; apart: number }[] = []
  for (const [each, other] of cores) {
    const allowed = Math.min(slipsOf(core), slipsOf(other))
    const apart = core === other ? 0 : lettersApart(core, other, allowed)
    if (core !== '' && apart <= allowed) found.push({ name: each, apart })
  }
  return found.sort((a, b) => a.apart - b.apart || (a.name < b.name ? -1 : 1)).map(({ name: each }) => each)
}

/** What is wrong with a name that only its look hides. */
export type NameFault = 'space' | 'invisible'

/** Blanks at the ends or twice, and invisible characters, of a name; empty: none. */
export function faultsOf(name: string): NameFault[] {
  const faults: NameFault[] = []
  if (name !== name.trim() || /\s\s/u.test(name)) faults.push('space')
  if (name.replace(invisible, '') !== name) faults.push('invisible')
  return faults
}
