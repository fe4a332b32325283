import type { Change, JournalLine } from '../../../contract/change.ts'
import { Refusal } from '../../../contract/failure.ts'
import type { Store } from '../../store/store.ts'
import { bytesOf, textRow, textRows } from '../../store/text.ts'
import { keyOf } from '../../text/user-key.ts'
import { concernsGroup, linesNaming } from './group-lines.ts'
import { beginning, createSealer, hashLine, headText } from './hash-chain.ts'

/** A line to be written: `data` holds what belongs to its kind. */
export interface Entry {
  kind: string
  job?: string | null
  change?: Change | null
  data?: Record<string, unknown>
}

export interface JournalFilter {
  username?: string | undefined
  job?: string | undefined
  kind?: string | undefined
  newestFirst: boolean
  offset: number
  limit: number
}

export interface Head {
  seq: number
  hash: string
}

/** The record of everything that was meant to be done and became of it; only ever added to. */
export interface Journal {
  /** Adds lines; the caller's transaction decides whether they stand together with what they tell of. Returns the first number. */
  append(entries: readonly Entry[]): number
  head(): Head
  page(filter: JournalFilter): { rows: JournalLine[]; total: number }
  /** Lines of changes of somebody's membership in a group. */
  ofGroup(group: string, filter: JournalFilter): Generator<void, { rows: JournalLine[]; total: number }>
  /** Lines of a kind that were written from one instant to another, newest first. */
  between(ask: { from: string; to: string; kind: string; limit: number }): JournalLine[]
  /** Lines of a job in order, each checked against its own seal. @throws Refusal `conflict` when one was altered */
  linesOf(job: string, kinds: readonly string[]): Generator<void, JournalLine[]>
  /** Whether another job than this one was about to change the account with this key after it. */
  hasLaterIntent(key: string, job: string): boolean
}

/** The line as it is hashed: everything but the two hashes. */
type Body = Omit<JournalLine, 'hash' | 'previous'>

/** 50 lines a statement: measured as fast as any other number, and few placeholders. */
const together = 50
const columns = 'seq, kind, job, key, body, hash, seal'
const places = '(?, ?, ?, ?, ?, ?, ?)'

/** A line as people see it. One that is not as it was written hides itself alone, because nothing that it says can be relied on. */
function shownLine(seq: number, body: string, hash: string, previous: string): JournalLine {
  if (hashLine(previous, body) === hash) return { ...(JSON.parse(body) as Body), hash, previous }
  const text = `Line ${seq} was altered or damaged on the disk, or the line before it was: what it said is not known. Verify the journal.`
  return {
    seq,
    time: new Date(0).toISOString(),
    kind: 'damaged',
    job: null,
    change: null,
    data: { text },
    hash,
    previous,
  }
}

