import type { DraftItem } from '../../../../contract/calls/groups.ts'
import type { Output } from '../../../../contract/calls.ts'
import { type Draft, draftKey, type Wanted } from '../../../features/groups/draft.ts'
import { splitAddress } from '../../../lib/words/format.ts'

/** A person of the matrix with the places of their groups. */
export interface MatrixRow {
  username: string
  fullname: string
  id: string | null
  groupCount: number
  /** Places of the groups that the person is in now. */
  in: ReadonlySet<number>
}

export const matrixRow = ({
  username,
  fullname,
  id,
  groupCount,
  in: places,
}: Output<'groups.matrix'>['rows'][number]): MatrixRow => ({
  username,
  fullname,
  id,
  groupCount,
  in: new Set(places),
})

/** What each row is called: by name, and by the part before the @ too where several people of the matrix have one name. */
export function rowNames(rows: readonly Pick<MatrixRow, 'fullname' | 'username'>[]): string[] {
  const names = rows.map(({ fullname, username }) => fullname || username)
  const times = new Map<string, number>()
  for (const name of names) times.set(name.toLowerCase(), (times.get(name.toLowerCase()) ?? 0) + 1)
  return names.map((name, at) =>
    (times.get(name.toLowerCase()) ?? 0) > 1 ? `${name} · ${splitAddress(rows[at]?.username ?? '').name}` : name,
  )
}

/** A place in the matrix. */
export interface Place {
  row: number
  column: number
}
/** A block of places, from one corner to the other. */
export interface Block {
  from: Place
  to: Place
}

const between = (one: number, other: number): number[] =>
  Array.from({ length: Math.abs(one - other) + 1 }, (_, at) => Math.min(one, other) + at)

/** All places of a block. */
export const placesOf = ({ from, to }: Block): Place[] =>
  between(from.row, to.row).flatMap((row) => between(from.column, to.column).map((column) => ({ row, column })))

/** How many places a block has. */
export const sizeOf = ({ from, to }: Block): number =>
  (Math.abs(from.row - to.row) + 1) * (Math.abs(from.column - to.column) + 1)

export const isInBlock = ({ from, to }: Block, row: number, column: number): boolean =>
  row >= Math.min(from.row, to.row) &&
  row <= Math.max(from.row, to.row) &&
  column >= Math.min(from.column, to.column) &&
  column <= Math.max(from.column, to.column)

/** How a cell stands: in the group now, and what is drafted. */
export type CellState = 'member' | 'none' | 'add' | 'remove'

export function cellState(row: MatrixRow, column: number, group: string, draft: Draft): CellState {
  return stateOf(row.in.has(column), draft.get(draftKey(row.username, group))?.member)
}

/** The same, by whether the person is in the group now, and is to be; undefined: nothing is drafted. */
export function stateOf(now: boolean, wanted: boolean | undefined): CellState {
  if (wanted === undefined || wanted === now) return now ? 'member' : 'none'
  return wanted ? 'add' : 'remove'
}

/** The columns of the groups, by name. */
export const columnsOf = (names: readonly string[]): ReadonlyMap<string, number> =>
  new Map(names.map((name, column) => [name, column]))

/**
 * What is drafted among the groups shown, by lower-case user name: "+3 -17" adds to the group of column 3 and takes out of that of
 * column 17. As text, so that a row of which nothing changed is told to be equal.
 */
export function draftedTexts(draft: Draft, columns: ReadonlyMap<string, number>): ReadonlyMap<string, string> {
  const all = new Map<string, string>()
  for (const { username, group, member } of draft.values()) {
    const column = columns.get(group)
    if (column === undefined) continue
    const key = username.toLowerCase()
    const before = all.get(key)
    all.set(key, `${before === undefined ? '' : `${before} `}${member ? '+' : '-'}${column}`)
  }
  return all
}

/** What is drafted for one row: how many groups the person gains or loses, and which of those shown, as `draftedTexts` says it. */
export interface RowDraft {
  change: number | undefined
  drafted: string | undefined
}

/** What is drafted, by the number of the row. */
export function rowDrafts(
  numbers: ReadonlyMap<string, number>,
  byPerson: ReadonlyMap<string, number>,
  drafted: ReadonlyMap<string, string>,
): ReadonlyMap<number, RowDraft> {
  const all = new Map<number, RowDraft>()
  for (const key of new Set([...byPerson.keys(), ...drafted.keys()])) {
    const number = numbers.get(key)
    if (number !== undefined) all.set(number, { change: byPerson.get(key), drafted: drafted.get(key) })
  }
  return all
}

/** The same by band of so many rows, a line a row: as text, so that bands of which nothing changed are told to be equal. */
export function draftedByBand(drafts: ReadonlyMap<number, RowDraft>, size: number): ReadonlyMap<number, string> {
  const all = new Map<number, string>()
  for (const [number, { change, drafted }] of drafts) {
    const band = Math.floor(number / size)
    all.set(band, `${all.get(band) ?? ''}${number}\t${change ?? ''}\t${drafted ?? ''}\n`)
  }
  return all
}

