import { statuses } from '../../contract/lists.ts'
import { type Columns, flag } from '../directory/index/columns.ts'

/** How many people there are of each sort that needs somebody, and among how many: each as the people's table would list them. */
export interface AttentionCounts {
  all: number
  active: number
  disabled: number
  invited: number
  neverLoggedIn: number
  /** Everybody who is neither disabled nor only invited. */
  accounts: number
  admins: number
  adminsWithoutMfa: number
  disabledInFolders: number
  inactive: number
  weakMasterPassword: number
  /** Of how many the strength is known. */
  withStrength: number
  scored: number
  belowThreshold: number
}

const [active, disabled, invited, neverLoggedIn] = (
  ['active', 'disabled', 'invited', 'never-logged-in'] satisfies (typeof statuses)[number][]
).map((name) => statuses.indexOf(name))

/** Days without a login after which somebody counts as inactive. */
export const inactiveDays = 30
/** The highest strength of a master password that counts as weak. */
export const weakestStrength = 49

/** Counts everybody in one walk: a filter for each would walk over all of them once each. `now`: milliseconds since 1970. */
export function attentionCounts(columns: Columns, threshold: number, now: number): AttentionCounts {
  const { flags, status, mfa, folderCount, lastLogin, masterPasswordStrength, score } = columns
  const bound = Math.floor(now / 1000) - inactiveDays * 86_400
  const hidden = flag.gone | flag.unreadable
  const byStatus = new Uint32Array(statuses.length)
  let all = 0
  let admins = 0
  let adminsWithoutMfa = 0
  let disabledInFolders = 0
  let inactive = 0
  let weakMasterPassword = 0
  let withStrength = 0
  let scored = 0
  let belowThreshold = 0
  for (let at = 0; at < flags.length; at++) {
    const bits = flags[at] as number
    if ((bits & hidden) !== 0) continue
    const is = status[at] as number
    all++
    byStatus[is] = (byStatus[is] as number) + 1
    if (is === disabled) {
      if ((folderCount[at] as number) > 0) disabledInFolders++
      continue
    }
    if ((bits & flag.admin) !== 0) {
      admins++
      // Who is only invited has no account that could have a method.
      if (is !== invited && mfa[at] === 0) adminsWithoutMfa++
    }
    if (is === invited) continue
    const login = lastLogin[at] as number
    if (is === active && login !== 0 && login <= bound) inactive++
    // NaN, where there is none, fails every comparison.
    const strength = masterPasswordStrength[at] as number
    if (!Number.isNaN(strength)) withStrength++
    if (strength <= weakestStrength) weakMasterPassword++
    const points = score[at] as number
    if (!Number.isNaN(points)) scored++
    if (points < threshold) belowThreshold++
  }
  const having = (place: number | undefined) => byStatus[place as number] as number
  return {
    ...{ all, admins, adminsWithoutMfa, disabledInFolders, inactive, weakMasterPassword, withStrength },
    ...{ scored, belowThreshold },
    active: having(active),
    disabled: having(disabled),
    invited: having(invited),
    neverLoggedIn: having(neverLoggedIn),
    accounts: all - having(disabled) - having(invited),
  }
}
