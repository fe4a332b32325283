import type { EventParts } from '../../../contract/calls/audit.ts'
import type { Archive } from '../archive/archive.ts'
import { rowAt } from '../archive/leaf.ts'
import { type StoredLeaf, textOfPair } from '../archive/leaf-codec.ts'
import { parseData } from '../events/parse-data.ts'
import { type ActionKind, actionKinds, kindOfAction } from './action-kinds.ts'
import type { EventWindow, FindingEvent } from './finding.ts'

/** Whose logins and items are looked at one by one; everybody's failures and acts are. */
export interface Known {
  admins: ReadonlySet<string>
  disabledSince: ReadonlyMap<string, number>
  placeOf: EventWindow['placeOf']
}

const mayBeCaller = /api/i

interface ReadPair {
  data: string
  parsed: EventParts
  isItem: boolean
}

function readPair(
  leaf: StoredLeaf,
  pair: number,
  { username, name, kind }: { username: string; name: string; kind: ActionKind },
): ReadPair {
  const data = textOfPair(leaf, pair)
  const parsed = parseData(username, name, data)
  // "Log in" to a site is the use of an item.
  const isItem = kind === 'login' && (parsed.site !== undefined || parsed.item !== undefined || item.test(data))
  return { data, parsed, isItem }
}

const item = /^(?:VID:|Secure Note)/i

/** Gathers what rules look at since an instant in UTC seconds, oldest first: what nobody asks about is never made an object of. */
export function collectEvents(archive: Archive, since: number, { admins, disabledSince, placeOf }: Known): EventWindow {
  const { names } = archive
  const kinds = names.action.texts.map(kindOfAction)
  const people = names.person.texts.map((name) => name.toLowerCase())
  const byKind = new Map<ActionKind, FindingEvent[]>(actionKinds.map((kind) => [kind, []]))
  const consoles = new Set(admins)

  function walk(isWanted: (kind: ActionKind, person: number) => boolean): void {
    for (const entry of archive.entries()) {
      const leaf = entry.last < since ? null : archive.leaf(entry)
      if (leaf === null) continue
      // What a pair says is the same for every row of it, but where the user name says something of the caller too.
      const read = new Map<number, ReadPair>()
      for (let row = rowAt(leaf.time, since); row < leaf.time.length; row++) {
        const pair = leaf.pair[row] as number
        const action = leaf.action[pair] as number
        const kind = kinds[action] as ActionKind
        const person = leaf.person[row] as number
        if (kind === 'none' || !isWanted(kind, person)) continue
        const username = names.person.texts[person] ?? ''
        const name = names.action.texts[action] ?? ''
        const isCaller = username === '' || mayBeCaller.test(username)
        const { data, parsed, isItem } =
          read.get(isCaller ? -1 : pair) ?? readPair(leaf, pair, { username, name, kind })
        if (!isCaller) read.set(pair, { data, parsed, isItem })
        if (kind === 'console' && username !== '') consoles.add(people[person] ?? '')
        byKind.get(isItem ? 'item' : kind === 'console' ? 'login' : kind)?.push({
          time: leaf.time[row] as number,
          username,
          person: people[person] ?? '',
          ip: names.ip.texts[leaf.ip[row] as number] ?? '',
          action: name,
          data,
          kind: isItem ? 'item' : kind,
          parsed,
        })
      }
    }
  }

  const isPersonal = (kind: ActionKind) => kind === 'login' || kind === 'item'
  walk((kind) => !isPersonal(kind))
  const failing = new Map<string, number>()
  for (const { person } of byKind.get('failed-login') ?? []) failing.set(person, (failing.get(person) ?? 0) + 1)
  const leavers = new Set(disabledSince.keys())
  for (const { parsed } of byKind.get('disabled') ?? [])
    for (const name of parsed.people ?? [parsed.person ?? '']) leavers.add(name.toLowerCase())
  for (const { parsed } of byKind.get('admin-rights') ?? [])
    if (parsed.person) consoles.add(parsed.person.toLowerCase())
  const chosen = people.map((name) => consoles.has(name) || leavers.has(name) || (failing.get(name) ?? 0) > 1)
  walk(
    (kind, person) =>
      (kind === 'login' && (placeOf !== null || chosen[person] === true)) ||
      (kind === 'item' && leavers.has(people[person] ?? '')),
  )
  for (const events of byKind.values()) events.sort((a, b) => a.time - b.time)
  return { of: (kind) => byKind.get(kind) ?? [], admins: consoles, disabledSince, placeOf }
}