/** The journal in a store, under the tenant's secret. */
export function createJournal(store: Store, secret: Uint8Array, now: () => number): Journal {
  const seal = createSealer(secret)
  const readHead = store.prepare(`SELECT CAST(seq AS INTEGER) AS seq, ${bytesOf('hash')} FROM head WHERE id = 1`)
  const writeHead = store.prepare(
    `INSERT INTO head (id, seq, hash, seal) VALUES (1, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, seal = excluded.seal`,
  )
  const insertOne = store.prepare(`INSERT INTO journal (${columns}) VALUES ${places}`)
  const insertMany = store.prepare(
    `INSERT INTO journal (${columns}) VALUES ${new Array(together).fill(places).join(', ')}`,
  )

  const head = (): Head => {
    const row = readHead.get()
    return row === undefined ? { seq: 0, hash: beginning } : textRow<Head>(row)
  }

  function append(entries: readonly Entry[]): number {
    const time = new Date(now()).toISOString()
    let { seq, hash: last } = head()
    if (entries.length === 0) return seq + 1
    const first = seq + 1
    const rows: unknown[][] = []
    for (const { kind, job = null, change = null, data = {} } of entries) {
      seq++
      const line: Body = { seq, time, kind, job, change, data }
      const body = JSON.stringify(line)
      last = hashLine(last, body)
      rows.push([seq, kind, job, change === null ? null : keyOf(change.username), body, last, seal(last)])
    }
    const whole = Math.floor(rows.length / together) * together
    for (let at = 0; at < whole; at += together) insertMany.run(...rows.slice(at, at + together).flat())
    for (const row of rows.slice(whole)) insertOne.run(...row)
    writeHead.run(seq, last, seal(headText(seq, last)))
    return first
  }

  function page({ username, job, kind, newestFirst, offset, limit }: JournalFilter, only?: readonly number[]) {
    const parts: [sql: string, value: string][] = []
    if (only !== undefined) parts.push(['j.seq IN (SELECT value FROM json_each(?))', JSON.stringify(only)])
    if (username !== undefined) parts.push(['j.key = ?', keyOf(username)])
    if (job !== undefined) parts.push(['j.job = ?', job])
    if (kind !== undefined) parts.push(['j.kind = ?', kind])
    const where = parts.length === 0 ? '' : `WHERE ${parts.map(([sql]) => sql).join(' AND ')}`
    const values = parts.map(([, value]) => value)
    const { total } = store.prepare(`SELECT count(*) AS total FROM journal j ${where}`).get(...values) as {
      total: number
    }
    const found = store
      .prepare(
        `SELECT j.seq, ${bytesOf('j.body', 'j.hash')}, CAST(p.hash AS BLOB) AS previous FROM journal j LEFT JOIN journal p ON p.seq = j.seq - 1 ${where}
         ORDER BY j.seq ${newestFirst ? 'DESC' : 'ASC'} LIMIT ? OFFSET ?`,
      )
      .all(...values, limit, offset)
    const rows = textRows<{ seq: number; body: string; hash: string; previous: string | null }>(found)
    return {
      rows: rows.map(({ seq, body, hash, previous }) => shownLine(seq, body, hash, previous ?? beginning)),
      total,
    }
  }

  function* ofGroup(group: string, { offset, limit, ...filter }: JournalFilter) {
    const named = yield* linesNaming(store, group, head().seq)
    const rows: JournalLine[] = []
    for (let at = 0; at < named.length; at += together) {
      const some = page({ ...filter, offset: 0, limit: together }, named.slice(at, at + together)).rows
      rows.push(...some.filter(({ change }) => concernsGroup(change, group)))
      yield
    }
    rows.sort((one, other) => (filter.newestFirst ? other.seq - one.seq : one.seq - other.seq))
    return { rows: rows.slice(offset, offset + limit), total: rows.length }
  }

  const bodyAt = store.prepare(`SELECT ${bytesOf('body')} FROM journal WHERE seq <= ? ORDER BY seq DESC LIMIT 1`)
  /** The first line that was not written before an instant; lines stand in the order of their times. */
  function firstAt(instant: string): number {
    let [low, high] = [1, head().seq + 1]
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      const row = bodyAt.get(middle)
      // The time stands near the front, so that a line that was damaged further on still has it.
      const time = row === undefined ? '' : (/"time":"([^"]*)"/.exec(textRow<{ body: string }>(row).body)?.[1] ?? '')
      if (time < instant) low = middle + 1
      else high = middle
    }
    return low
  }
  function between({ from, to, kind, limit }: { from: string; to: string; kind: string; limit: number }) {
    const found = store
      .prepare(
        `SELECT j.seq, ${bytesOf('j.body', 'j.hash')}, CAST(p.hash AS BLOB) AS previous FROM journal j LEFT JOIN journal p ON p.seq = j.seq - 1
         WHERE j.kind = ? AND j.seq >= ? AND j.seq < ? ORDER BY j.seq DESC LIMIT ?`,
      )
      .all(kind, firstAt(from), firstAt(to), limit)
    return textRows<{ seq: number; body: string; hash: string; previous: string | null }>(found).map(
      ({ seq, body, hash, previous }) => shownLine(seq, body, hash, previous ?? beginning),
    )
  }

  function* linesOf(job: string, wanted: readonly string[]): Generator<void, JournalLine[]> {
    const read = store.prepare(
      `SELECT j.seq, ${bytesOf('j.body', 'j.hash', 'j.seal')}, CAST(p.hash AS BLOB) AS previous FROM journal j LEFT JOIN journal p ON p.seq = j.seq - 1
       WHERE j.job = ? AND j.kind IN (SELECT value FROM json_each(?)) AND j.seq > ? ORDER BY j.seq LIMIT ?`,
    )
    const lines: JournalLine[] = []
    for (;;) {
      const rows = textRows<{ seq: number; body: string; hash: string; seal: string; previous: string | null }>(
        read.all(job, JSON.stringify(wanted), lines.at(-1)?.seq ?? 0, together),
      )
      for (const { seq, body, hash, seal: kept, previous } of rows) {
        const altered = hashLine(previous ?? beginning, body) !== hash
        if (altered || seal(hash) !== kept)
          throw new Refusal(
            'conflict',
            `Line ${seq} of the journal ${altered ? 'was altered' : 'cannot be proved: it was altered, or the secret that sealed it is gone'}, so nothing is built on it. Check the journal.`,
          )
        lines.push({ ...(JSON.parse(body) as Body), hash, previous: previous ?? beginning })
      }
      if (rows.length < together) return lines
      yield
    }
  }

  const laterIntent = store.prepare(
    `SELECT 1 AS found FROM journal WHERE key = ? AND kind = 'intent' AND job <> ?
     AND seq > (SELECT coalesce(max(seq), 0) FROM journal WHERE key = ? AND kind = 'intent' AND job = ?) LIMIT 1`,
  )
  const hasLaterIntent = (key: string, job: string) => laterIntent.get(key, job, key, job) !== undefined

  return { append, head, page, ofGroup, between, linesOf, hasLaterIntent }
}
