import type { StoredUser } from '../stored/records.ts'
import { writeNumbers } from './column-builder.ts'
import { type Columns, flag, namesOf } from './columns.ts'

/**
 * Writes changed flags, dates and numbers of some people into the index, in place. False, and nothing written, where
 * names, groups or the set of people changed: then the index has to be built anew.
 */
export function patchColumns(
  columns: Columns,
  before: ReadonlyMap<number, StoredUser>,
  after: readonly { n: number; user: StoredUser }[],
): boolean {
  const { methods } = namesOf(columns)
  const patchable = after.every(({ n, user }) => {
    const old = before.get(n)
    return (
      old !== undefined &&
      old.username === user.username &&
      old.fullname === user.fullname &&
      old.goneSince === null &&
      user.goneSince === null &&
      JSON.stringify(old.groups) === JSON.stringify(user.groups) &&
      JSON.stringify(old.attributes) === JSON.stringify(user.attributes) &&
      (user.mfa === null || methods.includes(user.mfa))
    )
  })
  if (!patchable) return false
  const byNumber = new Map(after.map(({ n, user }) => [n, user]))
  columns.n.forEach((n, at) => {
    const user = byNumber.get(n)
    if (user === undefined) return
    const duplicate = (columns.flags[at] as number) & flag.duplicate
    writeNumbers(columns, at, user, user.mfa === null ? 0 : methods.indexOf(user.mfa) + 1)
    columns.flags[at] = (columns.flags[at] as number) | duplicate
  })
  return true
}
