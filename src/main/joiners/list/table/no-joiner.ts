import { whyOpen } from '../../../identity/doubted.ts'
import { answerReader, type ColumnAnswers } from '../../../intake/asked/column-answers.ts'
import { type OpenColumn, openColumn } from '../../../intake/asked/open-columns.ts'
import { employmentReader } from '../../../intake/employment/employment.ts'
import { standingOf, wordKey } from '../../../intake/employment/employment-words.ts'
import { employmentColumns } from '../../../intake/table/detect-columns.ts'
import { isDecisionHeader, isRemarkHeader } from '../../../intake/table/telling-headers.ts'
import { foldedWords, wordSet } from '../../../text/word-set.ts'
import { short } from '../question.ts'
import { type JoinerColumn, nameFields } from './columns.ts'
import { isEveryday, isOfGuest, isOfNobody, isThing, saysNoEnd } from './everyday-remarks.ts'
import { isOff, nameAgainst, remarksAgainst, saysGivenUp, saysThere } from './off-words.ts'
import { saysJoining, type TellingColumn, tellingColumn } from './telling-columns.ts'

/** How the rows of a list are read for what speaks against their people's joining. */
export interface NoJoiner {
  /** What a row says against its person being a joiner, as a sentence; null: nothing. */
  against(cells: readonly string[]): string | null
  /** Columns that may say who joins, and that nobody understands. */
  open: readonly OpenColumn[]
}

/** Exports of ours, lines, and what was typed into a form have no columns that say anything against their people. */
export const nothingAgainst: NoJoiner = { against: () => null, open: [] }

/** Columns that say whether an account of a directory can be used. */
const enabledHeaders = wordSet('accountenabled enabled isenabled loginenabled')
/** Words of directories for accounts that cannot. */
const endedWords = wordSet('suspended deprovisioned deleted removed archived blocked gesperrt')
/** Columns that say whether somebody has an account. */
const accountHeader = /lastpass|account|konto|compte|cuenta|conta$/u
/** Columns that say how far somebody's joining is. */
const stageHeader =
  /stat(us|ut|o)|check|screen|clearance|vetting|stage|phase|situa|estado|zustand|stav|durum|offer|angebot|response|answer|antwort|decision|outcome|result|状态|状態|상태|статус/u
/** Columns that say of what kind somebody's joining is. */
const kinds =
  /^(?:hire|join|start|entry|request|record|eintritts|einstellungs)?(?:type|kind|category|art|tipo|soort|rodzaj)(?:of(?:hire|start))?$/u
/** Columns that say what kind of account or person a row is of. */
const ofKind = /type|typ$|kind|category|art$|tipo/u
/** Columns that say what is to be done with a row. */
const actionHeaders = wordSet(
  'action operation changetype changeaction requesttype requestedaction todo aktion vorgang massnahme operacion operazione',
)
/** What is done to joiners; whatever else stands there is something else. */
const adding = wordSet(
  'add added adding create created new invite insert hire newhire rehire onboard onboarding join joiner joining provision enable anlegen neu hinzufugen einladen ajouter creer nouveau alta anadir crear nuevo aggiungi crea nuovo toevoegen nieuw dodaj nowy',
)

/**
 * Reads from columns that became nothing whether a row is of somebody who left, or asks for something else than adding. A column that a
 * person made something of, or said something about, is not read so. Yields now and then.
 */
