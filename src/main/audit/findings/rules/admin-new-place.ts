import type { FindingRule } from '../../../../contract/audit/findings.ts'
import {
  type EventWindow,
  type FindingEvent,
  type FindRule,
  type Found,
  groupBy,
  many,
  said,
  type Thresholds,
} from '../finding.ts'
import { networkOf } from '../network.ts'

/** Logins of admins from where they were never seen, once enough is known of where they usually are. */
function findNew(
  window: EventWindow,
  { events: enough = 5, days = 7 }: Thresholds,
  { rule, placeOf, words }: { rule: FindingRule; placeOf: (ip: string) => string | null; words: string },
): Found[] {
  const found: Found[] = []
  for (const [, events] of groupBy(window.of('login'), ({ person }) => person)) {
    const [first] = events
    if (first === undefined || !window.admins.has(first.person)) continue
    const seen = new Map<string, number>()
    let known = 0
    for (const event of events) {
      const place = placeOf(event.ip)
      if (place === null) continue
      const isEnough = known >= enough && event.time - first.time >= days * 86_400
      if (!seen.has(place) && isEnough) found.push(newPlace(event, { rule, place, words, known, since: first.time }))
      seen.set(place, event.time)
      known++
    }
  }
  return found
}

const newPlace = (
  event: FindingEvent,
  {
    rule,
    place,
    words,
    known,
    since,
  }: { rule: FindingRule; place: string; words: string; known: number; since: number },
): Found => ({
  rule,
  from: event.time,
  to: event.time,
  username: event.username,
  ip: event.ip,
  events: 1,
  explanation: `The admin ${event.username} logged in at ${said(event.time)} from ${event.ip}: ${words} ${place}, from which none of ${many(known, 'earlier login')} since ${said(since)} in the archive came.`,
  shows: { usernames: [event.username], ips: [event.ip] },
})

/** An admin's first login from a network. */
export const findAdminNewNetwork: FindRule = (window, thresholds) =>
  findNew(window, thresholds, {
    rule: 'admin-new-network',
    // A network that an admin named is known, whoever comes from it first.
    placeOf: (ip) => (window.networkOf(ip) ? null : networkOf(ip)),
    words: 'the network',
  })

/** An admin's first login from a country, by the database of addresses. */
export const findAdminNewCountry: FindRule = (window, thresholds) => {
  const { countryOf } = window
  if (countryOf === null) return []
  return findNew(window, thresholds, {
    rule: 'admin-new-country',
    placeOf: (ip) => (window.networkOf(ip) ? null : countryOf(ip)),
    words: 'by the database of addresses in',
  })
}
