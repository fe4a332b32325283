import { plural } from '../../../lib/words/format.ts'
import { defineWords } from './kind.ts'

/** Changing an address, in words. */
export const changeEmail = defineWords('change-email', {
  one: (who) => `Change the address of ${who}`,
  many: (number) => `Change ${plural(number, 'address', 'addresses')}`,
  short: 'Change the address',
  consequence: 'Takes effect once the person has logged in under the old address.',
  undo: 'Cannot be undone from here.',
  weight: 'grave',
  title: ({ newUsername }, who) => `Change the address of ${who} to ${newUsername}`,
  offer: {
    fits: ({ status, neverLoggedIn }) => status !== 'invited' && !neverLoggedIn,
    forMany: false,
    apart: false,
    spoken: null,
    ask: { label: 'New address', type: 'email', longest: 320, optional: false, now: ({ username }) => username },
    change: (username, newUsername) => ({ kind: 'change-email', username, newUsername }),
  },
})
