import type { MatchResult, MatchRow } from '../../../../contract/calls/leavers/leavers.ts'

type Candidate = MatchRow['candidates'][number]

/** Reasons that are as good as the name itself; a whole address is one where only the last day is still to come. */
const strong: ReadonlySet<string> = new Set([
  'former-address',
  'same-name',
  'former-name',
  'other-spelling',
  'maiden-name',
])

/** The one person who fits a row to be decided, where nobody else does and the reason is a strong one; null: a person has to look. */
export function soleProposal({ result, candidates, moreCandidates, ahead, doubt }: MatchRow): Candidate | null {
  const [only, ...others] = candidates
  return result === 'choose' &&
    only !== undefined &&
    others.length === 0 &&
    moreCandidates === 0 &&
    ((strong.has(only.why) && doubt === undefined) || (ahead === true && only.why === 'same-address'))
    ? only
    : null
}

/** The person whom Enter takes: the first who is offered, unless another one fits for the same reason. */
export function firstProposal({ result, candidates }: MatchRow): Candidate | null {
  const [first, second] = candidates
  if (result !== 'choose' || first === undefined) return null
  return second !== undefined && second.why === first.why ? null : first
}

/** Whom a row shows: the account that was found or chosen, else the first who is offered. */
export function shownFor(row: MatchRow): Pick<Candidate, 'username' | 'fullname'> & Partial<Candidate> {
  const own = row.candidates.find(({ username }) => username === row.username)
  if (row.username !== null)
    return {
      ...own,
      username: row.username,
      fullname: row.fullname ?? '',
      lastLogin: row.lastLogin,
      ...(row.status ? { status: row.status } : {}),
    }
  return row.candidates[0] ?? { username: '', fullname: '' }
}

/** Results of rows that are in the plan, or could be: those can be left out. */
export const canBeLeftOut: ReadonlySet<MatchResult> = new Set(['matched', 'choose', 'ambiguous', 'unmatched'])
