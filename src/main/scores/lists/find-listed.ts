import type { Directory } from '../../directory/directory.ts'

/** So many names are looked up at once. */
const atOnce = 250

/** Who of a list was found, by the row in the store. */
export interface Listed<T> {
  rows: Map<number, T>
  /** How many of the list are nobody in the data at hand, or could be either of two accounts. */
  unknown: number
}

/**
 * Finds the accounts of a list by their user names. Security rule: a name that two accounts have stands for the one with the list's own
 * number, else for nobody. Test: test/main/scores/lists.test.ts.
 */
export function* findListed<T extends { username: string; id?: string | null }>(
  { reads }: Pick<Directory, 'reads'>,
  parts: Iterable<readonly T[]>,
): Generator<void, Listed<T>> {
  const rows = new Map<number, T>()
  let unknown = 0
  for (const part of parts)
    for (let from = 0; from < part.length; from += atOnce) {
      yield
      const { n } = reads.columns()
      for (const one of part.slice(from, from + atOnce)) {
        const accounts = reads.accountsAt(one.username)
        const account =
          accounts.length === 1 ? accounts[0] : reads.at(accounts).find(({ user }) => user.id === one.id)?.at
        if (account === undefined) unknown++
        else rows.set(n[account] as number, one)
      }
    }
  return { rows, unknown }
}
