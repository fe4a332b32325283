// The loops over a leaf's rows, in AssemblyScript. Every number is an address in the memory that is handed in; columns are two bytes a
// row, values one byte a number, counts four bytes. What they give is what `plain-loops.ts` gives.

/**
 * Writes the rows whose value passes (bit 0); gives how many there are, of which there are at most so many: what does not pass is written
 * behind them, so one more is room for.
 */
export function select(column: usize, values: usize, rows: i32, most: i32, found: usize): i32 {
  let size: i32 = 0
  for (let row: i32 = 0; row < rows; row++) {
    if (size >= most) break
    store<i32>(found + (<usize>size << 2), row)
    size += at(values, column, row) & 1
  }
  return size
}

/** The same of the rows of one number: sixteen are looked at together, and most of these have none. */
export function selectOne(column: usize, wanted: i32, rows: i32, most: i32, found: usize): i32 {
  const same = i16x8.splat(<i16>wanted)
  const whole = rows & ~15
  let size: i32 = 0
  for (let row: i32 = 0; row < whole && size < most; row += 16) {
    const place = column + (<usize>row << 1)
    const a = i16x8.eq(v128.load(place), same)
    const b = i16x8.eq(v128.load(place, 16), same)
    if (!v128.any_true(v128.or(a, b))) continue
    let hits = i8x16.bitmask(i8x16.narrow_i16x8_s(a, b))
    while (hits != 0) {
      store<i32>(found + (<usize>size << 2), row + ctz(hits))
      size++
      hits &= hits - 1
    }
  }
  for (let row: i32 = whole; row < rows; row++) {
    if (number(column, row) != wanted) continue
    store<i32>(found + (<usize>size << 2), row)
    size++
  }
  return size
}

/** Writes of each row whether its value passes (bit 0); gives how many do. */
export function markFirst(column: usize, values: usize, rows: i32, marks: usize): i32 {
  let size: i32 = 0
  for (let row: i32 = 0; row < rows; row++) {
    const mark = at(values, column, row) & 1
    size += mark
    store<u8>(marks + row, <u8>mark)
  }
  return size
}

/** Leaves the marks of rows whose value passes too. */
export function markMore(column: usize, values: usize, rows: i32, marks: usize): i32 {
  let size: i32 = 0
  for (let row: i32 = 0; row < rows; row++) {
    const mark = <i32>load<u8>(marks + row) & at(values, column, row)
    size += mark
    store<u8>(marks + row, <u8>mark)
  }
  return size
}

/** Marks rows that pass in each of two columns and hold the text (bit 1) in one of them. */
export function markEither(a: usize, ofA: usize, b: usize, ofB: usize, rows: i32, marks: usize): i32 {
  let size: i32 = 0
  for (let row: i32 = 0; row < rows; row++) {
    const x = at(ofA, a, row)
    const y = at(ofB, b, row)
    const mark = x & y & ((x | y) >>> 1) & 1
    size += mark
    store<u8>(marks + row, <u8>mark)
  }
  return size
}

/** The same of three columns. */
export function markAny(a: usize, ofA: usize, b: usize, ofB: usize, c: usize, ofC: usize, rows: i32, marks: usize): i32 {
  let size: i32 = 0
  for (let row: i32 = 0; row < rows; row++) {
    const x = at(ofA, a, row)
    const y = at(ofB, b, row)
    const z = at(ofC, c, row)
    const mark = x & y & z & ((x | y | z) >>> 1) & 1
    size += mark
    store<u8>(marks + row, <u8>mark)
  }
  return size
}

/** Leaves the marks of rows whose bits of both columns together pass. */
export function markTraits(a: usize, ofA: usize, b: usize, ofB: usize, passing: usize, rows: i32, marks: usize): i32 {
  let size: i32 = 0
  for (let row: i32 = 0; row < rows; row++) {
    const mark = <i32>load<u8>(marks + row) & <i32>load<u8>(passing + <usize>(at(ofA, a, row) | at(ofB, b, row)))
    size += mark
    store<u8>(marks + row, <u8>mark)
  }
  return size
}

/** Adds the marked rows by their number. */
export function countMarked(column: usize, rows: i32, marks: usize, counts: usize): void {
  for (let row: i32 = 0; row < rows; row++) add(counts, number(column, row), <u32>load<u8>(marks + row))
}

