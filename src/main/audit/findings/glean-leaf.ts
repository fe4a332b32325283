import { readCallerLabel } from '../../../contract/audit/caller-label.ts'
import type { EventParts } from '../../../contract/calls/audit/audit.ts'
import type { Archive } from '../archive/archive.ts'
import { type Leaf, textOfPair } from '../archive/leaves/leaf.ts'
import { parseData } from '../events/parse-data.ts'
import { type ActionKind, kindOfAction } from './action-kinds.ts'
import type { FindingEvent } from './finding.ts'

/** What is taken of a leaf. */
export interface Wanted {
  kinds: ReadonlySet<ActionKind>
  /** Which events of somebody, by the name as it is compared; null: none of theirs. Left out: everybody's. */
  of?: (person: string) => ((kind: ActionKind, time: number) => boolean) | null
  /** Hears of the rows of these kinds that are not made events of. */
  each?: (row: number) => void
}

/** Rows between two pauses: some milliseconds. */
const rowsASlice = 16_384
const mayBeCaller = /api/i
const item = /^(?:VID:|Secure Note)/i

interface ReadPair {
  data: string
  parsed: EventParts
  isItem: boolean
}

function readPair(
  leaf: Leaf,
  pair: number,
  { username, name, kind }: { username: string; name: string; kind: ActionKind },
): ReadPair {
  const data = textOfPair(leaf, pair)
  const parsed = parseData(username, name, data)
  return { data, parsed, isItem: isUseOfItem(kind, parsed, data) }
}

/** "Log in" to a site is the use of an item. */
export const isUseOfItem = (kind: ActionKind, parsed: EventParts, data: string): boolean =>
  kind === 'login' && (parsed.site !== undefined || parsed.item !== undefined || item.test(data))

/** Requests are a tenth of all events: only those under another's name are of use. */
export const isOfUse = (kind: ActionKind, { label }: EventParts): boolean =>
  kind !== 'api' || (label !== undefined && readCallerLabel(label) === null)

/** The events of a leaf that rules look at, oldest first: what nobody asks about is never made an object of. */
export function* gleanLeaf(
  { names }: Archive,
  leaf: Leaf,
  { kinds, of, each }: Wanted,
): Generator<void, FindingEvent[]> {
  const kindOfName = names.action.texts.map(kindOfAction)
  const kindOfPair = Array.from(leaf.action, (action) => kindOfName[action] as ActionKind)
  const isWanted = Uint8Array.from(kindOfPair, (kind) => (kinds.has(kind) ? 1 : 0))
  const found: FindingEvent[] = []
  if (!isWanted.includes(1)) return found
  const people = Array.from(leaf.people, (person) => (names.person.texts[person] ?? '').toLowerCase())
  const tests = of === undefined ? null : people.map(of)
  if (tests?.every((test) => test === null)) return found
  // What a pair says is the same for every row of it, but where the user name says something of the caller too.
  const read = new Map<number, ReadPair>()
  for (let row = 0; row < leaf.time.length; row++) {
    if (row % rowsASlice === rowsASlice - 1) yield
    const pair = leaf.pair[row] as number
    if (isWanted[pair] === 0) continue
    if (each !== undefined) {
      each(row)
      continue
    }
    const kind = kindOfPair[pair] as ActionKind
    const person = leaf.person[row] as number
    const time = leaf.time[row] as number
    if (tests !== null && tests[person]?.(kind, time) !== true) continue
    const username = names.person.texts[leaf.people[person] as number] ?? ''
    const name = names.action.texts[leaf.action[pair] as number] ?? ''
    const isCaller = username === '' || mayBeCaller.test(username)
    const { data, parsed, isItem } =
      (isCaller ? undefined : read.get(pair)) ?? readPair(leaf, pair, { username, name, kind })
    if (!isCaller) read.set(pair, { data, parsed, isItem })
    if (!isOfUse(kind, parsed)) continue
    found.push({
      time,
      username,
      person: people[person] ?? '',
      ip: names.ip.texts[leaf.addresses[leaf.ip[row] as number] as number] ?? '',
      action: name,
      data,
      kind: isItem ? 'item' : kind,
      parsed,
    })
  }
  return found
}
