import type { Columns, Names } from '../../directory/index/columns.ts'

/** Under which names companies keep the department among the attributes of an account, the likeliest first. */
const spellings = ['department', 'dept', 'departement', 'abteilung', 'departamento', 'dipartimento']

/** The attribute that names the department; undefined where no account has one. */
export const departmentAttribute = (names: Names): Names['attributes'][number] | undefined =>
  spellings
    .map((spelling) => names.attributes.find(({ name }) => name.trim().toLowerCase() === spelling))
    .find((found) => found !== undefined)

/** The people of each department, by the attribute that names it; empty where no account has one. */
export function departmentsOf(columns: Columns, names: Names): { name: string; members: Uint32Array }[] {
  const attribute = departmentAttribute(names)
  return (attribute?.values ?? []).map((name, index) => {
    const list = (attribute?.list ?? 0) + index
    return {
      name,
      members: columns.attributeMembers.subarray(columns.attributeStart[list], columns.attributeStart[list + 1]),
    }
  })
}

/** The people of each group. */
export const groupsOf = (columns: Columns, names: Names): { name: string; members: Uint32Array }[] =>
  names.groups.map((name, group) => ({
    name,
    members: columns.groupMembers.subarray(columns.groupStart[group], columns.groupStart[group + 1]),
  }))
