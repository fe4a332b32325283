import { createDecipheriv, hkdfSync } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openArchive } from '../../../src/main/audit/archive/archive.ts'
import { EventBatch } from '../../../src/main/audit/archive/leaves/event-batch.ts'
import { type Leaf, textOfPair } from '../../../src/main/audit/archive/leaves/leaf.ts'
import { derivedBy } from '../../../src/main/audit/archive/leaves/leaf-codec.ts'
import { openLeafFiles } from '../../../src/main/audit/archive/leaves/leaf-files.ts'
import { mergeEvents } from '../../../src/main/audit/archive/leaves/merge-events.ts'
import { packColumn, packedSize, unpackColumn } from '../../../src/main/audit/archive/leaves/packed-column.ts'
import { PairTable } from '../../../src/main/audit/archive/leaves/pair-table.ts'
import { sealPart } from '../../../src/main/audit/archive/leaves/sealed-part.ts'
import { splitLeaf } from '../../../src/main/audit/archive/leaves/split-leaf.ts'
import { searchable } from '../../../src/main/audit/events/search-text.ts'
import { createQuestions } from '../../../src/main/audit/query/questions.ts'
import { fc } from '../../harness/properties.ts'
import { freshArchive, key, start } from './generated.ts'

const texts = fc.oneof(
  fc.constantFrom(
    '',
    'VID: 1',
    'vid: 1',
    'Vid: 1',
    "O'Neil",
    'Büro',
    'büro',
    '\ud800',
    'a\nb',
    'ÿ',
    'LastPass via Chrome',
  ),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
)
const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), texts), { maxLength: 200 })
/** Numbers that a text names, made up: its length, and its first letter. */
const targetsOf = (action: number, data: string) => (data === '' ? [] : [data.length, action])

/** The pairs of a leaf as they came, with what they name. */
const saidBy = (leaf: Leaf) =>
  Array.from(leaf.action, (action, pair) => ({
    action,
    data: textOfPair(leaf, pair),
    targets: [...leaf.target.subarray(leaf.targetStart[pair], leaf.targetStart[pair + 1])],
  }))
/** The rows of leaves as they came. */
const rowsOf = (leaves: readonly Leaf[]) =>
  leaves.flatMap((leaf) =>
    Array.from(leaf.time, (time, row) => {
      const pair = leaf.pair[row] as number
      return [
        time,
        leaf.people[leaf.person[row] as number],
        leaf.addresses[leaf.ip[row] as number],
        leaf.action[pair],
        textOfPair(leaf, pair),
        leaf.skipped[row] ?? 0,
      ].join('|')
    }),
  )

describe('a column', () => {
  test('comes out of its bytes as it went in, as wide as its numbers need', () => {
    const numbers = fc.oneof(fc.nat(255), fc.nat(0xffff), fc.nat(0x2_0000), fc.nat(0x7fff_ffff))
    fc.assert(
      fc.property(fc.array(numbers, { maxLength: 40 }), fc.boolean(), fc.boolean(), (list, ascending, narrow) => {
        const column = Uint32Array.from(ascending ? list.sort((a, b) => a - b) : list)
        const { packing, bytes } = packColumn(column, ascending)
        const shared = new SharedArrayBuffer(packedSize(packing))
        new Uint8Array(shared).set(bytes)
        const read = unpackColumn(shared, packing, narrow)
        expect([...read]).toEqual([...column])
        if (!narrow) expect(read).toBeInstanceOf(Uint32Array)
      }),
      { numRuns: 500 },
    )
  })
})

