import type { JoinerField } from '../../../contract/joiners.ts'
import type { Reads } from '../../directory/reads.ts'
import type { StoredUser } from '../../directory/stored/records.ts'
import type { Directory } from '../../identity/offers.ts'
import { orderIn } from '../../intake/dates.ts'
import { fold } from '../../text/folding.ts'
import { nameKey, readName } from '../../text/names/person-name.ts'
import { personTitle } from '../../text/names/person-title.ts'
import { keyOf } from '../../text/user-key.ts'
import { type CheckedRow, changeOf, type ReadRow, type RowOptions, readRow } from './check-row.ts'
import { short } from './question.ts'
import { misfit, rowsByName } from './slipped-names.ts'
import type { JoinerColumn } from './table/columns.ts'
import type { NoJoiner } from './table/no-joiner.ts'

/** The same for one name, whatever the order of its words. */
const wordsKey = (name: string): string => nameKey(readName(fold(name)).drawn)

/** A row of a list that somebody works on. */
export interface ListRow {
  line: number
  cells: readonly string[]
  /** What the text around it says against its person's joining, as a sentence. */
  against?: string
  /** A person entered its address here. */
  isEntered?: boolean
}

/** What checking goes by beside the rows. */
export interface CheckOptions extends Omit<RowOptions, 'dayOrder'> {
  reads: Pick<Reads, 'lookup' | 'at'>
  directory: Directory | null
  dayOrder: RowOptions['dayOrder'] | undefined
  /** What speaks against somebody's joining. */
  noJoiner: Pick<NoJoiner, 'against'>
}

const together = 100
const nameFields = ['fullname', 'firstName', 'lastName'] as const
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

/** What is known of somebody who has the address already. */
function presentVerdict(
  found: readonly StoredUser[],
  read: ReadRow,
): Pick<CheckedRow, 'verdict' | 'reason' | 'instead'> {
  const [user] = found
  if (user === undefined) throw new Error('nobody is there')
  if (found.length > 1) return { verdict: 'exists', reason: `${found.length} accounts have this address already.` }
  if (user.status === 'invited')
    return { verdict: 'invited', reason: 'Is invited already. To send the mail again, choose "Invite again".' }
  if (user.disabled)
    return {
      verdict: 'disabled',
      reason: 'Is here, and disabled. Enable the account instead: an invitation would not let the person in.',
      instead: { kind: 'enable', username: user.username },
    }
  const missing = read.groups.filter((group) => !user.groups.includes(group))
  return {
    verdict: 'exists',
    reason: `Is here already, ${user.neverLoggedIn ? 'and never logged in' : 'active'}.${
      missing.length === 0
        ? ''
        : ` Not in ${missing
            .slice(0, 5)
            .map((group) => `"${group}"`)
            .join(', ')}: that is a change of groups.`
    }`,
  }
}

