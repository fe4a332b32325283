import { addressKey } from '../../places/ip-number.ts'
import { burstsOf } from '../bursts.ts'
import {
  distinct,
  during,
  type FindingEvent,
  type FindRule,
  type Found,
  groupBy,
  listed,
  many,
  type Thresholds,
} from '../finding.ts'
import { crowdsOfPeople } from './password-spraying.ts'

/** Bursts of failed logins of one person. */
export const findFailedOfPerson: FindRule = (window, { count = 5, minutes = 10 }) =>
  [...groupBy(window.of('failed-login'), ({ person }) => person).values()].flatMap((events) =>
    burstsOf(events, count, minutes * 60).map(ofPerson),
  )

/** Bursts of failed logins from one address that tried several people, where the rule of spraying does not tell of them. */
export const findFailedFromAddress: FindRule = (window, { count = 5, minutes = 10 }, toldOf) => {
  const spraying = toldOf('password-spraying')
  const found: Found[] = []
  for (const [, events] of groupBy(window.of('failed-login'), ({ ip }) => addressKey(ip)))
    for (const burst of burstsOf(events, count, minutes * 60)) {
      const people = distinct(burst.map(({ username }) => username))
      const isOnePerson = people.length === 1 && burst.every(({ username }) => username !== '')
      if (!isOnePerson && !(spraying !== null && isSprayed(burst, spraying))) found.push(fromOne(burst, people))
    }
  return found
}

/** Whether a burst is told of as spraying. */
const isSprayed = (burst: readonly FindingEvent[], { people = 5, minutes = 30 }: Thresholds): boolean =>
  crowdsOfPeople(burst, { people, minutes }).length > 0

const ends = (burst: readonly FindingEvent[]) => ({ from: burst[0]?.time ?? 0, to: burst.at(-1)?.time ?? 0 })

function ofPerson(burst: readonly FindingEvent[]): Found {
  const { from, to } = ends(burst)
  const username = burst[0]?.username ?? ''
  const addresses = distinct(
    burst.map(({ ip }) => ip),
    addressKey,
  )
  const where = addresses.length === 0 ? '' : `, from ${listed(addresses)}`
  return {
    rule: 'failed-logins',
    from,
    to,
    username,
    ip: addresses.length === 1 ? (addresses[0] ?? '') : '',
    events: burst.length,
    explanation: `${many(burst.length, 'failed login')} of ${username} ${during(from, to)}${where}.`,
    shows: { usernames: [username], actions: distinct(burst.map(({ action }) => action)) },
  }
}

function fromOne(burst: readonly FindingEvent[], people: readonly string[]): Found {
  const { from, to } = ends(burst)
  const ip = burst[0]?.ip ?? ''
  const whom = people.length === 0 ? 'that name nobody' : `of ${listed(people)}`
  return {
    rule: 'failed-logins',
    from,
    to,
    username: '',
    ip,
    events: burst.length,
    explanation: `${many(burst.length, 'failed login')} ${whom} from the address ${ip} ${during(from, to)}.`,
    shows: { ips: [ip], actions: distinct(burst.map(({ action }) => action)) },
  }
}
