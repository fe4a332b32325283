import { meaningOf } from '../../../../contract/audit/action-names.ts'
import { type FindingEvent, type FindRule, type Found, fromAddress, said } from '../finding.ts'
import { actor } from './single-acts.ts'

const wantsMore = /minimum|at least|length|iterations|characters|history|uppercase|lowercase|digits/i
const wantsLess = /maximum|at most|timeout|time-out|logoff|log off|idle|expire|expiry|days/i
const off = /^(?:0|no|off|false|disabled?|none)$/i
const on = /^(?:1|yes|on|true|enabled?)$/i
/** What such a policy says may be done: it is weaker on than off. */
const allows = /^(?:allow|permit)/i

/** Policies that were deleted, set to ask for nothing or to allow, or set to a number that asks for less than the one before. */
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
        of: `${meaningOf(event.action)} ${event.data}`,
        shows: { usernames: [event.username], actions: [event.action] },
      })
    if (meaningOf(event.action) === 'delete policy') values.delete(key)
    else if (value !== undefined) values.set(key, bare(value))
  }
  return found
}

function howWeakened(
  { action, parsed: { policy = '', value } }: FindingEvent,
  before: string | undefined,
): string | null {
  if (meaningOf(action) === 'delete policy') return `deleted the policy "${policy}"`
  if (value === undefined) return null
  const now = bare(value)
  // "Prohibit export: no" is weaker, and so is "Allow offline access: yes".
  const weak = allows.test(policy) ? on : off
  if (weak.test(now) && !(before !== undefined && weak.test(before))) return `set the policy "${policy}" to "${now}"`
  const [was, is] = [amountIn(before ?? ''), amountIn(now)]
  // Of "60" and "1 hour" nobody knows which is more.
  if (was === null || is === null || was.unit !== is.unit) return null
  const isWeaker = wantsMore.test(policy) ? is.number < was.number : wantsLess.test(policy) && is.number > was.number
  return isWeaker
    ? `changed the policy "${policy}" from ${was.number} to ${[is.number, is.unit].join(' ').trim()}`
    : null
}

/** A value without the quotes that some records put around it. */
const bare = (value: string): string =>
  value
    .trim()
    .replace(/^(["'])(.*)\1$/su, '$2')
    .trim()

/** "12", "12 characters". */
function amountIn(value: string): { number: number; unit: string } | null {
  const [, number, unit = ''] = /^(\d{1,9})(?:\s*(\p{L}+))?$/u.exec(value) ?? []
  return number === undefined ? null : { number: Number(number), unit: unit.toLowerCase() }
}
