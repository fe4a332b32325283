import { addressKey } from '../../places/ip-number.ts'
import { runsOf } from '../bursts.ts'
import { type DisabledSpan, disabledSpans } from '../disabled-spans.ts'
import {
  distinct,
  type FindingEvent,
  type FindRule,
  type Found,
  fromAddress,
  groupBy,
  itemNames,
  listed,
  many,
  quoted,
  said,
} from '../finding.ts'

/** Openings of items with shorter pauses, in seconds, are told of once. */
const pauseOfItems = 3600

/** Logins, and openings of items, of somebody whose account was disabled, as an event or a reading says. */
export const findDisabledLogin: FindRule = (window) => {
  const spans = disabledSpans(window)
  const found: Found[] = []
  const within = ({ person, time }: FindingEvent): DisabledSpan | undefined =>
    spans.get(person)?.find(({ from, to }) => time > from && time < to)
  for (const login of window.of('login')) {
    const span = within(login)
    if (span !== undefined) found.push(foundOf([login], span))
  }
  const opened = window.of('item').filter((event) => within(event) !== undefined)
  for (const [, items] of groupBy(opened, (event) => `${event.person}|${within(event)?.from}`))
    for (const run of runsOf(items, pauseOfItems)) {
      const span = within(run[0] as FindingEvent)
      if (span !== undefined) found.push({ ...foundOf(run, span), of: 'item' })
    }
  return found
}

function foundOf(events: readonly FindingEvent[], span: DisabledSpan): Found {
  const [first, last] = [events[0] as FindingEvent, events.at(-1) as FindingEvent]
  const { username, time } = first
  const addresses = distinct(
    events.map(({ ip }) => ip),
    addressKey,
  )
  const names = itemNames(events)
  const did =
    first.kind !== 'item'
      ? 'logged in'
      : events.length === 1
        ? `opened an item (${listed(names) || first.action})`
        : `opened items ${events.length.toLocaleString('en-US')} times, ${many(names.length, 'different one')} (${listed(names)}),`
  const when = events.length === 1 ? `at ${said(time)}` : `between ${said(time)} and ${said(last.time)}`
  const act = `${username} ${did} ${when}${fromAddress(listed(addresses))}`
  return {
    rule: 'disabled-login',
    from: time,
    to: last.time,
    username,
    ip: addresses.length === 1 ? (addresses[0] ?? '') : '',
    events: events.length,
    explanation:
      span.said === null
        ? `${act}, although the account was already disabled when Provost read it at ${said(span.from)}.`
        : `${act}, although ${quoted(span.said)} stands at ${said(span.from)}, and no event between says that the account was enabled.`,
    shows: { usernames: [username] },
  }
}
