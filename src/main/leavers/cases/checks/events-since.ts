import type { z } from 'zod'
import { actionWords } from '../../../../contract/audit/action-names.ts'
import type { EventsSince as Shape } from '../../../../contract/leaver-case.ts'

/** What LastPass' events show of somebody after their account was blocked, or gone. */
export type EventsSince = z.output<typeof Shape>

/** Looks for logins of these people after a moment of each, by lower-case name; and for use of the API that is not Provost's. */
export type ActivitySince = (
  people: readonly { username: string; since: string }[],
  signal: AbortSignal,
) => Promise<ReadonlyMap<string, EventsSince>>

const at = (instant: string): string => `${instant.slice(0, 10)} at ${instant.slice(11, 16)} UTC`

/**
 * What events say, in sentences. What was not fetched is not known: it is never said that there was nothing. `admin`: the person may
 * know the provisioning hash, so use of the API counts too.
 */
export function sinceWords({ until, login, api }: EventsSince, admin: boolean): string {
  const words: string[] = []
  if (login !== null)
    words.push(
      `LastPass logged “${actionWords(login.action)}” on ${at(login.time)}${login.ip === '' ? '' : ` from ${login.ip}`}, after that.`,
    )
  if (admin && api !== null)
    words.push(
      `The API was used on ${at(api.time)}${api.label === '' ? '' : ` under the label “${api.label}”`}, not by Provost; LastPass does not say by whom, and this person was an admin.`,
    )
  const none = [...(login === null ? ['a login'] : []), ...(admin && api === null ? ['use of the API'] : [])]
  if (none.length > 0)
    words.push(
      until === null
        ? `Whether events show ${none.join(' or ')} is not known: not all events since then were fetched.`
        : `No ${none.map((word) => word.replace(/^a /, '')).join(' and no ')} in LastPass’ events up to ${at(until)}.`,
    )
  return words.join(' ')
}
