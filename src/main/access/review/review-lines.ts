import type { ReviewLine } from '../../../contract/calls/reviews.ts'
import { Refusal } from '../../../contract/failure.ts'
import type { FolderRight } from '../../../contract/model.ts'
import type { Reads } from '../../directory/reads.ts'
import type { StoredUser } from '../../directory/stored/records.ts'
import { departmentsOf } from '../../scores/history/departments.ts'

/** What is looked over. */
export type ReviewScope = { group: string } | { folder: string } | { department: string }

/** One access as it was shown when the review began. */
export type ShownLine = Omit<ReviewLine, 'decision' | 'reason'>

/** So many lines are one review; more have to be parted. */
export const mostLines = 10_000
const together = 500

const tooMany = () =>
  new Refusal(
    'invalid',
    `There are more than ${mostLines.toLocaleString('en-US')} lines to decide. Review a smaller part.`,
    {
      path: 'scope',
    },
  )

/** What a review of this scope is called. */
export function reviewTitle(scope: ReviewScope, reads: Reads): string {
  if ('group' in scope) return `Members of “${scope.group}”`
  if ('department' in scope) return `Groups of people in “${scope.department}”`
  const folder = reads.names().folders.find(({ id }) => id === scope.folder)
  return `Who may use “${folder?.name ?? scope.folder}”`
}

const lineOf = (
  user: Pick<StoredUser, 'username' | 'fullname' | 'status' | 'lastLogin'>,
  access: string,
  { rights = null, through }: { rights?: FolderRight | null; through: string[] },
): Omit<ShownLine, 'line'> => ({
  username: user.username,
  fullname: user.fullname,
  status: user.status,
  lastLogin: user.lastLogin,
  access,
  rights,
  through,
})

/** The lines of a review as they are now. Yields now and then. @throws Refusal `not-found`, `invalid` for too many */
export function* linesOf(scope: ReviewScope, reads: Reads): Generator<void, ShownLine[]> {
  const lines: Omit<ShownLine, 'line'>[] = []
  const push = (line: Omit<ShownLine, 'line'>) => {
    if (lines.length >= mostLines) throw tooMany()
    lines.push(line)
  }
  if ('folder' in scope) {
    const folder = reads.names().folders.find(({ id, deleted }) => id === scope.folder && !deleted)
    if (folder === undefined) throw new Refusal('not-found', 'This shared folder is not in the data at hand any more.')
    for (let offset = 0; ; offset += together) {
      const { rows } = reads.folderMembers(scope.folder, { offset, limit: together })
      const found = reads.lookup(rows.map(({ username }) => username))
      for (const [index, member] of rows.entries()) {
        const { readOnly, canAdminister, hidePasswords, username, fullname, status, through } = member
        const lastLogin = found[index]?.[0]?.lastLogin ?? null
        const person = { username, fullname, status: status ?? 'active', lastLogin }
        push(lineOf(person, folder.name, { rights: { readOnly, canAdminister, hidePasswords }, through }))
      }
      yield
      if (rows.length < together) break
    }
  } else {
    const [columns, names] = [reads.columns(), reads.names()]
    const isGroup = 'group' in scope
    const at = isGroup ? names.groups.indexOf(scope.group) : -1
    const positions = isGroup
      ? at === -1
        ? undefined
        : columns.groupMembers.subarray(columns.groupStart[at], columns.groupStart[at + 1])
      : departmentsOf(columns, names).find(({ name }) => name === scope.department)?.members
    if (positions === undefined)
      throw new Refusal(
        'not-found',
        `No ${isGroup ? 'group' : 'department'} is called that in the data at hand. Refresh to see whether there is one.`,
      )
    for (let from = 0; from < positions.length; from += together) {
      const people = reads.at([...positions.subarray(from, from + together)])
      for (const { user } of people) {
        if (user.goneSince !== null) continue
        for (const group of isGroup ? [scope.group] : user.groups) push(lineOf(user, group, { through: [group] }))
      }
      yield
    }
  }
  const order = (line: Omit<ShownLine, 'line'>) => (line.fullname || line.username).toLowerCase()
  return lines
    .sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0))
    .map((line, number) => ({ ...line, line: number }))
}
