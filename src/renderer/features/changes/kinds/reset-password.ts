import { plural } from '../../../lib/words/format.ts'
import { defineWords } from './kind.ts'

/** Sending a mail to reset the master password, in words. */
export const resetPassword = defineWords('reset-password', {
  one: (who) => `Send a password reset to ${who}`,
  many: (number) => `Send ${plural(number, 'password reset', 'password resets')}`,
  short: 'Send a password reset',
  consequence: 'Sends an email to reset the master password.',
  undo: 'An email cannot be recalled.',
  weight: 'grave',
  offer: {
    fits: ({ status }) => status !== 'invited',
    forMany: true,
    apart: false,
    spoken: null,
    ask: null,
    change: (username) => ({ kind: 'reset-password', username }),
  },
})
