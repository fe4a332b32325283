import type { Change } from '../../../contract/change.ts'
import type { JoinerField, JoinerVerdict } from '../../../contract/joiners.ts'
import { type DayOrder, readDay } from '../../intake/dates.ts'
import { isAddress } from '../../text/addresses/address-fault.ts'
import { foldedWords } from '../../text/word-set.ts'
import type { Domains } from '../domains.ts'
import { readAddress } from './address-cell.ts'
import type { GroupSeparator } from './group-cell.ts'
import { readGroups } from './group-questions.ts'
import { inDirectory, isNoValue, longestName, readName } from './name-cell.ts'
import { type Question, short, words } from './question.ts'

/** What is kept here of a joiner, because LastPass does not keep it. */
export interface JoinerFacts {
  department?: string
  manager?: string
  managerAddress?: string
  /** YYYY-MM-DD */
  startDate?: string
}

/** A row as read, before anybody is looked for. */
export interface ReadRow {
  username: string
  fullname: string
  groups: string[]
  /** Groups that the department's rule adds. */
  byRule: string[]
  attributes: Record<string, string>
  duoUsername?: string
  securidUsername?: string
  facts: JoinerFacts
  questions: Question[]
}

/** A row with its verdict. */
export interface CheckedRow {
  row: number
  line: number
  verdict: JoinerVerdict
  reason?: string
  change?: Change
  /** The change that does what is meant, for somebody whose account is disabled. */
  instead?: Change
  questions: Question[]
  facts: JoinerFacts
  fullname: string
  username: string
}

/** What reading a row goes by. */
export interface RowOptions {
  known: ReadonlySet<string>
  domains: Domains
  separator: GroupSeparator | undefined
  own: boolean
  dayOrder: DayOrder
  /** Groups of each department, by its name. */
  departments: ReadonlyMap<string, readonly string[]>
  /** Names that a person said are new groups. */
  newGroups: ReadonlySet<string>
}

/** Whether a cell may mean a department: it begins its name, or says it beside a number or another word: "Sales (4410)". */
function isNear(department: string, cell: string): boolean {
  const said = new Set(foldedWords(cell))
  const own = foldedWords(department)
  return (
    department.toLowerCase().startsWith(cell.toLowerCase()) || (own.length > 0 && own.every((word) => said.has(word)))
  )
}

/** Names of attributes whose value nobody may read. */
const secretName =
  /pass(?:word|wd|wort|phrase|code)|pwd|kennwort|parola|contrase|mot.?de.?pass|wachtwoord|has[lł]o|lozinka|\bpin\b|secret|api.?key|\btoken\b/iu
const secretWords =
  'An attribute can be read by every admin, and is kept in the journal: no place for a password. Leave the column out; a first password can be set in the form of one joiner.'

