import { type DayOrder, laterOf, orderIn, readDay } from '../dates.ts'
import { isLeavingCell } from '../table/leaving-cells.ts'
import { isStatusHeader, standingOf, wordKey } from './employment-words.ts'
import { isFormOfGoingOn } from './word-stems.ts'

/** What a list of an HR system says of somebody's employment. */
export interface Employment {
  /** True: has left; false: is there, or will be for some days; null: the list does not say. */
  left: boolean | null
  /** As it stood in the status column. */
  status: string | null
  /** YYYY-MM-DD; of two that can be read, the later one. */
  lastDay: string | null
  /** Whether that day is still to come. */
  ahead: boolean
  /** What else in the row speaks against its last day, as a sentence; null: nothing. `left` is false then. */
  against: string | null
}

/** Columns of a table that tell of employment, with their headers. */
export interface EmploymentColumns {
  status: { index: number; header: string } | null
  lastDay: { index: number; header: string } | null
  /** Days on which somebody began, or begins again. */
  starts?: readonly { index: number; header: string }[]
}

/** How a table's employment columns are read, with what nobody could read of them. */
export interface EmploymentReader {
  read(cells: readonly string[]): Employment | null
  notes(): string[]
}

const number = (count: number) => count.toLocaleString('en-US')
const rows = (count: number, one: string, many: string) => `${number(count)} ${count === 1 ? one : many}`

/** Whether somebody has left by their status and their last day, which counts before it; null: neither says. */
function hasLeft(standing: 'left' | 'there' | null, lastDay: string | null, today: string): boolean | null {
  if (lastDay !== null && lastDay > today) return false
  if (standing === 'left' || (lastDay !== null && lastDay < today)) return true
  return standing === 'there' ? false : null
}

/** Makes a reader for the rows of one table; `today`: YYYY-MM-DD. */
export function employmentReader(
  { status, lastDay, starts = [] }: EmploymentColumns,
  cells: (index: number) => readonly string[],
  today: string,
): EmploymentReader {
  const order: DayOrder = lastDay === null ? 'unknown' : orderIn(lastDay.header, cells(lastDay.index))
  const begins = starts.map((column) => ({ ...column, order: orderIn(column.header, cells(column.index)) }))
  const strange = new Map<string, number>()
  let unread = 0
  let twofold = 0

  return {
    read(row) {
      if (status === null && lastDay === null) return null
      const said = status === null ? '' : (row[status.index] ?? '').trim()
      const standing = status === null ? null : standingOf(status.header, said)
      if (said !== '' && standing === null) strange.set(said, (strange.get(said) ?? 0) + 1)
      const written = lastDay === null ? '' : (row[lastDay.index] ?? '').trim()
      const days = /\p{N}/u.test(written) ? readDay(written, order) : null
      if (/\p{N}/u.test(written) && days === null) unread++
      if (days !== null && days.length === 2) twofold++
      const day = laterOf(days)
      const ahead = day !== null && day > today
      let against: string | null = null
      if (/\p{N}/u.test(written) && days === null && standing !== 'left')
        against = `The list gives "${written.slice(0, 60)}" as the last day, which could not be read.`
      if (day !== null && !ahead && said.split(/[^\p{L}]+/u).some((word) => isFormOfGoingOn(wordKey(word))))
        against = `The list gives the status "${said.slice(0, 60)}", which speaks against its last day, ${day}.`
      if (day !== null && !ahead)
        for (const { index, header, order: own } of begins) {
          const last = laterOf(readDay(row[index] ?? '', own))
          if (last !== null && last > day)
            against ??= `The list gives ${last} in the column "${header.slice(0, 60)}", which is after the last day, ${day}.`
        }
      return {
        left: against === null ? hasLeft(standing, day, today) : false,
        status: said === '' ? null : said.slice(0, 60),
        lastDay: day,
        ahead,
        against,
      }
    },
    notes() {
      const notes: string[] = []
      const [some] = strange.keys()
      const count = [...strange.values()].reduce((sum, each) => sum + each, 0)
      if (some !== undefined && status !== null)
        notes.push(
          `${rows(count, 'row has a status', 'rows have a status')} that says neither "there" nor "left", such as "${some.slice(0, 40)}" (column "${status.header}"); by it nobody counts as left.`,
        )
      if (unread > 0 && lastDay !== null)
        notes.push(`${rows(unread, 'date', 'dates')} in the column "${lastDay.header}" could not be read.`)
      if (twofold > 0 && lastDay !== null)
        notes.push(
          `${rows(twofold, 'date', 'dates')} in the column "${lastDay.header}" can be read with the day or the month first; the later day is taken. Check them.`,
        )
      return notes
    },
  }
}

