import { inSlices } from '../../cooperative/slices.ts'
import { keyOf } from '../../text/user-key.ts'
import type { CampaignStore } from '../campaign/campaign-store.ts'
import { withKept } from '../campaign/kept-reach.ts'
import { changedSince, type PasswordChange } from './changed-since.ts'
import {
  countReach,
  filtered,
  gatherReach,
  type RotationFilter,
  type RotationRow,
  rotationNote,
  tickKey,
  withTicks,
} from './rotation-list.ts'
import type { Sites } from './site-store.ts'
import type { Ticks } from './tick-store.ts'
import type { Opened } from './usage-from-events.ts'
import { gatherOpened } from './usage-from-events.ts'

/** Audit events of one person that are at hand; null: none were ever fetched. */
export type EventsOf = (
  username: string,
  signal: AbortSignal,
) => Promise<readonly { time: string; action: string; data: string }[] | null>

/** Events that show whose passwords were changed; null: none were ever fetched. */
export type PasswordChanges = (signal: AbortSignal) => Promise<readonly PasswordChange[] | null>

/** What leavers could reach, ranked, with ticks. */
export interface Rotations {
  rows(
    usernames: readonly string[],
    filter: RotationFilter,
    signal: AbortSignal,
  ): Promise<{
    rows: RotationRow[]
    /** Whatever the filter. */
    all: RotationRow[]
    ticked: number
    rankedBy: 'events' | 'reach'
    note: string
  }>
  /** For each of these people: how many sites they could reach, and how many are ticked; total null: sites were never read. */
  counts(
    usernames: readonly string[],
    signal: AbortSignal,
  ): Promise<{ total: number | null; ticked: number; asOf: string | null }[]>
}

export function createRotations({
  sites,
  ticks,
  eventsOf,
  passwordChanges,
  endedOf,
  kept,
}: {
  sites: Sites
  ticks: Ticks
  /** What people could reach when a campaign began, whatever LastPass lists now. */
  kept: Pick<CampaignStore, 'folders' | 'revision'>
  eventsOf: EventsOf
  passwordChanges: PasswordChanges
  /** When a person's account was last confirmed to be blocked; null: it is not known to be. */
  endedOf: (username: string) => string | null
}): Rotations {
  /** How many sites everybody can reach, counted once for each reading of the sites. */
  let counted: { of: string; totals: Map<string, number> } | null = null

  async function openedBy(usernames: readonly string[], signal: AbortSignal): Promise<Map<string, Opened> | null> {
    const opened = new Map<string, Opened>()
    let any = false
    for (const username of usernames) {
      const events = await eventsOf(username, signal)
      if (events === null) continue
      any = true
      opened.set(keyOf(username), gatherOpened(events))
    }
    return any ? opened : null
  }
  async function reach(usernames: readonly string[], signal: AbortSignal) {
    const opened = await openedBy(usernames, signal)
    return {
      opened,
      rows: await inSlices(gatherReach(withKept(sites.each(), kept.folders(usernames)), usernames, opened), signal),
    }
  }
  /** Rows with their ticks; those that an event shows as done are ticked by it, unless somebody took that tick back. */
  function* tickedByEvents(
    rows: Parameters<typeof withTicks>[0],
    usernames: readonly string[],
    changes: readonly PasswordChange[],
  ): Generator<void, RotationRow[]> {
    const known = withTicks(rows, ticks.of(usernames))
    if (changes.length === 0) return known
    const refused = ticks.refused(usernames)
    const ended = new Map(usernames.map((username) => [keyOf(username), endedOf(username)]))
    const all: RotationRow[] = []
    const sure: RotationRow[] = []
    for (const [at, row] of known.entries()) {
      if (at % 500 === 499) yield
      const changed =
        row.ticked === null
          ? changedSince(row, changes, {
              ended: ended.get(keyOf(row.username)) ?? null,
              reach: rows[at]?.reach ?? new Set(),
            })
          : null
      if (changed?.sure && !refused.has(tickKey(row.username, row.folder, row.site))) {
        const done = {
          ...row,
          ticked: { time: changed.time, by: changed.by, note: `LastPass’ event “${changed.action}”`, event: true },
        }
        sure.push(done)
        all.push(done)
      } else all.push({ ...row, changed })
    }
    const byEvent = new Map<string, RotationRow[]>()
    for (const row of sure) {
      const event = JSON.stringify(row.ticked)
      const same = byEvent.get(event)
      if (same === undefined) byEvent.set(event, [row])
      else same.push(row)
    }
    for (const same of byEvent.values()) {
      ticks.set(same, same[0]?.ticked ?? null)
      yield
    }
    return all
  }
  return {
    async rows(usernames, filter, signal) {
      const { rows, opened } = await reach(usernames, signal)
      const changes = (await passwordChanges(signal)) ?? []
      const all = await inSlices(tickedByEvents(rows, usernames, changes), signal)
      return {
        rows: filtered(all, filter),
        all,
        ticked: all.filter((row) => row.ticked !== null).length,
        rankedBy: opened === null ? 'reach' : 'events',
        note: rotationNote(opened !== null),
      }
    },
    async counts(usernames, signal) {
      const { asOf } = sites.status()
      if (asOf === null) return usernames.map(() => ({ total: null, ticked: 0, asOf }))
      const of = JSON.stringify([asOf, kept.revision()])
      if (counted?.of !== of)
        counted = { of, totals: await inSlices(countReach(withKept(sites.each(), kept.folders())), signal) }
      const { totals } = counted
      const done = new Map<string, number>()
      for (const mark of ticks.of(usernames).keys()) {
        const [key] = JSON.parse(mark) as [string]
        done.set(key, (done.get(key) ?? 0) + 1)
      }
      return usernames.map((username) => {
        const total = totals.get(keyOf(username)) ?? 0
        // What was ticked may not be reachable any more.
        return { total, ticked: Math.min(total, done.get(keyOf(username)) ?? 0), asOf }
      })
    },
  }
}
