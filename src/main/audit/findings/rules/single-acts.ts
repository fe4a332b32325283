import { actionWords, meaningOf } from '../../../../contract/audit/action-names.ts'
import type { EventParts } from '../../../../contract/calls/audit/audit.ts'
import { addressKey } from '../../places/ip-number.ts'
import { burstsOf, runsOf } from '../bursts.ts'
import {
  type ApiRun,
  distinct,
  during,
  type FindingEvent,
  type FindRule,
  type Found,
  fromAddress,
  groupBy,
  listed,
  many,
  quoted,
  said,
} from '../finding.ts'

const one = (event: FindingEvent, found: Pick<Found, 'rule' | 'explanation'>): Found => ({
  ...found,
  from: event.time,
  to: event.time,
  username: event.username,
  ip: event.ip,
  events: 1,
  shows: { usernames: [event.username], actions: [event.action] },
})
/** One that may be one of several in its second: an admin does the same to many at once. */
const oneOfSeveral = (event: FindingEvent, found: Pick<Found, 'rule' | 'explanation'>): Found => ({
  ...one(event, found),
  of: `${meaningOf(event.action)} ${event.data}`,
})
/** What tells callers of the API apart whom their user name does not. */
const byLabel = ({ username, parsed: { label } }: FindingEvent): { of?: string } =>
  username === '' && label !== undefined ? { of: label } : {}

/** Who acted, to tell callers of the API apart: they have a label in the place of a name. Empty: the event names nobody. */
export const actorKey = ({ person, parsed }: FindingEvent): string =>
  parsed.byApi ? `api|${person}|${parsed.label ?? ''}` : person

/** "anna@example.com", or who stands there when no name does. */
export const actor = ({ username, parsed }: FindingEvent): string =>
  username !== '' ? username : parsed.byApi ? caller(parsed) : 'somebody whom the event does not name'
const caller = ({ label }: EventParts): string =>
  label === undefined ? 'the Enterprise API' : `the Enterprise API under the name "${label}"`
const whom = ({ parsed, data }: FindingEvent): string =>
  parsed.person ?? (data.trim() || 'somebody whom the event does not name')

/** Rights of an admin that were given; being in the folder of super admins is one too. */
export const findAdminRights: FindRule = (window) => [
  ...window.of('admin-rights').map((event) =>
    oneOfSeveral(event, {
      rule: 'admin-rights-given',
      explanation: `${actor(event)} made ${whom(event)} an admin at ${said(event.time)}${fromAddress(event.ip)}.`,
    }),
  ),
  ...window
    .of('folder-share')
    .filter(({ data }) => data.includes('Shared-Super-Admins'))
    .map((event) =>
      oneOfSeveral(event, {
        rule: 'admin-rights-given',
        explanation: `${actor(event)} added ${event.parsed.person ?? 'somebody'} to the folder Shared-Super-Admins at ${said(event.time)}${fromAddress(event.ip)}: who is in it is a super admin.`,
      }),
    ),
]

/** Secrets of machines that were made anew: what used the old one stops working, and who made it can use the new one. */
export const findApiSecrets: FindRule = (window) =>
  window.of('api-secret').map((event) =>
    oneOfSeveral(event, {
      rule: 'api-secret-regenerated',
      explanation: `${quoted(event.action)} by ${actor(event)} at ${said(event.time)}${fromAddress(event.ip)}. Whoever has the new secret can act for the company.`,
    }),
  )

/** A second factor that was turned off. */
export const findMfaOff: FindRule = (window) =>
  window.of('mfa-off').map((event) =>
    oneOfSeveral(event, {
      rule: 'mfa-turned-off',
      explanation: `${quoted(event.action)}${event.data.trim() === '' ? '' : ` (${event.data.trim().slice(0, 200)})`} by ${actor(event)} at ${said(event.time)}${fromAddress(event.ip)}.`,
    }),
  )

/** What one person exports with pauses of at most so many seconds is one. */
export const pauseOfExports = 3600

