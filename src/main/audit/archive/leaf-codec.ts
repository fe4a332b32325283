import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { searchable } from '../events/search-text.ts'
import type { Leaf, Pair } from './leaf.ts'
import { type Packing, packColumn, packedSize, unpackColumn } from './packed-column.ts'

// A leaf as it lies on the disk: nonce 12 | tag 16 | AES-256-GCM over a JSON head and columns. The name that it is sealed under holds
// its number and version, so that an older copy, or another leaf in its place, does not open.

/** A leaf as it is scanned: the texts of its pairs are one run of bytes, folded as a search is. */
export interface StoredLeaf {
  time: Uint32Array
  person: Uint32Array
  ip: Uint32Array
  pair: Uint32Array
  skipped: Uint8Array
  /** Of each pair: the number of its action. */
  action: Uint32Array
  /** Where the targets of each pair begin in `target`; one more than there are pairs. */
  targetStart: Uint32Array
  target: Uint32Array
  /** Where the text of each pair begins in `text`; one more than there are pairs. After each text stands `endOfText`. */
  textStart: Uint32Array
  text: Uint8Array
  /** A bit for each byte of `text`: it was a capital. */
  capitals: Uint8Array
  /** Texts that folding changed otherwise, as they came. */
  originals: Map<number, string>
}

/** A byte that UTF-8 never has. */
export const endOfText = 0xff

const nonceBytes = 12
const tagBytes = 16
/** 2: folded as people and lists are. 3: actions of other languages name their targets too. 4: lists of people name each. What an older leaf was folded to and what it names is derived anew. */
const format = 4

/** The bytes of an authenticated file are not those that were written. */
export class DamagedLeaf extends Error {}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

// Plain ASCII without apostrophes folds by its letters alone, so capitals need one bit each and no second copy.
const isPlain = (text: string): boolean => {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code > 126 || code < 32 || code === 39 || code === 96) return false
  }
  return true
}

/** A leaf that another one grew from: its pairs are the first ones of that, so what was derived of them need not be derived again. */
export type Grown = StoredLeaf | null

/** A leaf in the form that is scanned and written. `targetsOf`: numbers of what a pair names. */
export function storeLeaf(leaf: Leaf, targetsOf: (pair: Pair) => readonly number[], grown: Grown = null): StoredLeaf {
  const { pairs } = leaf
  const known = grown?.action.length ?? 0
  const originals = new Map(grown?.originals ?? [])
  const added = pairs.slice(known).map(({ data }, index) => {
    if (isPlain(data)) return data.toLowerCase()
    originals.set(known + index, data)
    return searchable(data)
  })
  let room = grown?.text.length ?? 0
  for (const text of added) room += text.length * 3 + 1
  const bytes = new Uint8Array(room)
  const textStart = new Uint32Array(pairs.length + 1)
  const targetStart = new Uint32Array(pairs.length + 1)
  const action = new Uint32Array(pairs.length)
  const targets: number[] = []
  let size = 0
  if (grown !== null) {
    bytes.set(grown.text)
    textStart.set(grown.textStart)
    targetStart.set(grown.targetStart)
    action.set(grown.action)
    size = grown.text.length
  }
  const knownTargets = grown?.target.length ?? 0
  added.forEach((text, index) => {
    const at = known + index
    textStart[at] = size
    size += encoder.encodeInto(text, bytes.subarray(size)).written
    bytes[size++] = endOfText
    targetStart[at] = knownTargets + targets.length
    targets.push(...targetsOf(pairs[at] as Pair))
    action[at] = (pairs[at] as Pair).action
  })
  textStart[pairs.length] = size
  targetStart[pairs.length] = knownTargets + targets.length
  const target = new Uint32Array(knownTargets + targets.length)
  if (grown !== null) target.set(grown.target)
  target.set(targets, knownTargets)
  const capitals = new Uint8Array(Math.ceil(size / 8))
  if (grown !== null) capitals.set(grown.capitals)
  for (let at = known; at < pairs.length; at++) {
    if (originals.has(at)) continue
    const { data } = pairs[at] as Pair
    const start = textStart[at] as number
    for (let index = 0; index < data.length; index++) {
      const code = data.charCodeAt(index)
      if (code >= 65 && code <= 90)
        capitals[(start + index) >> 3] = (capitals[(start + index) >> 3] ?? 0) | (1 << ((start + index) & 7))
    }
  }
  const { time, person, ip, pair, skipped } = leaf
  return {
    time,
    person,
    ip,
    pair,
    skipped,
    action,
    targetStart,
    target,
    textStart,
    text: bytes.slice(0, size),
    capitals,
    originals,
  }
}

