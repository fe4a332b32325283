import { inSlices } from '../cooperative/slices.ts'
import { fold } from '../text/folding.ts'
import { type Columns, flag } from './index/columns.ts'

/** Finds people by name, from the text of the column index; positions are those of the index. */
export interface NameIndex {
  /** The index that it was made from: another one makes it out of date. */
  readonly columns: Columns
  /** People with just these names, in any order. */
  same(name: string): number[]
  /** People one of whose names, or of the names given, are all among the other's: middle names and initials may be missing. */
  fitting(name: string): number[]
  /** People whose address has this part before the @. */
  local(part: string): number[]
}

/** Names as they are compared: folded, without marks. */
export const tokensOf = (name: string): string[] =>
  fold(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token !== '')

/** The same for "Anna Smith", "Smith, Anna" and "smith anna". */
export const nameKey = (tokens: readonly string[]): string => [...tokens].sort().join(' ')

/** A token that more people share than this cannot lead to anybody. */
const mostPerToken = 5000

const add = (map: Map<string, number[]>, key: string, at: number) => {
  const list = map.get(key)
  if (list === undefined) map.set(key, [at])
  else if (list[list.length - 1] !== at) list.push(at)
}

const decoder = new TextDecoder()

/** The searchable line of a position's person; see `searchLine`. */
export const lineAt = (columns: Columns, at: number): string =>
  decoder.decode(columns.text.subarray(columns.textStart[at], (columns.textStart[at + 1] as number) - 1))

/** Goes over everybody's user name in lower case and folded full name, the gone left out. */
export function* linesOf(columns: Columns): Generator<{ at: number; username: string; fullname: string }> {
  for (let at = 0; at < columns.n.length; at++) {
    if (((columns.flags[at] as number) & flag.gone) !== 0) continue
    const line = lineAt(columns, at)
    const [username = '', fullname = ''] = line.split('\t')
    yield { at, username, fullname }
  }
}

/** Makes the index of everyone's names; takes about 0.5 s for 100,000 people, so it yields. */
export function* indexNames(columns: Columns): Generator<void, NameIndex> {
  const byKey = new Map<string, number[]>()
  const byToken = new Map<string, number[]>()
  const byLocal = new Map<string, number[]>()
  const tokensAt = new Map<number, string[]>()
  let count = 0
  for (const { at, username, fullname } of linesOf(columns)) {
    add(byLocal, fold(username.slice(0, username.includes('@') ? username.lastIndexOf('@') : undefined)), at)
    const tokens = tokensOf(fullname)
    if (tokens.length > 0) {
      tokensAt.set(at, tokens)
      add(byKey, nameKey(tokens), at)
      for (const token of tokens) add(byToken, token, at)
    }
    if (++count % 500 === 0) yield
  }

  const covers = (tokens: readonly string[], others: readonly string[]): boolean => {
    const free = [...others]
    // Whole names first, so that an initial does not take the name that another token needs.
    for (const token of [...tokens].sort((a, b) => b.length - a.length)) {
      const index = free.findIndex(
        (other) =>
          other === token ||
          (token.length === 1 && other.startsWith(token)) ||
          (other.length === 1 && token.startsWith(other)),
      )
      if (index === -1) return false
      free.splice(index, 1)
    }
    return true
  }

  return {
    columns,
    same: (name) => byKey.get(nameKey(tokensOf(name))) ?? [],
    fitting(name) {
      const tokens = tokensOf(name)
      const whole = tokens.filter((token) => token.length > 1)
      const lists = whole
        .map((token) => byToken.get(token) ?? [])
        .filter((list) => list.length > 0 && list.length <= mostPerToken)
      const candidates = new Set(
        lists
          .sort((a, b) => a.length - b.length)
          .slice(0, 3)
          .flat(),
      )
      return [...candidates].filter((at) => {
        const theirs = tokensAt.get(at) ?? []
        if (tokens.length < 2 || theirs.length < 2) return tokens.length === 1 && theirs.includes(tokens[0] as string)
        return covers(tokens, theirs) || covers(theirs, tokens)
      })
    },
    local: (part) => byLocal.get(fold(part)) ?? [],
  }
}

/** Keeps the index of the newest columns; it is made when first needed. */
export function createNameIndex(columns: () => Columns): (signal?: AbortSignal) => Promise<NameIndex> {
  let kept: NameIndex | null = null
  return async (signal) => {
    const now = columns()
    if (kept?.columns === now) return kept
    kept = await inSlices(indexNames(now), signal)
    return kept
  }
}
