import { people } from '../../../lib/words/format.ts'
import { defineWords } from './kind.ts'

/** Letting somebody log in again, in words. */
export const enable = defineWords('enable', {
  one: (who) => `Enable ${who}`,
  many: (number) => `Enable ${people(number)}`,
  short: 'Enable',
  consequence: 'Can log in again, with the same vault, groups and folders.',
  undo: 'Can be undone.',
  weight: 'mild',
  offer: {
    fits: ({ status }) => status === 'disabled',
    forMany: true,
    apart: false,
    spoken: 'enable',
    ask: null,
    change: (username) => ({ kind: 'enable', username }),
  },
})
