import { Refusal } from '../../../contract/failure.ts'
import { findAddresses } from '../../text/addresses/find-addresses.ts'
import { unguarded } from '../../text/cells.ts'
import { keyOf } from '../../text/user-key.ts'
import { answerReader, type ColumnAnswers } from '../asked/column-answers.ts'
import type { OpenColumn } from '../asked/open-columns.ts'
import type { EmploymentColumns, EmploymentReader } from '../employment/employment.ts'
import { isStartHeader } from '../employment/employment-words.ts'
import { cleanName, type Entry, entryOf, shown, soleAddress } from '../list-entry.ts'
import { besideOf } from '../others/beside.ts'
import { isLegend } from '../others/list-doubts.ts'
import { namedInCell } from '../others/named-beside.ts'
import { type Doubt, doubtOf, nothingAround, orElse } from '../others/others-beside.ts'
import { withPlainMarks } from '../others/plain-marks.ts'
import { noRemarks, otherRemarks, remarkWithout } from '../others/remarks.ts'
import { headerKey, isKnownHeader } from './column-headers.ts'
import { addressColumns, type ColumnUse, employmentColumns, findColumns } from './detect-columns.ts'
import type { Row } from './read-rows.ts'
import { rowReader } from './row-doubts.ts'
import { aloneIn, headsLeavers, isSection, sectionOf, sectionsOf, titleDoubt } from './sections.ts'

/** The part of a table that a person chooses columns from. */
export interface TableLook {
  header: boolean
  columns: { index: number; name: string; sample: string }[]
  use: ColumnUse
  /** Whether the column of addresses was found by its looks alone. */
  guessed: boolean
  /** Whether its first line was taken for a header though no word of it is known. */
  unknownHeader: boolean
}

/** Which columns a person wants to be used; null: none. Left out: found by header and content. */
export type Wanted = Partial<Record<keyof ColumnUse, number | null | undefined>>

/** Decides which columns hold names and addresses. @throws Refusal `invalid`, path `columns`, when none does or only a person can tell */
export function lookAt(rows: readonly Row[], wanted: Wanted | undefined): TableLook {
  const [first, ...others] = rows.slice(0, 200).map(({ cells }) => cells)
  if (first === undefined) throw new Refusal('invalid', 'The list is empty.', { path: 'file' })
  // Whoever stands in the first row, in whatever form, is no header: nobody is to be lost.
  const firstHasAddress = first.some((cell) => findAddresses(cell).length > 0)
  const isKnown = first.some(isKnownHeader)
  const header = !firstHasAddress && (isKnown || addressColumns(others).length > 0)
  const unknownHeader = header && !isKnown
  const body = header ? others : [first, ...others]
  const width = Math.max(first.length, ...others.map((row) => row.length))
  const columns = Array.from({ length: Math.min(width, 100) }, (_, index) => ({
    index,
    name: shown((header ? first[index] : '') || `Column ${index + 1}`),
    sample: shown(body.find((row) => (row[index] ?? '') !== '')?.[index] ?? ''),
  }))
  // Where no header was recognised, the first row still says best which column is meant.
  const namesOf = (indices: readonly number[]) =>
    indices.map((index) => `"${shown(first[index] ?? '') || columns[index]?.name || index + 1}"`).join(', ')
  const all = Object.entries(wanted ?? {}).filter(([, index]) => typeof index === 'number') as [
    keyof ColumnUse,
    number,
  ][]
  const given = all.filter(([use]) => use !== 'status' && use !== 'lastDay')
  const told = header
    ? employmentColumns(
        first,
        rows.slice(1).map(({ cells }) => cells),
      )
    : { status: null, lastDay: null }
  const employment = {
    status: wanted?.status === undefined ? told.status : wanted.status,
    lastDay: wanted?.lastDay === undefined ? told.lastDay : wanted.lastDay,
  }
  if (all.length > 0) {
    const outside = all.find(([, index]) => index >= width)
    if (outside !== undefined)
      throw new Refusal('invalid', `The table has ${width} columns; there is no column ${outside[1] + 1}.`, {
        path: `columns.${outside[0]}`,
      })
  }
  if (given.length > 0) {
    const use: ColumnUse = {
      address: null,
      name: null,
      firstName: null,
      lastName: null,
      ...Object.fromEntries(given),
      ...employment,
    }
    const { address } = use
    const cells = address === null ? [] : body.map((row) => row[address] ?? '').filter((cell) => cell !== '')
    if (address !== null && !cells.some((cell) => soleAddress(cell) !== null))
      throw new Refusal(
        'invalid',
        `The column ${namesOf([address])} holds no addresses. Choose another one; there are ${namesOf(columns.map(({ index }) => index))}.`.slice(
          0,
          1500,
        ),
        { path: 'columns.address' },
      )
    return { header, columns, use, guessed: false, unknownHeader }
  }
  const { use, doubt, guessed } = findColumns(header ? first : null, body)
  if (doubt.length > 0)
    throw new Refusal(
      'invalid',
      `Several columns hold addresses: ${namesOf(doubt)}. Choose the one that people log in to LastPass with.`.slice(
        0,
        1500,
      ),
      { path: 'columns' },
    )
  if (use.address === null && use.name === null && use.firstName === null)
    throw new Refusal(
      'invalid',
      `No column looks like names or addresses. The table has ${namesOf(columns.map(({ index }) => index))}. Choose the column that holds them.`.slice(
        0,
        1500,
      ),
      { path: 'columns' },
    )
  return { header, columns, use: { ...use, ...employment }, guessed, unknownHeader }
}

