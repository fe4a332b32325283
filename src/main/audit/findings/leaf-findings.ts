import type { Archive } from '../archive/archive.ts'
import type { LeafEntry } from '../archive/catalog.ts'
import { ArchiveChanged, type Leaf } from '../archive/leaves/leaf.ts'
import { type ActionKind, actionKinds } from './action-kinds.ts'
import { burstsOf, enoughAt } from './bursts.ts'
import { type Asked, findIn, isOn, type RuleSettings, thresholdsOf, toldBy } from './find.ts'
import { type ApiRun, type EventWindow, type FindingEvent, type Found, groupBy, peopleIn } from './finding.ts'
import { gleanLeaf } from './glean-leaf.ts'
import { type LocalRule, localRules, splitAt } from './local-rules.ts'
import { apiRunsOf } from './rules/single-acts.ts'
import { createTravels, type LastPlaces, type Travel } from './travels.ts'

/** What a rule of neighbouring events has not finished with at the end of a leaf. */
export interface Open {
  events: readonly FindingEvent[]
  logins: readonly FindingEvent[]
}

/** What one leaf gave, as long as it and those before it stay as they are. */
export interface LeafFindings {
  /** Findings that nothing in a later leaf can change. */
  found: Found[]
  open: ReadonlyMap<LocalRule, Open>
  /** Events for the rules that look at everything. */
  events: readonly FindingEvent[]
  apiRuns: readonly ApiRun[]
  /** Who used the admin console, or was made an admin. */
  admins: ReadonlySet<string>
  travels: readonly Travel[]
  lastPlaces: LastPlaces | null
}

/** What is looked at for some people only. */
export const personal: ReadonlySet<ActionKind> = new Set(['login', 'item'])
const common: ReadonlySet<ActionKind> = new Set(actionKinds.filter((kind) => kind !== 'none' && !personal.has(kind)))
const logins: ReadonlySet<ActionKind> = new Set(['login', 'console'])
/** What is kept of each leaf for the rules that look at everything. */
const kept: ReadonlySet<ActionKind> = new Set(['policy', 'disabled', 'enabled', 'console'])

/** A login to the admin console is a login. */
export const isOfKind = (event: FindingEvent, kind: ActionKind): boolean =>
  event.kind === kind || (kind === 'login' && event.kind === 'console')

const nothing: Omit<EventWindow, 'of'> = {
  apiRuns: [],
  admins: new Set(),
  disabledSince: new Map(),
  networkOf: () => null,
  countryOf: null,
  travels: [],
}

/** A leaf of the archive. @throws ArchiveChanged when it turned out to be damaged */
export function leafOf(archive: Archive, entry: LeafEntry): Leaf {
  const leaf = archive.leaf(entry)
  if (leaf === null) throw new ArchiveChanged()
  return leaf
}

/** Goes through one leaf after those before it: `before` is what the last of them gave. Pauses now and then. */
export function* findInLeaf(
  archive: Archive,
  entry: LeafEntry,
  { settings, told, before }: Asked & { before: LeafFindings | null },
): Generator<void, LeafFindings> {
  const leaf = leafOf(archive, entry)
  const events = yield* gleanLeaf(archive, leaf, { kinds: common })
  const open = new Map<LocalRule, Open>()
  const found: Found[] = []
  for (const local of localRules.filter(({ rule }) => isOn(rule, settings))) {
    const thresholds = thresholdsOf(local.rule, settings)
    const earlier = before?.open.get(local)
    const own = events.filter(({ kind }) => local.kinds.includes(kind))
    const all = [...(earlier?.events ?? []), ...own]
    if (all.length === 0) continue
    const split = splitAt(all, local, { gap: local.gap(thresholds), end: entry.last })
    const after = local.withLogins ? yield* loginsAfterBursts(archive, leaf, all, thresholds) : []
    const followed = [...(earlier?.logins ?? []), ...after]
    const window: EventWindow = {
      ...nothing,
      of: (kind) => (kind === 'login' ? followed : split.closed.filter((event) => event.kind === kind)),
    }
    for (const each of local.find(window, thresholds, toldBy(told))) found.push(each)
    if (split.open.length > 0) {
      const people = new Set(split.open.map(({ person }) => person))
      open.set(local, { events: split.open, logins: followed.filter(({ person }) => people.has(person)) })
    }
    yield
  }
  const travels = yield* travelsIn(archive, leaf, { settings, before })
  return {
    found,
    open,
    events: events.filter(({ kind }) => kept.has(kind)),
    apiRuns: apiRunsOf(events.filter(({ kind }) => kind === 'api')),
    admins: new Set(
      events.flatMap(({ kind, person, parsed }) =>
        (kind === 'console' ? [person] : kind === 'admin-rights' ? peopleIn(parsed) : []).filter((name) => name !== ''),
      ),
    ),
    ...travels,
  }
}

/** What is open at the end of the last leaf, as if nothing came after it. */
export function findOpen({ open }: LeafFindings, asked: Asked): Found[] {
  return [...open].flatMap(([{ rule, find }, { events, logins: followed }]) =>
    findIn(
      { ...nothing, of: (kind) => (kind === 'login' ? followed : events.filter((event) => event.kind === kind)) },
      asked,
      [{ rule, find }],
    ),
  )
}

/** The logins of a leaf that come once failed ones are many enough for a burst, until some minutes after its last. */
function* loginsAfterBursts(
  archive: Archive,
  leaf: Leaf,
  failed: readonly FindingEvent[],
  { count = 5, minutes = 10, within = 30 }: Readonly<Record<string, number>>,
): Generator<void, FindingEvent[]> {
  const spans = new Map<string, { from: number; to: number }[]>()
  for (const [person, events] of groupBy(failed, (event) => event.person)) {
    const bursts = burstsOf(events, count, minutes * 60)
    if (bursts.length > 0)
      spans.set(
        person,
        bursts.map((burst) => ({ from: enoughAt(burst, count), to: (burst.at(-1)?.time ?? 0) + within * 60 })),
      )
  }
  if (spans.size === 0) return []
  const found = yield* gleanLeaf(archive, leaf, {
    kinds: logins,
    of: (person) => {
      const own = spans.get(person)
      return own === undefined ? null : (_, time) => own.some(({ from, to }) => time >= from && time <= to)
    },
  })
  return found.filter((event) => isOfKind(event, 'login'))
}

function* travelsIn(
  archive: Archive,
  leaf: Leaf,
  { settings, before }: { settings: RuleSettings; before: LeafFindings | null },
): Generator<void, Pick<LeafFindings, 'travels' | 'lastPlaces'>> {
  const { names, places } = archive
  if (!places.hasDatabase() || !isOn('impossible-travel', settings)) return { travels: [], lastPlaces: null }
  const { kilometers = 500 } = thresholdsOf('impossible-travel', settings)
  const travels = createTravels(places, {
    people: names.person.texts.length,
    least: kilometers,
    before: before?.lastPlaces ?? null,
  })
  yield* gleanLeaf(archive, leaf, {
    kinds: logins,
    each: (row) =>
      travels.take(
        leaf.people[leaf.person[row] as number] as number,
        leaf.addresses[leaf.ip[row] as number] as number,
        leaf.time[row] as number,
      ),
  })
  return { travels: travels.found(), lastPlaces: travels.last() }
}
