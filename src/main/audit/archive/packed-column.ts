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
export function packColumn(column: Uint32Array, ascending: boolean): { packing: Packing; bytes: Uint8Array } {
  const values = ascending ? column.map((value, at) => (at === 0 ? 0 : value - (column[at - 1] as number))) : column
  let most = 0
  for (const value of values) if (value > most) most = value
  const width = most < 0x100 ? 1 : most < 0x1_0000 ? 2 : 4
  const packed = width === 4 ? values : arrays[width].from(values)
  return {
    packing: { length: column.length, width, first: ascending ? (column[0] ?? 0) : null },
    bytes: new Uint8Array(packed.buffer, packed.byteOffset, packed.byteLength),
  }
}

/** Bytes of a packed column; the next one begins at a multiple of 8. */
export const packedSize = ({ length, width }: Packing): number => Math.ceil((length * width) / 8) * 8

/** Unpacks a column whose bytes begin a buffer. */
export function unpackColumn(bytes: ArrayBuffer, { length, width, first }: Packing): Uint32Array {
  const packed = new arrays[width](bytes, 0, length)
  const column = packed instanceof Uint32Array ? packed : Uint32Array.from(packed)
  if (first === null || length === 0) return column
  let value = first
  for (let at = 0; at < length; at++) {
    value += column[at] as number
    column[at] = value
  }
  return column
}
