import { MultiSelect, NativeSelect } from '@mantine/core'
import { useRead } from '../../../lib/application/queries.ts'

/** Whose scores a manager's seat shows. */
export interface ManagerScope {
  /** None of both: the whole company. */
  of: { departments: string[]; groups: string[] }
  people: 'hidden' | 'named'
}

export const wholeCompany: ManagerScope = { of: { departments: [], groups: [] }, people: 'hidden' }

/** Fields for the departments and groups that a manager's seat shows, and whether people are named in it. */
export function ManagerScopeFields({
  scope,
  onChange,
}: {
  scope: ManagerScope
  onChange: (scope: ManagerScope) => void
}) {
  const departmentRows = useRead('scores.scopes', { kind: 'department', days: 1 }).data?.rows
  const groupRows = useRead('scores.scopes', { kind: 'group', days: 1 }).data?.rows
  const isWhole = scope.of.departments.length + scope.of.groups.length === 0
  const placeholder = isWhole ? 'the whole company' : undefined
  return (
    <>
      <MultiSelect
        label="Departments that it is shown"
        placeholder={placeholder}
        searchable
        clearable
        limit={100}
        maxValues={100}
        data={namesOf(departmentRows)}
        value={scope.of.departments}
        onChange={(departments) => onChange({ ...scope, of: { ...scope.of, departments } })}
      />
      <MultiSelect
        label="Groups that it is shown"
        placeholder={placeholder}
        searchable
        clearable
        limit={100}
        maxValues={100}
        data={namesOf(groupRows)}
        value={scope.of.groups}
        onChange={(groups) => onChange({ ...scope, of: { ...scope.of, groups } })}
      />
      <NativeSelect
        label="People"
        value={scope.people}
        onChange={(event) => onChange({ ...scope, people: event.currentTarget.value === 'named' ? 'named' : 'hidden' })}
        data={[
          { value: 'hidden', label: 'Hidden: numbers about fewer than 5 people are withheld' },
          { value: 'named', label: 'Named: everybody with their score, nothing withheld' },
        ]}
      />
    </>
  )
}

const namesOf = (rows: readonly { name: string }[] | undefined): string[] =>
  (rows ?? []).map(({ name }) => name).sort((a, b) => a.localeCompare(b))
