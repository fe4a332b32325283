import type { Change } from '../../../contract/change.ts'
import { keyOf } from '../../text/user-key.ts'
import { kindOf } from '../kinds/kinds.ts'

/** What a change asks for in one text: equal texts ask for the same. */
const contentOf = (change: Change): string => JSON.stringify([change.kind, ...kindOf(change).content(change)])

const contradict = (a: Change, b: Change): boolean => kindOf(a).excludes(a, b) || kindOf(b).excludes(b, a)

/**
 * Changes that cannot stand beside others of the same plan: index -> why. Of the same change twice the first stays; of two that
 * contradict each other neither does, because only a person can say which one is meant.
 */
export function findConflicts(changes: readonly Change[]): Map<number, string> {
  const conflicts = new Map<number, string>()
  const byPerson = new Map<string, number[]>()
  changes.forEach((change, index) => {
    const key = keyOf(change.username)
    const same = byPerson.get(key)
    if (same === undefined) byPerson.set(key, [index])
    else same.push(index)
  })
  for (const indices of byPerson.values()) {
    if (indices.length > 1) compareAll(indices)
  }
  findSharedAddresses()
  return conflicts

  function compareAll(indices: readonly number[]): void {
    const firsts = new Map<string, number>()
    const standing: number[] = []
    for (const index of indices) {
      const content = contentOf(changes[index] as Change)
      const first = firsts.get(content)
      if (first === undefined) {
        firsts.set(content, index)
        standing.push(index)
      } else conflicts.set(index, `The same change is already in row ${first + 1}.`)
    }
    // A person with very many different changes: each is compared with all others, so the number is bounded by refusing them.
    if (standing.length > mostForOnePerson) {
      for (const index of standing) conflicts.set(index, `There are ${standing.length} changes for this person.`)
      return
    }
    for (const [at, index] of standing.entries()) {
      for (const other of standing.slice(at + 1)) {
        if (!contradict(changes[index] as Change, changes[other] as Change)) continue
        if (!conflicts.has(index))
          conflicts.set(index, `Row ${other + 1} contradicts this one: both are about the same person.`)
        if (!conflicts.has(other))
          conflicts.set(other, `Row ${index + 1} contradicts this one: both are about the same person.`)
      }
    }
  }

  /** Two people cannot get one address, nor can one who joins. */
  function findSharedAddresses(): void {
    const wanted = new Map<string, number>()
    changes.forEach((change, index) => {
      const next = kindOf(change).newAddress(change)
      if (next === null) return
      const key = keyOf(next)
      const other = wanted.get(key)
      if (other === undefined) wanted.set(key, index)
      if (other === undefined || keyOf(changes[other]?.username ?? '') === keyOf(change.username)) return
      conflicts.set(index, `Row ${other + 1} gives the same address to somebody else.`)
      if (!conflicts.has(other)) conflicts.set(other, `Row ${index + 1} gives the same address to somebody else.`)
    })
  }
}

/** 50 different changes for one person in one plan are no plan of a human being. */
const mostForOnePerson = 50
