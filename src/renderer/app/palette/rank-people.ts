import type { UserRow } from '../../../contract/model.ts'

/** Letters without their marks, in small ones: how a word is compared with what was typed. */
const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
const wordsOf = (text: string): string[] =>
  plain(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

/** How well a person fits what was typed: whole words count most, then beginnings; words that nobody typed count against. */
function fitOf(typed: readonly string[], { fullname, username }: Pick<UserRow, 'fullname' | 'username'>): number {
  const names = wordsOf(fullname)
  const all = [...names, ...wordsOf(username)]
  const found = typed.reduce(
    (sum, word) => sum + (all.includes(word) ? 4 : all.some((one) => one.startsWith(word)) ? 3 : 0),
    0,
  )
  const left = names.filter((name) => !typed.some((word) => name.startsWith(word))).length
  return found - Math.min(left, 8) * 0.1
}

/** The people found with those first whose words are, or begin with, what was typed; otherwise in the order given. */
export function rankPeople<Person extends Pick<UserRow, 'fullname' | 'username'>>(
  people: readonly Person[],
  query: string,
): Person[] {
  const typed = wordsOf(query)
  return people
    .map((person) => ({ person, fit: fitOf(typed, person) }))
    .sort((a, b) => b.fit - a.fit)
    .map(({ person }) => person)
}
