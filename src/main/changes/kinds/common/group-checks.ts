import type { LooksLike } from '../../../text/look-alikes.ts'
import { disguisedTwinOf, lookOf, twinsOf } from '../../../text/names/group-name.ts'

/** Group names as a list in a sentence, or "none". */
export const groupList = (groups: readonly string[]): string => (groups.length === 0 ? 'none' : groups.join(', '))

/** Group names in quotation marks. */
export const quotedGroups = (groups: readonly string[]): string => groups.map((group) => `"${group}"`).join(', ')

/** Why a name of a group is a slip; null: none is. Names are compared exactly, so one that only looks like a known one is, and so is one that nobody can read. */
export function twinOf(
  groups: readonly string[],
  known: ReadonlySet<string>,
  looksLike: LooksLike | undefined,
): string | null {
  for (const group of groups) {
    if (!known.has(group) && (lookOf(group) === '' || /\p{Cc}/u.test(group)))
      return 'The name of a group is blank or has invisible characters. Give it a name that can be read.'
    if (known.has(group)) continue
    const [alike] = twinsOf(group, known)
    const name = alike ?? (looksLike === undefined ? undefined : disguisedTwinOf(group, known, looksLike))
    if (name === undefined) continue
    const why =
      alike === undefined
        ? 'One of them has letters of another alphabet, and LastPass tells them apart.'
        : name.toLowerCase() === group.toLowerCase()
          ? 'LastPass tells upper and lower case apart.'
          : 'They differ in spaces or invisible characters, and LastPass tells them apart.'
    return `There is no group "${group}", but one called "${name}". ${why}`
  }
  return null
}

/** An empty group may be missing from what LastPass lists, so a name that is not known here need not be wrong. */
export function strangeGroups(groups: readonly string[], known: ReadonlySet<string>): string[] {
  const strange = groups.filter((group) => !known.has(group))
  if (strange.length === 0) return []
  return [
    `No group named ${strange.map((group) => `"${group}"`).join(', ')} is known here. Groups cannot be created from here; if there is none, LastPass refuses this.`,
  ]
}
