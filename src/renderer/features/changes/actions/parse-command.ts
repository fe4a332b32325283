import type { ChangeKind } from '../../../../contract/change.ts'
import type { PlainKind } from './available-actions.ts'

const verbs: readonly [string, PlainKind][] = [
  ['disable', 'disable'],
  ['enable', 'enable'],
  ['invite again', 'reinvite'],
  ['remove', 'remove'],
  ['delete', 'delete'],
]

/** What was typed, as an act and the rest: "disable anna" is about Anna. Without such a word at its start, all of it is the rest. */
export function spoken(typed: string, allowed: ReadonlySet<ChangeKind>): { kind: PlainKind | null; text: string } {
  const lower = typed.trimStart().toLowerCase()
  for (const [verb, kind] of verbs)
    if (allowed.has(kind) && lower.startsWith(`${verb} `))
      return {
        kind,
        text: typed
          .trimStart()
          .slice(verb.length + 1)
          .trim(),
      }
  return { kind: null, text: typed.trim() }
}
