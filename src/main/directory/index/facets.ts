import type { Input, Output } from '../../../contract/calls.ts'
import { statuses } from '../../../contract/lists.ts'
import type { Status, UserFilter } from '../../../contract/model.ts'
import { compareNames } from '../../text/collation.ts'
import { fold } from '../../text/folding.ts'
import { holders } from './attribute-query.ts'
import { type Columns, flag, type Names } from './columns.ts'
import { invited } from './query.ts'

export type FacetCounts = Output<'users.facets'>
export type ValuesQuestion = Input<'users.values'>
export type FieldValues = Output<'users.values'>
type Find = (filter: UserFilter) => Uint32Array

/** The parts of a filter that belong to one field of the menu. */
const fieldKeys = {
  status: ['status', 'notStatus'],
  role: ['admin'],
  score: ['minScore', 'maxScore', 'aboveScore', 'belowScore', 'hasScore'],
  mfa: ['mfa', 'mfaMethod', 'mfaMethods', 'notMfaMethods'],
  login: ['loggedIn', 'lastLoginDays', 'activeDays'],
  groups: ['group', 'groups', 'notGroups', 'hasGroups'],
  folders: ['hasFolders'],
  duplicate: ['duplicate'],
  reset: ['passwordResetRequired'],
  gone: ['gone'],
} as const satisfies Record<string, readonly (keyof UserFilter)[]>

function without(filter: UserFilter, keys: readonly (keyof UserFilter)[]): UserFilter {
  const next = { ...filter }
  for (const key of keys) delete next[key]
  return next
}

const counted = (positions: Uint32Array, holds: (at: number) => boolean): number => {
  let people = 0
  for (const at of positions) if (holds(at)) people++
  return people
}

/** For every value of every field: how many people it alone would list in that field, under the other fields' filters. */
export function facets(columns: Columns, names: Names, find: Find, filter: UserFilter): FacetCounts {
  const under = (field: keyof typeof fieldKeys): Uint32Array => find(without(filter, fieldKeys[field]))
  const has = (bit: number) => (at: number) => ((columns.flags[at] as number) & bit) !== 0
  const account = (at: number) => columns.status[at] !== invited

  const byStatus = new Array<number>(statuses.length).fill(0)
  for (const at of under('status'))
    byStatus[columns.status[at] as number] = (byStatus[columns.status[at] as number] ?? 0) + 1
  const scores = [0, 0, 0, 0, 0]
  for (const at of under('score')) {
    const band = bandOf(columns.score[at] as number)
    scores[band] = (scores[band] as number) + 1
  }
  const methods = new Array<number>(256).fill(0)
  let noMfa = 0
  let anyMfa = 0
  for (const at of under('mfa')) {
    const method = columns.mfa[at] as number
    methods[method] = (methods[method] as number) + 1
    if (!account(at)) continue
    if (method === 0) noMfa++
    else anyMfa++
  }
  const roles = under('role')
  const admins = counted(roles, has(flag.admin))
  const inGroups = under('groups')
  const anyGroup = counted(inGroups, (at) => (columns.groupCount[at] as number) > 0)
  const inFolders = under('folders')
  const hasFolders = counted(inFolders, (at) => (columns.folderCount[at] as number) > 0)
  return {
    total: find(filter).length,
    status: Object.fromEntries(statuses.map((name, index) => [name, byStatus[index]])) as Record<Status, number>,
    admins,
    notAdmins: roles.length - admins,
    noMfa,
    anyMfa,
    duplicates: counted(under('duplicate'), has(flag.duplicate)),
    noGroup: inGroups.length - anyGroup,
    anyGroup,
    gone: find({ ...without(filter, fieldKeys.gone), gone: true }).length,
    scores,
    mfaMethods: names.methods.slice(0, 50).map((method, index) => ({ method, people: methods[index + 1] as number })),
    neverLoggedIn: counted(under('login'), (at) => account(at) && columns.lastLogin[at] === 0),
    hasFolders,
    noFolders: inFolders.length - hasFolders,
    resetRequired: counted(under('reset'), has(flag.passwordResetRequired)),
    attributes: names.attributes.map((attribute) => {
      const held = holders(columns, attribute)
      return {
        name: attribute.name,
        people: counted(find(withoutAttribute(filter, attribute.name)), (at) => held[at] === 1),
      }
    }),
  }
}

/** 0-25, 26-50, 51-75, 76-100 and none, as LastPass' own console cuts; 25.5 belongs to the second. */
export const bandOf = (score: number): number =>
  Number.isNaN(score) ? 4 : score <= 25 ? 0 : score <= 50 ? 1 : score <= 75 ? 2 : 3

function withoutAttribute(filter: UserFilter, name: string): UserFilter {
  const next = { ...filter }
  for (const key of ['attributes', 'notAttributes'] as const) {
    const others = next[key]?.filter((one) => one.name !== name)
    if (others !== undefined && others.length > 0) next[key] = others
    else delete next[key]
  }
  return next
}

/** One page of a field's values with the people of each; those that the filter names come first. */
export function fieldValues(
  columns: Columns,
  names: Names,
  find: Find,
  { filter, field, attribute, search, limit = 50 }: ValuesQuestion,
): FieldValues {
  const own = [filter.attributes, filter.notAttributes].flatMap(
    (list) => list?.filter(({ name }) => name === attribute).flatMap(({ values }) => values) ?? [],
  )
  const indexed = names.attributes.find(({ name }) => name === attribute)
  const table =
    field === 'groups'
      ? {
          found: find(without(filter, ['hasGroups'])),
          values: names.groups,
          list: 0,
          starts: columns.groupStart,
          members: columns.groupMembers,
          picked: [filter.group, ...(filter.groups ?? []), ...(filter.notGroups ?? [])],
        }
      : {
          found: find(withoutAttribute(filter, attribute ?? '')),
          values: indexed?.values ?? [],
          list: indexed?.list ?? 0,
          starts: columns.attributeStart,
          members: columns.attributeMembers,
          picked: own,
        }
  const { found, values, list, starts, members } = table
  const shown = new Uint8Array(columns.n.length)
  for (const at of found) shown[at] = 1
  const peopleIn = (index: number): number => {
    let people = 0
    for (let each = starts[list + index] as number; each < (starts[list + index + 1] as number); each++)
      people += shown[members[each] as number] as number
    return people
  }
  const wanted = fold(search?.trim() ?? '')
  const picked = new Set(table.picked)
  const matching = values
    .map((value, index) => ({ value, index }))
    .filter(({ value }) => picked.has(value) || fold(value).includes(wanted))
    .map(({ value, index }) => ({ value, people: peopleIn(index) }))
    .sort(
      (a, b) =>
        Number(picked.has(b.value)) - Number(picked.has(a.value)) ||
        b.people - a.people ||
        compareNames(a.value, b.value),
    )
  const anyOf = indexed === undefined ? null : holders(columns, indexed)
  return {
    values: matching.slice(0, Math.max(limit, Math.min(picked.size, 200))),
    distinct: matching.length,
    none:
      field === 'groups'
        ? counted(find(without(filter, fieldKeys.groups)), (at) => columns.groupCount[at] === 0)
        : counted(found, (at) => anyOf?.[at] !== 1),
    tooMany: field === 'attribute' && indexed !== undefined && indexed.values.length === 0,
  }
}
