import type { OutgoingEvent } from '../audit/outgoing/unsent.ts'

/** Whose events they are, as each of them says. */
export interface Account {
  /** The account number at LastPass. */
  number: string
  company: string
  timeZone: string
}

/** An event as it goes out, the same to every kind of receiver. */
export interface EventLine {
  /** Stays when the event is sent again, and when the zone of the account is corrected. */
  key: string
  /** ISO 8601 in UTC. */
  time: string
  action: string
  category: string
  user: string
  ip: string
  data: string
  /** Everything, the six above among it, in the order of the documents. */
  whole: Readonly<Record<string, unknown>>
}

/** What goes out of an event. Fields that say nothing are left out of `whole`. */
export function lineOf({ key, twin, event }: OutgoingEvent, account: Account): EventLine {
  const { time, username, ip, action, category, data, local, ambiguous, parsed, network, country, provider } = event
  return {
    ...{ key, time, action, category, user: username, ip, data },
    whole: {
      key,
      time,
      local_time: local,
      time_zone: account.timeZone,
      ...(ambiguous ? { time_ambiguous: true } : {}),
      account: account.number,
      company: account.company,
      user: username,
      ip,
      action,
      category,
      data,
      ...(twin > 1 ? { twin } : {}),
      ...(Object.keys(parsed).length > 0 ? { parsed } : {}),
      ...(network ? { network } : {}),
      ...(country ? { country } : {}),
      ...(provider ? { provider } : {}),
    },
  }
}

/** An event that nobody caused: it says that it is a test, and when. */
export function testLine(key: string, time: string, account: Account): EventLine {
  const action = 'Provost test event'
  const data = 'Sent by hand from the settings of Provost, to see whether it arrives. Nothing happened at LastPass.'
  const parts = { key, time, action, category: 'other', user: '', ip: '', data }
  return { ...parts, whole: { ...parts, test: true, account: account.number, company: account.company } }
}

/** JSON of ASCII alone: what is not, and control characters that JSON leaves as they are, are escaped. */
export const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
