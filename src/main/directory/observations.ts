import type { Instant, Observation } from '../../contract/model.ts'
import { namesChanged } from '../store/migrations/directory.ts'
import type { Store } from '../store/open.ts'
import { bytesOf, parseStored, wholeRow, wholeRows } from '../store/text.ts'
import { keyOf } from '../text/user-key.ts'
import type { Page, Range } from './reads.ts'
import type { Problem } from './sync/staging.ts'

/** What refreshes noted about people, and what they found wrong in the answers. */
export interface Notes {
  history(username: string | undefined, range: Range): Page<Observation>
  /** What was seen after this instant, or by the last refresh that saw anything. */
  changesSince(since: string | undefined, range: Range): Page<Observation> & { since: string | null }
  problems(range: Range): Page<Problem>
  /** The next observations after number `after` in which an address or a name changed, oldest first. */
  renames(after: number, limit: number): { n: number; observation: Observation }[]
  /** Whether somebody new came under this name after that time. */
  addedSince(username: string, time: Instant): boolean
}

export function createNotes(store: Store): Notes {
  return {
    history(username, { offset, limit }) {
      const where = username === undefined ? '' : 'WHERE key = ?'
      const key = username === undefined ? [] : [keyOf(username)]
      const { total } = store.prepare(`SELECT count(*) AS total FROM observations ${where}`).get(...key) as {
        total: number
      }
      const found = store
        .prepare(`SELECT ${bytesOf('json')} FROM observations ${where} ORDER BY n DESC LIMIT ? OFFSET ?`)
        .all(...key, limit, offset)
      return { rows: wholeRows<{ json: string }>(found).map(({ json }) => parseStored<Observation>(json)), total }
    },
    renames(after, limit) {
      const found = store
        .prepare(`SELECT n, ${bytesOf('json')} FROM observations WHERE ${namesChanged} AND n > ? ORDER BY n LIMIT ?`)
        .all(after, limit)
      return wholeRows<{ n: number; json: string }>(found).map(({ n, json }) => ({
        n,
        observation: parseStored<Observation>(json),
      }))
    },
    addedSince(username, time) {
      const found = store
        .prepare(`SELECT ${bytesOf('json')} FROM observations WHERE key = ? ORDER BY n DESC LIMIT 500`)
        .all(keyOf(username))
      return wholeRows<{ json: string }>(found)
        .map(({ json }) => parseStored<Observation>(json))
        .some((observation) => observation.kind === 'added' && observation.time > time)
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
        .prepare(`SELECT ${bytesOf('json')} FROM observations WHERE n > ? ORDER BY n DESC LIMIT ? OFFSET ?`)
        .all(after, limit, offset)
      const rows = wholeRows<{ json: string }>(found).map(({ json }) => parseStored<Observation>(json))
      return { rows, total, since: from }
    },
    problems({ offset, limit }) {
      const { total } = store.prepare('SELECT count(*) AS total FROM problems').get() as { total: number }
      const found = store
        .prepare(`SELECT ${bytesOf('json')} FROM problems ORDER BY n LIMIT ? OFFSET ?`)
        .all(limit, offset)
      return { rows: wholeRows<{ json: string }>(found).map(({ json }) => parseStored<Problem>(json)), total }
    },
  }
}