describe('a table of pairs', () => {
  test('numbers each action with its text once, and gives every text back as it came', () => {
    fc.assert(
      fc.property(pairs, pairs, (first, second) => {
        const table = new PairTable()
        const known = new Map<string, number>()
        const wanted: { action: number; data: string; targets: number[] }[] = []
        const expected = (action: number, data: string) => {
          const key = `${action} ${data}`
          const number = known.get(key) ?? known.size
          if (!known.has(key)) wanted.push({ action, data, targets: targetsOf(action, data) })
          known.set(key, number)
          return number
        }
        for (const [n, [action, data]] of first.entries()) {
          const bytes = Buffer.from(`"${data}"`)
          // Half a letter has no bytes of its own.
          const asBytes = n % 2 === 0 && bytes.toString() === `"${data}"`
          const number = asBytes
            ? table.numberOfBytes(action, bytes, [1, bytes.length - 1], () => targetsOf(action, data))
            : table.numberOf(action, data, targetsOf)
          expect(number).toBe(expected(action, data))
        }
        const empty = {
          time: new Uint32Array(),
          person: new Uint16Array(),
          ip: new Uint16Array(),
          pair: new Uint16Array(),
        }
        const names = { people: new Uint32Array(), addresses: new Uint32Array(), skipped: new Uint8Array() }
        const leaf: Leaf = { ...empty, ...names, ...table.columns() }
        const before = saidBy(leaf)
        expect(before).toEqual(wanted)
        const other = new PairTable()
        for (const [action, data] of second) other.numberOf(action, data, targetsOf)
        // What a leaf is made of again finds the same pairs, and takes those of another table.
        const again = PairTable.of(leaf)
        for (const [action, data] of second)
          expect(again.numberOfPair(other, other.numberOf(action, data, targetsOf))).toBe(expected(action, data))
        expect(saidBy({ ...leaf, ...again.columns() })).toEqual(wanted)
        expect(saidBy(leaf)).toEqual(before)
        const { text, textStart } = again.columns().texts()
        for (const [pair, { data }] of wanted.entries())
          expect(Buffer.from(text.subarray(textStart[pair], (textStart[pair + 1] ?? 0) - 1)).toString()).toBe(
            Buffer.from(searchable(data)).toString(),
          )
      }),
    )
  })
})