/** What such a text says. */
export const draftsOfBand = (text: string | undefined): ReadonlyMap<number, RowDraft> =>
  new Map(
    (text ?? '')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [number, change, drafted] = line.split('\t')
        return [Number(number), { change: change ? Number(change) : undefined, drafted: drafted || undefined }]
      }),
  )

const nothing: ReadonlyMap<number, boolean> = new Map()
/** Whether somebody is to be in the group of a column, by such a text. */
export const draftedIn = (text: string | undefined): ReadonlyMap<number, boolean> =>
  text === undefined
    ? nothing
    : new Map(text.split(' ').map((each) => [Number(each.slice(1)), each.startsWith('+')] as const))
const isMember = (state: CellState): boolean => state === 'member' || state === 'add'

/** What a press on a block drafts: everybody in all of it, or, where that is so already, nobody. */
export function toggled(rows: readonly MatrixRow[], groups: readonly string[], draft: Draft, block: Block): Wanted[] {
  const places = placesOf(block).filter(({ row, column }) => rows[row] !== undefined && groups[column] !== undefined)
  const all = places.every(({ row, column }) => {
    const one = rows[row]
    return one !== undefined && isMember(cellState(one, column, groups[column] ?? '', draft))
  })
  return places.flatMap(({ row, column }) => wanted(rows[row], column, groups[column], !all))
}

function wanted(row: MatrixRow | undefined, column: number, group: string | undefined, member: boolean): Wanted[] {
  if (row === undefined || group === undefined) return []
  const item: DraftItem = { username: row.username, group, member, id: row.id }
  return [{ ...item, now: row.in.has(column) }]
}

/** Gives one person the places of another among the groups shown. */
export const pasted = (from: MatrixRow, to: MatrixRow, groups: readonly string[], draft: Draft): Wanted[] =>
  groups.flatMap((group, column) => wanted(to, column, group, isMember(cellState(from, column, group, draft))))

/** The people of the matrix by lower-case user name. */
export const byUsername = (rows: readonly MatrixRow[]): ReadonlyMap<string, MatrixRow> =>
  new Map(rows.map((row) => [row.username.toLowerCase(), row]))

/** The numbers of their rows. */
export const numbersOf = (rows: readonly MatrixRow[]): ReadonlyMap<string, number> =>
  new Map(rows.map(({ username }, number) => [username.toLowerCase(), number]))

/** How many memberships each row and column gains and loses; what is so already, by the rows at hand, counts for nothing. */
export function pendingCounts(
  draft: Draft,
  shown: { people: ReadonlyMap<string, MatrixRow>; columns: ReadonlyMap<string, number> },
): {
  byPerson: Map<string, number>
  byGroup: Map<string, { plus: number; minus: number }>
} {
  const byPerson = new Map<string, number>()
  const byGroup = new Map<string, { plus: number; minus: number }>()
  for (const { username, group, member } of draft.values()) {
    const key = username.toLowerCase()
    const column = shown.columns.get(group)
    if (column !== undefined && shown.people.get(key)?.in.has(column) === member) continue
    byPerson.set(key, (byPerson.get(key) ?? 0) + (member ? 1 : -1))
    const own = byGroup.get(group) ?? { plus: 0, minus: 0 }
    byGroup.set(group, member ? { ...own, plus: own.plus + 1 } : { ...own, minus: own.minus + 1 })
  }
  return { byPerson, byGroup }
}

/** Where the focus goes by a key; null: the key moves nothing. */
export function moved(
  key: string,
  ctrl: boolean,
  { row, column }: Place,
  size: { rows: number; columns: number; page: number },
): Place | null {
  const last = { row: size.rows - 1, column: size.columns - 1 }
  const clamp = (place: Place): Place => ({
    row: Math.max(0, Math.min(last.row, place.row)),
    column: Math.max(0, Math.min(last.column, place.column)),
  })
  switch (key) {
    case 'ArrowUp':
      return clamp({ row: ctrl ? 0 : row - 1, column })
    case 'ArrowDown':
      return clamp({ row: ctrl ? last.row : row + 1, column })
    case 'ArrowLeft':
      return clamp({ row, column: ctrl ? 0 : column - 1 })
    case 'ArrowRight':
      return clamp({ row, column: ctrl ? last.column : column + 1 })
    case 'Home':
      return clamp({ row: ctrl ? 0 : row, column: 0 })
    case 'End':
      return clamp({ row: ctrl ? last.row : row, column: last.column })
    case 'PageUp':
      return clamp({ row: row - size.page, column })
    case 'PageDown':
      return clamp({ row: row + size.page, column })
    default:
      return null
  }
}
