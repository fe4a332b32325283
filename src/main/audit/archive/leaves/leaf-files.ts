import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { explain } from '../../../store/open.ts'
import type { LeafEntry } from '../catalog.ts'
import type { Leaf, PairTexts } from './leaf.ts'
import { headBytes, type LeafParts, partsOf, sealLeaf, unsealRows, unsealTexts } from './leaf-codec.ts'
import { unsealOldLeaf } from './old-leaf.ts'
import { DamagedLeaf } from './sealed-part.ts'

type Place = Pick<LeafEntry, 'n' | 'version'>

const fileOf = ({ n, version }: Place): string => `L${n}-${version}.leaf`
const sealedName = (entry: Place): string => `provost audit ${fileOf(entry)}`

/** More than this is let go of with the next leaf. */
const largestDesk = 8 * 2 ** 20

/** The sealed files of an archive's leaves, in one folder. */
export interface LeafFiles {
  /** Writes a version that is not there yet; on the disk when it returns. @throws Refusal `storage` */
  write(entry: Place, leaf: Leaf): void
  /**
   * Reads a leaf; its texts when they are asked for. `current`: what can be derived was derived by today's rules.
   * @throws DamagedLeaf, its `texts` too
   */
  read(entry: Place): { leaf: Leaf; current: boolean }
  remove(entry: Place): void
  /** Keeps a damaged file under another name; gives it, or null where there is no file. */
  setAside(entry: Place): string | null
  /** The leaves that there are files of, whether or not an entry names them. */
  found(): Place[]
  /** Deletes what no entry names: leftovers of commits that did not happen. */
  sweep(entries: readonly LeafEntry[]): void
}

export function openLeafFiles(folder: string, key: Buffer): LeafFiles {
  const path = (name: string) => join(folder, name)
  /** What is read lies here until the next is: memory that is used again need not be got. */
  let desk = Buffer.alloc(0)
  const deskOf = (length: number): Buffer => {
    if (desk.length < length || desk.length > largestDesk) desk = Buffer.allocUnsafeSlow(length)
    return desk.subarray(0, length)
  }

  /** Gives a file's bytes to who asks for them, until the next are asked for. @throws DamagedLeaf when it cannot be read */
  function reading<T>(entry: Place, work: (bytes: (from: number, length: number) => Buffer, size: number) => T): T {
    let file: number
    try {
      file = openSync(path(fileOf(entry)), 'r')
    } catch (error) {
      throw new DamagedLeaf(error instanceof Error ? error.message : String(error))
    }
    try {
      return work((from, length) => {
        const bytes = deskOf(length)
        for (let at = 0; at < length; ) {
          const read = readSync(file, bytes, at, length - at, from + at)
          if (read === 0) return bytes.subarray(0, at)
          at += read
        }
        return bytes
      }, fstatSync(file).size)
    } catch (error) {
      // The disk itself cannot read it.
      throw error instanceof Error && 'syscall' in error ? new DamagedLeaf(error.message) : error
    } finally {
      closeSync(file)
    }
  }
  const readTexts = (entry: Place, { rows, texts }: LeafParts): PairTexts =>
    reading(entry, (bytes) => unsealTexts(bytes(headBytes + rows, texts), sealedName(entry), key))

  return {
    write(entry, leaf) {
      const name = fileOf(entry)
      const beside = path(`${name}.tmp`)
      try {
        const bytes = sealLeaf(leaf, sealedName(entry), key)
        const file = openSync(beside, 'w', 0o600)
        try {
          for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
          fsyncSync(file)
        } finally {
          closeSync(file)
        }
        renameSync(beside, path(name))
        syncFolder(folder)
      } catch (error) {
        rmSync(beside, { force: true })
        throw explain(error)
      }
    },
    read: (entry) =>
      reading(entry, (bytes, size) => {
        const parts = partsOf(bytes(0, Math.min(size, headBytes)), size)
        if (parts === null) return unsealOldLeaf(bytes(0, size), sealedName(entry), key)
        const { leaf, current } = unsealRows(bytes(headBytes, parts.rows), sealedName(entry), key)
        let texts: PairTexts | null = null
        return {
          leaf: {
            ...leaf,
            texts() {
              texts ??= readTexts(entry, parts)
              return texts
            },
          },
          current,
        }
      }),
    remove: (entry) => rmSync(path(fileOf(entry)), { force: true }),
    setAside(entry) {
      const kept = `${fileOf(entry)}.damaged`
      try {
        renameSync(path(fileOf(entry)), path(kept))
        return kept
      } catch {
        return null
      }
    },
    found: () =>
      readdirSync(folder).flatMap((name) => {
        const [, n, version] = /^L(\d+)-(\d+)\.leaf$/.exec(name) ?? []
        return n === undefined ? [] : [{ n: Number(n), version: Number(version) }]
      }),
    sweep(entries) {
      const named = new Set(entries.map(fileOf))
      for (const name of readdirSync(folder))
        if (/\.leaf(\.tmp)?$/.test(name) && !named.has(name)) rmSync(path(name), { force: true })
    },
  }
}

/** A rename is on the disk only when its folder is; Windows has no way to say so and needs none. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
