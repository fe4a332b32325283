import { addressKey } from '../../places/ip-number.ts'
import { crowdsOf } from '../bursts.ts'
import { distinct, during, type FindingEvent, type FindRule, groupBy, listed, many } from '../finding.ts'

/** Failed logins of many people within some minutes; those that name nobody are of none. */
export const crowdsOfPeople = (
  events: readonly FindingEvent[],
  { people, minutes }: { people: number; minutes: number },
): FindingEvent[][] =>
  crowdsOf(
    events.filter(({ person }) => person !== ''),
    { count: people, seconds: minutes * 60, keyOf: ({ person }) => person },
  )

/** One address from which logins of many people failed within a short time. */
export const findPasswordSpraying: FindRule = (window, { people = 5, minutes = 30 }) =>
  [...groupBy(window.of('failed-login'), ({ ip }) => addressKey(ip)).values()].flatMap((events) =>
    crowdsOfPeople(events, { people, minutes }).map((crowd) => {
      const [from, to] = [crowd[0]?.time ?? 0, crowd.at(-1)?.time ?? 0]
      const ip = crowd[0]?.ip ?? ''
      const names = distinct(crowd.map(({ username }) => username))
      return {
        rule: 'password-spraying' as const,
        from,
        to,
        username: '',
        ip,
        events: crowd.length,
        explanation: `From the address ${ip} came ${many(crowd.length, 'failed login')} of ${many(names.length, 'person', 'people')} (${listed(names)}) ${during(from, to)}. Trying few passwords on many accounts is called password spraying.`,
        shows: { ips: [ip], actions: distinct(crowd.map(({ action }) => action)) },
      }
    }),
  )
