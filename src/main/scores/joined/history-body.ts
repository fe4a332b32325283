import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { z } from 'zod'
import type { Store } from '../../store/store.ts'
import { bytesOf, wholeRows } from '../../store/text.ts'
import { bufferOf, placeOf } from '../history/day-store.ts'

/** The most that a body may unfold to: two years of 100,000 people are 45 MB. */
const mostUnfolded = 400_000_000
/** More accounts than any company has: what is numbered by them fits into memory. */
const mostAccounts = 4_000_000

const Count = z.int().min(0)
const Head = z.strictObject({
  /** Account, LastPass' number, and the first account of the same person. */
  people: z.array(z.tuple([Count.min(1).max(mostAccounts), z.string().min(1).max(200), Count])),
  scopes: z
    .array(z.tuple([Count, z.enum(['all', 'department', 'group', 'status']), z.string().max(1000)]))
    .max(100_000),
  sets: z.array(z.tuple([Count.min(1), z.string().regex(/^(\d+(,\d+)*)?$/)])),
  /** Day, and when its state was read, in seconds. */
  days: z.array(z.tuple([Count, Count])).max(20_000),
  /** What snapshots told of these days. */
  published: z.array(z.tuple([z.string().max(20_000), Count])),
  /** Block, day, whether it is whole, and how many bytes it has. */
  states: z.array(z.tuple([Count, Count, z.union([z.literal(0), z.literal(1)]), Count])),
})
type Head = z.infer<typeof Head>

/** A history of scores as a file holds it: numbers of accounts, scopes and sets are the file's own. */
export interface HistoryBody extends Omit<Head, 'states'> {
  states: { block: number; day: number; whole: boolean; data: Buffer }[]
}

/** Takes all days up to this one out of a store, folded. */
export function foldHistory(store: Store, until: number): { folded: Buffer; days: number[] } {
  const rows = <T>(sql: string, ...given: unknown[]) => wholeRows<T>(store.prepare(sql).all(...given))
  const days = rows<{ day: number; taken: number }>(
    'SELECT day + 0 AS day, taken + 0 AS taken FROM days WHERE day <= ? ORDER BY day',
    until,
  )
  const states = (
    store
      .prepare(
        `SELECT block + 0 AS block, day + 0 AS day, whole + 0 AS whole, CAST(data AS BLOB) AS data FROM states
         WHERE day <= ? ORDER BY day, block`,
      )
      .all(until) as { block: number; day: number; whole: 0 | 1; data: unknown }[]
  ).map(({ data, ...row }) => ({ ...row, data: bufferOf(data) }))
  const head: Head = {
    people: rows<{ k: number; identity: string; line: number }>(
      `SELECT k + 0 AS k, ${bytesOf('identity')}, line + 0 AS line FROM people ORDER BY k`,
    ).map(({ k, identity, line }) => [k, identity, line]),
    scopes: rows<{ id: number; kind: Head['scopes'][number][1]; name: string }>(
      `SELECT id + 0 AS id, ${bytesOf('kind', 'name')} FROM scopes ORDER BY id`,
    ).map(({ id, kind, name }) => [id, kind, name]),
    sets: rows<{ id: number; members: string }>(`SELECT id + 0 AS id, ${bytesOf('members')} FROM sets ORDER BY id`).map(
      ({ id, members }) => [id, members],
    ),
    days: days.map(({ day, taken }) => [day, taken]),
    published: rows<{ line: string; day: number }>(
      `SELECT ${bytesOf('line')}, day + 0 AS day FROM published WHERE day <= ? ORDER BY line, day`,
      until,
    ).map(({ line, day }) => [line, day]),
    states: states.map(({ block, day, whole, data }) => [block, day, whole, data.byteLength]),
  }
  const text = Buffer.from(JSON.stringify(head))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(text.byteLength)
  return {
    folded: deflateRawSync(Buffer.concat([length, text, ...states.map(({ data }) => data)]), { level: 4 }),
    days: days.map(({ day }) => day),
  }
}

/** What `foldHistory` folded; null: it is something else. What its states say of accounts is not looked at. */
export function unfoldHistory(folded: Uint8Array): HistoryBody | null {
  let bytes: Buffer
  let head: Head
  try {
    bytes = inflateRawSync(folded, { maxOutputLength: mostUnfolded })
    head = Head.parse(JSON.parse(bytes.toString('utf8', 4, 4 + bytes.readUInt32LE(0))))
  } catch {
    return null
  }
  let at = 4 + bytes.readUInt32LE(0)
  const states = head.states.map(([block, day, whole, length]) => {
    const data = bytes.subarray(at, at + length)
    at += length
    return { block, day, whole: whole === 1, data }
  })
  return at === bytes.byteLength && isInOrder(head) ? { ...head, states } : null
}

/** Whether days and states are in order, and every number is given once and known where it is used. */
function isInOrder({ people, scopes, sets, days, states, published }: Head): boolean {
  const once = (list: readonly unknown[]) => new Set(list).size === list.length
  const accounts = new Set(people.map(([k]) => k))
  const known = new Set(scopes.map(([id]) => id))
  const dates = new Set(days.map(([day]) => day))
  const blocks = new Set(people.map(([k]) => placeOf(k).block))
  /** Two that are equal are not in order. */
  const ascend = (list: readonly (readonly [number, number])[]) =>
    list.every(([a, b], index) => {
      const [c, d] = list[index - 1] ?? [-1, 0]
      return a > c || (a === c && b > d)
    })
  return (
    accounts.size === people.length &&
    once(people.map(([, identity]) => identity)) &&
    people.every(([, , line]) => accounts.has(line)) &&
    known.size === scopes.length &&
    once(scopes.map(([, kind, name]) => `${kind}\n${name}`)) &&
    once(sets.map(([id]) => id)) &&
    sets.every(([, members]) => members === '' || members.split(',').every((id) => known.has(Number(id)))) &&
    ascend(days.map(([day]) => [day, 0])) &&
    ascend(states.map(([block, day]) => [day, block])) &&
    states.every(([block, day]) => dates.has(day) && blocks.has(block)) &&
    published.every(([, day]) => dates.has(day))
  )
}
