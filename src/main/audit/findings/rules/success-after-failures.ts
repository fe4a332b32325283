import { addressKey } from '../../places/ip-number.ts'
import { burstsOf, enoughAt } from '../bursts.ts'
import {
  distinct,
  type FindingEvent,
  type FindRule,
  type Found,
  fromAddress,
  groupBy,
  lasting,
  listed,
  many,
  said,
} from '../finding.ts'

/** A login of somebody soon after enough failed ones, whether or not more of them fail after it. */
export const findSuccessAfterFailures: FindRule = (window, { count = 5, minutes = 10, within = 30 }) => {
  const logins = groupBy(window.of('login'), ({ person }) => person)
  return [...groupBy(window.of('failed-login'), ({ person }) => person)].flatMap(([person, events]) =>
    burstsOf(events, count, minutes * 60).flatMap((burst) => {
      const enough = enoughAt(burst, count)
      let failed = 0
      for (const login of logins.get(person) ?? []) {
        while (failed < burst.length && (burst[failed] as FindingEvent).time <= login.time) failed++
        const last = burst[failed - 1]
        if (last !== undefined && login.time >= enough && login.time - last.time <= within * 60)
          return [after(burst.slice(0, failed), login, burst.slice(failed))]
      }
      return []
    }),
  )
}

function after(failed: readonly FindingEvent[], success: FindingEvent, later: readonly FindingEvent[]): Found {
  const end = failed.at(-1)?.time ?? 0
  const failedFrom = distinct(
    failed.map(({ ip }) => ip),
    addressKey,
  )
  const same = failedFrom.some((ip) => addressKey(ip) === addressKey(success.ip))
  const where =
    success.ip === '' || failedFrom.length === 0
      ? ''
      : same
        ? ' The address is one of those that had failed.'
        : ` The failed ones came from ${listed(failedFrom)}.`
  const more = later.length === 0 ? '' : ` ${many(later.length, 'more login')} failed after it.`
  return {
    rule: 'success-after-failures',
    from: failed[0]?.time ?? 0,
    to: success.time,
    username: success.username,
    ip: success.ip,
    events: failed.length + 1,
    explanation: `${success.username} logged in at ${said(success.time)}${fromAddress(success.ip)}, ${success.time === end ? 'in the same second as' : `${lasting(success.time - end)} after`} the last of ${many(failed.length, 'failed login')}.${where}${more}`,
    shows: {
      usernames: [success.username],
      actions: distinct([...failed, success].map(({ action }) => action)),
    },
  }
}
