import type { Numbers } from '../../archive/leaves/leaf.ts'
import { type KernelMemory, openKernels } from './kernel-memory.ts'
import { plainLoops } from './plain-loops.ts'
import type { Marks, RowLoops, Valued } from './row-loop-types.ts'

/** The kernels read numbers of two bytes: a column of wider ones, which is rare, goes through the plain loops. */
const isNarrow = (...columns: readonly Numbers[]): boolean => columns.every((column) => column instanceof Uint16Array)

/** Beside what is copied in: what goes between, so that each begins at an address of eight. */
const between = 256

/** Texts of a leaf that are longer, which is rare, are not copied: the kernels' memory does not shrink again. */
const mostText = 16 * 2 ** 20

/** The loops in WebAssembly; null where this runtime has none. They give what the plain ones give. */
export function kernelLoops(): RowLoops | null {
  const memory = openKernels()
  return memory === null ? null : loopsIn(memory)
}

function loopsIn(memory: KernelMemory): RowLoops {
  const { kernels } = memory
  const begin = (...parts: readonly { byteLength: number }[]) =>
    memory.begin(parts.reduce((sum, { byteLength }) => sum + byteLength, between))
  const room = (bytes: number) => ({ byteLength: bytes })
  const rowsOf = ([column, values]: Valued, from: number, to: number): Valued => [column.subarray(from, to), values]
  const put = ([column, values]: Valued): [number, number] => [memory.put(column), memory.put(values)]
  const marksAt = (address: number, rows: number, size: number): Marks => ({
    marks: memory.bytesAt(address, rows).slice(),
    size,
  })

  /** Rows as the kernels found them, which count from zero. */
  const rowsAt = (address: number, size: number, from: number): Uint32Array => {
    const rows = memory.countsAt(address, size).slice()
    if (from > 0) for (let at = 0; at < size; at++) rows[at] = (rows[at] as number) + from
    return rows
  }

  return {
    select(whole, from, to, most) {
      if (!isNarrow(whole[0])) return plainLoops.select(whole, from, to, most)
      const part = rowsOf(whole, from, to)
      begin(...part, room((most + 1) * 4))
      const [column, values] = put(part)
      const found = memory.unset((most + 1) * 4)
      return rowsAt(found, kernels.select(column, values, to - from, most, found), from)
    },
    selectOne(whole, number, from, to, most) {
      if (!isNarrow(whole)) return plainLoops.selectOne(whole, number, from, to, most)
      const part = whole.subarray(from, to)
      begin(part, room((most + 1) * 4))
      const column = memory.put(part)
      const found = memory.unset((most + 1) * 4)
      return rowsAt(found, kernels.selectOne(column, number, to - from, most, found), from)
    },
    markFirst(whole, from, to) {
      if (!isNarrow(whole[0])) return plainLoops.markFirst(whole, from, to)
      const part = rowsOf(whole, from, to)
      begin(...part, room(to - from))
      const [column, values] = put(part)
      const marks = memory.unset(to - from)
      return marksAt(marks, to - from, kernels.markFirst(column, values, to - from, marks))
    },
    markMore(before, whole, from) {
      if (!isNarrow(whole[0])) return plainLoops.markMore(before, whole, from)
      const rows = before.marks.length
      const part = rowsOf(whole, from, from + rows)
      begin(...part, before.marks)
      const [column, values] = put(part)
      const marks = memory.put(before.marks)
      return marksAt(marks, rows, kernels.markMore(column, values, rows, marks))
    },
    markEither(a, b, from, to) {
      if (!isNarrow(a[0], b[0])) return plainLoops.markEither(a, b, from, to)
      const rows = to - from
      const [one, other] = [rowsOf(a, from, to), rowsOf(b, from, to)]
      begin(...one, ...other, room(rows))
      const places = [...put(one), ...put(other)]
      const marks = memory.unset(rows)
      return marksAt(marks, rows, kernels.markEither(...places, rows, marks))
    },
    markAny(columns, from, to) {
      if (!isNarrow(...columns.map(([column]) => column))) return plainLoops.markAny(columns, from, to)
      const rows = to - from
      const parts = columns.map((column) => rowsOf(column, from, to))
      begin(...parts.flat(), room(rows))
      const places = parts.flatMap(put)
      const marks = memory.unset(rows)
      return marksAt(marks, rows, kernels.markAny(...places, rows, marks))
    },
    markTraits(before, a, b, from, passing) {
      if (!isNarrow(a[0], b[0])) return plainLoops.markTraits(before, a, b, from, passing)
      const rows = before.marks.length
      const parts = [a, b].map((whole) => rowsOf(whole, from, from + rows))
      begin(...parts.flat(), passing, before.marks)
      const places = [...parts.flatMap(put), memory.put(passing)]
      const marks = memory.put(before.marks)
      return marksAt(marks, rows, kernels.markTraits(...places, rows, marks))
    },
    countColumn(column, from, to, marks, counts) {
      if (!isNarrow(column)) return plainLoops.countColumn(column, from, to, marks, counts)
      const rows = marks?.length ?? to - from
      const part = column.subarray(from, from + rows)
      begin(part, marks ?? room(0), counts)
      const places = [memory.put(part), rows, ...(marks === null ? [] : [memory.put(marks)])]
      const sums = memory.put(counts)
      if (marks === null) kernels.countAll(...places, sums)
      else kernels.countMarked(...places, sums)
      counts.set(memory.countsAt(sums, counts.length))
    },
    countBoth(columns, from, marks, counts) {
      if (!isNarrow(...columns)) return plainLoops.countBoth(columns, from, marks, counts)
      const rows = marks.length
      const parts = columns.map((column) => column.subarray(from, from + rows))
      begin(...parts, ...counts, marks)
      const [a = 0, b = 0] = parts.map(memory.put)
      const [ofA = 0, ofB = 0] = counts.map(memory.put)
      kernels.countBoth(a, ofA, b, ofB, rows, memory.put(marks))
      counts[0].set(memory.countsAt(ofA, counts[0].length))
      counts[1].set(memory.countsAt(ofB, counts[1].length))
    },
    countSpans(whole, from, marks, places, kinds) {
      if (!isNarrow(whole[0])) return plainLoops.countSpans(whole, from, marks, places, kinds)
      const part = rowsOf(whole, from, from + marks.length)
      const spans = places.length - 1
      const bytes = spans * kinds * 4
      begin(...part, marks, places, room(2 * bytes))
      const [column, kindOf] = put(part)
      const [atMarks, atPlaces] = [memory.put(marks), memory.put(places)]
      const counts = memory.room(bytes)
      const other = memory.room(bytes)
      kernels.countSpans(column, kindOf, atMarks, atPlaces, spans, kinds, counts, other)
      const odd = memory.countsAt(other, spans * kinds)
      return memory.countsAt(counts, spans * kinds).map((even, at) => even + (odd[at] as number))
    },
    markShapes(whole, bit, pairs) {
      if (!isNarrow(whole[0])) return plainLoops.markShapes(whole, bit, pairs)
      begin(...whole, pairs)
      const [shapes, holding] = put(whole)
      const values = memory.put(pairs)
      kernels.markShapes(shapes, holding, bit, whole[0].length, values)
      pairs.set(memory.bytesAt(values, pairs.length))
    },
    markTexts({ text, textStart }, wanted, bit, pairs) {
      if (text.length > mostText) return plainLoops.markTexts({ text, textStart }, wanted, bit, pairs)
      begin(text, textStart, wanted, pairs)
      const [atText = 0, starts = 0, atWanted = 0, values = 0] = [text, textStart, wanted, pairs].map(memory.put)
      kernels.markTexts(atText, text.length, starts, atWanted, wanted.length, bit, values)
      pairs.set(memory.bytesAt(values, pairs.length))
    },
  }
}
