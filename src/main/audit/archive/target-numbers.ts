import { parseData, targetsIn } from '../events/parse-data.ts'
import { ByteMemory } from './byte-memory.ts'
import type { NameTable } from './name-table.ts'

/** Numbers in the catalogue of what the texts of events name. */
export interface TargetNumbers {
  of(action: number, data: string): readonly number[]
  /** The same of a text in bytes of UTF-8. */
  ofBytes(action: number, bytes: Buffer, from: number, to: number): readonly number[]
}

/** Texts that are remembered, before it begins anew. */
const mostTexts = 50_000
/** Digits that an item has at most, where it is read as one. */
const mostDigits = 25
const marker = Buffer.from('VID:')
const space = 32

export function createTargetNumbers({
  action: actions,
  target,
}: {
  action: NameTable
  target: NameTable
}): TargetNumbers {
  let memory = new ByteMemory()
  let known: (readonly number[])[] = []
  let key = Buffer.alloc(1024)

  function read(action: number, data: string): { targets: readonly number[]; isItem: boolean } {
    const parts = parseData('', actions.texts[action] ?? '', data)
    return { targets: targetsIn(parts).map((name) => target.numberOf(name)), isItem: parts.item !== undefined }
  }
  /** Writes what a text is remembered by: of one that has the number of an item, which is no target, all but its digits. Gives its length. */
  function writeKey(action: number, bytes: Buffer, from: number, to: number): { length: number; hasNumber: boolean } {
    if (key.length < to - from + 8) key = Buffer.alloc(to - from + 8)
    key.writeUInt32LE(action, 0)
    const digits = numberIn(bytes, from, to)
    key[4] = digits === null ? 0 : 1
    let length = 5
    const { from: first, to: last } = digits ?? { from: to, to }
    for (let at = from; at < first; at++) key[length++] = bytes[at] as number
    for (let at = last; at < to; at++) key[length++] = bytes[at] as number
    return { length, hasNumber: digits !== null }
  }

  return {
    of: (action, data) => read(action, data).targets,
    ofBytes(action, bytes, from, to) {
      const { length, hasNumber } = writeKey(action, bytes, from, to)
      const value = memory.valueOf(key, 0, length)
      if (value >= 0) return known[value] as readonly number[]
      const { targets, isItem } = read(action, bytes.toString('utf8', from, to))
      // Where the number is read as something else it may be part of a name.
      if (hasNumber && !isItem) return targets
      if (known.length >= mostTexts) {
        memory = new ByteMemory()
        known = []
        memory.valueOf(key, 0, length)
      }
      memory.remember(known.length)
      known.push(targets)
      return targets
    },
  }
}

/** Where the digits of the first item lie; null: there is none, or a longer number than one has. */
function numberIn(bytes: Buffer, begin: number, to: number): { from: number; to: number } | null {
  let at = begin
  while (at + marker.length < to && !isMarker(bytes, at)) at++
  if (at + marker.length >= to) return null
  let from = at + marker.length
  while (from < to && bytes[from] === space) from++
  let end = from
  while (end < to && (bytes[end] as number) >= 48 && (bytes[end] as number) <= 57) end++
  return end === from || end - from > mostDigits ? null : { from, to: end }
}

const isMarker = (bytes: Buffer, at: number): boolean =>
  bytes[at] === marker[0] && bytes[at + 1] === marker[1] && bytes[at + 2] === marker[2] && bytes[at + 3] === marker[3]
