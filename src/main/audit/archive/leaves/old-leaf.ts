import { type Leaf, type Numbers, numbersBelow } from './leaf.ts'
import { type Packing, packedSize, unpackColumn } from './packed-column.ts'
import { DamagedLeaf, readPart } from './sealed-part.ts'
import { unknownShapes } from './shape-table.ts'

// Leaves as they were written before their parts were sealed apart: one part, with the catalogue's numbers in every row.

const columns = ['time', 'person', 'ip', 'pair', 'action', 'targetStart', 'target', 'textStart'] as const
const byteColumns = ['skipped', 'text', 'capitals'] as const
/** The last of those formats. */
const lastFormat = 4

/** Reads a leaf of an older format, whose rules are older too. @throws DamagedLeaf */
export function unsealOldLeaf(file: Uint8Array, name: string, key: Buffer): { leaf: Leaf; current: false } {
  const { head, take } = readPart<{
    format: number
    lengths: Record<string, number>
    /** Left out by leaves that were written before columns were packed. */
    packings?: Packing[]
    originals: [number, string][]
  }>(file, name, key)
  if (head.format > lastFormat) throw new DamagedLeaf('It was written by a newer Provost.')
  const read = Object.fromEntries(
    columns.map((column, index) => {
      const packing = head.packings?.[index]
      return [
        column,
        packing === undefined
          ? new Uint32Array(take((head.lengths[column] ?? 0) * 4))
          : (unpackColumn(take(packedSize(packing)), packing) as Uint32Array),
      ]
    }),
  ) as Record<(typeof columns)[number], Uint32Array>
  const [skipped, text, capitals] = byteColumns.map((column) => new Uint8Array(take(head.lengths[column] ?? 0)))
  const person = localColumn(read.person)
  const ip = localColumn(read.ip)
  const pair = numbersBelow(read.action.length, read.pair.length)
  pair.set(read.pair)
  const originals = new Map(head.originals)
  const texts = {
    textStart: read.textStart,
    text: text as Uint8Array,
    capitals: capitals as Uint8Array,
    originals: () => originals,
  }
  return {
    leaf: {
      time: read.time,
      person: person.column,
      ip: ip.column,
      pair,
      skipped: skipped as Uint8Array,
      people: person.names,
      addresses: ip.names,
      action: read.action,
      targetStart: read.targetStart,
      target: read.target,
      ...unknownShapes(),
      texts: () => texts,
    },
    current: false,
  }
}

function localColumn(column: Uint32Array): { column: Numbers; names: Uint32Array } {
  const names = [...new Set(column)]
  const numbers = new Map(names.map((n, at) => [n, at]))
  const local = numbersBelow(names.length, column.length)
  for (let row = 0; row < column.length; row++) local[row] = numbers.get(column[row] as number) ?? 0
  return { column: local, names: Uint32Array.from(names) }
}
