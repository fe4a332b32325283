import { cleanAddress } from '../text/characters.ts'
import type { Entry } from './list-entry.ts'

const number = (count: number) => count.toLocaleString('en-US')

/** What to know about how addresses were read: what was taken off them, and which can be read in several ways. */
export function readingNotes(entries: readonly Entry[]): string[] {
  const removed = new Set<string>()
  let cleaned = 0
  for (const { readings } of entries) {
    const names = readings?.[0] === undefined ? [] : cleanAddress(readings[0].raw).removed
    if (names.length > 0) cleaned++
    for (const name of names) removed.add(name)
  }
  if (cleaned === 0) return []
  const which = [...removed].slice(0, 4).join(', ')
  return [
    `${number(cleaned)} ${cleaned === 1 ? 'address holds' : 'addresses hold'} what nobody can see (${which}); ${cleaned === 1 ? 'it was' : 'they were'} read without.`,
  ]
}
