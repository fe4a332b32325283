import { people } from '../../../lib/words/format.ts'
import { defineWords } from './kind.ts'

/** Turning off multifactor, in words. */
export const disableMfa = defineWords('disable-mfa', {
  one: (who) => `Turn off multifactor for ${who}`,
  many: (number) => `Turn off multifactor for ${people(number)}`,
  short: 'Turn off multifactor',
  consequence: 'The master password alone opens the vault until multifactor is set up again.',
  undo: 'Cannot be undone from here.',
  weight: 'grave',
  offer: {
    fits: ({ status, mfa }) => status !== 'invited' && mfa !== null,
    forMany: true,
    apart: false,
    spoken: null,
    ask: null,
    change: (username) => ({ kind: 'disable-mfa', username }),
  },
})
