import { flag, isObject, phpMap, text, type Work, whole } from './answer.ts'
import type { Clock } from './clock.ts'
import type { Company } from './company.ts'
import { type Account, counted } from './people.ts'
import { mix } from './random.ts'

/** The most accounts that one page holds. */
export const pageCeiling = 2000

/** One account as `getuserdata` writes it. `alone`: asked for by name or in an answer without pages. */
export function writeUser(account: Account, clock: Clock, alone: boolean): Record<string, unknown> {
  const { lastLogin, score, attribs } = account
  const used = lastLogin !== null
  const user: Record<string, unknown> = {
    username: account.username,
    fullname: account.fullname,
    mpstrength: String(account.strength),
    created: clock.format(account.created),
    last_pw_change: clock.format(account.passwordChanged),
    last_login: used ? clock.format(lastLogin) : '',
    neverloggedin: !used,
    disabled: account.disabled,
    admin: account.admin,
    totalscore: score === null ? null : String(score),
    legacytotalscore: account.legacyScore,
    hasSharingKeys: account.sharingKeys,
    duousername: account.duo,
  }
  if (account.multifactor !== null) user['multifactor'] = account.multifactor
  if (account.linked !== null) user['linked'] = account.linked
  // Older parts of the service write numbers as text; which part keeps an account is nobody's to know.
  const asText = mix(account.index, 77) % 9 === 0
  counted.forEach((name, at) => {
    const count = account.counts[at] ?? 0
    user[name] = !used ? null : asText ? String(count) : count
  })
  user['password_reset_required'] = account.resetRequired
  if (attribs !== null) user['attribs'] = attribs
  else if (mix(account.index, 78) % 2 === 0) user['attribs'] = []
  if (account.groups.length > 0 || alone) user['groups'] = account.groups
  return user
}

/** `getuserdata`: accounts, the groups of those on the page, and who is only invited. */
export function* getUserData(company: Company, clock: Clock, data: unknown, now: number): Work {
  const asked = isObject(data) ? data : {}
  const wanted = text(asked['username'])
  const [disabled, admin] = [flag(asked['disabled']), flag(asked['admin'])]
  const size = whole(asked['pagesize']) || null
  const pagesize = size === null ? null : Math.min(size, pageCeiling)

  let matching: Uint32Array | number[]
  if (wanted !== '') {
    const found = company.find(wanted)
    matching = found === null ? [] : [found]
  } else matching = company.accounts()
  if (disabled !== null) matching = matching.filter((index) => company.isDisabled(index) === disabled)
  if (admin !== null) matching = matching.filter((index) => company.isAdmin(index) === admin)
  yield
  const from = pagesize === null ? 0 : (whole(asked['pageindex']) ?? 0) * pagesize
  const page = pagesize === null ? matching : matching.slice(from, from + pagesize)

  const users: string[] = []
  const members = new Map<string, string[]>()
  const everything = wanted === '' && pagesize === null && disabled === null && admin === null
  if (everything) for (const name of company.groups) members.set(name, [])
  for (const index of page) {
    const account = company.account(index, now)
    users.push(`"${account.id}":${JSON.stringify(writeUser(account, clock, pagesize === null))}`)
    for (const group of account.groups) {
      const known = members.get(group)
      if (known) known.push(account.username)
      else members.set(group, [account.username])
    }
    if (users.length % 200 === 0) yield
  }

  const invited: string[] = []
  for (const [small, { username }] of company.invitations) if (wanted === '' || small === wanted.toLowerCase()) invited.push(username)
  const rest = [
    ...(members.size === 0 ? [] : [`"Groups":${JSON.stringify(Object.fromEntries(members))}`]),
    ...(invited.length === 0 ? [] : [`"invited":${JSON.stringify(invited)}`]),
  ]
  // An unknown name is no error: there is just nobody, and not even a count.
  const counts = wanted !== '' && users.length === 0 ? [] : [`"total":${matching.length}`, `"count":${users.length}`]
  return `{${[...counts, `"Users":${phpMap(users)}`, ...rest].join(',')}}`
}
