import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openArchive } from '../../../src/main/audit/archive/archive.ts'
import { EventBatch } from '../../../src/main/audit/archive/leaves/event-batch.ts'
import { openLeafFiles } from '../../../src/main/audit/archive/leaves/leaf-files.ts'
import { mergeEvents } from '../../../src/main/audit/archive/leaves/merge-events.ts'
import { type Shapes, ShapeTable, shapeOf } from '../../../src/main/audit/archive/leaves/shape-table.ts'
import { hasShapes, shapesOf, shapesWith } from '../../../src/main/audit/query/leaf-shapes.ts'
import { createQuestions } from '../../../src/main/audit/query/questions.ts'
import { fc } from '../../harness/properties.ts'
import { freshArchive, key, start } from './generated.ts'

const texts = fc.array(
  fc.oneof(
    fc.constantFrom('', 'VID: 1', 'VID: 22', 'vid: 1', 'Büro 7', 'Buro 7', "O'Neil 3", 'a1b2', 'ÿ'),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
  ),
  { maxLength: 80 },
)
const event = (n: number, more: object) => ({
  ...{ time: start + n, username: 'ann@example.com', ip: '', action: 'Log in', data: '', skipped: false },
  ...more,
})
const leafOf = (list: readonly string[]) => {
  const batch = new EventBatch()
  for (const [n, data] of list.entries())
    batch.push(n, false, { person: 0, ip: 0, pair: batch.pairs.numberOf(0, data, () => []) })
  return mergeEvents(null, batch, { from: 0, to: batch.size, counting: 'greater' }).leaf
}
/** Of each text its shape, as bytes. */
const shapesByText = ({ shapeOf: numbers, shapes, shapeStart }: Shapes) =>
  Array.from(numbers, (shape) => Buffer.from(shapes.slice(shapeStart[shape], shapeStart[shape + 1])).toString('latin1'))

describe('shapes of texts', () => {
  test('are the same taken in at once, in two goes, or from a file, and two texts have one where they differ in digits alone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'provost-shapes-'))
    const files = openLeafFiles(folder, Buffer.alloc(32, 3))
    let n = 0
    try {
      fc.assert(
        fc.property(texts, fc.nat(80), (list, cut) => {
          const leaf = leafOf(list)
          const read = leaf.texts()
          const first = new ShapeTable()
          first.take(read, Math.min(cut, leaf.action.length))
          const second = ShapeTable.of(first.columns())
          second.take(read, leaf.action.length)
          expect(shapesByText(second.columns())).toEqual(shapesByText(leaf))
          const place = { n: ++n, version: 1 }
          files.write(place, leaf)
          expect(shapesByText(files.read(place).leaf)).toEqual(shapesByText(leaf))
          files.remove(place)
          const folded = [...leaf.action.keys()].map((pair) =>
            [
              shapeOf(read.text.slice(read.textStart[pair], (read.textStart[pair + 1] as number) - 1)).join(),
              read.originals().has(pair),
            ].join(),
          )
          const numbers = new Map<string, number>()
          for (const [pair, shape] of folded.entries()) {
            const known = numbers.get(shape) ?? leaf.shapeOf[pair]
            numbers.set(shape, known as number)
            expect(leaf.shapeOf[pair]).toBe(known)
          }
          expect(leaf.shapeStart.length - 1).toBe(numbers.size)
        }),
        { numRuns: 60 },
      )
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test('are not written where texts hardly share one, and a word is found all the same', () => {
    const folder = mkdtempSync(join(tmpdir(), 'provost-shapes-'))
    try {
      const letters = (n: number) => [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('')
      const leaf = leafOf(Array.from({ length: 6000 }, (_, n) => `${letters(n)} is the name of this one`))
      const files = openLeafFiles(folder, Buffer.alloc(32, 3))
      files.write({ n: 1, version: 1 }, leaf)
      const { leaf: again } = files.read({ n: 1, version: 1 })
      expect([hasShapes(leaf), hasShapes(again)]).toEqual([true, false])
      expect(shapesByText(shapesOf(again))).toEqual(shapesByText(leaf))
      expect(shapesWith(again, Buffer.from('bcde is'))).toEqual(shapesWith(leaf, Buffer.from('bcde is')))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test('answer a word without digits, and whose requests there are, without the texts', () => {
    const { folder, archive, remove } = freshArchive()
    try {
      archive.setZone('UTC')
      const said = ['Initiated by API: Provost job 7', 'Initiated by API: HR 12', 'first 1', 'second 2']
      archive.add(
        Array.from({ length: 400 }, (_, n) =>
          event(n, { action: n % 4 < 2 ? 'Reporting' : 'Log in', data: said[n % 4] }),
        ),
        {},
      )
      archive.close()
      const name = readdirSync(folder).find((file) => file.endsWith('.leaf')) ?? ''
      // The texts are the last part of the file.
      const bytes = readFileSync(join(folder, name))
      writeFileSync(
        join(folder, name),
        Buffer.from(bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte))),
      )
      const opened = openArchive(folder, key)
      const questions = createQuestions(opened, () => false)
      const count = (filter: object) => questions.page(filter, { offset: 0, limit: 0 }).total
      expect(count({ text: 'firs' })).toBe(100)
      expect(count({ own: 'without' })).toBe(300)
      expect(count({ callers: 'foreign', text: 'hr' })).toBe(100)
      expect(opened.catalog.damaged()).toEqual([])
      // One with digits needs them, and finds the damage.
      expect(count({ text: 'first 1' })).toBe(0)
      expect(opened.catalog.damaged()).toHaveLength(1)
      opened.close()
    } finally {
      remove()
    }
  })

  test('do not take a label for Provost’s that only folds to it', () => {
    const { archive, remove } = freshArchive()
    try {
      archive.setZone('UTC')
      const ours = ['Provost', 'PROVOST reading', 'Provost job 12', 'Provost – ü']
      const foreign = ['Próvost reading', 'Provost2', 'Pro’vost', 'Provöst 3', 'HR 5']
      const labels = [...ours, ...foreign]
      archive.add(
        labels.map((label, n) => event(n, { username: '', action: 'Reporting', data: `Initiated by API: ${label}` })),
        {},
      )
      const questions = createQuestions(archive, () => false)
      const found = (filter: object) =>
        questions
          .page(filter, { offset: 0, limit: 50 })
          .rows.map(({ parsed }) => parsed.label)
          .sort()
      expect(found({ own: 'only' })).toEqual([...ours].sort())
      expect(found({ callers: 'foreign' })).toEqual([...foreign].sort())
    } finally {
      archive.close()
      remove()
    }
  })
})
