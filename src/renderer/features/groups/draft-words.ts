import type { DraftStanding } from '../../../contract/calls/groups.ts'
import { plural } from '../../lib/words/format.ts'
import type { Draft } from './draft.ts'

/** "3 changes in 2 people: 2 added, 1 removed": a draft in words. */
export function draftWords(draft: Draft): string {
  const items = [...draft.values()]
  const people = new Set(items.map(({ username }) => username.toLowerCase())).size
  const added = items.filter(({ member }) => member).length
  const parts = [added > 0 && `${added} added`, items.length > added && `${items.length - added} removed`]
  return `${plural(items.length, 'change', 'changes')} in ${plural(people, 'person', 'people')}: ${parts.filter(Boolean).join(', ')}`
}

/** Why a drafted membership is left out of the plan; empty: it is not. */
export const oddWords: { readonly [S in DraftStanding['standing']]: string } = {
  clean: '',
  changed: 'has to be decided first',
  done: 'is already as drafted',
  gone: 'nobody has this address any more',
  moved: 'the address is another account’s now',
}

const membership = (member: boolean | null): string =>
  member === null ? 'not known' : member ? 'member' : 'not a member'

const questionWords: { readonly [Q in DraftStanding['questions'][number]]: { base: string; now: string } } = {
  // What was done stands in a line of its own.
  others: { base: '', now: '' },
  'group-gone': { base: 'the group had members', now: 'nobody is in the group' },
  disabled: { base: 'enabled', now: 'the account is disabled' },
  enabled: { base: 'disabled', now: 'the account is enabled' },
}

/** What was so when it was drafted. */
export const baseWords = ({ base, questions }: DraftStanding): string =>
  [membership(base), ...questions.map((each) => questionWords[each].base)].filter(Boolean).join(', ')

/** What is so now. */
export const nowWords = ({ now, questions }: DraftStanding): string =>
  [membership(now), ...questions.map((each) => questionWords[each].now)].filter(Boolean).join(', ')

/** What the draft would make of it. */
export const mineWords = ({ member, questions }: DraftStanding): string =>
  `${membership(member)}${questions.includes('group-gone') ? ' of a group made anew' : ''}`
