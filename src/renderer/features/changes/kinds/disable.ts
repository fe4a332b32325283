import { people } from '../../../lib/words/format.ts'
import { defineWords } from './kind.ts'

/** Keeping somebody from logging in, in words. */
export const disable = defineWords('disable', {
  one: (who) => `Disable ${who}`,
  many: (number) => `Disable ${people(number)}`,
  short: 'Disable',
  consequence: 'Cannot log in. Vault, groups and shared folders stay.',
  undo: 'Can be undone.',
  weight: 'grave',
  offer: {
    fits: ({ status }) => status !== 'disabled' && status !== 'invited',
    forMany: true,
    apart: false,
    spoken: 'disable',
    ask: null,
    change: (username) => ({ kind: 'disable', username }),
  },
})
