import type { UserFilter } from '../../../contract/model.ts'

/** The department or group that Scores is about; `attribute`: the one that names departments, null where no account has one. */
export interface PickedScope {
  kind: 'department' | 'group'
  name: string
  attribute: string | null
}

/** The list of those who count in the scores of everyone (null), a department or a group. */
export function countedIn(scope: PickedScope | null): UserFilter {
  const counted: UserFilter = { notStatus: ['disabled', 'invited'] }
  if (scope === null) return counted
  if (scope.kind === 'group') return { ...counted, group: scope.name }
  return { ...counted, attributes: [{ name: scope.attribute ?? 'department', values: [scope.name] }] }
}
