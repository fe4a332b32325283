import type { People } from '../directory/people.ts'
import { keyOf } from '../directory/text.ts'
import { type Case, type Check, dueDays } from './case.ts'
import type { Cases } from './cases.ts'
import { judge } from './judge.ts'

/** Looks at accounts again after people have left. */
export interface Checks {
  /** Asks LastPass about the people of these cases; a reading answers for every day that is due. */
  run(cases: readonly Case[], signal: AbortSignal): Promise<{ one: Case; check: Check }[]>
}

/** 500: what one call gives back. */
const together = 500

export function createChecks({
  cases,
  people,
  now,
}: {
  cases: Cases
  people: () => People
  now: () => number
}): Checks {
  return {
    async run(wanted, signal) {
      const results: { one: Case; check: Check }[] = []
      for (let from = 0; from < wanted.length; from += together) {
        const part = wanted.slice(from, from + together)
        const found = await people().reread(
          part.map(({ username }) => username),
          { signal },
        )
        const time = new Date(now()).toISOString()
        const made = part.map(({ id }) => {
          // Read anew: a job may have moved on while LastPass was asked.
          const one = cases.one(id)
          const answered = new Set(cases.checks(id).flatMap(({ day }) => (day === null ? [] : [day])))
          const due = dueDays(one, answered, now())
          const user = found.get(keyOf(one.username)) ?? null
          const checks = (due.length === 0 ? [null] : due).map((day) => judge(one, user, time, day))
          return { one: { ...one, lastCheck: checks[checks.length - 1] ?? null }, checks }
        })
        cases.addChecks(made)
        for (const { one, checks } of made) for (const check of checks) results.push({ one, check })
      }
      return results
    },
  }
}