/** Of two columns at once: what is marked is read once. */
export function countBoth(a: usize, ofA: usize, b: usize, ofB: usize, rows: i32, marks: usize): void {
  for (let row: i32 = 0; row < rows; row++) {
    const mark = <u32>load<u8>(marks + row)
    add(ofA, number(a, row), mark)
    add(ofB, number(b, row), mark)
  }
}

/** Adds all rows by their number. */
export function countAll(column: usize, rows: i32, counts: usize): void {
  for (let row: i32 = 0; row < rows; row++) add(counts, number(column, row), 1)
}

/**
 * Adds the marked rows of each span by kind: `places` has where each span begins, and where the last one ends; `kinds` counts for each.
 * Two lots of counts in turn, `other` behind `counts`: neighbouring rows are mostly of one kind, and each would wait for the one before.
 */
export function countSpans(
  column: usize,
  kindOf: usize,
  marks: usize,
  places: usize,
  spans: i32,
  kinds: i32,
  counts: usize,
  other: usize,
): void {
  for (let span: i32 = 0; span < spans; span++) {
    const even = counts + ((span * kinds) << 2)
    const odd = other + ((span * kinds) << 2)
    const end = load<i32>(places + ((span + 1) << 2))
    let row = load<i32>(places + (span << 2))
    for (; row + 1 < end; row += 2) {
      add(even, at(kindOf, column, row), <u32>load<u8>(marks + row))
      add(odd, at(kindOf, column, row + 1), <u32>load<u8>(marks + row + 1))
    }
    if (row < end) add(even, at(kindOf, column, row), <u32>load<u8>(marks + row))
  }
}

/** Sets a bit of each value whose shape holds the text. */
export function markShapes(shapes: usize, holding: usize, bit: i32, pairs: i32, values: usize): void {
  for (let pair: i32 = 0; pair < pairs; pair++)
    store<u8>(values + pair, <u8>(<i32>load<u8>(values + pair) | (at(holding, shapes, pair) * bit)))
}

/**
 * Sets a bit of the value of each text that holds the bytes. `starts` has where each text begins, and where the last one ends. Places are
 * looked at sixteen at once by the first and the last of the bytes; so up to sixteen more are read than the texts have.
 */
export function markTexts(
  text: usize,
  size: i32,
  starts: usize,
  wanted: usize,
  length: i32,
  bit: i32,
  values: usize,
): void {
  const first = i8x16.splat(load<i8>(wanted))
  const end = i8x16.splat(load<i8>(wanted + length - 1))
  const last = size - length
  let n: i32 = 0
  let from: i32 = 0
  while (from <= last) {
    const place = text + from
    let hits = i8x16.bitmask(
      v128.and(i8x16.eq(v128.load(place), first), i8x16.eq(v128.load(place + length - 1), end)),
    )
    from += 16
    while (hits != 0) {
      const hit = from - 16 + ctz(hits)
      hits &= hits - 1
      if (hit > last) return
      if (!isAt(text + hit, wanted, length)) continue
      while (load<i32>(starts + ((n + 1) << 2)) <= hit) n++
      store<u8>(values + n, <u8>(<i32>load<u8>(values + n) | bit))
      // What else the text holds says nothing more.
      n++
      from = load<i32>(starts + (n << 2))
      break
    }
  }
}

// @ts-ignore: decorator
@inline
function isAt(place: usize, wanted: usize, length: i32): bool {
  for (let more: i32 = 1; more < length - 1; more++)
    if (load<u8>(place + more) != load<u8>(wanted + more)) return false
  return true
}

// @ts-ignore: decorator
@inline
function number(column: usize, row: i32): i32 {
  return <i32>load<u16>(column + (row << 1))
}

/** The value of a row's number. */
// @ts-ignore: decorator
@inline
function at(values: usize, column: usize, row: i32): i32 {
  return <i32>load<u8>(values + <usize>number(column, row))
}

// @ts-ignore: decorator
@inline
function add(counts: usize, number: i32, rows: u32): void {
  const place = counts + (<usize>number << 2)
  store<u32>(place, load<u32>(place) + rows)
}
