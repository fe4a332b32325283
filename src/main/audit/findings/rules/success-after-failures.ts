import { addressKey } from '../../places/ip-number.ts'
import { burstsOf } from '../bursts.ts'
import { distinct, type FindRule, type Found, fromAddress, groupBy, lasting, listed, many, said } from '../finding.ts'

/** A login of somebody soon after a burst of failed ones. */
export const findSuccessAfterFailures: FindRule = (window, { count = 5, minutes = 10, within = 30 }) => {
  const logins = groupBy(window.of('login'), ({ person }) => person)
  const found: Found[] = []
  for (const [person, events] of groupBy(window.of('failed-login'), ({ person: who }) => who))
    for (const burst of burstsOf(events, count, minutes * 60)) {
      const end = burst.at(-1)?.time ?? 0
      const success = logins.get(person)?.find(({ time }) => time >= end && time <= end + within * 60)
      if (success === undefined) continue
      const failedFrom = distinct(
        burst.map(({ ip }) => ip),
        addressKey,
      )
      const same = failedFrom.some((ip) => addressKey(ip) === addressKey(success.ip))
      const where =
        success.ip === '' || failedFrom.length === 0
          ? ''
          : same
            ? ' The address is one of those that had failed.'
            : ` The failed ones came from ${listed(failedFrom)}.`
      found.push({
        rule: 'success-after-failures',
        from: burst[0]?.time ?? 0,
        to: success.time,
        username: success.username,
        ip: success.ip,
        events: burst.length + 1,
        explanation: `${success.username} logged in at ${said(success.time)}${fromAddress(success.ip)}, ${success.time === end ? 'in the same second as' : `${lasting(success.time - end)} after`} the last of ${many(burst.length, 'failed login')}.${where}`,
        shows: {
          usernames: [success.username],
          actions: distinct([...burst, success].map(({ action }) => action)),
        },
      })
    }
  return found
}
