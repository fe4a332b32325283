import type { Numbers } from './leaf.ts'
import { sharedCopy } from './shared-copy.ts'

// Columns as they lie in a file: numbers in as few bytes as the largest needs, ascending ones as the steps between them.

/** How a column was packed. */
export interface Packing {
  length: number
  /** Bytes of one number. */
  width: 1 | 2 | 4
  /** What the first number is; the others are steps. Null: they are the numbers themselves. */
  first: number | null
}

const arrays = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array } as const

/** Packs a column; `ascending`: no number is smaller than the one before. */
export function packColumn(column: Numbers, ascending: boolean): { packing: Packing; bytes: Uint8Array } {
  let values = column
  if (ascending) {
    values = new Uint32Array(column.length)
    for (let at = 1; at < column.length; at++) values[at] = (column[at] as number) - (column[at - 1] as number)
  }
  let most = 0
  for (let at = 0; at < values.length; at++) if ((values[at] as number) > most) most = values[at] as number
  const width = most < 0x100 ? 1 : most < 0x1_0000 ? 2 : 4
  const packed = width === values.BYTES_PER_ELEMENT ? values : new arrays[width](values)
  return {
    packing: { length: column.length, width, first: ascending ? (column[0] ?? 0) : null },
    bytes: new Uint8Array(packed.buffer, packed.byteOffset, packed.byteLength),
  }
}

/** Bytes of a packed column; the next one begins at a multiple of 8. */
export const packedSize = ({ length, width }: Packing): number => Math.ceil((length * width) / 8) * 8

type Shareable = new (buffer: SharedArrayBuffer, start: number, length: number) => Uint8Array | Numbers

/** Unpacks a column whose bytes begin a buffer that threads share; `narrow`: two bytes a number where they suffice. */
export function unpackColumn(bytes: SharedArrayBuffer, { length, width, first }: Packing, narrow = false): Numbers {
  const packed = new (arrays[width] as Shareable)(bytes, 0, length)
  if (narrow && first === null && width < 4)
    return packed instanceof Uint16Array ? packed : sharedCopy(Uint16Array, packed)
  const isNarrow = narrow && first !== null && width < 4 && lastOf(packed, first) < 0x1_0000
  const column =
    packed instanceof Uint32Array
      ? packed
      : isNarrow
        ? sharedCopy(Uint16Array, packed)
        : sharedCopy(Uint32Array, packed)
  if (first === null || length === 0) return column
  let value = first
  for (let at = 0; at < length; at++) {
    value += column[at] as number
    column[at] = value
  }
  return column
}

/** Of steps, the first of which is none, where they lead to. */
function lastOf(steps: Uint8Array | Numbers, first: number): number {
  let value = first
  for (let at = 1; at < steps.length; at++) value += steps[at] as number
  return value
}
