import { createHmac } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { Store } from './store.ts'

/** The sum of a row over its values, in the order in which its table names them. */
type Summing = (table: string, values: readonly unknown[]) => number

const known = new WeakMap<Store, Summing>()

/**
 * Has rows that are written by the thousand carry a checksum instead of a seal, which would cost ten times as much. It begins with a number
 * that is derived from the database's key: what somebody without that key alters comes out of the cipher as noise, and is found.
 */
export function sumRows(store: Store, key: string): void {
  const seeds = new Map<string, number>()
  const seedOf = (table: string) => {
    let seed = seeds.get(table)
    if (seed === undefined) {
      seed = createHmac('sha256', Buffer.from(key, 'hex')).update(`sums of ${table}`).digest().readUInt32LE(0)
      seeds.set(table, seed)
    }
    return seed
  }
  known.set(store, (table, values) => crc32(values.join('\u001f'), seedOf(table)))
}

/** How a connection sums rows. */
export function summingOf(store: Store): Summing {
  const summing = known.get(store)
  if (summing === undefined) throw new Error('this connection sums no rows')
  return summing
}

/** Whether a row is as it was written; one without a sum was written by an older version. */
export const isSummed = (store: Store, table: string, values: readonly unknown[], sum: number | null): boolean =>
  sum === null || summingOf(store)(table, values) === sum