/** The columns of a table that tell of employment, with their headers. */
export function employmentOf({ header, columns, use }: TableLook): EmploymentColumns {
  const of = (index: number | null) => (index === null ? null : { index, header: columns[index]?.name ?? '' })
  const starts = columns.flatMap(({ index, name }) =>
    header && index !== use.lastDay && isStartHeader(name) ? [{ index, header: name }] : [],
  )
  return { status: of(use.status), lastDay: of(use.lastDay), starts }
}

const noMarks: ReadonlySet<string> = new Set()
/** How exports of this product head the column of accounts. */
const ownHeaders = new Set(['username', 'user name', 'person'])

/** The people of a table, with the columns that may say who is meant. */
export interface TableEntries {
  entries: Entry[]
  empty: number
  elsewhere: number
  open: readonly OpenColumn[]
  mentioned: Mentioned
}

/** Addresses of a list of staff that stand in other columns than that of its people, by key: with which entry first, and in which column. */
export type Mentioned = ReadonlyMap<string, { entry: number; header: string }>

/**
 * The people of a table's rows. Rows without a name and an address are counted, not kept; so are rows that have addresses
 * only elsewhere. `today` (YYYY-MM-DD): what says of anybody that they leave later, or stay, is a doubt; null: of a list of staff it is
 * none. `title`: the lines above the header. Of a column that nobody understands and nobody answered, each row is a doubt. Yields now and then.
 */
