import type { Store } from '../../store/store.ts'
import { wholeRow } from '../../store/text.ts'
import { rowsByNumber } from '../stored/rows.ts'
import { tryDecode } from '../stored/user-codec.ts'
import type { Staging } from './staging.ts'

/** So many who are missing are asked for by name before they are called gone; more is a change of the company, or an odd answer. */
export const mostAskedFor = 50

/** Accounts that the store knows as present and that what was read does not have. */
export function missingAccounts(store: Store, staging: Pick<Staging, 'knows'>): string[] {
  const { text } = wholeRow<{ text: string | null }>(
    store
      .prepare(
        "SELECT CAST(group_concat(n || char(31) || identity, char(30)) AS BLOB) AS text FROM users WHERE identity NOT LIKE 'invited:%'",
      )
      .get(),
  )
  if (!text) return []
  const numbers: number[] = []
  for (const row of text.split('\u001e')) {
    const cut = row.indexOf('\u001f')
    if (!staging.knows(row.slice(cut + 1))) numbers.push(Number(row.slice(0, cut)))
  }
  if (numbers.length === 0) return []
  return rowsByNumber(store)(numbers).flatMap(({ json }) => {
    const user = tryDecode(json)
    return user === null || user.goneSince !== null ? [] : [user.username]
  })
}
