import { people } from '../../../lib/words/format.ts'
import { defineWords } from './kind.ts'

/** Inviting somebody new, in words. */
export const add = defineWords('add', {
  one: (who) => `Invite ${who}`,
  many: (number) => `Invite ${people(number)}`,
  short: 'Invite',
  consequence: 'Creates an account and sends an invitation email.',
  undo: 'Can be withdrawn while it is not accepted.',
  weight: 'mild',
  newName: ({ fullname }) => fullname,
  offer: null,
})
