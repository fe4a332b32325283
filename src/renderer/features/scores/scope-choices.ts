import { useRead } from '../../lib/application/queries.ts'

/** A department or group as a choice; the two kinds may have the same name. */
const option = (kind: string) => (row: { name: string }) => ({ value: `${kind}:${row.name}`, label: row.name })

/** Every department and group, to choose what something is about. `days`: those that are counted at hand, so that nothing is counted for the names alone. */
export function useScopeChoices(days: number) {
  const departments = useRead('scores.scopes', { kind: 'department', days }).data?.rows ?? []
  const groups = useRead('scores.scopes', { kind: 'group', days }).data?.rows ?? []
  return [
    { group: 'Departments', items: departments.map(option('department')) },
    { group: 'Groups', items: groups.map(option('group')) },
  ]
}
