import type { Archive } from '../archive/archive.ts'
import type { LeafEntry } from '../archive/catalog.ts'
import { ArchiveChanged } from '../archive/leaves/leaf.ts'
import { type Asked, findIn, newestFirst, thresholdsOf, wholeRules } from './find.ts'
import { type EventWindow, type FindingEvent, type Found, peopleIn } from './finding.ts'
import { gleanLeaf } from './glean-leaf.ts'
import { findInLeaf, findOpen, isOfKind, type LeafFindings, leafOf, personal } from './leaf-findings.ts'

/** What is known of people beside the events. */
export interface Known {
  /** User names of admins, as compared. */
  admins: ReadonlySet<string>
  disabledSince: ReadonlyMap<string, number>
}

/** Remembers what each leaf of an archive gave, so that after new events only the leaves that they went to are looked through again. */
export interface LeafMemory {
  /** Everything that the rules find, newest first. Pauses after each leaf, and begins anew where events came meanwhile. */
  find(asked: Asked, known: Known): Generator<void, Found[]>
}

/** When somebody was disabled: from when on what they do, and before when the use of items, is looked at. */
interface Leaver {
  from: number
  left: number[]
}

const same = (entry: LeafEntry | undefined, other: LeafEntry | undefined): boolean =>
  JSON.stringify(entry) === JSON.stringify(other)

export function createLeafMemory(archive: Archive): LeafMemory {
  const { names, places } = archive
  /** Oldest first. */
  let chain: { entry: LeafEntry; findings: LeafFindings }[] = []
  let chainOf = ''
  /** Logins and items of those whose every one is looked at, by number of a leaf. */
  const ofPeople = new Map<number, { entry: LeafEntry; whose: string; events: FindingEvent[] }>()

  function* pause(entries: readonly LeafEntry[]): Generator<void, void> {
    yield
    if (archive.entries() !== entries) throw new ArchiveChanged()
  }
  function* settled<T>(entries: readonly LeafEntry[], work: Generator<void, T>): Generator<void, T> {
    for (;;) {
      const step = work.next()
      if (step.done) return step.value
      yield* pause(entries)
    }
  }

  function* follow(entries: readonly LeafEntry[], asked: Asked): Generator<void, LeafFindings[]> {
    const of = JSON.stringify([asked, places.revision()])
    const known = of === chainOf ? chain : []
    const changed = entries.findIndex((entry, at) => !same(known[at]?.entry, entry))
    // Its own until it is whole: others may follow meanwhile.
    const own = known.slice(0, changed < 0 ? entries.length : changed)
    for (const entry of entries.slice(own.length)) {
      const before = own.at(-1)?.findings ?? null
      const findings = yield* settled(entries, findInLeaf(archive, entry, { ...asked, before }))
      own.push({ entry, findings })
      chain = own.slice()
      chainOf = of
      yield* pause(entries)
    }
    chain = own
    chainOf = of
    return own.map(({ findings }) => findings)
  }

  function* peoplesEvents(
    entries: readonly LeafEntry[],
    { admins, leavers, days }: { admins: ReadonlySet<string>; leavers: ReadonlyMap<string, Leaver>; days: number },
  ): Generator<void, FindingEvent[]> {
    const lookedBack = days * 86_400
    const always = [...admins].sort().join('\n')
    const found: FindingEvent[][] = []
    for (const entry of entries) {
      const present = [...leavers].filter(
        ([, { from, left }]) =>
          from <= entry.last || left.some((time) => time >= entry.first && time - lookedBack <= entry.last),
      )
      const whose = `${always}\n\n${days} ${JSON.stringify(present)}`
      const known = ofPeople.get(entry.n)
      if (known?.whose === whose && same(known.entry, entry)) {
        found.push(known.events)
        continue
      }
      const here = new Map(present)
      const work = gleanLeaf(archive, leafOf(archive, entry), {
        kinds: personal,
        of: (person) => {
          const leaver = here.get(person)
          const isAdmin = admins.has(person)
          if (leaver === undefined) return isAdmin ? (kind) => kind === 'login' : null
          const { from, left } = leaver
          return (kind, time) =>
            (kind === 'login' && isAdmin) || time > from || left.some((end) => time <= end && time >= end - lookedBack)
        },
      })
      const events = yield* settled(entries, work)
      ofPeople.set(entry.n, { entry, whose, events })
      found.push(events)
      yield* pause(entries)
    }
    for (const n of ofPeople.keys()) if (!entries.some((entry) => entry.n === n)) ofPeople.delete(n)
    return found.flat()
  }

  function* findOnce(asked: Asked, known: Known): Generator<void, Found[]> {
    const entries = archive.entries()
    const leaves = yield* follow(entries, asked)
    const admins = new Set([...known.admins, ...leaves.flatMap((leaf) => [...leaf.admins])])
    const events = leaves.flatMap((leaf) => leaf.events)
    const leavers = new Map<string, Leaver>()
    for (const [name, from] of known.disabledSince) leavers.set(name, { from, left: [] })
    for (const { kind, time, parsed } of events)
      if (kind === 'disabled')
        for (const name of peopleIn(parsed)) {
          const { from, left } = leavers.get(name) ?? { from: time, left: [] }
          leavers.set(name, { from: Math.min(from, time), left: [...left, time] })
        }
    const { days = 7 } = thresholdsOf('leaver-items', asked.settings)
    const peoples = yield* peoplesEvents(entries, { admins, leavers, days })
    const all = [...events, ...peoples].sort((a, b) => a.time - b.time)
    const hasDatabase = places.hasDatabase()
    const window: EventWindow = {
      of: (kind) => all.filter((event) => isOfKind(event, kind)),
      apiRuns: leaves.flatMap((leaf) => leaf.apiRuns),
      admins,
      disabledSince: known.disabledSince,
      networkOf: places.networkOf,
      countryOf: hasDatabase ? (ip) => places.factsOf(ip)?.country || null : null,
      travels: leaves
        .flatMap((leaf) => leaf.travels)
        .map(({ person, before, after, kilometers }) => ({
          username: names.person.texts[person] ?? '',
          kilometers,
          before: { ...before, ip: names.ip.texts[before.ip] ?? '' },
          after: { ...after, ip: names.ip.texts[after.ip] ?? '' },
        })),
    }
    const found = leaves.flatMap((leaf) => leaf.found)
    const last = leaves.at(-1)
    if (last !== undefined) found.push(...findOpen(last, asked))
    for (const rule of wholeRules) {
      for (const each of findIn(window, asked, [rule])) found.push(each)
      yield* pause(entries)
    }
    return found.sort(newestFirst)
  }

  return {
    *find(asked, known) {
      for (;;)
        try {
          return yield* findOnce(asked, known)
        } catch (error) {
          // Events were added meanwhile: from the first leaf that is another one, with them.
          if (!(error instanceof ArchiveChanged)) throw error
        }
    },
  }
}
