import type { LeafEntry } from './catalog.ts'
import { emptyLeaf, type Leaf, type Pair } from './leaf.ts'
import { DamagedLeaf, type Grown, openPairs, type StoredLeaf, storeLeaf } from './leaf-codec.ts'
import type { LeafFiles } from './leaf-files.ts'
import { numberPairs, type PairNumbers } from './merge-events.ts'

/** A leaf that events were put into, with its pairs by number. */
interface Filling {
  n: number
  version: number
  leaf: Leaf
  numbers: PairNumbers
}

/** Leaves of an archive in memory: read from their files once, written through. */
export interface HeldLeaves {
  /** A leaf for scanning; null when it turned out to be damaged: it is set aside. */
  of(entry: LeafEntry): StoredLeaf | null
  /** A leaf to put events into; null: a new one. */
  open(entry: LeafEntry | null): { leaf: Leaf; numbers: PairNumbers; stored: Grown }
  /** Writes leaves in the place of one, or as new ones, and says what to commit. */
  write(leaves: readonly Leaf[], replaced: LeafEntry | null, firstNew: number, grown?: Grown): LeafEntry[]
  /** Remembers the leaf that events were put into last; null: none. */
  keep(leaf: Filling | null): void
  /** What was written and not committed did not happen: it is read again as it was. */
  forget(written: readonly Pick<LeafEntry, 'n'>[]): void
  /** Lets go of leaves by their numbers. */
  release(numbers: readonly number[]): void
  clear(): void
}

/** `noteDamage`: hears of a leaf that was set aside, with the name of its file; null: there was none. */
export function createHeldLeaves(
  files: LeafFiles,
  targetNumbers: (pair: Pair) => number[],
  noteDamage: (entry: LeafEntry, file: string | null) => void,
): HeldLeaves {
  const loaded = new Map<number, StoredLeaf>()
  /** The leaf that events were put into last: newer ones mostly go there too, and its pairs take time to look up. */
  let kept: Filling | null = null

  function forget(written: readonly Pick<LeafEntry, 'n'>[]): void {
    kept = null
    for (const { n } of written) loaded.delete(n)
  }

  function of(entry: LeafEntry): StoredLeaf | null {
    const known = loaded.get(entry.n)
    if (known !== undefined) return known
    try {
      const read = files.read(entry)
      const leaf = read.current ? read.leaf : storeLeaf(openPairs(read.leaf), targetNumbers)
      loaded.set(entry.n, leaf)
      return leaf
    } catch (error) {
      if (!(error instanceof DamagedLeaf)) throw error
      const file = files.setAside(entry)
      loaded.delete(entry.n)
      noteDamage(entry, file)
      return null
    }
  }

  function write(
    leaves: readonly Leaf[],
    replaced: LeafEntry | null,
    firstNew: number,
    grown: Grown = null,
  ): LeafEntry[] {
    return leaves.map((leaf, index) => {
      const place =
        index === 0 && replaced !== null
          ? { n: replaced.n, version: replaced.version + 1 }
          : { n: firstNew + index, version: 1 }
      const stored = storeLeaf(leaf, targetNumbers, grown)
      try {
        files.write(place, stored)
      } catch (error) {
        forget([...loaded.keys()].map((n) => ({ n })))
        throw error
      }
      loaded.set(place.n, stored)
      return { ...place, rows: leaf.time.length, first: leaf.time[0] ?? 0, last: leaf.time.at(-1) ?? 0 }
    })
  }

  function open(entry: LeafEntry | null): { leaf: Leaf; numbers: PairNumbers; stored: Grown } {
    if (entry === null) return { leaf: emptyLeaf(), numbers: new Map(), stored: null }
    const stored = of(entry)
    if (kept?.n === entry.n && kept.version === entry.version) return { ...kept, stored }
    const leaf = stored === null ? emptyLeaf() : openPairs(stored)
    return { leaf, numbers: numberPairs(leaf), stored }
  }

  return {
    of,
    open,
    write,
    keep: (leaf) => {
      kept = leaf
    },
    forget,
    release: (numbers) => {
      for (const n of numbers) loaded.delete(n)
    },
    clear: () => loaded.clear(),
  }
}
