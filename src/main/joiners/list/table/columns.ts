import type { JoinerField } from '../../../../contract/joiners.ts'
import { readDay } from '../../../intake/dates.ts'
import { saysNo, saysYes } from '../../../intake/employment/employment-words.ts'
import { soleAddress } from '../../../intake/list-entry.ts'
import { isOwnAddressHeader } from '../../../intake/table/address-header.ts'
import { headerKey } from '../../../intake/table/column-headers.ts'
import { findAddresses } from '../../../text/addresses/find-addresses.ts'
import { fold } from '../../../text/folding.ts'
import {
  bareKey,
  barely,
  furtherGroups,
  guesses,
  headers,
  isJoinerHeader,
  isOfBefore,
  mayHold,
  namesJoiner,
  notTheirLogin,
} from './joiner-headers.ts'

/** What a column of a list becomes; null: nothing. */
export interface JoinerColumn {
  index: number
  header: string
  field: JoinerField | null
  /** Nobody and no well-known header said so. */
  guessed: boolean
  sample: string
}

export const nameFields: ReadonlySet<JoinerField> = new Set(['fullname', 'firstName', 'middleName', 'lastName'])
const fieldNames = new Set<string>(Object.keys(headers))
const isField = (text: unknown): text is JoinerField =>
  typeof text === 'string' && (fieldNames.has(text) || /^attribute:(?!__proto__$).{1,200}$/su.test(text))

/** What a person said about columns: by header (or number) what it becomes, or by field which header; or one entry a column. */
export type Mapping = Record<string, string | number | null> | (string | null)[]

/** The columns that a mapping is about, by number; what it names and the table does not have is in `unknown`. */
export function mappedColumns(
  mapping: Mapping,
  header: readonly string[],
): { fields: Map<number, JoinerField | null>; unknown: string[] } {
  const fields = new Map<number, JoinerField | null>()
  const unknown: string[] = []
  const find = (name: string | number): number => {
    if (typeof name === 'number') return name < header.length ? name : -1
    const exact = header.indexOf(name)
    if (exact !== -1) return exact
    const loose = header.findIndex((each) => headerKey(each) === headerKey(name) && headerKey(name) !== '')
    return loose !== -1 || !/^\d{1,3}$/u.test(name) ? loose : find(Number(name))
  }
  const set = (name: string | number, field: JoinerField | null) => {
    const index = find(name)
    if (index === -1) unknown.push(String(name))
    else fields.set(index, field)
  }
  if (Array.isArray(mapping)) {
    mapping.forEach((field, index) => {
      if (field === null || isField(field)) set(index, field)
      else unknown.push(field)
    })
    return { fields, unknown }
  }
  for (const [left, right] of Object.entries(mapping)) {
    if (right === null || right === '' || right === 'ignore') set(left, null)
    else if (isField(right) && !(isField(left) && find(left) === -1 && find(right) !== -1)) set(left, right)
    else if (isField(left)) set(right, left)
    else unknown.push(String(right))
  }
  return { fields, unknown }
}

/** What is known of the company that tells columns apart. */
interface Knows {
  isGroup: (cell: string) => boolean
  /** Whether an address is in one of the company's domains. */
  isOurs: (address: string) => boolean
}

