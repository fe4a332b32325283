import { statuses } from '../../../contract/lists.ts'
import { hashOf, keyOf } from '../../text/user-key.ts'
import { keyAt } from '../name-index.ts'
import type { StoredUser } from '../stored/records.ts'
import { type Columns, flag } from './columns.ts'
import { radixSort } from './radix.ts'

/** A person and where they stand in the column index. */
export interface Positioned {
  at: number
  user: StoredUser
}

/** Finds people by user name in one state of the column index. */
export interface ByName {
  /** Everyone with one of these names, the gone among them, by lower-case name. */
  positionsOf(usernames: readonly string[]): Map<string, Positioned[]>
  /** Where the accounts with this name stand that are neither gone nor only invited: by the index alone, so nobody's record is read. */
  accountsAt(username: string): number[]
  /** Those of the positions that belong to one of these names. */
  those(positions: Uint32Array, usernames: readonly string[]): Uint32Array
}

/** `stored` reads people at positions: a hash may lie, so the rows themselves are asked. */
export function createByName(columns: Columns, stored: (positions: readonly number[]) => Positioned[]): ByName {
  const { keyHash, flags, status } = columns
  /** Positions by hash of their names; made when first needed. */
  let byHash: Uint32Array | null = null
  function candidatesOf(key: string): number[] {
    byHash ??= sortByHash(keyHash)
    return withHash(keyHash, byHash, hashOf(key))
  }

  function positionsOf(usernames: readonly string[]): Map<string, Positioned[]> {
    const keys = new Set(usernames.map(keyOf))
    const candidates = [...keys].flatMap(candidatesOf)
    const found = new Map<string, Positioned[]>([...keys].map((key) => [key, []]))
    for (const row of stored(candidates)) found.get(keyOf(row.user.username))?.push(row)
    return found
  }

  return {
    positionsOf,
    accountsAt(username) {
      const key = keyOf(username)
      return candidatesOf(key).filter(
        (at) => ((flags[at] as number) & flag.gone) === 0 && status[at] !== invited && keyAt(columns, at) === key,
      )
    },
    those(positions, usernames) {
      const wanted = new Set([...positionsOf(usernames).values()].flatMap((people) => people.map(({ at }) => at)))
      return positions.filter((at) => wanted.has(at))
    },
  }
}

const invited = statuses.indexOf('invited')

const sortByHash = (hashes: Uint32Array): Uint32Array =>
  radixSort(
    Uint32Array.from(hashes, (_, at) => at),
    hashes,
    0xffffffff,
  )

/** Positions whose name has this hash, by halving. */
function withHash(hashes: Uint32Array, sorted: Uint32Array, wanted: number): number[] {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((hashes[sorted[middle] as number] as number) < wanted) low = middle + 1
    else high = middle
  }
  const found: number[] = []
  for (let index = low; index < sorted.length && hashes[sorted[index] as number] === wanted; index++)
    found.push(sorted[index] as number)
  return found
}
