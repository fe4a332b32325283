import type { Clock } from '../clock.ts'
import type { Company } from '../company/company.ts'
import { type Account, counted } from '../company/people.ts'
import { mix } from '../random.ts'
import { flag, isObject, phpMap, text, type Work, whole } from './answer.ts'

/** The most accounts that one page holds. */
export const pageCeiling = 2000

/**
 * One account as `getuserdata` writes it. `alone`: asked for by name or in an answer without pages. Put together by hand,
 * because a page has two thousand of them and has to be there within milliseconds.
 */
function writeUser(account: Account, clock: Clock, alone: boolean): string {
  const { lastLogin, score, attribs, groups } = account
  const used = lastLogin !== null
  const name = JSON.stringify(account.username)
  // Older parts of the service write numbers as text; which part keeps an account is nobody's to know.
  const quote = mix(account.index, 77) % 9 === 0 ? '"' : ''
  let user = `{"username":${name},"fullname":${JSON.stringify(account.fullname)},"mpstrength":"${account.strength}"`
  user += `,"created":"${clock.format(account.created)}","last_pw_change":"${clock.format(account.passwordChanged)}"`
  user += `,"last_login":"${used ? clock.format(lastLogin) : ''}","neverloggedin":${!used}`
  user += `,"disabled":${account.disabled},"admin":${account.admin}`
  user += `,"totalscore":${score === null ? null : `"${score}"`},"legacytotalscore":${JSON.stringify(account.legacyScore)}`
  user += `,"hasSharingKeys":${account.sharingKeys},"duousername":${JSON.stringify(account.duo)}`
  if (account.multifactor !== null) user += `,"multifactor":${JSON.stringify(account.multifactor)}`
  if (account.linked !== null) user += `,"linked":${JSON.stringify(account.linked)}`
  counted.forEach((what, at) => {
    user += `,"${what}":${used ? `${quote}${account.counts[at] ?? 0}${quote}` : null}`
  })
  user += `,"password_reset_required":${account.resetRequired}`
  if (attribs !== null) user += `,"attribs":${JSON.stringify(attribs)}`
  else if (mix(account.index, 78) % 2 === 0) user += ',"attribs":[]'
  if (groups.length > 0 || alone) user += `,"groups":${JSON.stringify(groups)}`
  return `${user}}`
}

/** `getuserdata`: accounts, the groups of those on the page, and who is only invited. */
export function* getUserData(company: Company, clock: Clock, data: unknown, now: number): Work {
  const asked = isObject(data) ? data : {}
  const wanted = text(asked.username)
  const [disabled, admin] = [flag(asked.disabled), flag(asked.admin)]
  const size = whole(asked.pagesize) || null
  const pagesize = size === null ? null : Math.min(size, pageCeiling)

  let matching: Uint32Array | number[]
  if (wanted !== '') {
    const found = company.find(wanted)
    matching = found === null ? [] : [found]
  } else matching = company.accounts()
  if (disabled !== null) matching = matching.filter((index) => company.isDisabled(index) === disabled)
  if (admin !== null) matching = matching.filter((index) => company.isAdmin(index) === admin)
  yield
  const from = pagesize === null ? 0 : (whole(asked.pageindex) ?? 0) * pagesize
  const page = pagesize === null ? matching : matching.slice(from, from + pagesize)

  const users: string[] = []
  const members = new Map<string, string[]>()
  const everything = wanted === '' && pagesize === null && disabled === null && admin === null
  if (everything) for (const name of company.groups) members.set(name, [])
  for (const index of page) {
    const account = company.account(index, now)
    users.push(`"${account.id}":${writeUser(account, clock, pagesize === null)}`)
    for (const group of account.groups) {
      const known = members.get(group)
      if (known) known.push(account.username)
      else members.set(group, [account.username])
    }
    if (users.length % 200 === 0) yield
  }

  const invited: string[] = []
  for (const [small, { username }] of company.invitations)
    if (wanted === '' || small === wanted.toLowerCase()) invited.push(username)
  const rest = [
    ...(members.size === 0 ? [] : [`"Groups":${JSON.stringify(Object.fromEntries(members))}`]),
    ...(invited.length === 0 ? [] : [`"invited":${JSON.stringify(invited)}`]),
  ]
  // An unknown name is no error: there is just nobody, and not even a count.
  const counts = wanted !== '' && users.length === 0 ? [] : [`"total":${matching.length}`, `"count":${users.length}`]
  return `{${[...counts, `"Users":${phpMap(users)}`, ...rest].join(',')}}`
}