/** Decides what each column becomes: what a person said, else by header, else by a guess at header or content. `header` null: the table has none. */
export function decideColumns(
  header: readonly string[] | null,
  rows: readonly (readonly string[])[],
  mapping: Mapping | undefined,
  { isGroup = () => false, isOurs = () => false }: Partial<Knows> = {},
): { columns: JoinerColumn[]; unknown: string[] } {
  const width = Math.min(200, Math.max(header?.length ?? 0, ...rows.slice(0, 200).map((row) => row.length)))
  const names = Array.from({ length: width }, (_, index) => header?.[index]?.trim() || `Column ${index + 1}`)
  const { fields, unknown } =
    mapping === undefined
      ? { fields: new Map<number, JoinerField | null>(), unknown: [] }
      : mappedColumns(mapping, names)
  const taken = new Set<JoinerField>([...fields.values()].filter((field) => field !== null))
  const guessed = new Set<number>()
  const give = (index: number, field: JoinerField, isGuess: boolean) => {
    fields.set(index, field)
    taken.add(field)
    if (isGuess) guessed.add(index)
  }
  const columnOf = (field: JoinerField) => [...fields].find(([, each]) => each === field)?.[0]
  const sample = (index: number) => rows.find((row) => (row[index] ?? '') !== '')?.[index] ?? ''
  const filled = (index: number) =>
    rows
      .slice(0, 200)
      .map((row) => row[index] ?? '')
      .filter((cell) => cell !== '')
  const holdsAddresses = (index: number) => {
    const cells = filled(index)
    // Without a header a whole line may stand where an address is asked about.
    const has = (cell: string) => (header === null ? findAddresses(cell).length > 0 : soleAddress(cell) !== null)
    return cells.length > 0 && cells.filter(has).length * 2 >= cells.length
  }
  const holdsNames = (index: number) => {
    const cells = filled(index)
    return cells.length === 0 || !cells.every((cell) => /\d/u.test(cell) && !/\p{L}{2}/u.test(cell))
  }
  /** What a guess at a header says has to be what its cells hold: "Joining?" may be a day or a yes, "Password manager" a name or a tick. */
  const holdsField = (index: number, field: JoinerField) => {
    const cells = filled(index)
    if (cells.length > 0 && cells.every((cell) => saysYes(cell) || saysNo(cell))) return false
    return field !== 'startDate' || cells.length === 0 || cells.some((cell) => readDay(cell, 'day-first') !== null)
  }
  const keys = names.map((name) => (header === null ? '' : bareKey(name)))
  const isMail = (index: number) =>
    holdsAddresses(index) && guesses.some(([part, field]) => field === 'username' && part.test(keys[index] ?? ''))
  const isOthers = (index: number) =>
    notTheirLogin.test(keys[index] ?? '') ||
    guesses.some(([part, field]) => field.startsWith('manager') && part.test(keys[index] ?? ''))
  const joins = (index: number) =>
    header !== null && !fields.has(index) && !isOthers(index) && namesJoiner(names[index] ?? '')
  // "New hire's mail" says whose it is; "Email" beside it may be of whoever filled in the form.
  const joiners = names.findIndex((_, at) => joins(at) && isMail(at))
  if (joiners !== -1 && !taken.has('username')) give(joiners, 'username', true)
  for (const [field, those] of Object.entries(headers) as [JoinerField, readonly string[]][]) {
    if (taken.has(field)) continue
    const fitting = those.flatMap((name) =>
      keys.flatMap((key, index) => (key === headerKey(name) && !fields.has(index) ? [index] : [])),
    )
    // "Work address" may be where the desk stands, and "Employee" a number: the first column that holds what its header says.
    const holds = field === 'username' ? holdsAddresses : nameFields.has(field) ? holdsNames : () => true
    const index = fitting.find(holds) ?? (nameFields.has(field) ? undefined : fitting[0])
    if (index !== undefined) give(index, field, false)
  }
  names.forEach((name, index) => {
    const attribute = /^attribute:\s*(.{1,200})$/isu.exec(name)?.[1]
    if (attribute !== undefined && !fields.has(index)) give(index, `attribute:${attribute}`, false)
  })
  const mayBeLogin = (index: number) => !fields.has(index) && holdsAddresses(index)
  // A header that says whose address it is comes before guesses at parts of one.
  const own = header === null ? -1 : names.findIndex((name, at) => isOwnAddressHeader(barely(name)) && mayBeLogin(at))
  if (own !== -1 && !taken.has('username')) give(own, 'username', true)
  for (const [part, field] of guesses) {
    if (taken.has(field)) continue
    const fits = (key: string, at: number) =>
      field === 'username'
        ? mayBeLogin(at) && !notTheirLogin.test(key)
        : !fields.has(at) && !(field === 'groups' && isOfBefore(names[at] ?? ''))
    const index = keys.findIndex(
      (key, at) => part.test(key) && mayHold(key, field) && fits(key, at) && holdsField(at, field),
    )
    if (index !== -1) give(index, field, true)
  }
  if (mapping === undefined && taken.has('groups'))
    for (const [index, key] of keys.entries())
      if (!fields.has(index) && furtherGroups.test(key) && !isOfBefore(names[index] ?? ''))
        give(index, 'groups', !headers.groups.includes(key))
  const called = names.findIndex(
    (_, at) => joins(at) && /name|nom\b|imie/u.test(keys[at] ?? '') && !isMail(at) && holdsNames(at),
  )
  if (called !== -1 && !taken.has('fullname') && !taken.has('firstName')) give(called, 'fullname', true)
  nameByItsCells()
  oursBeforeOthers()
  const holdsGroups = (index: number) => {
    const cells = filled(index)
    return cells.length > 0 && cells.filter(isGroup).length * 2 >= cells.length
  }
  if (header === null && !taken.has('groups'))
    for (const index of names.keys()) if (!fields.has(index) && holdsGroups(index)) give(index, 'groups', true)
  if (!taken.has('username')) {
    const some = names.flatMap((_, at) => (!fields.has(at) && holdsAddresses(at) ? [at] : []))
    const index = some.find((at) => !notTheirLogin.test(keys[at] ?? '')) ?? some[0]
    if (index !== undefined) give(index, 'username', true)
  }
  if (header === null && !taken.has('fullname') && !taken.has('firstName')) {
    const texts = names.flatMap((_, at) =>
      !fields.has(at) && filled(at).some((cell) => /\p{L}{2}/u.test(cell) && !cell.includes('@')) ? [at] : [],
    )
    const [one, two] = texts
    const address = columnOf('username') ?? -1
    const isWord = (at: number | undefined) => at !== undefined && filled(at).every((cell) => !/\s/u.test(cell))
    // "Lena;Stern;lena.stern@…": two words of which the addresses are made are the two names.
    const areParts =
      isWord(one) &&
      isWord(two) &&
      rows.every((row) => [one, two].every((at) => fold(row[address] ?? '').includes(fold(row[at ?? -1] ?? ''))))
    if (areParts && one !== undefined && two !== undefined) {
      give(one, 'firstName', true)
      give(two, 'lastName', true)
    } else if (one !== undefined) give(one, 'fullname', true)
  }
  return {
    columns: names.map((name, index) => ({
      index,
      header: name.slice(0, 300),
      field: fields.get(index) ?? null,
      guessed: guessed.has(index),
      sample: sample(index).slice(0, 200),
    })),
    unknown,
  }

  /** Beside a column of last names, "Name" or "Nome" may be the first name, and beside one of first names the last. */
  function nameByItsCells() {
    const whole = columnOf('fullname')
    const [first, last] = [columnOf('firstName'), columnOf('lastName')]
    if (mapping !== undefined || whole === undefined || (first === undefined) === (last === undefined)) return
    const part = first ?? last ?? -1
    const both = rows.slice(0, 200).filter((row) => (row[whole] ?? '') !== '' && (row[part] ?? '') !== '')
    if (both.some((row) => fold(row[whole] ?? '').includes(fold(row[part] ?? '')))) return
    if (both.length > 0) give(whole, first === undefined ? 'firstName' : 'lastName', guessed.has(whole))
  }

  /** Of two columns of addresses the one at the company is the one at work, whatever their headers. */
  function oursBeforeOthers() {
    const chosen = columnOf('username')
    const hasOurs = (index: number) => filled(index).some((cell) => isOurs(soleAddress(cell) ?? ''))
    if (mapping !== undefined || chosen === undefined || hasOurs(chosen)) return
    const better = names.findIndex(
      (name, at) =>
        mayBeLogin(at) &&
        !isOthers(at) &&
        hasOurs(at) &&
        (isMail(at) || isOwnAddressHeader(barely(name)) || isJoinerHeader(name)),
    )
    if (better === -1) return
    fields.delete(chosen)
    give(better, 'username', true)
  }
}