/** Gives each row its verdict against the directory and the rows before it. Yields now and then. */
export function* checkList(
  rows: readonly ListRow[],
  columns: readonly JoinerColumn[],
  options: CheckOptions,
): Generator<void, CheckedRow[]> {
  const { reads, directory, noJoiner } = options
  const place = new Map<JoinerField, number>()
  for (const { index, field } of columns) if (field !== null && !place.has(field)) place.set(field, index)
  const groupColumns = columns.flatMap(({ index, field }) => (field === 'groups' ? [index] : []))
  const attributes = [...place.keys()].filter((field) => field.startsWith('attribute:'))
  const startAt = place.get('startDate')
  const dayOrder =
    options.dayOrder ??
    (startAt === undefined
      ? 'unknown'
      : orderIn(
          columns.find(({ index }) => index === startAt)?.header ?? '',
          rows.slice(0, 20_000).map(({ cells }) => cells[startAt] ?? ''),
        ))
  const rowOptions = { ...options, dayOrder }
  const first = new Map<string, number>()
  /** Rows to be fixed whose address is none of what is to be fixed, by address. */
  const unsettled = new Map<string, { line: number; fullname: string }>()
  /** Names of the rows before with the line of each, whatever the order of their words. */
  const named = new Map<string, number>()
  const checked: CheckedRow[] = []
  let slipped: ReadonlyMap<string, number> | null = null
  for (let from = 0; from < rows.length; from += together) {
    const part = rows.slice(from, from + together).map((row) => ({
      row,
      read: readRow(
        (field) => row.cells[place.get(field) ?? -1] ?? '',
        groupColumns.map((column) => ({ column, cell: row.cells[column] ?? '' })),
        attributes,
        rowOptions,
        row.isEntered,
      ),
    }))
    const found = reads.lookup(part.map(({ read }) => read.username))
    for (const [index, { row, read }] of part.entries()) {
      const against = noJoiner.against(row.cells)
      if (against !== null) read.questions.push({ field: 'username', message: against, suggestions: [], blocks: true })
      if (row.against !== undefined && read.username !== '')
        read.questions.push({
          field: 'username',
          message: `${row.against} Drop the row, or enter the address again if this person joins.`,
          suggestions: [read.username],
          blocks: true,
        })
      const local = row.isEntered === true ? null : misfit(read.username, read.fullname)
      if (local !== null) {
        slipped ??= yield* rowsByName(
          rows.map(({ cells }) => nameFields.map((field) => cells[place.get(field) ?? -1] ?? '').join(' ')),
        )
        const other = rows[slipped.get(local) ?? -1]
        if (other !== undefined && other !== row)
          read.questions.push({
            field: 'username',
            message: `The address fits the name on line ${other.line}, and not "${short(read.fullname)}": the columns may have slipped. Enter the address again if it is right.`,
            suggestions: [read.username],
            blocks: true,
          })
      }
      checked.push(verdictOf(from + index, row, read, found[index] ?? []))
    }
    yield
  }
  return checked

  /** Who had a joiner's address before: an invitation to it may be meant for them. */
  function hadIt(username: string): string[] {
    return (directory?.before(username) ?? []).slice(0, 1).map((former) => {
      const [user] = reads.lookup([former.username])[0] ?? []
      return `Before ${date.format(new Date(former.until))} this was the address of ${personTitle(user ?? { fullname: '', username: former.username })}: make sure that this is somebody else.`
    })
  }

  /** Tells of a row before, which is to be fixed and has the address of this one, and another name. */
  function otherName({ fullname, username }: ReadRow): string[] {
    const other = unsettled.get(keyOf(username))
    if (other === undefined || fullname === '' || other.fullname === '') return []
    if (wordsKey(fullname) === wordsKey(other.fullname)) return []
    return [
      `Line ${other.line}, which is to be fixed, has the same address and another name, "${short(other.fullname)}": make sure which one is right.`,
    ]
  }

  function verdictOf(row: number, { line }: ListRow, read: ReadRow, present: readonly StoredUser[]): CheckedRow {
    const { questions, facts, fullname, username } = read
    const base = { row, line, questions, facts, fullname, username: username.slice(0, 400) }
    const told = (more: readonly string[] = []) => {
      const all = [...questions.filter(({ blocks }) => blocks), ...questions.filter(({ blocks }) => !blocks)]
      const text = [...all.map(({ message }) => message), ...more].join(' ')
      return text === '' ? {} : { reason: text.slice(0, 2000) }
    }
    const wrongAddress = username === '' || questions.some(({ field, blocks }) => field === 'username' && blocks)
    const key = keyOf(username)
    if (!wrongAddress) {
      const earlier = first.get(key)
      if (earlier !== undefined)
        return { ...base, verdict: 'duplicate', reason: `The same address as on line ${earlier}.` }
      if (present.length > 0) {
        first.set(key, line)
        return { ...base, ...presentVerdict(present, read) }
      }
    }
    if (questions.some(({ blocks }) => blocks)) {
      if (!wrongAddress && !unsettled.has(key)) unsettled.set(key, { line, fullname })
      return { ...base, verdict: 'invalid', ...told() }
    }
    first.set(key, line)
    const name = fullname === '' ? null : readName(fold(fullname))
    const namesakes =
      name === null || directory === null
        ? []
        : directory.names.named(name).filter(({ like }) => like === 'same' || like === 'spelling')
    const ofList = name === null || name.drawn.length < 2 ? undefined : nameKey(name.drawn)
    const before = ofList === undefined ? undefined : named.get(ofList)
    if (ofList !== undefined && before === undefined) named.set(ofList, line)
    const same =
      namesakes.length === 0 ? [] : reads.at(namesakes.slice(0, 3).map(({ at }) => at)).map(({ user }) => user)
    const double =
      same.length === 0
        ? []
        : [
            `${same.map((user) => `${personTitle(user)}${user.disabled ? ', disabled,' : ''}`).join(' and ')} ${same.length === 1 ? 'has' : 'have'} the same name: make sure that this is somebody else.`,
          ]
    if (before !== undefined) double.push(`The same name is on line ${before}: make sure that these are two people.`)
    return {
      ...base,
      verdict: 'add',
      change: changeOf(read),
      ...told([...hadIt(username), ...otherName(read), ...double]),
    }
  }
}
