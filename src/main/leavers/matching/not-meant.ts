import type { Entry } from '../../intake/list-entry.ts'
import { keyOf } from '../../text/user-key.ts'
import type { Matched } from './match.ts'

/** A row as it is once a person decided that it is of nobody. */
export function leftOut({ status: _, ...row }: Matched, message: string): Matched {
  return { ...row, username: null, fullname: null, lastLogin: null, admin: false, result: 'dropped', message }
}

/** Results of rows whose person would be taken, or asked about. */
const open: ReadonlySet<Matched['result']> = new Set(['matched', 'choose', 'ambiguous', 'unmatched'])

/** The accounts that a row is about. */
const accountsOf = ({ username, candidates }: Matched): string[] =>
  [username, ...candidates.filter(({ why }) => why === 'same-address').map((each) => each.username)].flatMap((one) =>
    one === null ? [] : [keyOf(one)],
  )

/**
 * Leaves out the rows of which a person said, by what a column says, that nobody is meant; as they were `found`, they are a question
 * when they are opened again. Somebody of whom one row says so and another one does not is asked about.
 */
export function leaveOutNotMeant(
  rows: readonly Matched[],
  entries: readonly Entry[],
): { found: readonly Matched[]; left: Matched[] } {
  if (!entries.some(({ notMeant }) => notMeant !== undefined)) return { found: rows, left: [...rows] }
  const not = new Map<string, Entry>()
  for (const each of rows) {
    const entry = entries[each.row]
    if (entry?.notMeant !== undefined) for (const account of accountsOf(each)) not.set(account, entry)
  }
  const both = new Set<string>()
  const found = rows.map((each): Matched => {
    const { username, fullname, lastLogin, admin, status } = each
    const against = username === null ? undefined : not.get(keyOf(username))
    if (against?.notMeant === undefined || each.result !== 'matched' || username === null) return each
    both.add(keyOf(username))
    const doubt = `Line ${against.line} is of the same person, and says “${against.notMeant.cell}” in the column “${against.notMeant.header}”.`
    return {
      ...leftOut(each, `${doubt} Choose the account to disable it all the same, or leave the row out.`),
      result: 'choose',
      doubt,
      candidates: [
        {
          username,
          fullname: fullname ?? '',
          status: status ?? 'active',
          lastLogin,
          admin,
          why: 'same-address',
          until: null,
        },
      ],
    }
  })
  const left = found.map((each) => {
    const notMeant = entries[each.row]?.notMeant
    if (notMeant === undefined || !open.has(each.result) || accountsOf(each).some((account) => both.has(account)))
      return each
    return leftOut(
      each,
      notMeant.cell === ''
        ? `Left out: the column “${notMeant.header}” is empty here, and you said whom it means.`
        : `Left out: the column “${notMeant.header}” says “${notMeant.cell}”, and you said whom it means.`,
    )
  })
  return { found, left }
}
