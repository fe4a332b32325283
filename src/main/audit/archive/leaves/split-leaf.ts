import { fullLeaf, fullNumbers, type Leaf, type Numbers, numbersBelow } from './leaf.ts'
import { shortest } from './merge-events.ts'
import { PairTable } from './pair-table.ts'

/** A column with its numbers given anew, in the order of their first rows; `old`: by new number the one before. */
function renumbered(column: Numbers, from: number, to: number, bound: number): { column: Numbers; old: number[] } {
  const numbers = new Int32Array(bound)
  const old: number[] = []
  const made = new Uint32Array(to - from)
  for (let row = from; row < to; row++) {
    const before = column[row] as number
    if (numbers[before] === 0) {
      old.push(before)
      numbers[before] = old.length
    }
    made[row - from] = (numbers[before] as number) - 1
  }
  const narrow = numbersBelow(old.length, to - from)
  narrow.set(made)
  return { column: narrow, old }
}

/** Rows of a leaf as a leaf of their own, with only the names and pairs that they use. */
export function sliceLeaf(leaf: Leaf, from: number, to: number, pairs = PairTable.of(leaf)): Leaf {
  const person = renumbered(leaf.person, from, to, leaf.people.length)
  const ip = renumbered(leaf.ip, from, to, leaf.addresses.length)
  const pair = renumbered(leaf.pair, from, to, leaf.action.length)
  const own = new PairTable()
  for (const old of pair.old) own.append(pairs, old)
  return {
    time: leaf.time.slice(from, to),
    person: person.column,
    ip: ip.column,
    pair: pair.column,
    skipped: shortest(leaf.skipped.slice(from, to)),
    people: Uint32Array.from(person.old, (n) => leaf.people[n] as number),
    addresses: Uint32Array.from(ip.old, (n) => leaf.addresses[n] as number),
    ...own.columns(),
  }
}

/** A leaf that is too full as several, none of which splits a second. */
export function splitLeaf(leaf: Leaf, most = fullLeaf): Leaf[] {
  const rows = leaf.time.length
  const numbers = Math.max(leaf.action.length, leaf.people.length, leaf.addresses.length)
  if (rows <= most && (numbers <= fullNumbers || rows < 2)) return [leaf]
  const aim = rows <= most ? Math.ceil(rows / 2) : Math.ceil(rows / Math.ceil(rows / (most * 0.75)))
  const pairs = PairTable.of(leaf)
  const parts: Leaf[] = []
  for (let from = 0; from < rows; ) {
    let to = Math.min(rows, from + aim)
    while (to < rows && leaf.time[to] === leaf.time[to - 1]) to++
    // One second has more than a leaf may: it stays whole.
    if (from === 0 && to === rows && rows <= most) return [leaf]
    const part = sliceLeaf(leaf, from, to, pairs)
    parts.push(...(to - from === rows || part.time[0] === part.time.at(-1) ? [part] : splitLeaf(part, most)))
    from = to
  }
  return parts
}
