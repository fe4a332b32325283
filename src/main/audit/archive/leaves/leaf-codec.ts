import type { Leaf, PairTexts } from './leaf.ts'
import { type Packing, packColumn, packedSize, unpackColumn } from './packed-column.ts'
import { DamagedLeaf, openStaying, readPart, sealPart } from './sealed-part.ts'
import { type Shapes, unknownShapes } from './shape-table.ts'

// A leaf as it lies on the disk: a mark, the lengths of two parts, and the parts, each sealed: the rows with what is counted and the
// shapes of the texts, and the texts of the pairs, which most questions need not read. A part is a JSON head and columns.

/** What the pairs' texts were folded to, and what is taken from them: a leaf of an older rule is derived anew. */
export const derivedBy = 6

const mark = Buffer.from('PVLF\x05\0\0\0')
/** Bytes before the parts. */
export const headBytes = mark.length + 8

/** Where the parts of a leaf's file lie. */
export interface LeafParts {
  rows: number
  texts: number
}

/** The lengths of a file's parts; null: it is not of this format. @throws DamagedLeaf */
export function partsOf(head: Uint8Array, fileSize: number): LeafParts | null {
  if (head.length < headBytes || !mark.equals(head.subarray(0, mark.length))) return null
  const view = new DataView(head.buffer, head.byteOffset)
  const parts = { rows: view.getUint32(mark.length, true), texts: view.getUint32(mark.length + 4, true) }
  if (headBytes + parts.rows + parts.texts !== fileSize) throw new DamagedLeaf('It is cut off.')
  return parts
}

const nameOf = (name: string, part: 'rows' | 'texts'): string => `${name} ${part}`

const columns = ['time', 'person', 'ip', 'pair', 'people', 'addresses', 'action', 'targetStart', 'target'] as const
/** Of which no number is smaller than the one before. */
const ascending: ReadonlySet<string> = new Set(['time', 'targetStart', 'textStart', 'shapeStart'])
const narrow: ReadonlySet<string> = new Set(['person', 'ip', 'pair', 'action', 'targetStart', 'shapeOf'])

/** Behind all others: leaves that were written without them have nothing there. */
const shapeColumns = ['shapeOf', 'shapeStart'] as const

interface Head {
  derivedBy: number
  packings: Packing[]
  bytes: number[]
}

type PackedColumn = ReturnType<typeof packColumn>
const padded = ({ packing, bytes }: PackedColumn): Uint8Array[] => [
  bytes,
  new Uint8Array(packedSize(packing) - bytes.length),
]

function pieces(head: Head, packed: readonly PackedColumn[], raw: readonly Uint8Array[]) {
  const json = Buffer.from(JSON.stringify(head))
  const first = Buffer.alloc(8 + Math.ceil(json.length / 8) * 8, ' ')
  first.writeBigUInt64LE(BigInt(first.length - 8))
  json.copy(first, 8)
  return [first, ...packed.flatMap(padded), ...raw]
}

/** Texts that hardly have a shape in common are not written twice. */
const shapesWorthKeeping = (leaf: Leaf): Shapes =>
  leaf.shapes.length <= Math.max(65_536, leaf.texts().text.length / 4) ? leaf : unknownShapes()

/** The bytes of a leaf's file. `name` is what only this version of this leaf is called. */
export function sealLeaf(leaf: Leaf, name: string, key: Buffer): Buffer {
  const packed = columns.map((column) => packColumn(leaf[column], ascending.has(column)))
  const shapes = shapesWorthKeeping(leaf)
  const packedShapes = shapeColumns.map((column) => packColumn(shapes[column], ascending.has(column)))
  const rowsHead = {
    derivedBy,
    packings: [...packed, ...packedShapes].map(({ packing }) => packing),
    bytes: [leaf.skipped.length, shapes.shapes.length],
  }
  const behind = [leaf.skipped, ...packedShapes.flatMap(padded), shapes.shapes]
  const rows = sealPart(pieces(rowsHead, packed, behind), nameOf(name, 'rows'), key)
  const { textStart, text, capitals, originals } = leaf.texts()
  const starts = packColumn(textStart, true)
  const textsHead = {
    derivedBy,
    packings: [starts.packing],
    bytes: [text.length, capitals.length],
    // Behind all else: it is read when an original is asked for.
    originals: [...originals()],
  }
  const texts = sealPart(pieces(textsHead, [starts], [text, capitals]), nameOf(name, 'texts'), key)
  const head = Buffer.alloc(headBytes)
  mark.copy(head)
  head.writeUInt32LE(rows.length, mark.length)
  head.writeUInt32LE(texts.length, mark.length + 4)
  return Buffer.concat([head, rows, texts])
}

/** @throws DamagedLeaf */
function notNewer<Read extends { head: Head }>(read: Read): Read {
  if (read.head.derivedBy > derivedBy) throw new DamagedLeaf('It was written by a newer Provost.')
  return read
}

/** Reads the rows of a leaf. `current`: what can be derived was derived by today's rules. @throws DamagedLeaf */
export function unsealRows(
  part: Uint8Array,
  name: string,
  key: Buffer,
): { leaf: Omit<Leaf, 'texts'>; current: boolean } {
  const { head, take } = notNewer(readPart<Head>(part, nameOf(name, 'rows'), key))
  const leaf: Record<string, unknown> = {}
  columns.forEach((column, index) => {
    const packing = head.packings[index] as Packing
    leaf[column] = unpackColumn(take(packedSize(packing)), packing, narrow.has(column))
  })
  leaf.skipped = new Uint8Array(take(head.bytes[0] ?? 0))
  Object.assign(leaf, unknownShapes())
  if (head.packings.length > columns.length) {
    shapeColumns.forEach((column, index) => {
      const packing = head.packings[columns.length + index] as Packing
      leaf[column] = unpackColumn(take(packedSize(packing)), packing, narrow.has(column))
    })
    leaf.shapes = new Uint8Array(take(head.bytes[1] ?? 0))
  }
  return { leaf: leaf as unknown as Omit<Leaf, 'texts'>, current: head.derivedBy === derivedBy }
}

/** Reads the texts of a leaf's pairs. @throws DamagedLeaf */
export function unsealTexts(part: Uint8Array, name: string, key: Buffer): PairTexts {
  const { head, take, stay, late } = notNewer(openStaying<Head>(part, nameOf(name, 'texts'), key, 'originals'))
  const packing = head.packings[0] as Packing
  const textStart = unpackColumn(take(packedSize(packing)), packing) as Uint32Array
  const text = stay(head.bytes[0] ?? 0)
  let originals: ReadonlyMap<number, string> | null = null
  return {
    textStart,
    text,
    capitals: stay(head.bytes[1] ?? 0),
    originals: () => (originals ??= new Map(late() as [number, string][])),
  }
}
