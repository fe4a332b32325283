import { localOf } from '../../directory/name-index.ts'
import { letterWords } from '../../text/word-set.ts'

// One column sorted without the others gives everybody somebody else's address, and every row looks right by itself.

const keyOf = (words: readonly string[]): string => words.toSorted().join(' ')

const rowsAStep = 1000

/** Rows by what a local part that is made of their names has for words. Yields now and then. */
export function* rowsByName(names: readonly string[]): Generator<void, ReadonlyMap<string, number>> {
  const named = new Map<string, number>()
  for (const [at, name] of names.entries()) {
    if (at % rowsAStep === rowsAStep - 1) yield
    const words = letterWords(name)
    if (words.length < 2) continue
    for (const key of [keyOf(words), keyOf([words[0] ?? '', words.at(-1) ?? ''])])
      if (!named.has(key)) named.set(key, at)
  }
  return named
}

/** The words of a local part that says whose it is, and of whom nothing is in the name beside it; null: it fits, or says nothing. */
export function misfit(username: string, fullname: string): string | null {
  const login = localOf(username)
  // Most names stand in their address as they are; without a mark it says nothing of two names.
  if (
    !/[._-]/u.test(login) ||
    fullname.split(' ').some((word) => word.length > 2 && login.includes(word.toLowerCase()))
  )
    return null
  const local = letterWords(login)
  const own = letterWords(fullname)
  if (local.length < 2 || own.length < 2) return null
  const fits = own.some((word) => local.some((part) => part.startsWith(word) || word.startsWith(part)))
  return fits ? null : keyOf(local)
}
