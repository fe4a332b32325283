import type { Clock } from '../clock.ts'
import type { Company } from '../company/company.ts'
import { isObject, type Work, whole } from './answer.ts'

/** The most entries of one answer, and how many there are unless fewer are asked for. */
const ceiling = 500
/** The company's policy: a master password is good for a year. */
const goodFor = 365 * 86_400

/** `expiredmasterpwlist`: people whose master password is too old, by account number, in pieces. */
export function* getExpiredPasswords(company: Company, clock: Clock, data: unknown, now: number): Work {
  const asked = isObject(data) ? data : {}
  const limit = Math.min(whole(asked.limit) || ceiling, ceiling)
  const after = whole(asked.continuation_token) ?? -1
  const items: { user_id: number; user_name: string; last_pw_change: string }[] = []
  let remaining = 0
  let looked = 0
  for (const index of company.accounts()) {
    if (++looked % 1500 === 0) yield
    if (index < company.roster.people && company.activity.passwordAt(index, now) > now - goodFor) continue
    if (company.isDisabled(index) || company.roster.federated(index) || Number(company.id(index)) <= after) continue
    const account = company.account(index, now)
    if (account.lastLogin === null || account.passwordChanged > now - goodFor) continue
    if (items.length < limit)
      items.push({
        user_id: Number(account.id),
        user_name: account.username,
        last_pw_change: clock.format(account.passwordChanged),
      })
    else remaining++
  }
  const token = remaining > 0 ? { token: String(items.at(-1)?.user_id) } : {}
  return JSON.stringify({ status: 'Success', continuation: { ...token, remaining_item_count: remaining }, items })
}