/** Vault data that was exported or printed. */
export const findExports: FindRule = (window) =>
  [...groupBy(window.of('export'), doerKey).values()].flatMap((events) =>
    runsOf(events, pauseOfExports).map((run) => {
      const [first, last] = [run[0] as FindingEvent, run.at(-1) as FindingEvent]
      const times = run.length === 1 ? '' : ` and ${many(run.length - 1, 'more time')} until ${said(last.time)}`
      return {
        ...one(first, {
          rule: 'data-export',
          explanation: `${quoted(first.action)} by ${actor(first)} at ${said(first.time)}${fromAddress(first.ip)}${times}. The event does not say what was in it.`,
        }),
        ...byLabel(first),
        to: last.time,
        events: run.length,
        shows: { usernames: [first.username], actions: distinct(run.map(({ action }) => action)) },
      }
    }),
  )

/** A name that was not seen for so long, in seconds, is told of anew. */
const forgotten = 30 * 86_400

/**
 * Requests through the Enterprise API under a name that is not Provost's; those without a name could be its own. What goes on day after
 * day is one finding, so that it is looked at once and hides nothing.
 */
export const findForeignApi: FindRule = (window) =>
  joinedRuns(window.apiRuns).map(({ first, to, events, actions }) => {
    const when = events === 1 ? `at ${said(first.time)}` : `from ${said(first.time)} to ${said(to)}`
    return {
      ...one(first, {
        rule: 'foreign-api-use',
        explanation: `${many(events, 'request')} through the Enterprise API under the name "${first.parsed.label}"${fromAddress(first.ip)} (${listed(actions.map(actionWords))}), ${when}. This is not the name that Provost uses.`,
      }),
      ...byLabel(first),
      to,
      events,
      shows: { ips: [first.ip], actions: [...actions] },
    }
  })

/** Events of requests under other names than Provost's as runs, without keeping each. */
export function apiRunsOf(events: readonly FindingEvent[]): ApiRun[] {
  return joinedRuns(events.map((first) => ({ first, to: first.time, events: 1, actions: [first.action] })))
}

/** Runs of one name and address without a long pause between them as one; in the order in which they began. */
function joinedRuns(runs: readonly ApiRun[]): ApiRun[] {
  const joined: ApiRun[] = []
  const last = new Map<string, ApiRun>()
  for (const run of runs) {
    const key = `${run.first.parsed.label}|${addressKey(run.first.ip)}`
    const before = last.get(key)
    if (before !== undefined && run.first.time - before.to <= forgotten) {
      before.to = run.to
      before.events += run.events
      before.actions = distinct([...before.actions, ...run.actions])
      continue
    }
    const begun = { ...run, actions: [...run.actions] }
    last.set(key, begun)
    joined.push(begun)
  }
  return joined
}

/** Whose acts are counted together; where the events name nobody, all of these. */
export const doerKey = (event: FindingEvent): string => actorKey(event) || 'nobody'

/** Many people added to shared folders by one person, one caller of the API, or nobody whom the events name, in a short time. */
export const findFolderShares: FindRule = (window, { count = 10, minutes = 10 }) =>
  [...groupBy(window.of('folder-share'), doerKey).values()].flatMap((events) =>
    burstsOf(events, count, minutes * 60).map((burst) => {
      const [first, last] = [burst[0] as FindingEvent, burst.at(-1) as FindingEvent]
      const people = distinct(burst.map(({ parsed }) => parsed.person ?? ''))
      const folders = distinct(burst.map(({ parsed }) => parsed.folder ?? ''))
      const said2 =
        people.length === 0
          ? ''
          : `: ${many(people.length, 'person', 'people')} (${listed(people)}) in ${many(folders.length, 'folder')} (${listed(folders)})`
      const times = `${burst.length.toLocaleString('en-US')} times ${during(first.time, last.time)}${said2}`
      const who = actor(first)
      return {
        ...one(first, {
          rule: 'many-folder-shares',
          explanation:
            actorKey(first) === ''
              ? `People were added to shared folders ${times}. The events do not name who did it.`
              : `${who.startsWith('the ') ? `T${who.slice(1)}` : who} added people to shared folders ${times}.`,
        }),
        ...byLabel(first),
        to: last.time,
        events: burst.length,
        shows: { usernames: [first.username], actions: distinct(burst.map(({ action }) => action)) },
      }
    }),
  )