export function* entriesOf(
  rows: readonly Row[],
  { header, use, guessed }: TableLook,
  employment: EmploymentReader,
  { today, title, answers }: { today: string | null; title: readonly string[]; answers: ColumnAnswers },
): Generator<void, TableEntries> {
  const entries: Entry[] = []
  const mentioned = new Map<string, { entry: number; header: string }>()
  let empty = 0
  let elsewhere = 0
  /** What the last row with one cell alone says of the rows below it. */
  let section: Doubt | null = null
  const { says, open } = yield* rowReader(rows, { header, use, guessed }, today, new Set(answers.keys()))
  const { unanswered, answered } = answerReader(open, answers)
  const over = today === null ? null : title.map((line) => titleDoubt(line, today)).reduce(orElse, null)
  /** Whether a line says what marks or colours mean, which no text keeps. */
  let isExplained = today !== null && title.some((line) => isLegend(line, noMarks))
  const remarks = noRemarks()
  for (const line of title) remarkWithout(remarks, line, 'apart')
  const width = Math.max(...rows.slice(0, 200).map(({ cells }) => cells.length))
  const nameAt = use.name ?? use.firstName
  const hasOwnHeader = header && use.address !== null && ownHeaders.has(rows[0]?.cells[use.address] ?? '')
  // Other programs head their columns so too: what nobody understands is none of ours.
  const isOwn = hasOwnHeader && open.length === 0
  const body = header ? rows.slice(1) : rows
  const heads = rows[0]?.cells.map(headerKey) ?? []
  const isHeader = (cells: readonly string[]): boolean =>
    cells.length === heads.length && cells.every((cell, index) => headerKey(cell) === heads[index])
  const hasLeavers = [...title, ...(yield* sectionsOf(body, nameAt))].some(headsLeavers)
  for (let at = header ? 1 : 0; at < rows.length; at++) {
    if (at % 20 === 0) yield
    const { cells, line } = rows[at] as Row
    const filled = cells.filter((each) => each !== '')
    const alone = width > 1 ? aloneIn(rows[at] as Row, nameAt) : null
    isExplained ||= today !== null && alone !== null && isLegend(alone, noMarks)
    if (alone !== null) section = sectionOf(alone, today, hasLeavers) ?? (isSection(alone) ? null : section)
    // A second table under the first has its header again.
    if (header && at > 0 && filled.length > 1 && isHeader(cells)) continue
    const cell = (index: number | null) => (index === null ? '' : (cells[index] ?? ''))
    const addressCell = isOwn ? unguarded(cell(use.address)) : cell(use.address)
    const addresses = findAddresses(addressCell)
    const before = entries.length
    const name = cleanName(cell(use.name) || `${cell(use.firstName)} ${cell(use.lastName)}`)
    const given = shown([...new Set([name ?? '', addressCell])].filter((part) => part !== '').join(' · '))
    if (addresses.length === 0) {
      // A login without an @ is looked for as a name is.
      const called = name ?? cleanName(addressCell)
      if (called === null) empty++
      else {
        const asked = unanswered(cells)
        entries.push({ line, address: null, name: called, given, ...(asked === null ? {} : { doubt: asked }) })
      }
      if (cells.some((each) => findAddresses(each).length > 0)) elsewhere++
      else if (use.address !== null) remarkWithout(remarks, filled.join(', '), 'apart')
    }
    const { doubt: beside } = isOwn
      ? { doubt: null }
      : yield* doubtOf(withPlainMarks(addressCell.replace(/\n/gu, ' ')), nothingAround)
    const told =
      isOwn || addresses.length !== 1 || !/\s/u.test(addressCell) ? null : namedInCell(withPlainMarks(addressCell))
    const doubt = isOwn ? null : [beside, told, section, over, says(cells), unanswered(cells)].reduce(orElse, null)
    // A cell with several addresses means several people; whose the name is, nobody can tell.
    for (const address of addresses)
      entries.push({
        ...entryOf(address, {
          line,
          name: addresses.length === 1 ? name : null,
          given,
          doubt,
          beside: isOwn ? undefined : besideOf(addressCell.slice(0, address.at), addressCell.slice(address.end)),
        }),
        ...(isOwn && addresses.length === 1 ? { exact: 'first' as const } : {}),
      })
    const notMeant = answered(cells)
    if (notMeant !== null)
      for (const entry of entries.slice(before)) {
        entry.notMeant = notMeant
        // In a list of staff it says that somebody is none, which is no doubt.
        if (today !== null) entry.doubt = orElse(entry.doubt ?? null, { kind: 'cell', ...notMeant }) as Doubt
      }
    if (today === null && entries.length > before)
      for (const [index, each] of cells.entries()) {
        const other = index === use.address ? null : soleAddress(each)
        if (other !== null && !mentioned.has(keyOf(other)))
          mentioned.set(keyOf(other), { entry: before, header: header ? (rows[0]?.cells[index] ?? '') : '' })
      }
    const said = entries.length === before ? null : employment.read(cells)
    if (said !== null) for (const entry of entries.slice(before)) entry.employment = said
  }
  if (isExplained)
    for (const entry of entries)
      entry.doubt = orElse(entry.doubt ?? null, { kind: 'marked', marks: [], lacks: 'look' }) as Doubt
  const remark = otherRemarks(remarks)
  if (remark !== null)
    for (const entry of entries) if (entry.address !== null) entry.doubt = orElse(entry.doubt ?? null, remark) ?? remark
  return { entries, empty, elsewhere, open, mentioned }
}
