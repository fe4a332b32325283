import type { MatchResult } from '../../../contract/calls/leavers/leavers.ts'
import type { Entry } from '../../intake/list-entry.ts'
import { keyOf } from '../../text/user-key.ts'

/** A row of a list whose person does not leave with the others, and why. */
export interface LeftOut {
  entry: Entry
  result: MatchResult
  reason: string
  /** Nobody has decided it yet: it stays on the open list. */
  open: boolean
}

/** Results that only a person can turn into somebody who leaves. */
const undecided: ReadonlySet<MatchResult> = new Set(['choose', 'ambiguous', 'unmatched'])

const reasons: Partial<Record<MatchResult, (message: string) => string>> = {
  choose: (message) => `Not decided. ${message}`,
  ambiguous: (message) => `Not decided. ${message}`,
  unmatched: (message) => `Not found. ${message}`,
}

interface Row {
  entry: Entry
  result: MatchResult
  username: string | null
  message: string
}

/** The rows of a list that nobody leaves for: those without an account that can be disabled, and those whose account cannot leave now. Pure. */
export function leftOutOf(
  rows: readonly Row[],
  { people, leftOut }: { people: readonly string[]; leftOut: readonly { username: string; reason: string }[] },
): LeftOut[] {
  const leaves = new Set(people.map(keyOf))
  const why = new Map(leftOut.map(({ username, reason }) => [keyOf(username), reason]))
  return rows.flatMap(({ entry, result, username, message }): LeftOut[] => {
    const key = username === null ? null : keyOf(username)
    if (result === 'matched' && key !== null && leaves.has(key)) return []
    const reason =
      result === 'matched' ? (why.get(key ?? '') ?? 'Was not taken over.') : (reasons[result]?.(message) ?? message)
    return [{ entry, result, reason, open: undecided.has(result) }]
  })
}
