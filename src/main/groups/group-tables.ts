import type { GroupFinding } from '../../contract/calls/groups.ts'
import type { UserFilter } from '../../contract/model.ts'
import type { Reads } from '../directory/reads.ts'
import { containing } from '../text/folding.ts'
import type { LintedGroup } from './lint.ts'

/** The groups whose name has a text, and that have a finding. */
export function fitting(
  all: readonly LintedGroup[],
  text: string | undefined,
  finding: GroupFinding['code'] | undefined,
): LintedGroup[] {
  const matches = containing(text)
  return all.filter(
    ({ name, findings }) => matches(name) && (finding === undefined || findings.some(({ code }) => code === finding)),
  )
}

/** The columns of groups as a table. */
export const groupHead = [
  'name',
  'members',
  'disabled',
  'neverLoggedIn',
  'averageScore',
  'foldersOpened',
  'lastChange',
  'byDirectory',
  'findings',
]
/** One group as cells of a table. */
export const groupRow = (group: LintedGroup): unknown[] => [
  group.name,
  group.members,
  group.disabled,
  group.neverLoggedIn,
  group.averageScore,
  group.folders,
  group.lastChange,
  group.byDirectory ? 'yes' : 'no',
  group.findings.map(({ code, other }) => (other === null ? code : `${code} of ${other}`)),
]

const together = 500

/** People by groups as a table: `member`, or nothing. */
export function matrixTable(reads: Reads, filter: UserFilter, groups: readonly string[]) {
  const found = reads.find(filter, [{ by: 'fullname', direction: 'asc' }])
  function* rows(): Generator<unknown[]> {
    for (let from = 0; from < found.length; from += together)
      for (const { user } of reads.at([...found.subarray(from, from + together)])) {
        const own = new Set(user.groups)
        yield [user.username, user.fullname, user.status, ...groups.map((group) => (own.has(group) ? 'member' : ''))]
      }
  }
  return { name: 'people-by-groups', head: ['username', 'fullname', 'status', ...groups], rows: rows() }
}
