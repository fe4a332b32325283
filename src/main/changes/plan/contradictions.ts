import type { Change, ChangeKind } from '../../../contract/change.ts'
import { keyOf } from '../../text/user-key.ts'

/** The content of a change in one text: equal texts ask for the same. */
export function contentOf(change: Change): string {
  switch (change.kind) {
    case 'groups':
      return JSON.stringify([change.kind, [...change.add].sort(), [...change.remove].sort()])
    case 'rename':
      return JSON.stringify([change.kind, change.fullname])
    case 'change-email':
      return JSON.stringify([change.kind, keyOf(change.newUsername)])
    case 'add':
      return JSON.stringify([change.kind, change.fullname, change.groups, change.attributes])
    default:
      return change.kind
  }
}

/** After these nothing else makes sense for the same person. */
const final: ReadonlySet<ChangeKind> = new Set(['remove', 'delete', 'uninvite', 'add'])

function contradict(a: Change, b: Change): boolean {
  if (final.has(a.kind) || final.has(b.kind)) return true
  const pair = new Set([a.kind, b.kind])
  if (pair.has('disable') && (pair.has('enable') || pair.has('reinvite') || pair.has('change-email'))) return true
  if (a.kind === 'groups' && b.kind === 'groups')
    return a.add.some((group) => b.remove.includes(group)) || a.remove.some((group) => b.add.includes(group))
  // Of one kind with different content: two names, two addresses.
  return a.kind === b.kind
}

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
      if (change.kind !== 'change-email') return
      const key = keyOf(change.newUsername)
      const first = wanted.get(key)
      const joiner = (byPerson.get(key) ?? []).find((other) => changes[other]?.kind === 'add')
      const other = first ?? joiner
      if (first === undefined) wanted.set(key, index)
      if (other === undefined || keyOf(changes[other]?.username ?? '') === keyOf(change.username)) return
      conflicts.set(index, `Row ${other + 1} gives the same address to somebody else.`)
      if (!conflicts.has(other)) conflicts.set(other, `Row ${index + 1} gives the same address to somebody else.`)
    })
  }
}

/** 50 different changes for one person in one plan are no plan of a human being. */
const mostForOnePerson = 50
