import { calendarWords } from '../dates.ts'
import { isStartHeader, isStatusHeader, saysNo, saysYes } from '../employment/employment-words.ts'
import { isFormOfLeaving } from '../employment/word-stems.ts'
import { isComing, isHarmless, isStaying } from '../others/others-words.ts'
import {
  isLeavingCell,
  isUnderstood,
  mayGoOn,
  speaksOfLeaver,
  speaksOfLeaving,
  tellsReason,
  wordsOf,
} from './leaving-cells.ts'
import {
  isAbsenceHeader,
  isCodeHeader,
  isDecisionHeader,
  isDoneHeader,
  isEventHeader,
  isNothing,
  isOfElse,
  isPositionHeader,
  isRemarkHeader,
  isTickHeader,
  saysDone,
  saysOpen,
} from './telling-headers.ts'

/** More different values are no statuses. */
const mostStatuses = 12
/** More different values are names, numbers or stories, and tell no kinds of rows apart. */
export const mostValues = 500

/** What a column says of its rows, where it tells some apart from others. */
export type ColumnKind =
  /** Remarks of people. */
  | 'remark'
  /** Ticks for those with whom something is to be done. */
  | 'tick'
  /** Ticks for those with whom it has been done, or who stay after all. */
  | 'done'
  /** How far each is: some are done. */
  | 'stage'
  /** What happens to each: some leave, others do something else. */
  | 'event'
  /** The status of each, of which no value is known. */
  | 'status'
  /** What was decided on each, or the reason. */
  | 'decision'
  /** The day of each: some have none yet. */
  | 'day'
  /** Letters that stand for what happens to each. */
  | 'choice'
  /** When each leaves, or what is to be done then. */
  | 'when'
  /** What is noted of those who leave; who has nothing there may stay. */
  | 'leaving'
  /** What each row is about: some are about this product. */
  | 'product'

/** Whether a header or a cell names this very product among others. */
export const isOwnProduct = (text: string): boolean => /\blast\s?pass\b/iu.test(text)
/** Longer cells say something of it. */
const mostProductWords = 4
/** Whether a cell names this product, and its edition at most. */
const namesProduct = (cell: string): boolean => isOwnProduct(cell) && cell.split(/\s+/u).length <= mostProductWords
/** A day, with its year or without. */
const dayAlone = /^\d{1,2}[./-]\d{1,2}[./-]?(?:\d{2,4})?$|^\d{4}-\d{2}-\d{2}$/u
const isBack = (word: string): boolean => isStaying(word) || word === 'rehired'

/** "L/M/J", "Leaver/Mover": a header that names what its cells may be. */
const isChoice = (header: string): boolean => /^\p{L}+(?:\s?\/\s?\p{L}+)+$/u.test(header)

let calendar: ReadonlySet<string> | null = null
/** Whether words are the names of months or days, and nothing else. */
function areOfCalendar(words: readonly string[]): boolean {
  calendar ??= new Set(calendarWords())
  return words.length > 0 && words.every((word) => calendar?.has(word) === true || /^\d+$/u.test(word))
}

/** Whether a cell says more than a day, a name or a place: words in small letters that are not understood. */
export const isStory = (cell: string): boolean =>
  !/\d/u.test(cell) && cell.split(/\s+/u).some((word) => /^\p{Ll}{3}/u.test(word)) && !isUnderstood(cell)

/** Whether a column says of some that they are out, and of others that they are in. */
const isInOrOut = (cells: readonly string[]): boolean => {
  const words = cells.map((cell) => cell.toLowerCase())
  return words.includes('in') && words.includes('out')
}

