import type { Clock } from '../clock.ts'
import type { Company } from '../company/company.ts'
import { isObject, type Work, whole } from './answer.ts'

/** The most entries of one answer, and how many there are unless fewer are asked for. */
const ceiling = 500
/** The company's policy: a master password is good for a year. */
const goodFor = 365 * 86_400

/** Who has an expired master password, by the order of accounts, as the first answer of a reading found them. */
interface Found {
  revision: number
  now: number
  indexes: number[]
}
/** By company: the answers of one reading go on from what the first found, or each would go through everybody again. */
const found = new WeakMap<Company, Found>()
/** Seconds: who goes on later than this reads anew. */
const goesOn = 3600

/** `expiredmasterpwlist`: people whose master password is too old, by account number, in pieces. */
export function* getExpiredPasswords(company: Company, clock: Clock, data: unknown, now: number): Work {
  const asked = isObject(data) ? data : {}
  const limit = Math.min(whole(asked.limit) || ceiling, ceiling)
  const after = whole(asked.continuation_token)
  const kept = after === null ? undefined : found.get(company)
  const still = kept?.revision === company.revision && Math.abs(now - kept.now) < goesOn
  const indexes = still ? kept.indexes : yield* findExpired(company, now)
  const left = after === null ? indexes : indexes.filter((index) => Number(company.id(index)) > after)
  const items = left.slice(0, limit).map((index) => ({
    user_id: Number(company.id(index)),
    user_name: company.username(index),
    last_pw_change: clock.format(company.account(index, now).passwordChanged),
  }))
  const remaining = left.length - items.length
  const token = remaining > 0 ? { token: String(items.at(-1)?.user_id) } : {}
  return JSON.stringify({ status: 'Success', continuation: { ...token, remaining_item_count: remaining }, items })
}

function* findExpired(company: Company, now: number): Generator<void, number[]> {
  const { revision } = company
  const indexes: number[] = []
  let looked = 0
  for (const index of company.accounts()) {
    if (++looked % 1500 === 0) yield
    if (index < company.roster.people && company.activity.passwordAt(index, now) > now - goodFor) continue
    if (company.isDisabled(index) || company.roster.federated(index)) continue
    const { lastLogin, passwordChanged } = company.account(index, now)
    if (lastLogin !== null && passwordChanged <= now - goodFor) indexes.push(index)
  }
  found.set(company, { revision, now, indexes })
  return indexes
}