const toldOf = (all: readonly { employment?: Employment }[]): Employment[] =>
  all.flatMap(({ employment }) => (employment === undefined ? [] : [employment]))
const headersOf = ({ status, lastDay }: EmploymentColumns): string[] =>
  [status, lastDay].flatMap((column) => (column === null ? [] : [`"${column.header}"`]))

/** Two rows that say the same may be chance in a way that all of a longer list are not; one row says what it says. */
const fewestAlike = 2

/**
 * Takes back what the status says where it says of everybody that they are there, as exports of accounts do: it tells nobody apart then.
 * Gives a sentence about it, or nothing.
 */
export function leaveOutSameStatus(
  all: readonly { employment?: Employment }[],
  { status }: EmploymentColumns,
): string[] {
  const isThere = (each: Employment | undefined) =>
    each !== undefined && each.left === false && !each.ahead && each.status !== null
  if (status === null || all.length < fewestAlike || !all.every(({ employment }) => isThere(employment))) return []
  const first = all[0]?.employment?.status ?? ''
  // A "no" under "Leaving?" was meant for each of them.
  if (standingOf('', first) !== 'there') return []
  if (all.some(({ employment }) => wordKey(employment?.status ?? '') !== wordKey(first))) return []
  for (const { employment } of all) if (employment?.against === null) employment.left = null
  return [
    `Every row has the status "${first}" (column "${status.header}"), so the list does not say who leaves, and nobody is asked about for it.`,
  ]
}

/**
 * Says of rows that tell nothing of employment, where other rows of the list say who leaves or is there, that the list does not say so of
 * them. Gives a sentence about it, or nothing.
 */
export function askWithoutSaying(all: readonly { employment?: Employment }[], columns: EmploymentColumns): string[] {
  const told = toldOf(all)
  const silent = told.filter((each) => each.left === null && each.lastDay === null)
  const someLeave = told.some((each) => each.lastDay !== null || each.left === true)
  const isTold = told.some((each) => each.left !== null)
  const isUnread = ({ status }: Employment) => isTold && status !== null && !isLeavingCell(status)
  const asked = silent.filter((each) => someLeave || isUnread(each))
  if (asked.length === 0) return []
  for (const employment of asked) {
    employment.left = false
    if (isUnread(employment))
      employment.against ??= `The list gives the status "${employment.status}", which was not understood.`
  }
  return [
    `${rows(asked.length, 'row does', 'rows do')} not say in ${headersOf(columns).join(' or ')} that the person leaves, though others say something there: ${asked.length === 1 ? 'it is' : 'they are'} asked about.`,
  ]
}

/** The statuses of rows of a list of staff that nobody understood, where others are known, by row; null: it has none. */
export function unreadStatuses(all: readonly { employment?: Employment }[]): (string | null)[] {
  const isTold = toldOf(all).some((each) => each.left !== null)
  return all.map(({ employment }) =>
    isTold && employment?.left === null && employment.lastDay === null ? employment.status : null,
  )
}

/** How notes end, by what comes of the rows: an account that is disabled, a comparison with staff, a group that gains or loses members. */
const ends = {
  leavers: { left: '', ahead: ' Disabling ends access at once.' },
  staff: { left: ': not counted as staff', ahead: ' They are counted as staff until then.' },
  group: { left: ': not taken', ahead: '' },
} as const