/** How the values of a column tell its rows apart; null: they do not. */
export function kindOf(
  title: string | undefined,
  values: ReadonlySet<string>,
  { isOneRow, hasEmployment }: { isOneRow: boolean; hasEmployment: boolean },
): ColumnKind | null {
  const header = title === '' ? undefined : title
  const cells = [...values]
  const differs = cells.length > 1
  const isMany = cells.length > mostValues
  const words = wordsOf(header ?? '')
  const areTicks = !isMany && cells.some(saysYes) && cells.every((cell) => cell === '' || saysYes(cell) || saysNo(cell))
  // "Exit cancelled", "Rehired": whoever has something there does not leave.
  if (
    differs &&
    // Days after the last day are read with it.
    !(hasEmployment && isStartHeader(header ?? '') && cells.some((cell) => dayAlone.test(cell))) &&
    words.some(isBack) &&
    words.every((word) => isBack(word) || speaksOfLeaving([word]) || isFormOfLeaving(word) || isHarmless(word))
  )
    return 'done'
  // "New hire": whoever has a yes there comes.
  if (areTicks && words.some(isComing) && words.every((word) => isComing(word) || isHarmless(word))) return 'done'
  if (header !== undefined && isDoneHeader(header)) return cells.some((cell) => cell !== '') ? 'done' : null
  // What somebody decided of each row, or gave as the reason, says what becomes of it; "Termination reason" that all leave.
  if (
    header !== undefined &&
    differs &&
    !hasEmployment &&
    isDecisionHeader(header) &&
    !isAbsenceHeader(header) &&
    !speaksOfLeaving(words)
  )
    return 'decision'
  if (header !== undefined && isRemarkHeader(header)) return differs || isOneRow ? 'remark' : null
  if (header !== undefined && differs && !hasEmployment && cells.some(isNothing) && speaksOfLeaving(words))
    return 'leaving'
  if (header !== undefined && isAbsenceHeader(header)) return 'done'
  if (header !== undefined && isEventHeader(header) && !isMany && !cells.every(isLeavingCell)) return 'event'
  if (!differs || isMany) return null
  // A table of several applications: what is to be done in another one is none of this one's.
  if (cells.some(namesProduct) && !cells.every(isOwnProduct)) return 'product'
  // "L", "M": letters that stand for something tell rows apart, and nobody can tell how.
  if (header === undefined && cells.every((cell) => /^\p{Lu}$/u.test(cell))) return 'choice'
  if (header !== undefined && isCodeHeader(header, cells)) return 'choice'
  // Ones and noughts under months: whether somebody is there, or is to go, nobody can tell.
  if (header !== undefined && areTicks && cells.includes('0') && areOfCalendar(words)) return 'choice'
  const isTicked = header !== undefined && (isTickHeader(header) || isOwnProduct(header) || speaksOfLeaving(words))
  if (isTicked && (areTicks || (speaksOfLeaving(words) && cells.some(saysYes)))) return 'tick'
  const someLeave = cells.some(isLeavingCell) && !cells.every(isLeavingCell)
  if (header === undefined) return someLeave ? 'event' : null
  if (isChoice(header) && (speaksOfLeaving(words) || header.length < 6)) return 'choice'
  if ((isStatusHeader(header) || isOwnProduct(header)) && cells.some(saysDone)) return 'stage'
  if (isInOrOut(cells)) return 'event'
  if (isStatusHeader(header) && !isOfElse(header) && !hasEmployment && cells.length <= mostStatuses) return 'status'
  const isDays = cells.some((cell) => dayAlone.test(cell))
  if (isDays && cells.some((cell) => cell !== '' && !/\d/u.test(cell))) return 'day'
  const isReason = isDecisionHeader(header)
  if (speaksOfLeaving(words) && !isReason && !hasEmployment && cells.some(isStory)) return 'when'
  if (someLeave && !speaksOfLeaving(words) && !(isReason && hasEmployment)) return 'event'
  // A day or a status says more of each row than the words of another column.
  const isLoose = !hasEmployment && !isPositionHeader(header)
  return isLoose && cells.some(speaksOfLeaver) && !cells.every(speaksOfLeaver) ? 'event' : null
}

/** Whether a cell of such a column speaks against its row. */
export function isAgainst(kind: ColumnKind, cell: string): boolean {
  switch (kind) {
    case 'remark':
      return cell !== '' && (!isUnderstood(cell) || mayGoOn(cell))
    case 'tick':
      return !saysYes(cell)
    case 'done':
      return cell !== '' && !saysNo(cell)
    case 'leaving':
      return isNothing(cell)
    case 'product':
      return !isOwnProduct(cell)
    case 'stage':
      return saysDone(cell)
    case 'day':
      return cell !== '' && !/\d/u.test(cell)
    case 'when':
      return isStory(cell)
    case 'choice':
      return cell === '' || !isLeavingCell(cell)
    case 'decision':
      return cell === '' || !(isLeavingCell(cell) || speaksOfLeaver(cell) || (tellsReason(cell) && !saysOpen(cell)))
    case 'status':
      return cell === '' || !(isLeavingCell(cell) || saysOpen(cell))
    case 'event':
      return (
        !isLeavingCell(cell) &&
        !speaksOfLeaver(cell) &&
        cell.toLowerCase() !== 'out' &&
        !saysOpen(cell) &&
        !tellsReason(cell)
      )
  }
}
