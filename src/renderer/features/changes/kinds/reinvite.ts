import { people } from '../../../lib/words/format.ts'
import { defineWords } from './kind.ts'

/** Sending an invitation once more, in words. */
export const reinvite = defineWords('reinvite', {
  one: (who) => `Invite ${who} again`,
  many: (number) => `Invite ${people(number)} again`,
  short: 'Invite again',
  consequence: 'Sends the invitation email again.',
  undo: 'An email cannot be recalled.',
  weight: 'mild',
  offer: {
    fits: ({ status, neverLoggedIn }) => status === 'invited' || neverLoggedIn,
    forMany: true,
    apart: false,
    spoken: 'invite again',
    ask: null,
    change: (username) => ({ kind: 'reinvite', username }),
  },
})
