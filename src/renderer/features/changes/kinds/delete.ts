import { plural } from '../../../lib/words/format.ts'
import { defineWords } from './kind.ts'

/** Deleting an account with its vault, in words. */
export const deleteAccount = defineWords('delete', {
  one: (who) => `Delete ${who}`,
  many: (number) => `Delete ${plural(number, 'account', 'accounts')}`,
  short: 'Delete',
  consequence: 'Account and vault are gone for ever.',
  undo: 'Cannot be undone by anybody.',
  weight: 'final',
  offer: {
    fits: ({ status }) => status !== 'invited',
    forMany: true,
    apart: false,
    spoken: 'delete',
    ask: null,
    change: (username) => ({ kind: 'delete', username }),
  },
})
