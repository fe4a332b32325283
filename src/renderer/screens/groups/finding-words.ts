import type { GroupFinding } from '../../../contract/calls/groups.ts'

type Code = GroupFinding['code']

/** What each finding is called. */
export const words: Readonly<Record<Code, string>> = {
  'case-twin': 'Case twin',
  'look-twin': 'Looks like another',
  'near-duplicate': 'Near-duplicate',
  space: 'Space in the name',
  invisible: 'Invisible character',
  'same-members': 'Same members',
  empty: 'Empty',
  'nobody-logged-in': 'Nobody has logged in',
  'disabled-members': 'Disabled members',
  'one-member': 'One member',
}
/** The gravest first. */
export const codes = Object.keys(words) as Code[]

/** What goes before the name of the other group, where there is one. */
const before: Readonly<Partial<Record<Code, string>>> = { 'look-twin': 'Looks like', 'same-members': 'Same members as' }

/** A finding in words, with the other group that it is about. */
export const findingWords = ({ code, other }: GroupFinding): string =>
  other === null ? words[code] : `${before[code] ?? `${words[code]} of`} “${other}”`