/** Reads one row: what would be sent, and what has to be asked before. Pure. */
export function readRow(
  cellOf: (field: JoinerField) => string,
  groupCells: readonly { column: number; cell: string }[],
  attributes: readonly JoinerField[],
  options: RowOptions,
  isEntered = options.own,
): ReadRow {
  const { domains, departments } = options
  const questions: Question[] = []
  const ask = (question: Question) => questions.push(question)
  const askAt = (field: JoinerField) => (question: Omit<Question, 'field'>) => ask({ field, ...question })

  /** A cell that a program left without a value gives none, and that is said. */
  const filledOf = (field: JoinerField) => {
    const cell = words(cellOf(field))
    if (cell === '' || !isNoValue(cell)) return cell
    ask({ field, message: `"${short(cell)}" was taken for no value.`, suggestions: [], blocks: false })
    return ''
  }

  const username = readAddress(cellOf('username'), domains, askAt('username'), isEntered)
  const whole = readName('fullname', cellOf('fullname'), ask)
  const parts = (['firstName', 'middleName', 'lastName'] as const).map((field) => readName(field, cellOf(field), ask))
  const fullname = whole === '' ? words(parts.join(' ')).slice(0, longestName) : whole

  const groups = [
    ...new Set(
      groupCells.flatMap(({ column, cell }) =>
        readGroups(cell, options, (question) => ask(groupCells.length > 1 ? { ...question, column } : question)),
      ),
    ),
  ]
  if (groups.length > 500) ask({ field: 'groups', message: 'More than 500 groups.', suggestions: [], blocks: true })

  const facts: JoinerFacts = {}
  const all: Record<string, string> = {}
  for (const field of attributes) {
    const value = isNoValue(cellOf(field)) ? filledOf(field) : cellOf(field).trim()
    if (value === '') continue
    const name = field.slice('attribute:'.length)
    if (secretName.test(name)) {
      ask({ field, message: secretWords, suggestions: [], blocks: true })
      continue
    }
    if (value.length > 2000)
      ask({ field, message: 'An attribute holds at most 2,000 characters.', suggestions: [], blocks: true })
    // As own keys, whatever they are called.
    Object.defineProperty(all, name, {
      value: value.slice(0, 2000),
      enumerable: true,
      writable: true,
      configurable: true,
    })
  }
  const department = filledOf('department').slice(0, 200)
  const byRule: string[] = []
  if (department !== '') {
    const canonical = [...departments.keys()].find((name) => name.toLowerCase() === department.toLowerCase())
    const near = canonical === undefined ? [...departments.keys()].filter((name) => isNear(name, department)) : []
    facts.department = canonical ?? department
    if (canonical === undefined && departments.size > 0)
      ask({
        field: 'department',
        message:
          near.length === 0
            ? `"${short(department)}" is not in the list of departments.`
            : `"${short(department)}" is not in the list of departments. Meant ${near.slice(0, 3).join(' or ')}?`,
        suggestions: near.slice(0, 3),
        blocks: false,
      })
    for (const group of canonical === undefined ? [] : (departments.get(canonical) ?? []))
      if (!groups.includes(group)) byRule.push(group)
    all.Department ??= facts.department
  }
  // "Boss One <boss@example.com>" is both.
  const given = inDirectory(cellOf('manager').trim())
  const [, named = given, bound = ''] =
    /^([^<>()]*)[<(]([^<>()\s]+@[^<>()\s]+)[>)]\s*$/u.exec(given) ?? (isAddress(given) ? ['', '', given] : [])
  const manager = isNoValue(named) ? filledOf('manager') : readName('manager', named, ask)
  if (manager !== '') facts.manager = manager
  const managerAddress = filledOf('managerAddress') || bound
  if (managerAddress !== '') {
    if (isAddress(managerAddress)) facts.managerAddress = managerAddress
    else
      ask({
        field: 'managerAddress',
        message: `"${short(managerAddress)}" is no address.`,
        suggestions: [],
        blocks: true,
      })
  }
  const start = words(cellOf('startDate'))
  if (start !== '') {
    const days = readDay(start, options.dayOrder)
    const [day, other] = days ?? []
    if (day === undefined)
      ask({ field: 'startDate', message: `"${short(start)}" is no day.`, suggestions: [], blocks: true })
    else if (other !== undefined)
      ask({
        field: 'startDate',
        message: `"${short(start)}" can be ${day} or ${other}.`,
        suggestions: [day, other],
        blocks: true,
      })
    else facts.startDate = day
  }
  const duo = words(cellOf('duoUsername')).slice(0, 200)
  const securid = words(cellOf('securidUsername')).slice(0, 200)
  return {
    username,
    fullname,
    groups,
    byRule,
    attributes: all,
    ...(duo === '' ? {} : { duoUsername: duo }),
    ...(securid === '' ? {} : { securidUsername: securid }),
    facts,
    questions,
  }
}

/** What is sent for a row that was read. */
export function changeOf({
  username,
  fullname,
  groups,
  byRule,
  attributes,
  duoUsername,
  securidUsername,
}: ReadRow): Change {
  const all = [...groups, ...byRule]
  return {
    kind: 'add',
    username,
    ...(fullname === '' ? {} : { fullname }),
    ...(all.length === 0 ? {} : { groups: all }),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    ...(duoUsername === undefined ? {} : { duoUsername }),
    ...(securidUsername === undefined ? {} : { securidUsername }),
  }
}
