import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileKernels } from '../../../scripts/kernels.mjs'
import { endOfText, type Numbers } from '../../../src/main/audit/archive/leaves/leaf.ts'
import { kernelBytes } from '../../../src/main/audit/query/loops/kernel-bytes.ts'
import { kernelLoops } from '../../../src/main/audit/query/loops/kernel-loops.ts'
import { plainLoops } from '../../../src/main/audit/query/loops/plain-loops.ts'
import type { RowLoops, Valued } from '../../../src/main/audit/query/loops/row-loop-types.ts'

const kernels = kernelLoops() as RowLoops

/** Numbers below a bound, as a leaf holds them. */
const column = (rows: number, numbers: number, wide: boolean): fc.Arbitrary<Numbers> =>
  fc
    .array(fc.nat({ max: numbers - 1 }), { minLength: rows, maxLength: rows })
    .map((list) => (wide ? Uint32Array.from(list) : Uint16Array.from(list)))
const values = (numbers: number, most: number) => fc.uint8Array({ minLength: numbers, maxLength: numbers, max: most })
const marksOf = (rows: number) => fc.uint8Array({ minLength: rows, maxLength: rows, max: 1 })

/** Three columns with their values, a part of their rows, and marks of that part. */
const asked = fc
  .record({ rows: fc.integer({ min: 1, max: 90 }), numbers: fc.integer({ min: 1, max: 40 }), wide: fc.boolean() })
  .chain(({ rows, numbers, wide }) =>
    fc
      .record({
        columns: fc.tuple(column(rows, numbers, wide), column(rows, numbers, false), column(rows, numbers, false)),
        values: fc.tuple(values(numbers, 3), values(numbers, 3), values(numbers, 3)),
        kinds: values(numbers, 7),
        cuts: fc.tuple(fc.nat({ max: rows }), fc.nat({ max: rows })),
        passing: values(4, 1),
      })
      .chain((given) => {
        const [from, to] = [Math.min(...given.cuts), Math.max(...given.cuts)]
        return fc.record({
          given: fc.constant({ ...given, from, to, numbers }),
          marks: marksOf(to - from),
          places: fc
            .array(fc.nat({ max: to - from }), { minLength: 1, maxLength: 8 })
            .map((list) => Uint32Array.from(list.sort((a, b) => a - b))),
        })
      }),
  )

const texts = fc
  .array(fc.string({ unit: fc.constantFrom('a', 'b', '1', 'ü', '\0'), maxLength: 40 }), { minLength: 1, maxLength: 30 })
  .map((list) => {
    const parts = list.map((text) => Uint8Array.from([...new TextEncoder().encode(text), endOfText]))
    const textStart = Uint32Array.from([0, ...parts.map(({ length }) => length)])
    for (let n = 1; n < textStart.length; n++) textStart[n] = (textStart[n] as number) + (textStart[n - 1] as number)
    return { list, text: Uint8Array.from(parts.flatMap((part) => [...part])), textStart }
  })

describe('the kernels', () => {
  test('are what their source says', async () => {
    expect((await compileKernels()).toString('base64')).toBe(kernelBytes)
  })

  test('mark and count as the plain loops do', () => {
    fc.assert(
      fc.property(asked, ({ given, marks, places }) => {
        const { columns, from, to, numbers } = given
        const [ofA, ofB, ofC] = given.values
        const [a, b, c]: [Valued, Valued, Valued] = [
          [columns[0], ofA],
          [columns[1], ofB],
          [columns[2], ofC],
        ]
        const traits: [Valued, Valued] = [
          [columns[0], ofA.map((bits) => bits & 1)],
          [columns[1], ofB.map((bits) => bits & 2)],
        ]
        const size = marks.reduce((sum, mark) => sum + mark, 0)
        const all = (loops: RowLoops) => {
          const counts = [0, 1, 2, 3].map(() => new Uint32Array(numbers).fill(5)) as [
            Uint32Array,
            Uint32Array,
            Uint32Array,
            Uint32Array,
          ]
          loops.countColumn(columns[0], from, to, marks, counts[0])
          loops.countColumn(columns[0], from, to, null, counts[1])
          loops.countBoth([columns[0], columns[1]], from, marks, [counts[2], counts[3]])
          const one = columns[0][from] ?? 0
          const isPassing = (number: number) => ((ofA[number] as number) & 1) === 1
          const part = [...columns[0].subarray(from, to)]
          return {
            select: [...loops.select(a, from, to, part.filter(isPassing).length)],
            selectOne: [...loops.selectOne(columns[0], one, from, to, part.filter((each) => each === one).length)],
            first: loops.markFirst(a, from, to),
            more: loops.markMore({ marks, size }, b, from),
            either: loops.markEither(a, b, from, to),
            any: loops.markAny([a, b, c], from, to),
            traits: loops.markTraits({ marks, size }, ...traits, from, given.passing),
            spans: loops.countSpans([columns[0], given.kinds], from, marks, places, 8),
            counts,
          }
        }
        const found = all(kernels)
        expect(found).toEqual(all(plainLoops))
        const rows = Array.from({ length: to - from }, (_, at) => from + at)
        expect(found.select).toEqual(rows.filter((row) => ((ofA[columns[0][row] as number] as number) & 1) === 1))
        expect(found.selectOne).toEqual(rows.filter((row) => columns[0][row] === columns[0][from]))
      }),
      { numRuns: 500 },
    )
  })

  test('find the texts that hold some bytes, as String does', () => {
    fc.assert(
      fc.property(
        texts,
        fc.string({ unit: fc.constantFrom('a', 'b', '1', 'ü', '\0'), minLength: 1, maxLength: 5 }),
        ({ list, ...leaf }, wanted) => {
          const found = (loops: RowLoops) => {
            const pairs = new Uint8Array(list.length).fill(1)
            loops.markTexts(leaf, new TextEncoder().encode(wanted), 2, pairs)
            return [...pairs]
          }
          const right = list.map((text) => (text.includes(wanted) ? 3 : 1))
          expect(found(kernels)).toEqual(right)
          expect(found(plainLoops)).toEqual(right)
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('set the bit of the pairs whose shape holds a text', () => {
    fc.assert(
      fc.property(column(50, 9, false), values(9, 1), values(50, 1), (shapes, holding, before) => {
        const marked = (loops: RowLoops) => {
          const pairs = before.slice()
          loops.markShapes([shapes, holding], 2, pairs)
          return [...pairs]
        }
        const right = [...shapes].map((shape, pair) => (before[pair] as number) + 2 * (holding[shape] as number))
        expect(marked(kernels)).toEqual(right)
        expect(marked(plainLoops)).toEqual(right)
      }),
    )
  })
})
