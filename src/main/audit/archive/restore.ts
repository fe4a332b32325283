import { basename } from 'node:path'
import { explain, setAside } from '../../store/open.ts'
import { UnreadableStore } from '../../store/unreadable.ts'
import { type Catalog, type LeafEntry, openCatalog } from './catalog.ts'
import type { LeafFiles } from './leaves/leaf-files.ts'
import { DamagedLeaf } from './leaves/sealed-part.ts'
import { damagedName, type NewName, nameKinds } from './name-blocks.ts'
import type { Spare } from './spare-names.ts'

// A leaf proves itself, and the names have a second copy: where the catalogue is damaged, or gone, its events are still there.

/** One that cannot be read is put aside. */
export function openOrBegin(file: string, key: string, sealKey: Buffer): Catalog {
  try {
    return openCatalog(file, key, sealKey)
  } catch (error) {
    const known = explain(error)
    if (!(known instanceof UnreadableStore)) throw known
    const keptAs = setAside(file, 'damaged', new Date())
    const catalog = openCatalog(file, key, sealKey)
    const lost = `The catalogue of the audit archive was damaged. The file is kept as ${basename(keptAs)} and a new one was begun: muted findings, rules and categories that were set in it are gone, and which times were fetched is not known any more.`
    return { ...catalog, lost, wasSetAside: true }
  }
}

/** Names that the catalogue has lost, or never had, by their second copy. */
export function lostNames(catalog: Catalog, { names }: Spare): NewName[] {
  return nameKinds.flatMap((kind) => {
    const known = catalog.names(kind)
    return names[kind].flatMap((text, n) =>
      text !== undefined && (n >= known.length || known[n] === damagedName(kind, n)) ? [{ kind, n, text }] : [],
    )
  })
}

/** Leaves that the catalogue does not name. */
export interface LostLeaves {
  /** Those that are whole: of those that overlap the latest version. */
  found: LeafEntry[]
  /** Those that are whole, but whose names nobody knows any more. */
  nameless: LeafEntry[]
  /** Those that are damaged, so that not even their span is known. */
  broken: { n: number; version: number }[]
}

export function lostLeaves(
  files: LeafFiles,
  entries: readonly LeafEntry[],
  known: { person: number; ip: number; action: number; target: number },
): LostLeaves {
  const [found, nameless]: [LeafEntry[], LeafEntry[]] = [[], []]
  const broken: LostLeaves['broken'] = []
  const below = (numbers: Iterable<number>, count: number): boolean => {
    for (const number of numbers) if (number >= count) return false
    return true
  }
  const places = files.found().sort((a, b) => b.version - a.version || b.n - a.n)
  for (const place of places) {
    if ([...entries, ...found, ...nameless].some(({ n }) => n === place.n)) continue
    try {
      const { leaf } = files.read(place)
      leaf.texts()
      const [first, last] = [leaf.time[0], leaf.time.at(-1)]
      if (first === undefined || last === undefined) continue
      if ([...entries, ...found, ...nameless].some((entry) => entry.first <= last && entry.last >= first)) continue
      const isNamed =
        below(leaf.people, known.person) &&
        below(leaf.addresses, known.ip) &&
        below(leaf.action, known.action) &&
        below(leaf.target, known.target)
      ;(isNamed ? found : nameless).push({ ...place, rows: leaf.time.length, first, last })
    } catch (error) {
      if (!(error instanceof DamagedLeaf)) throw error
      broken.push(place)
    }
  }
  return { found, nameless, broken }
}

export const noneLost: LostLeaves = { found: [], nameless: [], broken: [] }

/** Keeps the files of what could not be got back; gives the spans of those that have one. */
export function keepAside(
  files: LeafFiles,
  { nameless, broken }: LostLeaves,
): { first: number; last: number; file: string }[] {
  for (const place of broken) files.setAside(place)
  return nameless.map((entry) => ({ first: entry.first, last: entry.last, file: files.setAside(entry) ?? '' }))
}

/** What was wrong with the catalogue, and what was got back, as sentences; null: nothing was. */
export function restoredWords(
  lost: string | null,
  { names, leaves }: { names: number; leaves: LostLeaves },
): string | null {
  const rowsOf = (entries: readonly LeafEntry[]) => entries.reduce((sum, { rows }) => sum + rows, 0)
  const [events, nameless] = [rowsOf(leaves.found), rowsOf(leaves.nameless)]
  const parts = [
    lost,
    names > 0
      ? `${names.toLocaleString('en-US')} ${names === 1 ? 'name was' : 'names were'} taken from the second copy that Provost keeps of them.`
      : null,
    events > 0
      ? `${events.toLocaleString('en-US')} ${events === 1 ? 'event was' : 'events were'} read again from files of their own. Their times are shown as not fetched until they are fetched again, which doubles nothing.`
      : null,
    nameless > 0
      ? `${nameless.toLocaleString('en-US')} ${nameless === 1 ? 'event is' : 'events are'} lost with the names in them, of which no copy is left. Their times are shown as damaged, and they can be fetched again as far as LastPass still keeps them.`
      : null,
    leaves.broken.length > 0
      ? `${leaves.broken.length.toLocaleString('en-US')} ${leaves.broken.length === 1 ? 'file' : 'files'} of events could not be read at all.`
      : null,
    nameless > 0 || leaves.broken.length > 0
      ? 'The files are kept beside the others, with “damaged” at the end of their names.'
      : null,
  ].filter((part) => part !== null)
  return parts.length === 0 ? null : parts.join(' ')
}
