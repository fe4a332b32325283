import { statuses } from '../../contract/model.ts'
import { countOf, flagsOf, type Person, type StoredUser, secondsOf } from './build.ts'
import { type Columns, flag, namesOf } from './columns.ts'

/**
 * Writes changed flags, dates and numbers of some people into the index, in place. False, and nothing written, where
 * names, groups or the set of people changed: then the index has to be built anew.
 */
export function patchColumns(
  columns: Columns,
  before: ReadonlyMap<number, StoredUser>,
  after: readonly Person[],
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
      (user.mfa === null || methods.includes(user.mfa))
    )
  })
  if (!patchable) return false
  const byNumber = new Map(after.map(({ n, user }) => [n, user]))
  columns.n.forEach((n, at) => {
    const user = byNumber.get(n)
    if (user === undefined) return
    columns.status[at] = statuses.indexOf(user.status)
    columns.flags[at] = flagsOf(user) | ((columns.flags[at] as number) & flag.duplicate)
    columns.mfa[at] = user.mfa === null ? 0 : methods.indexOf(user.mfa) + 1
    columns.score[at] = user.score ?? Number.NaN
    columns.strength[at] = user.masterPasswordStrength ?? Number.NaN
    columns.lastLogin[at] = secondsOf(user.lastLogin)
    columns.created[at] = secondsOf(user.created)
    columns.lastPasswordChange[at] = secondsOf(user.lastPasswordChange)
    columns.sites[at] = countOf(user.sites)
    columns.notes[at] = countOf(user.notes)
    columns.formFills[at] = countOf(user.formFills)
    columns.applications[at] = countOf(user.applications)
    columns.attachments[at] = countOf(user.attachments)
  })
  return true
}
