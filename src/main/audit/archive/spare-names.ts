import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { explain } from '../../store/open.ts'
import { readPart, sealPart } from './leaves/sealed-part.ts'
import { type NameKind, type NewName, nameKinds } from './name-blocks.ts'

// A file of records, each a length and a sealed part: what one commit named. Of a name that was written twice the later counts, as a
// commit that did not happen leaves its names behind.

/** What leaves need to be read by. */
export interface Spare {
  /** By number; left out: not known. */
  names: Record<NameKind, (string | undefined)[]>
  zone: string | null
}

/** A second copy of the names and the zone, for when the catalogue is damaged: without them no leaf says anything. */
export interface SpareNames {
  /** As far as it is whole. */
  read(): Spare
  /** Adds names; `whole`: all there are, where what is there cannot be added to. On the disk when it returns. @throws Refusal `storage` */
  append(names: readonly NewName[], zone: string | null, whole: () => readonly NewName[]): void
  /** What is there is not added to, but written anew. */
  forget(): void
}

interface SpareRecord {
  names: (readonly [NameKind, number, string])[]
  zone: string | null
}

const nameOf = (index: number): string => `provost audit names ${index}`

export function openSpareNames(folder: string, key: Buffer): SpareNames {
  const file = join(folder, 'names.spare')
  /** Where the next record goes; null: it is not known. */
  let next: { index: number; at: number } | null | undefined

  /** Goes through the records; gives where they end, null where something is behind them that is none. */
  function walk(each: (part: Uint8Array, index: number) => void): { index: number; at: number } | null {
    let bytes: Buffer
    try {
      bytes = readFileSync(file)
    } catch {
      return null
    }
    let [index, at] = [0, 0]
    for (; at + 4 <= bytes.length; index++) {
      const length = bytes.readUInt32LE(at)
      if (at + 4 + length > bytes.length) return null
      each(bytes.subarray(at + 4, at + 4 + length), index)
      at += 4 + length
    }
    return at === bytes.length && index > 0 ? { index, at } : null
  }
  function sealed(index: number, names: readonly NewName[], zone: string | null): Buffer {
    const record: SpareRecord = { names: names.map(({ kind, n, text }) => [kind, n, text] as const), zone }
    const json = Buffer.from(JSON.stringify(record))
    const head = Buffer.alloc(12)
    head.writeBigUInt64LE(BigInt(json.length), 4)
    const part = sealPart([head.subarray(4), json], nameOf(index), key)
    head.writeUInt32LE(part.length)
    return Buffer.concat([head.subarray(0, 4), part])
  }

  return {
    forget() {
      next = null
    },
    read() {
      const spare: Spare = { names: { person: [], ip: [], action: [], target: [] }, zone: null }
      walk((part, index) => {
        try {
          const { names, zone } = readPart<SpareRecord>(part, nameOf(index), key).head
          for (const [kind, n, text] of names) if (nameKinds.includes(kind)) spare.names[kind][n] = text
          spare.zone = zone ?? spare.zone
        } catch {
          // What is left of it says nothing; the others do.
        }
      })
      return spare
    },
    append(names, zone, whole) {
      if (next === undefined) next = walk(() => {})
      const from = next ?? { index: 0, at: 0 }
      try {
        const bytes = sealed(from.index, next === null ? whole() : names, zone)
        const handle = openSync(file, next === null ? 'w' : 'r+', 0o600)
        try {
          for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at, bytes.length - at, from.at + at)
          ftruncateSync(handle, from.at + bytes.length)
          fsyncSync(handle)
        } finally {
          closeSync(handle)
        }
        next = { index: from.index + 1, at: from.at + bytes.length }
      } catch (error) {
        // Half a record may be there.
        next = null
        throw explain(error)
      }
    },
  }
}
