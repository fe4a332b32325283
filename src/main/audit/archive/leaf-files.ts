import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { explain } from '../../store/open.ts'
import type { LeafEntry } from './catalog.ts'
import { DamagedLeaf, type StoredLeaf, sealLeaf, unsealLeaf } from './leaf-codec.ts'

const fileOf = ({ n, version }: Pick<LeafEntry, 'n' | 'version'>): string => `L${n}-${version}.leaf`
const sealedName = (entry: Pick<LeafEntry, 'n' | 'version'>): string => `provost audit ${fileOf(entry)}`

/** The sealed files of an archive's leaves, in one folder. */
export interface LeafFiles {
  /** Writes a version that is not there yet; on the disk when it returns. @throws Refusal `storage` */
  write(entry: Pick<LeafEntry, 'n' | 'version'>, leaf: StoredLeaf): void
  /** @throws DamagedLeaf */
  read(entry: Pick<LeafEntry, 'n' | 'version'>): { leaf: StoredLeaf; current: boolean }
  remove(entry: Pick<LeafEntry, 'n' | 'version'>): void
  /** Keeps a damaged file under another name; gives it, or null where there is no file. */
  setAside(entry: Pick<LeafEntry, 'n' | 'version'>): string | null
  /** Deletes what no entry names: leftovers of commits that did not happen. */
  sweep(entries: readonly LeafEntry[]): void
}

export function openLeafFiles(folder: string, key: Buffer): LeafFiles {
  const path = (name: string) => join(folder, name)
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
    read(entry) {
      let bytes: Buffer
      try {
        bytes = readFileSync(path(fileOf(entry)))
      } catch (error) {
        throw new DamagedLeaf(error instanceof Error ? error.message : String(error))
      }
      return unsealLeaf(bytes, sealedName(entry), key)
    },
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
