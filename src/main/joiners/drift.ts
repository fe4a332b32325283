import type { Reads } from '../directory/reads.ts'
import { keyOf } from '../text/user-key.ts'

/** Somebody in a department who is not in all groups of its rule. */
export interface Drifted {
  username: string
  fullname: string
  department: string
  missing: string[]
}

/** The attribute by which accounts tell their department. */
const departmentAttribute = /^(?:department|abteilung)$/iu
const together = 200

/**
 * Looks through everybody who can log in for groups that the rule of their department gives. What is kept here of a person counts
 * before what the account says. Yields now and then.
 */
export function* driftFrom(
  reads: Pick<Reads, 'find' | 'at'>,
  rules: readonly { name: string; groups: readonly string[] }[],
  kept: ReadonlyMap<string, string | undefined>,
): Generator<void, Drifted[]> {
  const drifted: Drifted[] = []
  if (rules.length === 0) return drifted
  const byName = new Map(rules.map((rule) => [rule.name.toLowerCase(), rule]))
  const found = reads.find({ status: ['active', 'never-logged-in'] }, [{ by: 'fullname', direction: 'asc' }])
  for (let from = 0; from < found.length; from += together) {
    for (const { user } of reads.at([...found.subarray(from, from + together)])) {
      const told = Object.entries(user.attributes).find(([name]) => departmentAttribute.test(name))?.[1]
      const department = kept.get(keyOf(user.username)) ?? (typeof told === 'string' ? told : '')
      const rule = byName.get(department.trim().toLowerCase())
      const missing = rule?.groups.filter((group) => !user.groups.includes(group)) ?? []
      if (rule !== undefined && missing.length > 0)
        drifted.push({ username: user.username, fullname: user.fullname, department: rule.name, missing })
    }
    yield
  }
  return drifted
}
