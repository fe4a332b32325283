import type { Instant, Observation } from '../../contract/model.ts'
import { membershipsChanged, namesChanged } from '../store/migrations/directory.ts'
import { isSummed } from '../store/row-sum.ts'
import type { Store } from '../store/store.ts'
import { bytesOf, parseStored, wholeRow, wholeRows } from '../store/text.ts'
import { UnreadableStore } from '../store/unreadable.ts'
import { keyOf } from '../text/user-key.ts'
import type { Page, Range } from './page-range.ts'
import type { Problem } from './sync/staging.ts'

/** What refreshes noted about people, and what they found wrong in the answers. */
export interface Notes {
  history(username: string | undefined, range: Range): Page<Observation>
  /** What was seen after this instant, or by the last refresh that saw anything. */
  changesSince(since: string | undefined, range: Range): Page<Observation> & { since: string | null }
  problems(range: Range): Page<Problem>
  /** The next observations after number `after` in which an address or a name changed, oldest first. */
  renames(after: number, limit: number): { n: number; observation: Observation }[]
  /** The next observations after number `after` of people who came, went, or whose groups or address changed, oldest first. */
  memberships(after: number, limit: number): { n: number; observation: Observation }[]
  /** Whether somebody new came under this name after that time. */
  addedSince(username: string, time: Instant): boolean
  /** When each of these names was last seen to come, new or back, by its key; who was there from the first refresh is left out. */
  came(usernames: readonly string[]): Map<string, Instant>
  /** The time of the first thing that a refresh saw happen; null: nothing was seen. */
  firstSeen(): Instant | null
}

const observed = `n, ${bytesOf('time', 'key', 'json')}, CAST(sum AS INTEGER) AS sum`

export function createNotes(store: Store): Notes {
  /** @throws UnreadableStore when one is not as it was written */
  const observations = (found: readonly unknown[]): { n: number; observation: Observation }[] =>
    wholeRows<{ n: number; time: string; key: string; json: string; sum: number | null }>(found).map(
      ({ n, time, key, json, sum }) => {
        if (!isSummed(store, 'observations', [n, time, key, json], sum))
          throw new UnreadableStore('what a refresh saw is garbled')
        return { n, observation: parseStored<Observation>(json) }
      },
    )
  const following = (which: string, after: number, limit: number) =>
    observations(
      store
        .prepare(`SELECT ${observed} FROM observations WHERE ${which} AND n > ? ORDER BY n LIMIT ?`)
        .all(after, limit),
    )
  return {
    history(username, { offset, limit }) {
      const where = username === undefined ? '' : 'WHERE key = ?'
      const key = username === undefined ? [] : [keyOf(username)]
      const { total } = store.prepare(`SELECT count(*) AS total FROM observations ${where}`).get(...key) as {
        total: number
      }
      const found = store
        .prepare(`SELECT ${observed} FROM observations ${where} ORDER BY n DESC LIMIT ? OFFSET ?`)
        .all(...key, limit, offset)
      return { rows: observations(found).map(({ observation }) => observation), total }
    },
    renames: (after, limit) => following(namesChanged, after, limit),
    memberships: (after, limit) => following(membershipsChanged, after, limit),
    addedSince(username, time) {
      const found = store
        .prepare(`SELECT ${observed} FROM observations WHERE key = ? ORDER BY n DESC LIMIT 500`)
        .all(keyOf(username))
      return observations(found).some(({ observation }) => observation.kind === 'added' && observation.time > time)
    },
    came(usernames) {
      const found = store
        .prepare(`SELECT ${observed} FROM observations WHERE key IN (SELECT value FROM json_each(?)) ORDER BY n`)
        .all(JSON.stringify(usernames.map(keyOf)))
      const seen = new Map<string, Instant>()
      for (const { observation } of observations(found))
        if (observation.kind === 'added' || observation.kind === 'back')
          seen.set(keyOf(observation.username), observation.time)
      return seen
    },
    firstSeen() {
      const found = store.prepare(`SELECT ${observed} FROM observations ORDER BY n LIMIT 1`).all()
      return observations(found)[0]?.observation.time ?? null
    },
    changesSince(since, { offset, limit }) {
      const newest = store.prepare(`SELECT ${bytesOf('time')} FROM observations ORDER BY n DESC LIMIT 1`).get()
      if (newest === undefined) return { rows: [], total: 0, since: since ?? null }
      const { time } = wholeRow<{ time: string }>(newest)
      const from = since ?? time
      // Numbers rise with the time, and have an index.
      const before = store
        .prepare(`SELECT n FROM observations WHERE time ${since === undefined ? '<' : '<='} ? ORDER BY n DESC LIMIT 1`)
        .get(from) as { n: number } | undefined
      const after = before?.n ?? 0
      const { total } = store.prepare('SELECT count(*) AS total FROM observations WHERE n > ?').get(after) as {
        total: number
      }
      const found = store
        .prepare(`SELECT ${observed} FROM observations WHERE n > ? ORDER BY n DESC LIMIT ? OFFSET ?`)
        .all(after, limit, offset)
      return { rows: observations(found).map(({ observation }) => observation), total, since: from }
    },
    problems({ offset, limit }) {
      const { total } = store.prepare('SELECT count(*) AS total FROM problems').get() as { total: number }
      const found = store
        .prepare(`SELECT n, ${bytesOf('json')}, CAST(sum AS INTEGER) AS sum FROM problems ORDER BY n LIMIT ? OFFSET ?`)
        .all(limit, offset)
      const rows = wholeRows<{ n: number; json: string; sum: number | null }>(found).map(({ n, json, sum }) => {
        if (!isSummed(store, 'problems', [n, json], sum)) throw new UnreadableStore('what was set aside is garbled')
        return parseStored<Problem>(json)
      })
      return { rows, total }
    },
  }
}
