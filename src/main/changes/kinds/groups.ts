import { groupList, quotedGroups, strangeGroups, twinOf } from './common/group-checks.ts'
import {
  blocked,
  defineKind,
  go,
  made,
  mostEntries,
  nobodyThere,
  nothingGiven,
  notMade,
  ofPerson,
  together,
  unchanged,
} from './common/kind.ts'

/** Adds somebody to groups, and takes them out of others. */
export const groups = defineKind('groups', {
  ...nothingGiven,
  verb: 'change the groups of',
  after: '',
  done: 'People whose groups were changed',
  loggedAs: [
    'adding user to group',
    'add to group',
    'group addition',
    'remove from group',
    'removing user from group',
    'group removal',
  ],
  destructive: ({ remove }) => remove.length > 0,
  takesAccess: true,
  irreversible: false,
  endsLogin: false,
  revertedByDirectory: true,
  groups: ({ add, remove }) => [...add, ...remove],
  content: ({ add, remove }) => [[...add].sort(), [...remove].sort()],
  excludes: ({ add, remove }, other) =>
    other.kind === 'groups' &&
    (add.some((group) => other.remove.includes(group)) || remove.some((group) => other.add.includes(group))),
  judge: ofPerson(({ add, remove }, { id, username, groups }, { groupNames, looksLike }) => {
    const both = add.find((group) => remove.includes(group))
    if (both !== undefined) return blocked(`The group "${both}" is both to be added and to be removed.`)
    if (add.length + remove.length === 0) return blocked('No group is given.')
    if (id === null)
      return blocked('There is no account yet, only an invitation. Groups can be changed once it is accepted.')
    const twin = twinOf([...add, ...remove], groupNames, looksLike)
    if (twin !== null) return blocked(twin)
    const now = new Set(groups)
    const send = {
      kind: 'groups' as const,
      username,
      add: [...new Set(add)].filter((group) => !now.has(group)),
      remove: [...new Set(remove)].filter((group) => now.has(group)),
    }
    if (send.add.length + send.remove.length === 0)
      return unchanged('No change needed: the person is already in the groups to add, and not in those to remove.')
    const left = new Set([...add, ...remove]).size - send.add.length - send.remove.length
    const [warning] = strangeGroups(send.add, groupNames)
    return go(send, {
      ...(warning === undefined ? {} : { warning }),
      ...(left > 0 ? { note: `${left} of the groups ${left === 1 ? 'needs' : 'need'} no change.` } : {}),
    })
  }),
  applied({ add, remove }, state) {
    const rest = state.groups.filter((group) => !remove.includes(group))
    return { ...state, groups: [...rest, ...add.filter((group) => !rest.includes(group))].sort() }
  },
  differences: ({ add, remove }) => [
    ...(add.length > 0 ? [{ field: 'Groups added', before: 'not a member', after: groupList(add) }] : []),
    ...(remove.length > 0 ? [{ field: 'Groups removed', before: groupList(remove), after: 'not a member' }] : []),
  ],
  driftFields: ({ add, remove }, state) =>
    [...add, ...remove].map((group) => [`Group ${group}`, state.groups.includes(group) ? 'member' : 'not a member']),
  request: together('batchchangegrp', mostEntries, (changes) =>
    changes.map(({ username, add, remove }) => ({
      username,
      ...(add.length > 0 ? { add } : {}),
      ...(remove.length > 0 ? { del: remove } : {}),
    })),
  ),
  rowsAtOnce: mostEntries,
  readBefore: 'all',
  readAfter: 'all',
  inspect({ add, remove }, state) {
    if (state === null) return nobodyThere
    const missing = add.filter((group) => !state.groups.includes(group))
    const left = remove.filter((group) => state.groups.includes(group))
    if (missing.length + left.length === 0) return made('the groups are as wanted')
    return notMade(
      [
        ...(missing.length > 0 ? [`not a member of ${quotedGroups(missing)}`] : []),
        ...(left.length > 0 ? [`still a member of ${quotedGroups(left)}`] : []),
      ].join(', '),
    )
  },
  undo: 'groups',
  undoNote: null,
  // What was sent is exactly what was not so before, so the reverse takes away nothing that was there.
  reverse: ({ username, add, remove }) => ({
    change: { kind: 'groups', username, add: [...remove], remove: [...add] },
  }),
})
