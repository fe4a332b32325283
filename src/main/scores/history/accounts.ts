import { type Columns, flag } from '../../directory/index/columns.ts'
import { upsertSummed } from '../../store/bulk.ts'
import type { Store } from '../../store/store.ts'
import { bytesOf, parseStored, wholeRow, wholeRows } from '../../store/text.ts'
import { keyOf } from '../../text/user-key.ts'

/** Numbers of accounts in the history, by their row in the directory; kept while the thread runs. */
export interface AccountNumbers {
  /** The number of each position of the columns; 0: it is no account, or gone. `identities`: those at hand, by row; others are read. */
  numbersOf(columns: Columns, identities?: ReadonlyMap<number, string>): Uint32Array
}

interface Account {
  n: number
  identity: string
}

interface Found extends Account {
  username: string
  fullname: string
}

/** What names somebody who came back: the address and the name, both as before. */
const sameness = ({ username, fullname }: { username: string; fullname: string }): string =>
  `${keyOf(username)}\n${fullname.trim().toLowerCase().replace(/\s+/g, ' ')}`

/**
 * Joins the rows of `directory.db` with the accounts of the history. Row numbers hold only for one database, which is why each names
 * its lineage: where it is another, everybody is found anew by LastPass' number.
 */
export function createAccountNumbers(directory: Store, history: Store, lineage: string): AccountNumbers {
  let byRow = new Uint32Array(0)

  const kept = history.prepare(`SELECT ${bytesOf('json')} FROM meta WHERE name = 'lineage'`).get()
  if (kept === undefined || parseStored<string>(wholeRow<{ json: string }>(kept).json) !== lineage) {
    history.exec('UPDATE people SET n = NULL, sum = NULL')
    history
      .prepare(
        "INSERT INTO meta (name, json) VALUES ('lineage', ?) ON CONFLICT (name) DO UPDATE SET json = excluded.json",
      )
      .run(JSON.stringify(lineage))
  }
  for (const { k, n } of history.prepare('SELECT k + 0 AS k, n + 0 AS n FROM people WHERE n IS NOT NULL').all() as {
    k: number
    n: number
  }[])
    put(n, k)

  function put(n: number, k: number): void {
    if (n >= byRow.length) {
      const larger = new Uint32Array(Math.max(1024, n + 1, byRow.length * 2))
      larger.set(byRow)
      byRow = larger
    }
    byRow[n] = k
  }

  /** Accounts among these rows. Text that a record holds is taken out of it in SQL: of 100,000 records four fields are wanted. */
  function accountsIn(rows: readonly number[]): Found[] {
    const found = directory
      .prepare(
        `SELECT n, ${bytesOf('identity')}, CAST(json_extract(json, '$[1]') AS BLOB) AS username, CAST(json_extract(json, '$[2]') AS BLOB) AS fullname
         FROM users WHERE n IN (SELECT value FROM json_each(?)) AND substr(identity, 1, 8) <> 'invited:'`,
      )
      .all(JSON.stringify(rows))
    return wholeRows<Found>(found)
  }

  return {
    numbersOf(columns, identities = new Map()) {
      const unknown: number[] = []
      const gone: number[] = []
      columns.n.forEach((n, at) => {
        const isGone = ((columns.flags[at] as number) & flag.gone) !== 0
        if (isGone) gone.push(n)
        else if ((byRow[n] ?? 0) === 0) unknown.push(n)
      })
      const unread = unknown.filter((n) => !identities.has(n))
      const news: Account[] = [
        ...unknown.flatMap((n) => {
          const identity = identities.get(n)
          return identity === undefined || identity.startsWith('invited:') ? [] : [{ n, identity }]
        }),
        ...(unread.length === 0 ? [] : accountsIn(unread)),
      ]
      if (news.length > 0) learn(news, gone)
      const numbers = new Uint32Array(columns.n.length)
      columns.n.forEach((n, at) => {
        if (((columns.flags[at] as number) & flag.gone) === 0) numbers[at] = byRow[n] ?? 0
      })
      return numbers
    },
  }

  function learn(news: readonly Account[], gone: readonly number[]): void {
    const known = new Map(
      wholeRows<{ k: number; identity: string; line: number }>(
        history.prepare(`SELECT k, ${bytesOf('identity')}, line + 0 AS line FROM people`).all(),
      ).map((row) => [row.identity, row]),
    )
    let last = (history.prepare('SELECT max(k) AS k FROM people').get() as { k: number | null }).k ?? 0
    // Who comes back with a new account goes on with the line of the old one.
    const former = new Map(
      (known.size === 0 || gone.length === 0 ? [] : accountsIn(gone)).flatMap((found) => {
        const row = known.get(found.identity)
        return row === undefined ? [] : [[sameness(found), row.line]]
      }),
    )
    const returning = new Map(
      (former.size === 0 ? [] : accountsIn(news.map(({ n }) => n))).flatMap((found) => {
        const line = former.get(sameness(found))
        return line === undefined ? [] : [[found.n, line]]
      }),
    )
    const rows = news.map(({ n, identity }) => {
      const row = known.get(identity)
      const k = row?.k ?? ++last
      put(n, k)
      return [k, identity, n, row?.line ?? returning.get(n) ?? k] as const
    })
    upsertSummed(history, 'people', ['k', 'identity', 'n', 'line'], rows)
  }
}
