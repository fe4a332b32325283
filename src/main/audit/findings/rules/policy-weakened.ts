import { meaningOf } from '../../../../contract/audit/action-names.ts'
import { type FindingEvent, type FindRule, type Found, fromAddress, said } from '../finding.ts'
import { actor } from './single-acts.ts'

const wantsMore = /minimum|at least|length|iterations|characters|history|uppercase|lowercase|digits/i
const wantsLess = /maximum|at most|timeout|time-out|logoff|log off|idle|expire|expiry|days/i
const off = /^(?:0|no|off|false|disabled?|none)$/i

/** Policies that were deleted, turned off, or set to a number that asks for less than the one before, where the archive knows that. */
export const findPolicyWeakened: FindRule = (window) => {
  const found: Found[] = []
  const values = new Map<string, string>()
  for (const event of window.of('policy')) {
    const { policy, value } = event.parsed
    if (policy === undefined) continue
    const key = policy.toLowerCase()
    const before = values.get(key)
    const how = howWeakened(event, before)
    if (how !== null)
      found.push({
        rule: 'policy-weakened',
        from: event.time,
        to: event.time,
        username: event.username,
        ip: event.ip,
        events: 1,
        explanation: `${actor(event)} ${how} at ${said(event.time)}${fromAddress(event.ip)}.`,
        shows: { usernames: [event.username], actions: [event.action] },
      })
    if (meaningOf(event.action) === 'delete policy') values.delete(key)
    else if (value !== undefined) values.set(key, value.trim())
  }
  return found
}

function howWeakened(
  { action, parsed: { policy = '', value } }: FindingEvent,
  before: string | undefined,
): string | null {
  if (meaningOf(action) === 'delete policy') return `deleted the policy "${policy}"`
  if (value === undefined) return null
  const now = value.trim()
  // "Prohibit export: no" is weaker, "Allow offline access: no" is not.
  if (off.test(now) && !/^allow|^permit/i.test(policy) && !(before !== undefined && off.test(before)))
    return `set the policy "${policy}" to "${now}"`
  const [was, is] = [numberIn(before), numberIn(now)]
  if (was === null || is === null || was === is) return null
  const isWeaker = wantsMore.test(policy) ? is < was : wantsLess.test(policy) && is > was
  return isWeaker ? `changed the policy "${policy}" from ${was} to ${is}` : null
}

const numberIn = (text: string | undefined): number | null => {
  const number = /^\d{1,9}$/.exec(text ?? '')
  return number === null ? null : Number(number[0])
}
