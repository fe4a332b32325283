import { disabledSpans } from '../disabled-spans.ts'
import { distinct, type FindRule, type Found, groupBy, itemNames, listed, many, quoted, said } from '../finding.ts'

/** Items that somebody opened in the last days before their account was disabled. */
export const findLeaverItems: FindRule = (window, { count = 10, days = 7 }) => {
  const opened = groupBy(window.of('item'), ({ person }) => person)
  const found: Found[] = []
  for (const [person, spans] of disabledSpans(window))
    for (const { from: left, said: action } of spans) {
      if (action === null) continue
      const items = (opened.get(person) ?? []).filter(({ time }) => time <= left && time >= left - days * 86_400)
      const [first, last] = [items[0], items.at(-1)]
      if (items.length < count || first === undefined || last === undefined) continue
      const names = itemNames(items)
      const addresses = distinct(items.map(({ ip }) => ip))
      found.push({
        rule: 'leaver-items',
        from: first.time,
        to: last.time,
        username: first.username,
        ip: addresses.length === 1 ? (addresses[0] ?? '') : '',
        events: items.length,
        explanation: `${first.username} opened items ${items.length.toLocaleString('en-US')} times, ${many(names.length, 'different one')} (${listed(names)}), in the ${days} days before ${quoted(action)} at ${said(left)}.`,
        shows: { usernames: [first.username] },
      })
    }
  return found
}
