import type { Change } from '../../contract/change.ts'
import type { JoinerField, JoinerVerdict } from '../../contract/joiners.ts'
import { type DayOrder, readDay } from '../intake/dates.ts'
import { apostrophes } from '../text/address-grammar.ts'
import { cleanAddress, mixedScriptsIn } from '../text/characters.ts'
import { findAddresses } from '../text/find-addresses.ts'
import { garbledText } from '../text/garbled.ts'
import { type Domains, domainOf } from './domains.ts'
import { type GroupSeparator, readGroupCell } from './group-cell.ts'

/** What a row asks a person: about which field, in a sentence, and what is likely meant. */
export interface Question {
  field: JoinerField
  message: string
  /** Values that would settle it, the likeliest first. */
  suggestions: string[]
  /** The row is not sent before it is settled. */
  blocks: boolean
}

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

const longestName = 500
const longestAddress = 320
const short = (text: string, most = 120): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text)
const words = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, ' ').trim()

const local = /^(?!\.)(?!.*\.\.)(?!.*\.$)[^\s@"(),:;<>[\\\]]{1,64}$/u
const host = /^(?=.{1,253}$)(?:(?!-)[\p{L}\p{N}-]{1,63}(?<!-)\.)+(?!-)[\p{L}\p{N}-]{2,63}(?<!-)$/u
const isAddress = (text: string): boolean => {
  const at = text.lastIndexOf('@')
  return at > 0 && text.length <= longestAddress && local.test(text.slice(0, at)) && host.test(text.slice(at + 1))
}

function readAddress(cell: string, domains: Domains, ask: (question: Omit<Question, 'field'>) => void): string {
  const given = cell.trim()
  if (given === '') {
    ask({ message: 'There is no address.', suggestions: [], blocks: true })
    return ''
  }
  if (given.length > 2000) {
    ask({ message: 'The address is too long to be one.', suggestions: [], blocks: true })
    return given.slice(0, longestAddress)
  }
  const found = garbledText(given)
  if (found !== null) {
    ask({
      message: `The address "${short(given)}" was read in the wrong encoding.`,
      suggestions: found.meant === null ? [] : [found.meant],
      blocks: true,
    })
    return given.slice(0, longestAddress)
  }
  const { address, removed } = cleanAddress(given)
  let username = address
  if (!isAddress(username)) {
    const inside = findAddresses(given)
    const [only] = inside
    const reading = only?.readings[0].address ?? ''
    const around = only === undefined ? '' : given.slice(0, only.at) + given.slice(only.end)
    if (inside.length > 1 || only === undefined || only.unsure || !isAddress(reading)) {
      ask({
        message: inside.length > 1 ? 'There are several addresses.' : `"${short(given)}" is no address.`,
        suggestions: inside
          .flatMap(({ readings }) => readings.map((each) => each.address))
          .filter(isAddress)
          .slice(0, 3),
        blocks: true,
      })
      return given.slice(0, longestAddress)
    }
    if (
      /[\p{L}\p{N}]/u.test(
        around.replace(/^\s*(?:mailto|smtp):/iu, '').replace(/^[\s"']*[\p{L}\p{M}\s.,'"-]*<|>.*$/gu, ''),
      )
    ) {
      ask({ message: `"${short(given)}" is more than an address.`, suggestions: [reading], blocks: true })
      return given.slice(0, longestAddress)
    }
    username = reading
  }
  const straight = username.replace(apostrophes, "'")
  if (straight !== username) {
    ask({
      message: 'The address has an apostrophe that no keyboard writes into addresses.',
      suggestions: [straight],
      blocks: true,
    })
    return username
  }
  if (removed.length > 0)
    ask({
      message: `What nobody can see was taken off the address: ${removed.slice(0, 3).join(', ')}.`,
      suggestions: [],
      blocks: false,
    })
  const mixed = mixedScriptsIn(username)
  if (mixed.length > 0)
    ask({
      message: `The address mixes letters of several scripts (${mixed.join(', ')}). Check its spelling.`,
      suggestions: [],
      blocks: true,
    })
  const domain = domainOf(username)
  if (domains.list.length > 0 && !domains.has(domain)) {
    const near = domains.near(domain)
    ask({
      message:
        near === null
          ? `${domain} is none of the company's domains.`
          : `${domain} is none of the company's domains. Meant ${near}?`,
      suggestions: near === null ? [] : [`${username.slice(0, username.lastIndexOf('@'))}@${near}`],
      blocks: near !== null,
    })
  }
  return username
}

function readName(field: JoinerField, cell: string, ask: (question: Question) => void): string {
  const name = words(cell)
  const garbled = garbledText(cell.trim().slice(0, 2000))
  if (garbled !== null)
    ask({
      field,
      message: `"${short(name)}" was read in the wrong encoding${garbled.meant === null ? ', and letters are lost' : ''}.`,
      suggestions: garbled.meant === null ? [] : [garbled.meant],
      blocks: true,
    })
  else if (/\p{L}\?\p{L}/u.test(name))
    ask({ field, message: `"${short(name)}" has a question mark in place of a letter.`, suggestions: [], blocks: true })
  if (name.length > longestName) {
    ask({ field, message: `The name is longer than ${longestName} characters.`, suggestions: [], blocks: true })
    return name.slice(0, longestName)
  }
  if (/^[=+\-@]/u.test(name))
    ask({ field, message: 'It begins like a formula and is kept as text.', suggestions: [], blocks: false })
  return name
}

/** Reads one row: what would be sent, and what has to be asked before. Pure. */
export function readRow(
  cellOf: (field: JoinerField) => string,
  attributes: readonly JoinerField[],
  options: RowOptions,
): ReadRow {
  const { known, domains, departments, newGroups } = options
  const questions: Question[] = []
  const ask = (question: Question) => questions.push(question)
  const askAt = (field: JoinerField) => (question: Omit<Question, 'field'>) => ask({ field, ...question })

  const username = readAddress(cellOf('username'), domains, askAt('username'))
  const whole = readName('fullname', cellOf('fullname'), ask)
  const parts = [readName('firstName', cellOf('firstName'), ask), readName('lastName', cellOf('lastName'), ask)]
  const fullname = whole === '' ? words(parts.join(' ')).slice(0, longestName) : whole

  const groups: string[] = []
  const cell = cellOf('groups')
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

  const facts: JoinerFacts = {}
  const all: Record<string, string> = {}
  for (const field of attributes) {
    const value = cellOf(field).trim()
    if (value === '') continue
    if (value.length > 2000)
      ask({ field, message: 'An attribute holds at most 2,000 characters.', suggestions: [], blocks: true })
    // As own keys, whatever they are called.
    Object.defineProperty(all, field.slice('attribute:'.length), {
      value: value.slice(0, 2000),
      enumerable: true,
      writable: true,
      configurable: true,
    })
  }
  const department = words(cellOf('department')).slice(0, 200)
  const byRule: string[] = []
  if (department !== '') {
    const canonical = [...departments.keys()].find((name) => name.toLowerCase() === department.toLowerCase())
    const near =
      canonical === undefined
        ? [...departments.keys()].filter((name) => name.toLowerCase().startsWith(department.toLowerCase()))
        : []
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
  const manager = readName('manager', cellOf('manager'), ask)
  if (manager !== '') facts.manager = manager
  const managerAddress = words(cellOf('managerAddress'))
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
