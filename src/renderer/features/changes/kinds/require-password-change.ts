import { people } from '../../../lib/words/format.ts'
import { defineWords } from './kind.ts'

/** Requiring a new master password, in words. */
export const requirePasswordChange = defineWords('require-password-change', {
  one: (who) => `Require a new master password from ${who}`,
  many: (number) => `Require a new master password from ${people(number)}`,
  short: 'Require a new master password',
  consequence: 'The person chooses it at the next login.',
  undo: 'Cannot be undone; it ends when it is chosen.',
  weight: 'grave',
  offer: {
    fits: ({ status, passwordResetRequired }) => status !== 'invited' && !passwordResetRequired,
    forMany: true,
    apart: false,
    spoken: null,
    ask: null,
    change: (username) => ({ kind: 'require-password-change', username }),
  },
})
