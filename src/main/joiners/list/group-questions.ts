import { type GroupCell, type GroupSeparator, readGroupCell } from './group-cell.ts'
import { type Question, short, words } from './question.ts'

interface GroupOptions {
  known: ReadonlySet<string>
  separator: GroupSeparator | undefined
  own: boolean
  /** Names that a person said are new groups. */
  newGroups: ReadonlySet<string>
}

/** So many cells are remembered: lists repeat the same few. */
const mostRemembered = 5000
const read = new WeakMap<GroupOptions, Map<string, GroupCell>>()

function groupsIn(cell: string, options: GroupOptions): GroupCell {
  const cells = read.get(options) ?? new Map<string, GroupCell>()
  read.set(options, cells)
  const before = cells.get(cell)
  if (before !== undefined) return before
  const found = readGroupCell(cell, options.known, options)
  if (cells.size < mostRemembered && cell.length < 1000) cells.set(cell, found)
  return found
}

/** The groups of a cell, with what has to be asked about them. */
export function readGroups(cell: string, options: GroupOptions, ask: (question: Question) => void): string[] {
  const { newGroups } = options
  const groups: string[] = []
  const {
    groups: given,
    doubt,
    nothing,
  } = cell.length > 100_000 ? { groups: [], doubt: null, nothing: [] } : groupsIn(cell, options)
  if (cell.length > 100_000)
    ask({ field: 'groups', message: 'The cell is too long to be names of groups.', suggestions: [], blocks: true })
  if (doubt !== null)
    ask({
      field: 'groups',
      message: `"${short(words(cell))}" can be one group or ${doubt.length}. Say what parts groups from each other.`,
      suggestions: [],
      blocks: true,
    })
  if (nothing.length > 0)
    ask({
      field: 'groups',
      message: `"${short(nothing[0] ?? '')}" was taken for no group.`,
      suggestions: [],
      blocks: false,
    })
  for (const { name, known: isKnown, near, twins } of given) {
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
    if (isKnown) {
      if (twins.length > 0)
        ask({
          field: 'groups',
          message: `Beside "${short(name)}" there is ${twins.map((each) => `"${short(each)}"`).join(' and ')}: make sure which one is meant.`,
          suggestions: twins.slice(0, 3),
          blocks: false,
        })
      continue
    }
    if (newGroups.has(name)) continue
    const [nearest] = near
    ask({
      field: 'groups',
      message:
        nearest === undefined
          ? `No group "${short(name)}" is known here. Correct it, or keep it as a new one: its first member is asked for, and LastPass refuses that where it has no such group.`
          : `There is no group "${short(name)}". Meant ${near.map((each) => `"${short(each)}"`).join(' or ')}?`,
      suggestions: near,
      asNew: name,
      blocks: true,
    })
  }
  return groups
}
