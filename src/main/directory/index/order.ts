import type { Sort } from '../../../contract/model.ts'
import { absent, type NumberField, numberColumns } from '../user-fields.ts'
import { type Columns, flag } from './columns.ts'
import { radixSort } from './radix.ts'

/** A column as numbers that order as it does: from 0 to `none` - 1, and `none` for people without a value. */
interface Keys {
  /** By position. */
  at: Uint32Array
  none: number
}

/** Shorter lists are compared, longer ones counted into place. */
const few = 4096

/** Puts positions into the order asked for; ties stay in user-name order, people without a value come last either way. */
export type Order = (found: Uint32Array, sorts: readonly Sort[]) => Uint32Array

/** Orders people of one state of the column index; what it made of a column is kept, 4 bytes a person. */
export function createOrder(columns: Columns): Order {
  const made = new Map<Sort['by'], Keys>()
  const keysOf = (by: Sort['by']): Keys => {
    const keys = made.get(by) ?? makeKeys(columns, by)
    made.set(by, keys)
    return keys
  }
  return (found, sorts) => {
    const keyed = sorts.map(({ by, direction }) => ({ keys: keysOf(by), descending: direction === 'desc' }))
    if (keyed.length === 0) return found
    if (found.length < few) return compared(found, keyed)
    // Stable sorts from the least to the most important key give the whole order.
    return keyed
      .toReversed()
      .reduce((result, { keys, descending }) => radixSort(result, keys.at, keys.none, descending), found)
  }
}

function compared(found: Uint32Array, keyed: readonly { keys: Keys; descending: boolean }[]): Uint32Array {
  return found.toSorted((a, b) => {
    for (const { keys, descending } of keyed) {
      const [left, right] = [keys.at[a] as number, keys.at[b] as number]
      if (left === right) continue
      return descending && left !== keys.none && right !== keys.none ? right - left : left - right
    }
    // Positions are in user-name order.
    return a - b
  })
}

function makeKeys(columns: Columns, by: Sort['by']): Keys {
  const value = columnValue(columns, by)
  const at = Uint32Array.from(columns.n, (_, position) => value(position))
  let least = absent
  let most = 0
  for (const key of at) {
    if (key === absent) continue
    if (key < least) least = key
    if (key > most) most = key
  }
  // Small numbers need fewer passes.
  const none = least === absent ? 0 : most - least + 1
  for (let position = 0; position < at.length; position++)
    at[position] = at[position] === absent ? none : (at[position] as number) - least
  return { at, none }
}

const numbers = new Map<Sort['by'], (typeof numberColumns)[number]>(numberColumns.map((each) => [each[0], each]))

/** A key below 2^32 - 1 that orders as the column does; `absent` for people without a value. */
function columnValue(columns: Columns, by: Sort['by']): (at: number) => number {
  const field = numbers.get(by)
  if (field !== undefined) {
    const [name, { key }] = field
    const column = columns[name]
    return (at) => key(column[at] as number)
  }
  return otherKeys[by as OtherField](columns)
}

type OtherField = Exclude<Sort['by'], NumberField>

/** Keys of what is not a number of the person alone. */
const otherKeys: Readonly<Record<OtherField, (columns: Columns) => (at: number) => number>> = {
  // Positions are in this order already; people who share a user name share a place, so that a further key can part them.
  username:
    ({ keyHash }) =>
    (at) => {
      let place = at
      while (place > 0 && keyHash[place - 1] === keyHash[place]) place--
      return place
    },
  fullname:
    ({ nameRank }) =>
    (at) =>
      nameRank[at] as number,
  status:
    ({ status }) =>
    (at) =>
      status[at] as number,
  admin:
    ({ flags }) =>
    (at) =>
      ((flags[at] as number) & flag.admin) / flag.admin,
  mfa:
    ({ mfa }) =>
    (at) =>
      mfa[at] === 0 ? absent : (mfa[at] as number),
  groups:
    ({ groupCount }) =>
    (at) =>
      groupCount[at] as number,
  folders:
    ({ folderCount }) =>
    (at) =>
      folderCount[at] as number,
}
