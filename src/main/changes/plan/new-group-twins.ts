import type { Change } from '../../../contract/change.ts'
import type { LooksLike } from '../../text/look-alikes.ts'
import { lookOf } from '../../text/names/group-name.ts'
import { kindOf } from '../kinds/kinds.ts'

/** Rows that name groups which are not known and look like one another, by index -> why: one of the names is a slip, and nobody can say which. */
export function newGroupTwins(
  changes: readonly Change[],
  known: ReadonlySet<string>,
  looksLike: LooksLike = () => null,
): Map<number, string> {
  const byLook = new Map<string, Map<string, number[]>>()
  for (const [index, change] of changes.entries())
    for (const group of new Set(kindOf(change).groups(change))) {
      if (known.has(group)) continue
      const look = lookOf(looksLike(group) ?? group)
      const names = byLook.get(look) ?? new Map<string, number[]>()
      byLook.set(look, names)
      const rows = names.get(group)
      if (rows === undefined) names.set(group, [index])
      else rows.push(index)
    }
  const twins = new Map<number, string>()
  for (const names of byLook.values()) {
    if (names.size < 2) continue
    const [one, other] = names.keys()
    const why = `"${one}" and "${other}" are both unknown here and look alike, but LastPass tells them apart. Give them one name.`
    for (const index of [...names.values()].flat()) twins.set(index, why)
  }
  return twins
}