/** The text of a pair as it came. */
export function textOfPair(leaf: StoredLeaf, pair: number): string {
  const original = leaf.originals.get(pair)
  if (original !== undefined) return original
  const start = leaf.textStart[pair] as number
  const bytes = leaf.text.slice(start, (leaf.textStart[pair + 1] as number) - 1)
  for (let at = 0; at < bytes.length; at++) {
    const place = start + at
    if (((leaf.capitals[place >> 3] as number) >> (place & 7)) & 1) bytes[at] = (bytes[at] as number) & 0xdf
  }
  return decoder.decode(bytes)
}

/** A stored leaf in the form that events are merged into. */
export function openPairs(leaf: StoredLeaf): Leaf {
  const pairs: Pair[] = Array.from(leaf.action, (action, at) => ({ action, data: textOfPair(leaf, at) }))
  return { time: leaf.time, person: leaf.person, ip: leaf.ip, pair: leaf.pair, skipped: leaf.skipped, pairs }
}

const columns = ['time', 'person', 'ip', 'pair', 'action', 'targetStart', 'target', 'textStart'] as const
/** What no number of is smaller than the one before. */
const ascending: ReadonlySet<string> = new Set(['time', 'targetStart', 'textStart'])
const byteColumns = ['skipped', 'text', 'capitals'] as const

/** The bytes of a leaf's file. `name` is what only this version of this leaf is called. */
export function sealLeaf(leaf: StoredLeaf, name: string, key: Buffer): Buffer {
  // Hardly any event has a time that the clock skipped.
  const skipped = leaf.skipped.some((value) => value !== 0) ? leaf.skipped : new Uint8Array()
  const bytesOf = { ...leaf, skipped }
  const lengths = Object.fromEntries(byteColumns.map((column) => [column, bytesOf[column].length]))
  const packed = columns.map((column) => packColumn(leaf[column], ascending.has(column)))
  const packings = packed.map(({ packing }) => packing)
  const head = Buffer.from(JSON.stringify({ format, lengths, packings, originals: [...leaf.originals] }))
  const padded = Buffer.alloc(8 + Math.ceil(head.length / 8) * 8, ' ')
  padded.writeBigUInt64LE(BigInt(padded.length - 8))
  head.copy(padded, 8)
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(name))
  const parts: Uint8Array[] = [
    padded,
    ...packed.flatMap(({ packing, bytes }) => [bytes, new Uint8Array(packedSize(packing) - bytes.length)]),
    ...byteColumns.map((column) => bytesOf[column]),
  ]
  const body = parts.map((part) => cipher.update(part))
  body.push(cipher.final())
  return Buffer.concat([nonce, cipher.getAuthTag(), ...body])
}

/** `current`: what can be derived was derived by today's rules. @throws DamagedLeaf when a byte is not as it was written, or it is another leaf or version */
export function unsealLeaf(file: Buffer, name: string, key: Buffer): { leaf: StoredLeaf; current: boolean } {
  const plain = decrypt(file, name, key)
  const headLength = Number(plain.readBigUInt64LE())
  const head = JSON.parse(plain.toString('utf8', 8, 8 + headLength)) as {
    format: number
    lengths: Record<string, number>
    /** Left out by leaves that were written before columns were packed. */
    packings?: Packing[]
    originals: [number, string][]
  }
  if (head.format > format) throw new DamagedLeaf('It was written by a newer Provost.')
  // A buffer of its own begins at a multiple of 8, and so do columns of 4 bytes in it.
  let at = 8 + headLength
  const take = (bytes: number): ArrayBuffer => {
    const part = plain.buffer.slice(plain.byteOffset + at, plain.byteOffset + at + bytes)
    at += bytes
    return part as ArrayBuffer
  }
  const leaf: Record<string, unknown> = { originals: new Map(head.originals) }
  columns.forEach((column, index) => {
    const packing = head.packings?.[index]
    leaf[column] =
      packing === undefined
        ? new Uint32Array(take((head.lengths[column] ?? 0) * 4))
        : unpackColumn(take(packedSize(packing)), packing)
  })
  for (const column of byteColumns) leaf[column] = new Uint8Array(take(head.lengths[column] ?? 0))
  const rows = (leaf.time as Uint32Array).length
  if ((leaf.skipped as Uint8Array).length !== rows) leaf.skipped = new Uint8Array(rows)
  return { leaf: leaf as unknown as StoredLeaf, current: head.format === format }
}

function decrypt(file: Buffer, name: string, key: Buffer): Buffer {
  if (file.length < nonceBytes + tagBytes) throw new DamagedLeaf('It is too short.')
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, file.subarray(0, nonceBytes))
    decipher.setAAD(Buffer.from(name))
    decipher.setAuthTag(file.subarray(nonceBytes, nonceBytes + tagBytes))
    return Buffer.concat([decipher.update(file.subarray(nonceBytes + tagBytes)), decipher.final()])
  } catch (error) {
    throw new DamagedLeaf(error instanceof Error ? error.message : String(error))
  }
}
