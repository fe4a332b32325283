import { people } from '../../../lib/words/format.ts'
import { defineWords } from './kind.ts'

/** Taking an account out of the company, in words. */
export const remove = defineWords('remove', {
  one: (who) => `Remove ${who} from the company`,
  many: (number) => `Remove ${people(number)} from the company`,
  short: 'Remove from the company',
  consequence: 'Keeps a personal account; loses groups and shared folders.',
  undo: 'Cannot be undone from here.',
  weight: 'final',
  offer: {
    fits: ({ status }) => status !== 'invited',
    forMany: true,
    apart: true,
    spoken: 'remove',
    ask: null,
    change: (username) => ({ kind: 'remove', username }),
  },
})
