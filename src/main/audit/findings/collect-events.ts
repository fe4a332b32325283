import { readCallerLabel } from '../../../contract/audit/caller-label.ts'
import type { EventParts } from '../../../contract/calls/audit/audit.ts'
import type { Archive } from '../archive/archive.ts'
import { ArchiveChanged, type Leaf, rowAt, textOfPair } from '../archive/leaves/leaf.ts'
import { parseData } from '../events/parse-data.ts'
import { type ActionKind, actionKinds, kindOfAction } from './action-kinds.ts'
import { burstsOf } from './bursts.ts'
import { type EventWindow, type FindingEvent, groupBy } from './finding.ts'
import { createTravels } from './travels.ts'

/** Whose logins and items are looked at one by one; everybody's failures and acts are. */
export interface Known {
  admins: ReadonlySet<string>
  disabledSince: ReadonlyMap<string, number>
  /** Failed logins that come so close together call for a look at the logins after them. */
  burst: { count: number; seconds: number; within: number }
  /** Kilometers from which on two logins that follow each other are looked at. */
  travel: number
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
  // "Log in" to a site is the use of an item.
  const isItem = kind === 'login' && (parsed.site !== undefined || parsed.item !== undefined || item.test(data))
  return { data, parsed, isItem }
}

/**
 * Gathers what rules look at since an instant in UTC seconds, oldest first: what nobody asks about is never made an object of. Pauses
 * after each leaf. @throws ArchiveChanged
 */
export function* collectEvents(archive: Archive, since: number, known: Known): Generator<void, EventWindow> {
  const { names, places } = archive
  const entries = archive.entries()
  const kinds = names.action.texts.map(kindOfAction)
  const people = names.person.texts.map((name) => name.toLowerCase())
  const byKind = new Map<ActionKind, FindingEvent[]>(actionKinds.map((kind) => [kind, []]))
  const consoles = new Set(known.admins)
  const hasDatabase = places.hasDatabase()
  const travels = createTravels(places, people.length, known.travel)

  function* pause(): Generator<void, void> {
    yield
    if (archive.entries() !== entries) throw new ArchiveChanged()
  }
  function* walk(
    isWanted: (kind: ActionKind, person: number, time: number) => boolean,
    each: ((kind: ActionKind, leaf: Leaf, row: number) => void) | null = null,
  ): Generator<void, void> {
    for (const entry of entries) {
      if (entry.last < since) continue
      yield* pause()
      const leaf = archive.leaf(entry)
      if (leaf === null) throw new ArchiveChanged()
      // What a pair says is the same for every row of it, but where the user name says something of the caller too.
      const read = new Map<number, ReadPair>()
      const kindOfPair = Array.from(leaf.action, (action) => kinds[action] as ActionKind)
      for (let row = rowAt(leaf.time, since); row < leaf.time.length; row++) {
        if (row % rowsASlice === 0) yield* pause()
        const pair = leaf.pair[row] as number
        const kind = kindOfPair[pair] as ActionKind
        if (kind === 'none') continue
        each?.(kind, leaf, row)
        const person = leaf.people[leaf.person[row] as number] as number
        const time = leaf.time[row] as number
        if (!isWanted(kind, person, time)) continue
        const username = names.person.texts[person] ?? ''
        const name = names.action.texts[leaf.action[pair] as number] ?? ''
        const isCaller = username === '' || mayBeCaller.test(username)
        const { data, parsed, isItem } =
          (isCaller ? undefined : read.get(pair)) ?? readPair(leaf, pair, { username, name, kind })
        if (!isCaller) read.set(pair, { data, parsed, isItem })
        if (kind === 'console' && username !== '') consoles.add(people[person] ?? '')
        // Requests are a tenth of all events: only those under another's name are of use.
        if (kind === 'api' && (parsed.label === undefined || readCallerLabel(parsed.label) !== null)) continue
        byKind.get(isItem ? 'item' : kind === 'console' ? 'login' : kind)?.push({
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
    }
  }

  const isPersonal = (kind: ActionKind) => kind === 'login' || kind === 'item'
  yield* walk(
    (kind) => !isPersonal(kind),
    hasDatabase
      ? (kind, leaf, row) => {
          if (kind === 'login' || kind === 'console')
            travels.take(
              leaf.people[leaf.person[row] as number] as number,
              leaf.addresses[leaf.ip[row] as number] as number,
              leaf.time[row] as number,
            )
        }
      : null,
  )
  yield
  const leavers = new Set(known.disabledSince.keys())
  for (const { parsed } of byKind.get('disabled') ?? [])
    for (const name of parsed.people ?? [parsed.person ?? '']) leavers.add(name.toLowerCase())
  for (const { parsed } of byKind.get('admin-rights') ?? [])
    if (parsed.person) consoles.add(parsed.person.toLowerCase())
  const { count, seconds, within } = known.burst
  const after = new Map<string, { from: number; to: number }[]>()
  for (const [person, events] of groupBy(byKind.get('failed-login') ?? [], ({ person: who }) => who)) {
    const bursts = burstsOf(events, count, seconds).map((burst) => ({
      from: burst.at(-1)?.time ?? 0,
      to: (burst.at(-1)?.time ?? 0) + within,
    }))
    if (bursts.length > 0) after.set(person, bursts)
  }
  const isWhole = people.map((name) => consoles.has(name) || leavers.has(name))
  const spans = people.map((name) => after.get(name) ?? null)
  yield* walk(
    (kind, person, time) =>
      (kind === 'login' &&
        (isWhole[person] === true || (spans[person]?.some(({ from, to }) => time >= from && time <= to) ?? false))) ||
      (kind === 'item' && leavers.has(people[person] ?? '')),
  )
  // Leaves lie in the order of their times; only logins come from both walks.
  byKind.get('login')?.sort((a, b) => a.time - b.time)
  yield* pause()
  return {
    of: (kind) => byKind.get(kind) ?? [],
    admins: consoles,
    disabledSince: known.disabledSince,
    networkOf: places.networkOf,
    countryOf: hasDatabase ? (ip) => places.factsOf(ip)?.country || null : null,
    travels: travels.found().map(({ person, before, after: then, kilometers }) => ({
      username: names.person.texts[person] ?? '',
      kilometers,
      before: { ...before, ip: names.ip.texts[before.ip] ?? '' },
      after: { ...then, ip: names.ip.texts[then.ip] ?? '' },
    })),
  }
}