/**
 * What the rows of a list say of employment, for people: who has left, and whose last day is still to come. Rows that are not meant count
 * as left of a list of staff, by the column that says so; of a group's list they are told of by themselves.
 */
export function employmentNotes(
  all: readonly { employment?: Employment; notMeant?: { header: string } }[],
  { status, lastDay }: EmploymentColumns,
  { use, ofGroup = false }: { use: 'leavers' | 'staff'; ofGroup?: boolean | undefined },
): string[] {
  const end = ends[ofGroup ? 'group' : use]
  const notes: string[] = []
  const told = toldOf(all)
  const gone = all.filter(({ employment, notMeant }) => employment?.left === true && !(ofGroup && notMeant))
  const said = gone.flatMap(({ notMeant }) => (notMeant ? [`"${notMeant.header}"`] : headersOf({ status, lastDay })))
  const ahead = told.flatMap((each) => (each.ahead && each.lastDay !== null ? [each.lastDay] : [])).sort()
  const there = told.filter((each) => each.left === false && !each.ahead && each.against === null).length
  if (use === 'staff' && gone.length > 0)
    notes.push(
      `${rows(gone.length, 'row is of somebody who has', 'rows are of people who have')} left, by ${[...new Set(said)].join(' and ')}${end.left}.`,
    )
  if (ahead[0] !== undefined)
    notes.push(
      `${rows(ahead.length, 'person has a last day that is', 'people have a last day that is')} still to come, the first on ${ahead[0]} (column "${lastDay?.header ?? ''}").${end.ahead}`,
    )
  if (use === 'leavers' && there > 0 && status !== null)
    notes.push(`${rows(there, 'row says', 'rows say')} that the person is still there (column "${status.header}").`)
  return notes
}

/** What a row says of employment that a person should know before it is acted on; null: nothing. */
export function employmentWarning({ left, status, lastDay, ahead, against }: Employment): string | null {
  if (against !== null) return against
  if (ahead) return `The last day is ${lastDay}, which is still to come.`
  return left === false && status !== null ? `The list gives the status "${status}".` : null
}

/** Garden leave: employed to the last day, and not at work any more. */
const released = /garden(?:ing)?\s+leave|freigestellt|freistellung|dispens\S* de préavis|non-working notice/iu

/** Why somebody on a list of leavers is asked about, whose row does not say that they have left. */
export const whyNotLeft = ({ status, lastDay, ahead, against }: Employment): string =>
  (status !== null && released.test(status)
    ? 'Somebody on garden leave is still employed and does not work any more. Whether they keep their access until the last day is for you to say.'
    : null) ??
  against ??
  (ahead ? `The last day is ${lastDay}, which is still to come. Disabling ends access at once.` : null) ??
  (status === null && lastDay === null
    ? 'The list does not say that this person leaves, though it says something of others.'
    : 'The list itself says that the person has not left.')

/** Why somebody on a staff list is no staff any more. */
export const whyLeft = ({ status, lastDay }: Employment): string =>
  `On the list as left${status === null ? '' : `: "${status}"`}${lastDay === null ? '' : `, last day ${lastDay}`}.`

/** More different values are no statuses. */
const mostStatuses = 12

/** Says of a column that looks like a status and was not used that it may tell who has left; empty: there is none. */
export function unusedStatusNotes(
  headers: readonly string[],
  cells: (index: number) => readonly string[],
  { use, ofGroup = false }: { use: 'leavers' | 'staff'; ofGroup?: boolean | undefined },
): string[] {
  for (const [index, header] of headers.entries()) {
    if (!isStatusHeader(header)) continue
    const values = new Set(cells(index).filter((cell) => cell !== ''))
    if (values.size < 2 || values.size > mostStatuses) continue
    const some = [...values].slice(0, 3).map((value) => `"${value.slice(0, 40)}"`)
    return [
      `The column "${header}" may say who has left, but none of its values is known (${some.join(', ')}), so it was not used${use === 'staff' && !ofGroup ? ', and everybody on the list counts as staff' : ''}.`,
    ]
  }
  return []
}