export function* noJoinerReader(
  columns: readonly JoinerColumn[],
  rows: readonly { cells: readonly string[] }[],
  { today, isHeaded, answers }: { today: string; isHeaded: boolean; answers: ColumnAnswers },
): Generator<void, NoJoiner> {
  const width = Math.max(0, ...columns.map(({ index }) => index + 1))
  const header = Array.from({ length: width }, () => '')
  for (const { index, header: name, field } of columns) if (field === null && !answers.has(index)) header[index] = name
  const cells = rows.slice(0, 20_000).map((row) => row.cells)
  const { status, lastDay } = employmentColumns(header, cells)
  yield
  const column = (index: number | null) => (index === null ? null : { index, header: header[index] ?? '' })
  const told = { status: column(status), lastDay: column(lastDay) }
  const reader = employmentReader(told, (index) => cells.map((row) => row[index] ?? ''), today)
  const nameColumns = columns.flatMap(({ index, field }) => (field !== null && nameFields.has(field) ? [index] : []))
  const keys = header.map(wordKey)
  const areRemarks = header.map(isRemark)
  const areStages = keys.map(
    (key, index) => stageHeader.test(key) || kinds.test(key) || isDecisionHeader(header[index] ?? ''),
  )
  const stands = header.map((_, index) => areRemarks[index] === true && areFew(cells, index))
  yield
  const telling: TellingColumn[] = []
  for (const [index, key] of keys.entries()) {
    if (key === '' || index === status || index === lastDay) continue
    const title = header[index] ?? ''
    const column = tellingColumn(index, title, cells, stageHeader.test(key) || isDecisionHeader(title))
    if (column !== null) telling.push(column)
    yield
  }
  const known = new Set(telling.map(({ index }) => index))
  const open: OpenColumn[] = []
  const addressAt = columns.find(({ field }) => field === 'username')?.index ?? null
  const table = {
    headers: columns.map(({ header: name }) => (isHeaded ? name : '')),
    rows: rows.filter((row) => addressAt === null || (row.cells[addressAt] ?? '').includes('@')),
    addressAt,
    // Letters and numbers alone may stand for anything.
    isMeant: (cell: string) => saysJoining(cell) || (isEveryday(cell) && /\p{L}{2}/u.test(cell)),
  }
  yield
  for (const { index, header: name, field } of columns) {
    if (field !== null || index === status || index === lastDay) continue
    const key = keys[index] ?? ''
    const isRead =
      known.has(index) ||
      (areRemarks[index] === true && !areWords(index)) ||
      actionHeaders.has(key) ||
      cells.slice(0, mostTried).some((row) => speaksAgainst(index, key, row[index] ?? ''))
    const isKnown = isRead || isOfThing(name) || isEndless(index)
    const column = isKnown && !answers.has(index) ? null : yield* openColumn(index, table)
    const asked = column ?? (answers.has(index) ? yield* openColumn(index, table, 'telling') : null)
    if (asked !== null) open.push(asked)
    yield
  }
  const { unanswered, answered } = answerReader(open, answers)
  return { against: (row) => saidAgainst(row) ?? answeredAgainst(row), open }

  function answeredAgainst(row: readonly string[]): string | null {
    const not = answered(row)
    if (not !== null)
      return `The column "${not.header}" ${not.cell === '' ? 'is empty here' : `says "${short(not.cell)}"`}, and you said who joins by it.`
    const asked = unanswered(row)
    return asked?.kind === 'open' ? whyOpen(asked).trim() : null
  }

  function speaksAgainst(index: number, key: string, cell: string): boolean {
    return saysGivenUp(cell) || cellAgainst(index, key, cell) !== null
  }

  /** Whether a column says of some that their employment has no end, and nothing of the others. */
  function isEndless(index: number): boolean {
    const said = cells.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== '' && cell !== '-')
    return said.length > 0 && said.every(saysNoEnd)
  }

  /** Whether nobody remarks more on anybody than a word, as one does who chooses. */
  function areWords(index: number): boolean {
    return cells.every((row) => !/\s/u.test((row[index] ?? '').trim()))
  }

  /** What a cell of one column says against its person, in words that are known; null: nothing. */
  function cellAgainst(index: number, key: string, cell: string): string | null {
    const word = key === '' || cell === '' ? '' : wordKey(cell)
    if (word === '') return null
    const isShut = enabledHeaders.has(key) && standingOf('active', cell) === 'left'
    if (isShut || (/stat(us|e)|zustand|stato|estado/u.test(key) && endedWords.has(word)))
      return left(`"${short(cell)}" (column "${short(header[index] ?? '', 60)}")`)
    if (isOfNobody(cell) || (ofKind.test(key) && isOfGuest(cell))) return mayNotJoin(cell, header[index] ?? '')
    const isStage = areStages[index] === true && cell.length <= longestStage
    if (isStage && (isOff(word) || remarksAgainst(cell))) return mayNotJoin(cell, header[index] ?? '')
    if (accountHeader.test(key) && saysThere(cell)) return mayNotJoin(cell, header[index] ?? '')
    if (areRemarks[index] === true && remarksAgainst(cell.slice(0, longestRemark)))
      return mayNotJoin(short(cell), header[index] ?? '')
    if (stands[index] === true && !isEveryday(cell)) return isRemarked(cell, header[index] ?? '')
    if (actionHeaders.has(key) && !adding.has(word))
      return `The list asks for "${short(cell)}" (column "${short(header[index] ?? '', 60)}"), which is not adding somebody. Drop the row, or say what the column becomes.`
    return null
  }

  function saidAgainst(row: readonly string[]): string | null {
    const employment = reader.read(row)
    if (employment?.left === true) {
      const day = employment.lastDay === null ? '' : `, last day ${employment.lastDay}`
      return left(`"${employment.status ?? employment.lastDay}"${employment.status === null ? '' : day}`)
    }
    for (const [index, key] of keys.entries()) {
      const against = cellAgainst(index, key, row[index] ?? '')
      if (against !== null) return against
    }
    for (const { index, header: name } of columns) {
      const cell = row[index] ?? ''
      if (saysGivenUp(cell)) return mayNotJoin(cell, name)
    }
    for (const index of nameColumns) {
      const aside = nameAgainst((row[index] ?? '').slice(0, longestRemark))
      if (aside !== null) return mayNotJoin(short(aside.trim()), header[index] || (columns[index]?.header ?? 'name'))
    }
    for (const { index, header: name, isAgainst } of telling) {
      const cell = (row[index] ?? '').trim()
      if (isAgainst(cell)) return mayNotJoin(cell, name)
    }
    return null
  }
}

/** Whether a column is of a thing that joiners are given. */
const isOfThing = (header: string): boolean => foldedWords(header).some(isThing)

const mayNotJoin = (cell: string, header: string): string =>
  cell === ''
    ? `The column "${short(header, 60)}" says nothing of this person, though it does of others, so they may not join. Drop the row, or say what the column becomes.`
    : `The list says "${short(cell)}" (column "${short(header, 60)}"), so the person may not join. Drop the row, or say what the column becomes.`

const isRemarked = (cell: string, header: string): string =>
  `Of few people the list remarks something (column "${short(header, 60)}"), and of this one "${short(cell)}", which was not understood. Drop the row, or say what the column becomes.`

/** Whether few rows have something in a column, so that whoever has it stands out. */
function areFew(cells: readonly (readonly string[])[], index: number): boolean {
  const filled = cells.filter((row) => (row[index] ?? '') !== '').length
  return filled > 0 && filled * 2 <= cells.length
}

const longestStage = 60
/** So many rows show whether a column is read by words that are known. */
const mostTried = 2000
/** What is said further on in a longer cell is not looked at. */
const longestRemark = 1000
/** A column without a header holds remarks as well. */
const isRemark = (header: string): boolean => isRemarkHeader(header) || /^Column \d+$/u.test(header)

const left = (what: string): string =>
  `The list says that the person has left or is disabled: ${what}. Drop the row, or say what the column becomes.`
