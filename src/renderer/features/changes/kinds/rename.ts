import { inOrder, people } from '../../../lib/words/format.ts'
import { defineWords } from './kind.ts'

/** Changing a name, in words. */
export const rename = defineWords('rename', {
  one: (who) => `Rename ${who}`,
  many: (number) => `Rename ${people(number)}`,
  short: 'Change the name',
  consequence: 'Changes the name that is shown, not the address.',
  undo: 'Can be undone.',
  weight: 'mild',
  title: ({ fullname }, who) => `Rename ${who} to “${inOrder(fullname)}”`,
  undoes: 'Name before',
  offer: {
    fits: ({ status }) => status !== 'invited',
    forMany: false,
    apart: false,
    spoken: null,
    ask: { label: 'New name', type: 'text', longest: 500, optional: true, now: ({ fullname }) => fullname },
    change: (username, fullname) => ({ kind: 'rename', username, fullname }),
  },
})
