import { type Leaf, type Numbers, numbersBelow } from '../archive/leaves/leaf.ts'

// What is the same for every question is counted once for each leaf, when it is first asked: a leaf that a filter lets pass as a whole,
// or of which its pairs alone decide, is then answered without going through its rows.

/** Rows of a block: what is counted between two instants is counted block by block, and row by row at both ends alone. */
export const blockRows = 1024
/** More actions in a leaf, and blocks would take more than the rows themselves. */
const mostActions = 256

/** How many rows of a leaf there are of each number. */
export interface LeafSummary {
  pair: Uint32Array
  person: Uint32Array
  ip: Uint32Array
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
    ...actionsOf(leaf),
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

function countsOf(column: Numbers, numbers: number): Uint32Array {
  const counts = new Uint32Array(numbers)
  for (let row = 0; row < column.length; row++)
    counts[column[row] as number] = (counts[column[row] as number] as number) + 1
  return counts
}

function actionsOf({ action, pair }: Leaf): Pick<LeafSummary, 'actions' | 'blocks'> {
  const places = new Map<number, number>()
  const placeOf = new Uint32Array(action.length)
  for (let n = 0; n < action.length; n++) {
    const place = places.get(action[n] as number) ?? places.size
    if (place === places.size) places.set(action[n] as number, place)
    placeOf[n] = place
  }
  const actions = Uint32Array.from(places.keys())
  if (actions.length > mostActions) return { actions, blocks: null }
  const blocks = new Uint16Array(Math.ceil(pair.length / blockRows) * actions.length)
  for (let row = 0; row < pair.length; row++) {
    const at = Math.floor(row / blockRows) * actions.length + (placeOf[pair[row] as number] as number)
    blocks[at] = (blocks[at] as number) + 1
  }
  return { actions, blocks }
}
