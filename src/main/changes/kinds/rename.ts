import {
  defineKind,
  excludesItself,
  go,
  made,
  mostSingle,
  nobodyThere,
  nothingGiven,
  notMade,
  ofAccount,
  oneByOne,
  unchanged,
} from './common/kind.ts'

/** Changes the name that is shown, not the address. */
export const rename = defineKind('rename', {
  ...nothingGiven,
  verb: 'rename',
  after: '',
  done: 'Names changed',
  loggedAs: ['full name changed', 'user updated'],
  destructive: () => false,
  takesAccess: false,
  irreversible: false,
  endsLogin: false,
  revertedByDirectory: true,
  content: ({ fullname }) => [fullname],
  excludes: excludesItself,
  judge: ofAccount(
    ({ fullname }, state) =>
      state.fullname === fullname
        ? unchanged('The person already has this name.')
        : go({ kind: 'rename', username: state.username, fullname }),
    '. It can be renamed once it is accepted.',
  ),
  applied: ({ fullname }, state) => ({ ...state, fullname }),
  differences: ({ fullname }, before) => [
    { field: 'Name', before: before?.fullname || 'none', after: fullname || 'none' },
  ],
  driftFields: (_, { fullname }) => [['Name', fullname]],
  request: oneByOne('updateuser', ({ username, fullname }) => ({ username, fullname })),
  rowsAtOnce: mostSingle,
  readBefore: 'all',
  readAfter: 'all',
  inspect({ fullname }, state) {
    if (state === null) return nobodyThere
    return state.fullname === fullname
      ? made(`the name is ${fullname === '' ? 'empty' : `"${fullname}"`}`)
      : notMade(`the name is "${state.fullname}"`)
  },
  undo: 'rename',
  undoNote: null,
  reverse({ username, fullname }, before, now) {
    if (before === null) return { reason: 'The previous name is not known, so it cannot be restored.' }
    if (now !== null && now.fullname !== fullname)
      return { reason: `Somebody has changed the name since, to "${now.fullname}". Nothing is overwritten.` }
    return { change: { kind: 'rename', username, fullname: before.fullname } }
  },
})
