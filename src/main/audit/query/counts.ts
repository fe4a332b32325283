import type { Leaf, Numbers } from '../archive/leaves/leaf.ts'
import { type Deciding, kindsOf } from './leaf-kinds.ts'
import { summaryOf } from './leaf-summary.ts'
import { rowLoops } from './loops/row-loops.ts'
import type { LeafMatch } from './scan.ts'

/** How often each name of the catalogue is meant. */
export interface PairCounts {
  action: Uint32Array
  target: Uint32Array
}
export interface NameCounts {
  person: Uint32Array
  ip: Uint32Array
}

/** The rows of a match where they are so few that going through all numbers of a leaf would take longer. */
export const fewRows = ({ rows }: LeafMatch, numbers: number): Uint32Array | null =>
  rows !== null && rows.length < numbers / 4 ? rows : null

/** Every row of the leaf is looked at, and all are meant, or pairs or their kinds alone decide. */
const isWhole = ({ leaf, from, to, size, decided }: LeafMatch): boolean =>
  to - from === leaf.time.length && (size === to - from || decided !== null)

function bump(counts: Uint32Array, number: number): void {
  counts[number] = (counts[number] as number) + 1
}
/** Counts by the numbers of a leaf, until the next ones are asked for. */
const local = { pair: new Uint32Array(0), person: new Uint32Array(0), ip: new Uint32Array(0) }
function emptied(column: keyof typeof local, numbers: number): Uint32Array {
  if (local[column].length < numbers) local[column] = new Uint32Array(numbers)
  return local[column].subarray(0, numbers).fill(0)
}

function countLocally({ from, to, rows, marks }: LeafMatch, column: Numbers, counts: Uint32Array): Uint32Array {
  if (rows !== null) for (let at = 0; at < rows.length; at++) bump(counts, column[rows[at] as number] as number)
  else rowLoops.countColumn(column, from, to, marks, counts)
  return counts
}

/** The rows that are meant by their action, and by each of what they name. */
export function countPairs(found: readonly LeafMatch[], sizes: { action: number; target: number }): PairCounts {
  const actions = new Uint32Array(sizes.action)
  const targets = new Uint32Array(sizes.target)
  for (const match of found) {
    const { action, pair: pairOf, targetStart, target } = match.leaf
    const few = fewRows(match, action.length)
    if (few !== null) {
      for (const row of few) {
        const pair = pairOf[row] as number
        bump(actions, action[pair] as number)
        for (let at = targetStart[pair] as number; at < (targetStart[pair + 1] as number); at++)
          bump(targets, target[at] as number)
      }
      continue
    }
    if (isWhole(match)) {
      const { of, values } = match.decided ?? { of: kindsOf(match.leaf), values: null }
      if (values === null) addActions(of.action, of.rows, actions)
      else addMeantActions(of, values, actions)
      addDecided(match.leaf, of, values, targets)
      continue
    }
    const counts = countLocally(match, pairOf, emptied('pair', action.length))
    addActions(action, counts, actions)
    addTargets(match.leaf, counts, targets)
  }
  return { action: actions, target: targets }
}

/** Adds what is named where pairs or their kinds alone decide; `values` null: all are meant. */
function addDecided(leaf: Leaf, { ofPair }: Deciding, values: Uint8Array | null, targets: Uint32Array): void {
  const { target } = leaf
  const { naming, pair: rows } = summaryOf(leaf)
  if (values === null) {
    addTargets(leaf, rows, targets)
    return
  }
  for (let at = 0; at < target.length; at++) {
    const pair = naming[at] as number
    const isMeant = values[ofPair === null ? pair : (ofPair[pair] as number)] as number
    const number = target[at] as number
    targets[number] = (targets[number] as number) + (rows[pair] as number) * isMeant
  }
}

function addActions(action: Numbers, counts: Numbers, actions: Uint32Array): void {
  for (let n = 0; n < counts.length; n++) {
    const number = action[n] as number
    actions[number] = (actions[number] as number) + (counts[n] as number)
  }
}

function addMeantActions({ action, rows }: Deciding, values: Uint8Array, actions: Uint32Array): void {
  for (let n = 0; n < values.length; n++) {
    const number = action[n] as number
    actions[number] = (actions[number] as number) + (rows[n] as number) * (values[n] as number)
  }
}

/** How many targets a pair has is not asked of each: guessing wrong would take most of the time. */
function addTargets(leaf: Leaf, counts: Numbers, targets: Uint32Array): void {
  const { target } = leaf
  const { naming } = summaryOf(leaf)
  for (let at = 0; at < target.length; at++) {
    const number = target[at] as number
    targets[number] = (targets[number] as number) + (counts[naming[at] as number] as number)
  }
}

/** The rows that are meant by person and by address. */
export function countNames(found: readonly LeafMatch[], sizes: { person: number; ip: number }): NameCounts {
  const counts = { person: new Uint32Array(sizes.person), ip: new Uint32Array(sizes.ip) }
  for (const match of found) {
    const { leaf, marks, rows } = match
    const ofLeaf =
      rows === null && marks === null && isWhole(match)
        ? summaryOf(leaf)
        : marks !== null
          ? countMarked(leaf, match.from, marks)
          : null
    for (const [column, names] of [['person', leaf.people] as const, ['ip', leaf.addresses] as const]) {
      const few = fewRows(match, names.length)
      const sums = counts[column]
      if (few !== null) for (const row of few) bump(sums, names[leaf[column][row] as number] as number)
      else {
        const own = ofLeaf?.[column] ?? countLocally(match, leaf[column], emptied(column, names.length))
        addNames(sums, names, own)
      }
    }
  }
  return counts
}

/** A loop of its own: within the one over leaves it would stay slow. */
function addNames(sums: Uint32Array, names: Uint32Array, own: Numbers): void {
  for (let n = 0; n < names.length; n++) {
    const name = names[n] as number
    sums[name] = (sums[name] as number) + (own[n] as number)
  }
}

/** Both in one go: what is marked is read once. */
function countMarked({ person, ip, people, addresses }: Leaf, from: number, marks: Uint8Array): NameCounts {
  const ofPerson = emptied('person', people.length)
  const ofIp = emptied('ip', addresses.length)
  rowLoops.countBoth([person, ip], from, marks, [ofPerson, ofIp])
  return { person: ofPerson, ip: ofIp }
}

/** The numbers with the greatest counts; equal ones in the order of `isBefore`. */
export function largest(
  counts: Uint32Array,
  limit: number,
  isMeant: (n: number) => boolean,
  isBefore: (a: number, b: number) => boolean,
): { top: number[]; distinct: number } {
  const top: number[] = []
  const goesBefore = (a: number, b: number) =>
    (counts[a] as number) > (counts[b] as number) || ((counts[a] as number) === (counts[b] as number) && isBefore(a, b))
  let distinct = 0
  for (let n = 0; n < counts.length; n++) {
    if (counts[n] === 0 || !isMeant(n)) continue
    distinct++
    const last = top.at(-1)
    if (top.length === limit && last !== undefined && !goesBefore(n, last)) continue
    let [low, high] = [0, top.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (goesBefore(n, top[middle] as number)) high = middle
      else low = middle + 1
    }
    top.splice(low, 0, n)
    if (top.length > limit) top.pop()
  }
  return { top, distinct }
}
