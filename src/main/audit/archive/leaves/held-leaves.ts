import type { LeafEntry } from '../catalog.ts'
import { ArchiveChanged, type Leaf, shared, textOfPair } from './leaf.ts'
import type { LeafFiles } from './leaf-files.ts'
import type { Filling } from './merge-events.ts'
import { PairTable, type TargetsOf } from './pair-table.ts'
import { DamagedLeaf } from './sealed-part.ts'

/** Leaves of an archive in memory: read from their files when they are asked for, written through. */
export interface HeldLeaves {
  /** A leaf for scanning; null when it turned out to be damaged: it is set aside. */
  of(entry: LeafEntry): Leaf | null
  /** A leaf whose texts are at hand too; null when they, or it, turned out to be damaged. */
  whole(entry: LeafEntry): Leaf | null
  /** A leaf to put events into; null: a new one. */
  open(entry: LeafEntry | null): Filling | null
  /** Writes leaves in the place of one, or as new ones, and says what to commit. */
  write(leaves: readonly Leaf[], replaced: LeafEntry | null, firstNew: number): LeafEntry[]
  /** Remembers a leaf that events were put into, or were found in, last; null: none. */
  keep(entry: Pick<LeafEntry, 'n' | 'version'> | null, filling: Filling | null): void
  /** One of the leaves that were read and derived anew, because older rules had derived them; null: there is none. */
  outdated(): { entry: LeafEntry; leaf: Leaf } | null
  /** What was written and not committed did not happen: it is read again as it was. */
  forget(written: readonly Pick<LeafEntry, 'n'>[]): void
  /** Lets go of leaves by their numbers. */
  release(numbers: readonly number[]): void
  clear(): void
}

interface Held {
  version: number
  leaf: Leaf
  bytes: number
}

/** A refresh finds events of an hour ago in one leaf, and puts new ones into it or the next. */
const mostKept = 2

/** Bytes that leaves take together before those that were not asked for longest are let go of. */
const mostBytes = 320 * 2 ** 20

/** `noteDamage`: hears of a leaf that was set aside, with the name of its file; null: there was none. */
export function createHeldLeaves(
  files: LeafFiles,
  targetsOf: TargetsOf,
  {
    noteDamage,
    isCurrent,
  }: {
    noteDamage: (entry: LeafEntry, file: string | null) => void
    /** Whether the archive's leaf is still this version. */
    isCurrent: (entry: LeafEntry) => boolean
  },
): HeldLeaves {
  /** In the order in which they were asked for. */
  const loaded = new Map<number, Held>()
  let total = 0
  const old = new Map<number, LeafEntry>()
  /** The leaves that events were put into, or found in, last: newer ones mostly go there too, and their pairs take time to look up. */
  let kept: (Filling & Pick<LeafEntry, 'n' | 'version'>)[] = []

  function letGo(n: number): void {
    total -= loaded.get(n)?.bytes ?? 0
    loaded.delete(n)
  }
  function hold(n: number, held: Held): void {
    letGo(n)
    loaded.set(n, held)
    total += held.bytes
    for (const oldest of loaded.keys()) {
      if (total <= mostBytes || oldest === n) break
      letGo(oldest)
    }
  }

  function setAside(entry: LeafEntry): void {
    if (!isCurrent(entry)) return
    const file = files.setAside(entry)
    letGo(entry.n)
    noteDamage(entry, file)
  }

  function read(entry: LeafEntry): Leaf {
    const { leaf: rows, current } = files.read(entry)
    if (!current) {
      old.set(entry.n, entry)
      return derivedAnew(rows, targetsOf)
    }
    let weighed = false
    const leaf: Leaf = {
      ...rows,
      texts() {
        try {
          const texts = rows.texts()
          const held = loaded.get(entry.n)
          if (!weighed && held?.leaf === leaf) {
            weighed = true
            hold(entry.n, { ...held, bytes: held.bytes + bytesOf(texts) })
          }
          return texts
        } catch (error) {
          if (!(error instanceof DamagedLeaf)) throw error
          setAside(entry)
          throw new ArchiveChanged(error.message)
        }
      },
    }
    return leaf
  }

  function of(entry: LeafEntry): Leaf | null {
    const known = loaded.get(entry.n)
    if (known?.version === entry.version) {
      loaded.delete(entry.n)
      loaded.set(entry.n, known)
      return known.leaf
    }
    try {
      const leaf = read(entry)
      hold(entry.n, { version: entry.version, leaf, bytes: bytesOf(leaf) })
      return leaf
    } catch (error) {
      if (!(error instanceof DamagedLeaf)) throw error
      setAside(entry)
      return null
    }
  }

  function whole(entry: LeafEntry): Leaf | null {
    try {
      const leaf = of(entry)
      leaf?.texts()
      return leaf
    } catch (error) {
      if (!(error instanceof ArchiveChanged)) throw error
      return null
    }
  }

  function forget(written: readonly Pick<LeafEntry, 'n'>[]): void {
    kept = []
    for (const { n } of written) letGo(n)
  }

  function write(leaves: readonly Leaf[], replaced: LeafEntry | null, firstNew: number): LeafEntry[] {
    return leaves.map((leaf, index) => {
      const place =
        index === 0 && replaced !== null
          ? { n: replaced.n, version: replaced.version + 1 }
          : { n: firstNew + index, version: 1 }
      try {
        files.write(place, leaf)
      } catch (error) {
        forget([...loaded.keys()].map((n) => ({ n })))
        throw error
      }
      const texts = shared(leaf.texts())
      const bytes = bytesOf(leaf) + bytesOf(texts)
      hold(place.n, { version: place.version, leaf: { ...shared(leaf), texts: () => texts }, bytes })
      return { ...place, rows: leaf.time.length, first: leaf.time[0] ?? 0, last: leaf.time.at(-1) ?? 0 }
    })
  }

  function open(entry: LeafEntry | null): Filling | null {
    if (entry === null) return null
    const known = kept.find(({ n, version }) => n === entry.n && version === entry.version)
    if (known !== undefined) return known
    const leaf = whole(entry)
    return leaf === null ? null : { leaf, pairs: PairTable.of(leaf) }
  }

  function outdated(): { entry: LeafEntry; leaf: Leaf } | null {
    for (const [n, entry] of old) {
      old.delete(n)
      const leaf = isCurrent(entry) ? whole(entry) : null
      if (leaf !== null) return { entry, leaf }
    }
    return null
  }

  return {
    of,
    whole,
    open,
    write,
    outdated,
    keep(entry, filling) {
      const others = kept.filter(({ n }) => n !== entry?.n)
      kept = entry === null || filling === null ? [] : [...others.slice(1 - mostKept), { ...entry, ...filling }]
    },
    forget,
    release(numbers) {
      for (const n of numbers) letGo(n)
    },
    clear() {
      loaded.clear()
      total = 0
      kept = []
    },
  }
}

const bytesOf = (columns: object): number =>
  Object.values(columns).reduce((sum, column) => sum + (ArrayBuffer.isView(column) ? column.byteLength : 0), 0)

/** A leaf whose texts are folded, and whose targets are found, by today's rules. */
function derivedAnew(leaf: Leaf, targetsOf: TargetsOf): Leaf {
  const pairs = new PairTable()
  const numbers = Array.from(leaf.action, (action, pair) => pairs.numberOf(action, textOfPair(leaf, pair), targetsOf))
  return { ...leaf, pair: leaf.pair.map((pair) => numbers[pair] as number), ...pairs.columns() }
}
