import { type Leaf, type Numbers, numbersBelow } from '../archive/leaves/leaf.ts'

// What is the same for every question is counted once for each leaf, when it is first asked: a leaf that a filter lets pass as a whole,
// or of which its pairs alone decide, is then answered without going through its rows.

/** Rows of a block: what is counted between two instants is counted block by block, and row by row at both ends alone. */
export const blockRows = 1024
/** More actions in a leaf, and blocks would take more than the rows themselves. */
const mostActions = 256

/** How many rows of a leaf there are of each number. */
export interface LeafSummary {
  pair: Numbers
  person: Numbers
  ip: Numbers
  /** Of each entry of the leaf's `target`, the pair that names it. */
  naming: Numbers
  /** The catalogue's numbers of the actions in the leaf. */
  actions: Uint32Array
  /** Rows of each of them: one line of counts for each block, in the order of `actions`. Null: there are too many actions. */
  blocks: Uint16Array | null
}

const known = new WeakMap<Leaf, LeafSummary>()

export function summaryOf(leaf: Leaf): LeafSummary {
  const before = known.get(leaf)
  if (before !== undefined) return before
  const made = {
    pair: countsOf(leaf.pair, leaf.action.length),
    person: countsOf(leaf.person, leaf.people.length),
    ip: countsOf(leaf.ip, leaf.addresses.length),
    naming: pairsNaming(leaf),
    ...blocksOf(leaf),
  }
  known.set(leaf, made)
  return made
}

function pairsNaming({ targetStart, target }: Leaf): Numbers {
  const naming = numbersBelow(targetStart.length - 1, target.length)
  for (let pair = 0; pair + 1 < targetStart.length; pair++)
    for (let at = targetStart[pair] as number; at < (targetStart[pair + 1] as number); at++) naming[at] = pair
  return naming
}

function countsOf(column: Numbers, numbers: number): Numbers {
  const counts = new Uint32Array(numbers)
  for (let row = 0; row < column.length; row++)
    counts[column[row] as number] = (counts[column[row] as number] as number) + 1
  let most = 0
  for (let n = 0; n < numbers; n++) most = Math.max(most, counts[n] as number)
  const narrow = numbersBelow(most + 1, numbers)
  narrow.set(counts)
  return narrow
}

/** The catalogue's numbers of the actions that pairs have, and of each pair the place of its own among them. */
export function actionsOf(action: Numbers): { actions: Uint32Array; placeOf: Uint32Array } {
  let most = 0
  for (let n = 0; n < action.length; n++) most = Math.max(most, action[n] as number)
  /** By number, one more than its place; 0: it has not come yet. */
  const places = new Uint32Array(most + 1)
  const actions: number[] = []
  const placeOf = new Uint32Array(action.length)
  for (let n = 0; n < action.length; n++) {
    const number = action[n] as number
    if (places[number] === 0) places[number] = actions.push(number)
    placeOf[n] = (places[number] as number) - 1
  }
  return { actions: Uint32Array.from(actions), placeOf }
}

function blocksOf({ action, pair }: Leaf): Pick<LeafSummary, 'actions' | 'blocks'> {
  const { actions, placeOf } = actionsOf(action)
  if (actions.length > mostActions) return { actions, blocks: null }
  const blocks = new Uint16Array(Math.ceil(pair.length / blockRows) * actions.length)
  for (let row = 0, block = 0; row < pair.length; block += actions.length) {
    const end = Math.min(pair.length, row + blockRows)
    for (; row < end; row++) {
      const at = block + (placeOf[pair[row] as number] as number)
      blocks[at] = (blocks[at] as number) + 1
    }
  }
  return { actions, blocks }
}
