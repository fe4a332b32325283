import { type GroupSeparator, readGroupCell } from './group-cell.ts'
import { type Question, short, words } from './question.ts'

interface GroupOptions {
  known: ReadonlySet<string>
  separator: GroupSeparator | undefined
  own: boolean
  /** Names that a person said are new groups. */
  newGroups: ReadonlySet<string>
}

/** The groups of a cell, with what has to be asked about them. */
export function readGroups(cell: string, options: GroupOptions, ask: (question: Question) => void): string[] {
  const { known, newGroups } = options
  const groups: string[] = []
  const { groups: given, doubt } =
    cell.length > 100_000 ? { groups: [], doubt: null } : readGroupCell(cell, known, options)
  if (cell.length > 100_000)
    ask({ field: 'groups', message: 'The cell is too long to be names of groups.', suggestions: [], blocks: true })
  if (doubt !== null)
    ask({
      field: 'groups',
      message: `"${short(words(cell))}" can be one group or ${doubt.length}. Say what parts groups from each other.`,
      suggestions: [],
      blocks: true,
    })
  for (const { name, known: isKnown, near } of given) {
    if (name.length > 1000) {
      ask({
        field: 'groups',
        message: 'The name of a group is longer than 1,000 characters.',
        suggestions: [],
        blocks: true,
      })
      continue
    }
    groups.push(name)
    if (isKnown || newGroups.has(name)) continue
    const [nearest] = near
    ask({
      field: 'groups',
      message:
        nearest === undefined
          ? `No group "${short(name)}" is known here. There is no command to make one: if LastPass has none, it refuses it.`
          : `There is no group "${short(name)}". Meant ${near.map((each) => `"${short(each)}"`).join(' or ')}?`,
      suggestions: near,
      blocks: nearest !== undefined,
    })
  }
  if (groups.length > 500) ask({ field: 'groups', message: 'More than 500 groups.', suggestions: [], blocks: true })
  return groups
}
