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

type Rule = { name: string; groups: readonly string[] }

/**
 * Everybody who can log in and is in a department of these, with the groups of its rule that they lack. What is kept here of a person
 * counts before what the account says. Yields now and then.
 */
function* membersOf(
  reads: Pick<Reads, 'find' | 'at'>,
  rules: readonly Rule[],
  kept: ReadonlyMap<string, string | undefined>,
): Generator<void, Drifted[]> {
  const members: Drifted[] = []
  if (rules.length === 0) return members
  const byName = new Map(rules.map((rule) => [rule.name.trim().toLowerCase(), rule]))
  const found = reads.find({ status: ['active', 'never-logged-in'] }, [{ by: 'fullname', direction: 'asc' }])
  for (let from = 0; from < found.length; from += together) {
    for (const { user } of reads.at([...found.subarray(from, from + together)])) {
      const told = Object.entries(user.attributes).find(([name]) => departmentAttribute.test(name))?.[1]
      const department = kept.get(keyOf(user.username)) ?? (typeof told === 'string' ? told : '')
      const rule = byName.get(department.trim().toLowerCase())
      if (rule === undefined) continue
      const { username, fullname } = user
      const missing = rule.groups.filter((group) => !user.groups.includes(group))
      members.push({ username, fullname, department: rule.name, missing })
    }
    yield
  }
  return members
}

/** Who is in a department and lacks groups that its rule gives. Yields now and then. */
export function* driftFrom(...given: Parameters<typeof membersOf>): Generator<void, Drifted[]> {
  return (yield* membersOf(...given)).filter(({ missing }) => missing.length > 0)
}

/** Whom rules with other groups would touch, department by department; those that stay as they are are left out. Yields now and then. */
export function* rulePreview(
  reads: Pick<Reads, 'find' | 'at'>,
  { before, after }: { before: readonly Rule[]; after: readonly Rule[] },
  kept: ReadonlyMap<string, string | undefined>,
) {
  const same = (name: string) => (one: Rule) => one.name.trim().toLowerCase() === name.trim().toLowerCase()
  const names = [...after, ...before.filter(({ name }) => !after.some(same(name)))].map(({ name }) => name)
  const changed = names.flatMap((name) => {
    const [old, next] = [before.find(same(name))?.groups ?? [], after.find(same(name))?.groups ?? []]
    const added = next.filter((group) => !old.includes(group))
    const removed = old.filter((group) => !next.includes(group))
    return added.length + removed.length === 0 ? [] : [{ name, old, next, added, removed }]
  })
  // With the groups of before and after: what somebody lacks of each is told apart below.
  const all = changed.map(({ name, old, next }) => ({ name, groups: [...new Set([...old, ...next])] }))
  const members = yield* membersOf(reads, all, kept)
  return changed.map(({ name, old, next, added, removed }) => {
    const own = members.filter(({ department }) => department === name)
    const lacking = (groups: readonly string[]) =>
      own.filter(({ missing }) => missing.some((group) => groups.includes(group)))
    const then = lacking(next)
    return {
      name,
      added,
      removed,
      people: own.length,
      now: lacking(old).length,
      afterwards: then.length,
      some: then.slice(0, 5).map(({ fullname, username }) => fullname || username),
    }
  })
}
