import { disabledSpans } from '../disabled-spans.ts'
import { type FindRule, type Found, fromAddress, groupBy, quoted, said } from '../finding.ts'

/** Logins of somebody whose account was disabled, as an event or a reading says. */
export const findDisabledLogin: FindRule = (window) => {
  const spans = disabledSpans(window)
  const found: Found[] = []
  for (const [person, logins] of groupBy(window.of('login'), ({ person: who }) => who))
    for (const login of logins) {
      const span = spans.get(person)?.find(({ from, to }) => login.time > from && login.time < to)
      if (span === undefined) continue
      found.push({
        rule: 'disabled-login',
        from: login.time,
        to: login.time,
        username: login.username,
        ip: login.ip,
        events: 1,
        explanation:
          span.said === null
            ? `${login.username} logged in at ${said(login.time)}${fromAddress(login.ip)}, although the account was already disabled when Provost read it at ${said(span.from)}.`
            : `${login.username} logged in at ${said(login.time)}${fromAddress(login.ip)}, although ${quoted(span.said)} stands at ${said(span.from)}, and no event since then says that the account was enabled.`,
        shows: { usernames: [login.username] },
      })
    }
  return found
}
