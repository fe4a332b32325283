import { inSlices } from '../../../cooperative/slices.ts'
import type { People } from '../../../directory/people-port.ts'
import type { StoredUser } from '../../../directory/stored/records.ts'
import { keyOf } from '../../../text/user-key.ts'
import { answeredDays, type Case, type Check, countedFrom, dueDays, endedAt } from '../case.ts'
import type { Cases } from '../case-store.ts'
import { judge } from './check-finding.ts'
import type { ActivitySince, EventsSince } from './events-since.ts'

/** 100 cases a transaction: some milliseconds. */
const together = 100

/** Looks at accounts again after people have left. */
export interface Checks {
  /** Asks LastPass about the people of these cases; a reading answers for every day that is due. */
  run(cases: readonly Case[], signal: AbortSignal): Promise<{ one: Case; check: Check }[]>
}

export function createChecks({
  cases,
  people,
  activitySince,
  now,
}: {
  cases: Cases
  people: () => Pick<People, 'reread'>
  activitySince: ActivitySince
  now: () => number
}): Checks {
  /** Judges and keeps, some at a time. */
  function* note(
    wanted: readonly Case[],
    found: ReadonlyMap<string, StoredUser | null>,
    events: ReadonlyMap<string, EventsSince>,
  ): Generator<void, { one: Case; check: Check }[]> {
    const results: { one: Case; check: Check }[] = []
    const time = new Date(now()).toISOString()
    for (let from = 0; from < wanted.length; from += together) {
      const made = wanted.slice(from, from + together).map(({ id }) => {
        // Read anew: a job may have moved on while LastPass was asked.
        const one = cases.one(id)
        const due = dueDays(one, answeredDays(one, cases.checks(id)), now())
        const user = found.get(keyOf(one.username)) ?? null
        const checks = (due.length === 0 ? [null] : due).map((day) =>
          judge(one, user, time, day, events.get(keyOf(one.username))),
        )
        return { one: { ...one, lastCheck: checks[checks.length - 1] ?? null }, checks }
      })
      cases.addChecks(made)
      for (const { one, checks } of made) for (const check of checks) results.push({ one, check })
      yield
    }
    return results
  }

  return {
    async run(wanted, signal) {
      if (wanted.length === 0) return []
      const usernames = wanted.map(({ username }) => username)
      // Most are expected to be disabled: their list answers for nearly everybody, and whoever is not on it is asked for.
      const found = await people().reread(usernames, { signal, about: 'disabled' })
      const left = wanted.flatMap((one) => {
        const since = endedAt(one) ?? countedFrom(one)
        return since === null ? [] : [{ username: one.username, since }]
      })
      return inSlices(note(wanted, found, await activitySince(left, signal)))
    },
  }
}