describe('leaves', () => {
  const events = fc.array(
    fc.record({
      time: fc.integer({ min: 100, max: 130 }),
      person: fc.integer({ min: 0, max: 5 }),
      ip: fc.integer({ min: 0, max: 70_000 }),
      data: texts,
      skipped: fc.boolean(),
    }),
    { maxLength: 150 },
  )
  const merged = (list: { time: number; person: number; ip: number; data: string; skipped: boolean }[]) => {
    const batch = new EventBatch()
    for (const { time, person, ip, data, skipped } of [...list].sort((a, b) => a.time - b.time))
      batch.push(time, skipped, { person, ip, pair: batch.pairs.numberOf(0, data, targetsOf) })
    return mergeEvents(null, batch, { from: 0, to: batch.size, counting: 'greater' }).leaf
  }

  test('are read from their files as they were written, whole and split, and none of a second is in two', () => {
    const folder = mkdtempSync(join(tmpdir(), 'provost-leaves-'))
    const files = openLeafFiles(folder, Buffer.alloc(32, 3))
    let n = 0
    try {
      fc.assert(
        fc.property(events, fc.integer({ min: 5, max: 60 }), (list, most) => {
          const leaf = merged(list)
          const parts = splitLeaf(leaf, most)
          const read = parts.map((part) => {
            const place = { n: ++n, version: 1 }
            files.write(place, part)
            const { leaf: again, current } = files.read(place)
            expect(current).toBe(true)
            expect(saidBy(again)).toEqual(saidBy(part))
            files.remove(place)
            return again
          })
          expect(rowsOf(read)).toEqual(rowsOf([leaf]))
          for (const [at, part] of parts.entries())
            if (at > 0) expect(part.time[0]).toBeGreaterThan(parts[at - 1]?.time.at(-1) ?? 0)
        }),
        { numRuns: 40 },
      )
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test('of the format before are read, with numbers of their own', () => {
    const folder = mkdtempSync(join(tmpdir(), 'provost-leaves-'))
    const key = Buffer.alloc(32, 3)
    try {
      const column = (values: number[]) => ({
        packing: { length: values.length, width: 4, first: null },
        bytes: new Uint8Array(Uint32Array.from([...values, ...(values.length % 2 === 1 ? [0] : [])]).buffer),
      })
      const text = Buffer.from('vid: 1\xffburo\xff', 'latin1')
      const packed = [[10, 10, 12], [70_000, 3, 70_000], [5, 5, 9], [0, 1, 0], [2, 4], [0, 1, 1], [8], [0, 7, 12]].map(
        column,
      )
      const head = {
        format: 4,
        lengths: { skipped: 0, text: text.length, capitals: 2 },
        packings: packed.map(({ packing }) => packing),
        originals: [[1, 'Büro']],
      }
      const json = Buffer.from(JSON.stringify(head))
      const padded = Buffer.alloc(8 + Math.ceil(json.length / 8) * 8, ' ')
      padded.writeBigUInt64LE(BigInt(padded.length - 8))
      json.copy(padded, 8)
      const pieces = [padded, ...packed.map(({ bytes }) => bytes), text, Buffer.from([0b111, 0])]
      writeFileSync(join(folder, 'L3-2.leaf'), sealPart(pieces, 'provost audit L3-2.leaf', key))
      const { leaf, current } = openLeafFiles(folder, key).read({ n: 3, version: 2 })
      expect(current).toBe(false)
      expect(rowsOf([leaf])).toEqual(['10|70000|5|2|VID: 1|0', '10|3|5|4|Büro|0', '12|70000|9|2|VID: 1|0'])
      expect(saidBy(leaf).map(({ targets }) => targets)).toEqual([[8], []])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test('of older rules are derived by those of today, and written so one by one as events come', () => {
    const { folder, archive, remove } = freshArchive(3)
    const sealed = Buffer.from(hkdfSync('sha256', Buffer.from(key, 'hex'), '', 'provost audit leaves', 32))
    const files = () => readdirSync(folder).filter((name) => name.endsWith('.leaf'))
    const event = (n: number) => ({
      ...{ time: start + n, username: '', ip: '', action: 'Make admin', data: `p${n}@example.com`, skipped: false },
    })
    const outdated = () => {
      const read = openLeafFiles(folder, sealed)
      return files().filter((name) => {
        const [, n, version] = /^L(\d+)-(\d+)/.exec(name) ?? []
        return !read.read({ n: Number(n), version: Number(version) }).current
      }).length
    }
    try {
      archive.setZone('UTC')
      archive.add(
        Array.from({ length: 6 }, (_, n) => event(n)),
        {},
      )
      archive.close()
      expect(files()).toHaveLength(3)
      for (const name of files())
        writeFileSync(join(folder, name), asOfOlderRules(readFileSync(join(folder, name)), name, sealed))
      expect(outdated()).toBe(3)
      const opened = openArchive(folder, key, 3)
      const questions = createQuestions(opened, () => false)
      const targets = () => questions.facet({}, 'target', '', 50).values.map(({ value }) => value)
      const before = targets()
      expect(before).toHaveLength(6)
      for (const left of [2, 1, 0]) {
        opened.add([event(1000 + left)], {})
        expect(outdated()).toBe(left)
      }
      expect(targets()).toEqual(expect.arrayContaining(before))
      opened.close()
      const again = openArchive(folder, key, 3)
      expect(createQuestions(again, () => false).facet({}, 'target', '', 50).values).toHaveLength(9)
      expect(again.catalog.damaged()).toEqual([])
      again.close()
    } finally {
      remove()
    }
  })
})

/** A leaf's file with the number of the rules before in both of its parts. */
function asOfOlderRules(file: Buffer, name: string, sealed: Buffer): Buffer {
  const lengths = [file.readUInt32LE(8), file.readUInt32LE(12)]
  let at = 16
  const parts = (['rows', 'texts'] as const).map((kind, index) => {
    const part = file.subarray(at, at + (lengths[index] ?? 0))
    at += part.length
    const label = `provost audit ${name} ${kind}`
    const open = createDecipheriv('aes-256-gcm', sealed, part.subarray(0, 12))
    open.setAAD(Buffer.from(label))
    open.setAuthTag(part.subarray(12, 28))
    const plain = Buffer.concat([open.update(part.subarray(28)), open.final()])
    const older = Buffer.from(
      plain.toString('latin1').replace(`"derivedBy":${derivedBy}`, `"derivedBy":${derivedBy - 1}`),
      'latin1',
    )
    expect(older).toHaveLength(plain.length)
    return sealPart([older], label, sealed)
  })
  return Buffer.concat([file.subarray(0, 16), ...parts])
}
