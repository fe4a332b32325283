import { twinsOf } from '../../../text/names/group-name.ts'

/** Group names as a list in a sentence, or "none". */
export const groupList = (groups: readonly string[]): string => (groups.length === 0 ? 'none' : groups.join(', '))

/** Group names in quotation marks. */
export const quotedGroups = (groups: readonly string[]): string => groups.map((group) => `"${group}"`).join(', ')

/** Group names are compared exactly, so a name that only looks like a known one is a slip. */
export function twinOf(groups: readonly string[], known: ReadonlySet<string>): string | null {
  for (const group of groups) {
    const [name] = known.has(group) ? [] : twinsOf(group, known)
    if (name === undefined) continue
    const why =
      name.toLowerCase() === group.toLowerCase()
        ? 'LastPass tells upper and lower case apart.'
        : 'They differ in blanks or in characters that nobody sees, and LastPass tells them apart.'
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
