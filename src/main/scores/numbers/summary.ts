import type { ScoreSummary } from '../../../contract/calls/scores.ts'
import { statuses } from '../../../contract/lists.ts'
import { rounded } from '../../../contract/scores/scores.ts'
import { type Columns, flag, type Names } from '../../directory/index/columns.ts'
import type { Scored } from './lift.ts'
import { averageOf, count, emptyTally, type Tally } from './tally.ts'

/** With fewer saved sites than this a score of 0 says more about an empty vault than about bad passwords. */
export const fewSites = 5
/** A master password of this strength or more is strong: LastPass gives steps of 25. */
const strong = 75
const [invited, neverLoggedIn] = (['invited', 'never-logged-in'] as const).map((one) => statuses.indexOf(one))
const daySeconds = 86_400

export type Summary = Omit<ScoreSummary, 'asOf'>

/** What the people at these positions come to now. Pure; one pass. */
export function summaryOf(
  columns: Columns,
  names: Names,
  positions: Iterable<number>,
  { now, threshold }: { now: number; threshold: number },
): Summary {
  const { flags, status, score, masterPasswordStrength, lastLogin, mfa, sites } = columns
  const seconds = Math.floor(now / 1000)
  const tally = emptyTally()
  const counts = {
    managed: 0,
    disabled: 0,
    invited: 0,
    never: 0,
    recent: 0,
    low: 0,
    zeros: 0,
    strong: 0,
    strength: 0,
    weak: 0,
    mfa: 0,
  }
  let zeroFree = { scored: 0, sum: 0 }
  let oldest = 0
  let logins = 0
  let loginDays = 0
  for (const at of positions) {
    const bits = flags[at] as number
    if ((bits & flag.gone) !== 0) continue
    if (status[at] === invited) {
      counts.invited++
      continue
    }
    counts.managed++
    if ((bits & flag.disabled) !== 0) {
      counts.disabled++
      continue
    }
    const value = score[at] as number
    count(tally, value)
    const login = lastLogin[at] as number
    // LastPass' own word, as in every list: a login whose time it does not tell, or that cannot be read, was one.
    if (status[at] === neverLoggedIn) counts.never++
    if (login !== 0 && login >= seconds - 30 * daySeconds) counts.recent++
    if ((mfa[at] as number) !== 0) counts.mfa++
    const password = masterPasswordStrength[at] as number
    if (!Number.isNaN(password)) {
      counts.strength++
      if (password >= strong) counts.strong++
      if (password < 50) counts.weak++
    }
    if (Number.isNaN(value)) continue
    if (value < threshold) counts.low++
    const known = sites[at] as number
    if (value === 0 && known >= 0 && known < fewSites) counts.zeros++
    else zeroFree = { scored: zeroFree.scored + 1, sum: zeroFree.sum + Math.round(value * 1_000_000) }
    if (login === 0) continue
    logins++
    const age = Math.max(0, (seconds - login) / daySeconds)
    loginDays += age
    oldest = Math.max(oldest, age)
  }
  const shared = names.folders.filter(({ deleted }) => !deleted).length
  return {
    users: counts.managed,
    counted: tally.users,
    withScore: tally.scored,
    withoutScore: tally.users - tally.scored,
    average: averageOf(tally),
    distribution: tally.bands,
    threshold,
    belowThreshold: counts.low,
    active30Days: counts.recent,
    /** The other meaning of active: neither disabled nor never logged in. */
    activeAccounts: tally.users - counts.never,
    neverLoggedIn: counts.never,
    disabled: counts.disabled,
    invited: counts.invited,
    zeroFewSites: counts.zeros,
    averageWithoutZeros: averageOf(zeroFree),
    strongMasterPasswords: counts.strong,
    weakMasterPasswords: counts.weak,
    withStrength: counts.strength,
    withMfa: counts.mfa,
    sharedFolders: shared,
    scoreAgeDays: logins === 0 ? null : rounded(loginDays / logins),
    oldestScoreDays: logins === 0 ? null : Math.floor(oldest),
  }
}

/** Everybody of these positions who counts and has a score. */
export function scoredOf(columns: Columns, members: Iterable<number>): Scored[] {
  const found: Scored[] = []
  for (const at of members) {
    const value = columns.score[at] as number
    const bits = columns.flags[at] as number
    if ((bits & (flag.gone | flag.disabled)) !== 0 || columns.status[at] === invited || Number.isNaN(value)) continue
    const sites = columns.sites[at] as number
    found.push({ at, score: value, empty: value === 0 && sites >= 0 && sites < fewSites })
  }
  return found
}

/** What each list of people comes to now, without those who are gone, invited or disabled. */
export function tallyOf(columns: Columns, members: Iterable<number>, threshold: number): Tally {
  const tally = emptyTally()
  for (const at of members) {
    const bits = columns.flags[at] as number
    if ((bits & (flag.gone | flag.disabled)) !== 0 || columns.status[at] === invited) continue
    count(tally, columns.score[at] as number, threshold)
  }
  return tally
}
