import { isSummed } from '../../store/row-sum.ts'
import type { Store } from '../../store/store.ts'
import { parseStored, wholeRow } from '../../store/text.ts'
import { UnreadableStore } from '../../store/unreadable.ts'
import type { Row } from '../sync/sync-diff.ts'

// People as they are stored. Many are read as one run of bytes: a buffer for each value costs three times as much.

/** Stand between the columns and the rows; JSON never holds them bare. */
const betweenColumns = '\u001f'
const betweenRows = '\u001e'

/** Rows of people, by a condition on `n` and with what ends the statement. */
const selecting = (condition: string): string =>
  `SELECT count(*) AS people,
     CAST(group_concat(n || char(31) || json_quote(identity) || char(31) || json || char(31) || coalesce(sum, ''), char(30)) AS BLOB) AS text
   FROM (SELECT n, identity, json, sum FROM users WHERE ${condition})`

/** @throws UnreadableStore when it is not what was stored */
function rowsIn(store: Store, read: unknown): Row[] {
  const { people, text } = wholeRow<{ people: number; text: string }>(read)
  if (people === 0) return []
  const lines = text.split(betweenRows)
  if (lines.length !== people) throw new UnreadableStore('a record in it is garbled')
  return lines.map((line) => {
    const [n, quoted, json, sum, more] = line.split(betweenColumns)
    if (quoted === undefined || json === undefined || sum === undefined || more !== undefined)
      throw new UnreadableStore('a record in it is garbled')
    const identity = parseStored<string>(quoted)
    const whole = isSummed(store, 'users', [n, identity, json], sum === '' ? null : Number(sum))
    // Nobody reads anything out of an empty record, and the next refresh writes it anew.
    return { n: Number(n), identity, json: whole ? json : '' }
  })
}

/** Reads every row, in the order of their numbers. */
export function* allRows(store: Store): Generator<Row, void> {
  const read = store.prepare(selecting('n > ? ORDER BY n LIMIT 500'))
  for (let last = 0; ; ) {
    const rows = rowsIn(store, read.get(last))
    if (rows.length === 0) return
    yield* rows
    last = rows.at(-1)?.n as number
  }
}

/** Reads the rows with these numbers, in any order; those that are not there are left out. */
export function rowsByNumber(store: Store): (numbers: readonly number[]) => Row[] {
  const read = store.prepare(selecting('n IN (SELECT value FROM json_each(?))'))
  // A statement costs a tenth of a millisecond, also where nobody is asked for.
  return (numbers) => (numbers.length === 0 ? [] : rowsIn(store, read.get(JSON.stringify(numbers))))
}
