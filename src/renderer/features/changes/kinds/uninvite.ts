import { plural } from '../../../lib/words/format.ts'
import { defineWords } from './kind.ts'

/** Withdrawing an invitation, in words. */
export const uninvite = defineWords('uninvite', {
  one: (who) => `Withdraw the invitation of ${who}`,
  many: (number) => `Withdraw ${plural(number, 'invitation', 'invitations')}`,
  short: 'Withdraw the invitation',
  consequence: 'The link in the email no longer works.',
  undo: 'Cannot be undone; the person can be invited again.',
  weight: 'grave',
  offer: {
    fits: ({ status }) => status === 'invited',
    forMany: true,
    apart: true,
    spoken: null,
    ask: null,
    change: (username) => ({ kind: 'uninvite', username }),
  },
})
