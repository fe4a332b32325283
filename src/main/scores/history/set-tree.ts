import type { Numbered } from './numbered.ts'

/** Sets of scopes that grow by one scope at a time: many people have the same, whose text is made once for all of them. */
export interface SetTree {
  /** The set that begins with the scopes of this one, and then has this one; 0 is the empty set. */
  with(set: number, scope: number): number
  /** The number under which the history has it. */
  numberOf(set: number): number
}

/** More scopes than any company has. */
const mostScopes = 2 ** 24

export function createSetTree(numberOf: Numbered): SetTree {
  const before = [0]
  const added = [0]
  const numbers: (number | undefined)[] = []
  const larger = new Map<number, number>()
  function textOf(set: number): string {
    const scopes: number[] = []
    for (let at = set; at !== 0; at = before[at] as number) scopes.push(added[at] as number)
    return scopes.reverse().join(',')
  }
  return {
    with(set, scope) {
      const key = set * mostScopes + scope
      const found = larger.get(key)
      if (found !== undefined) return found
      const made = before.push(set) - 1
      added.push(scope)
      larger.set(key, made)
      return made
    },
    numberOf(set) {
      const known = numbers[set]
      if (known !== undefined) return known
      const given = numberOf(textOf(set))
      numbers[set] = given
      return given
    },
  }
}
