import { people } from '../../../lib/words/format.ts'
import { defineWords } from './kind.ts'

/** Changing memberships of groups, in words. */
export const groups = defineWords('groups', {
  one: (who) => `Change the groups of ${who}`,
  many: (number) => `Change the groups of ${people(number)}`,
  short: 'Change groups',
  consequence: 'Grants and withdraws what the groups give: folders, policies, applications.',
  undo: 'Can be undone.',
  weight: 'mild',
  title({ add, remove }, who) {
    const parts = [
      add.length > 0 ? `into ${add.join(', ')}` : '',
      remove.length > 0 ? `out of ${remove.join(', ')}` : '',
    ]
    return `${who}: ${parts.filter(Boolean).join('; ') || 'no group'}`
  },
  titleInPlan: true,
  undoes: 'Groups as before',
  offer: null,
})
