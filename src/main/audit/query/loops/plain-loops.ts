import type { RowLoops } from './row-loop-types.ts'

// Plain loops over columns, one for each shape of question: a call for every row would take several times as long. Without branches:
// where about half of the rows pass, guessing wrong costs more than writing in vain.

/** The loops in TypeScript: what the kernels have to equal, and what runs where there are none. */
export const plainLoops: RowLoops = {
  select([column, values], from, to, most) {
    // One more than are found: what does not pass is written there and never counted.
    const found = new Uint32Array(most + 1)
    let size = 0
    for (let row = from; row < to && size < most; row++) {
      found[size] = row
      size += (values[column[row] as number] as number) & 1
    }
    return found.subarray(0, size)
  },
  selectOne(column, number, from, to, most) {
    const found = new Uint32Array(most + 1)
    let size = 0
    for (let row = from; row < to && size < most; row++) {
      found[size] = row
      // 1 where both are the same.
      size += (((column[row] as number) ^ number) - 1) >>> 31
    }
    return found.subarray(0, size)
  },
  markFirst([column, values], from, to) {
    const marks = new Uint8Array(to - from)
    let size = 0
    for (let at = 0; at < marks.length; at++) {
      const mark = (values[column[from + at] as number] as number) & 1
      marks[at] = mark
      size += mark
    }
    return { marks, size }
  },
  markMore({ marks: before }, [column, values], from) {
    const marks = new Uint8Array(before.length)
    let size = 0
    for (let at = 0; at < marks.length; at++) {
      const mark = (before[at] as number) & (values[column[from + at] as number] as number)
      marks[at] = mark
      size += mark
    }
    return { marks, size }
  },
  markEither([a, ofA], [b, ofB], from, to) {
    const marks = new Uint8Array(to - from)
    let size = 0
    for (let at = 0; at < marks.length; at++) {
      const x = ofA[a[from + at] as number] as number
      const y = ofB[b[from + at] as number] as number
      const mark = x & y & ((x | y) >>> 1) & 1
      marks[at] = mark
      size += mark
    }
    return { marks, size }
  },
  markAny([[a, ofA], [b, ofB], [c, ofC]], from, to) {
    const marks = new Uint8Array(to - from)
    let size = 0
    for (let at = 0; at < marks.length; at++) {
      const x = ofA[a[from + at] as number] as number
      const y = ofB[b[from + at] as number] as number
      const z = ofC[c[from + at] as number] as number
      const mark = x & y & z & ((x | y | z) >>> 1) & 1
      marks[at] = mark
      size += mark
    }
    return { marks, size }
  },
  markTraits({ marks: before }, [a, ofA], [b, ofB], from, passing) {
    const marks = new Uint8Array(before.length)
    let size = 0
    for (let at = 0; at < marks.length; at++) {
      const bits = (ofA[a[from + at] as number] as number) | (ofB[b[from + at] as number] as number)
      const mark = (before[at] as number) & (passing[bits] as number)
      marks[at] = mark
      size += mark
    }
    return { marks, size }
  },
  countColumn(column, from, to, marks, counts) {
    if (marks === null) for (let row = from; row < to; row++) add(counts, column[row] as number, 1)
    else for (let at = 0; at < marks.length; at++) add(counts, column[from + at] as number, marks[at] as number)
  },
  countBoth([a, b], from, marks, [ofA, ofB]) {
    for (let at = 0; at < marks.length; at++) {
      const mark = marks[at] as number
      add(ofA, a[from + at] as number, mark)
      add(ofB, b[from + at] as number, mark)
    }
  },
  countSpans([column, kindOf], from, marks, places, kinds) {
    const counts = new Uint32Array((places.length - 1) * kinds)
    // Two lots of counts in turn: neighbouring events are mostly of one kind, and each count would wait for the one before.
    const [even, odd] = [new Uint32Array(kinds), new Uint32Array(kinds)]
    for (let span = 0; span + 1 < places.length; span++) {
      even.fill(0)
      odd.fill(0)
      const end = places[span + 1] as number
      let at = places[span] as number
      for (; at + 1 < end; at += 2) {
        add(even, kindOf[column[from + at] as number] as number, marks[at] as number)
        add(odd, kindOf[column[from + at + 1] as number] as number, marks[at + 1] as number)
      }
      if (at < end) add(even, kindOf[column[from + at] as number] as number, marks[at] as number)
      for (let kind = 0; kind < kinds; kind++)
        counts[span * kinds + kind] = (even[kind] as number) + (odd[kind] as number)
    }
    return counts
  },
  markShapes([shapes, holding], bit, pairs) {
    for (let pair = 0; pair < shapes.length; pair++)
      pairs[pair] = (pairs[pair] as number) | ((holding[shapes[pair] as number] as number) * bit)
  },
  markTexts({ text, textStart }, wanted, bit, pairs) {
    const bytes = Buffer.from(text.buffer, text.byteOffset, text.byteLength)
    let pair = 0
    for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, textStart[pair])) {
      while ((textStart[pair + 1] as number) <= at) pair++
      pairs[pair] = (pairs[pair] as number) | bit
      pair++
    }
  },
}

function add(counts: Uint32Array, number: number, rows: number): void {
  counts[number] = (counts[number] as number) + rows
}
