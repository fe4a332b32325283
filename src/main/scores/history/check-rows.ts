import { dropDamagedRows, type LostRows } from '../../store/mend-rows.ts'
import { basicScores, singleScores } from '../../store/migrations/scores.ts'
import { checkPages } from '../../store/open.ts'
import { checkSeals } from '../../store/row-seal.ts'
import { isSummed } from '../../store/row-sum.ts'
import type { Store } from '../../store/store.ts'
import { bytesOf, wholeRows } from '../../store/text.ts'
import { UnreadableStore } from '../../store/unreadable.ts'
import { leaveStatesOut } from './damaged-states.ts'

/**
 * Looks at every row of the history, some 3 microseconds each, which is for the writer thread: numbers that stand alone are taken out where
 * they are not as they were written, and given by table.
 * Security rule: an altered day, account or total of the scores is told, and shown no longer. Test: test/main/store/mend-rows.test.ts.
 * @throws UnreadableStore where the rest of the history hangs on what was altered
 */
export function checkRows(store: Store, key: string): LostRows[] {
  checkPages(store)
  const wrong = checkSeals(store, key, basicScores).map(({ table }) => table)
  if (wrong.length > 0 || !accountsAreWhole(store))
    throw new UnreadableStore(`the history of scores is altered in ${[...wrong, 'people'][0]}`)
  return [...leaveStatesOut(store, key), ...dropDamagedRows(store, key, singleScores)]
}

/** Row numbers of accounts are written by the thousand: they carry a sum. */
function accountsAreWhole(store: Store): boolean {
  const read = store.prepare(
    `SELECT k + 0 AS k, ${bytesOf('identity')}, n + 0 AS n, line + 0 AS line, sum + 0 AS sum FROM people WHERE k > ? ORDER BY k LIMIT 5000`,
  )
  for (let last = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = wholeRows<{ k: number; identity: string; n: number | null; line: number; sum: number | null }>(
      read.all(last),
    )
    if (!rows.every(({ k, identity, n, line, sum }) => isSummed(store, 'people', [k, identity, n, line], sum)))
      return false
    if (rows.length < 5000) return true
    last = rows.at(-1)?.k ?? 0
  }
}
