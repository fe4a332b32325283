import { dayText } from '../../clock/calendar-day.ts'
import { inTransaction } from '../../store/bulk.ts'
import type { LostRows } from '../../store/mend-rows.ts'
import { sealedStates } from '../../store/migrations/scores.ts'
import { isWhole } from '../../store/row-seal.ts'
import type { Store } from '../../store/store.ts'

interface StateRow {
  block: number
  day: number
  whole: number
  sealed: number
}

interface Span {
  from: number
  to: number
}

const ever = Number.MAX_SAFE_INTEGER

/**
 * Takes states that are not as they were written out of the history, and the days that cannot be told without them: up to the next day
 * that has the block whole. What the days' people add up to stays. Gives what was lost.
 * Security rule: an altered state leaves out its own days alone, and is told. Test: test/main/scores/history.test.ts.
 */
export function leaveStatesOut(store: Store, key: string): LostRows[] {
  const rows = store
    .prepare(
      `SELECT block + 0 AS block, day + 0 AS day, whole + 0 AS whole, (${isWhole(sealedStates, key)}) AS sealed FROM states ORDER BY block, day`,
    )
    .all() as StateRow[]
  const damaged = rows.flatMap(({ sealed }, at) => (sealed === 1 ? [] : [at]))
  if (damaged.length === 0) return []
  const out: Span[] = []
  /** The first day from this row on that has the block whole: what lies between hangs on what is gone. */
  const nextWhole = (from: number, block: number): number => {
    for (let at = from; rows[at]?.block === block; at++)
      if (rows[at]?.whole === 1 && rows[at]?.sealed === 1) return rows[at]?.day ?? ever
    return ever
  }
  for (const at of damaged) {
    const { block } = rows[at] as StateRow
    const before = rows[at - 1]
    const after = rows[at + 1]
    // Its key may be what was altered: it stood somewhere between its neighbours.
    out.push({ from: before?.block === block ? before.day + 1 : 0, to: nextWhole(at, block) - 1 })
    if (before !== undefined && before.block !== block) out.push({ from: before.day + 1, to: ever })
    if (after !== undefined && after.block !== block && after.whole !== 1)
      out.push({ from: 0, to: nextWhole(at + 1, after.block) - 1 })
  }
  const gone = inTransaction(store, () => {
    const drop = store.prepare('DELETE FROM states WHERE block = ? AND day = ?')
    for (const at of damaged) drop.run((rows[at] as StateRow).block, (rows[at] as StateRow).day)
    const find = store.prepare('SELECT day + 0 AS day FROM days WHERE day BETWEEN ? AND ?')
    const days = new Set(out.flatMap(({ from, to }) => (find.all(from, to) as { day: number }[]).map(({ day }) => day)))
    const remove = store.prepare('DELETE FROM days WHERE day = ?')
    for (const day of days) remove.run(day)
    return [...days].sort((a, b) => a - b)
  })
  return [{ table: 'states', damaged: damaged.length, missing: null, note: leftOutWords(gone) }]
}

function leftOutWords(days: readonly number[]): string {
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return ''
  const which = first === last ? dayText(first) : `${days.length} days from ${dayText(first)} to ${dayText(last)}`
  return `Scores of single people on ${which} are left out, and in what is compared with them.`
}
