import { Refusal } from '../../contract/failure.ts'
import { inSlices } from '../cooperative/slices.ts'
import type { Reads } from '../directory/reads.ts'
import type { ByAddress } from '../identity/by-address.ts'
import type { KnownPeople } from '../identity/known-people.ts'
import { whoHaveThem } from '../identity/who-has.ts'
import { answersBy, type ColumnAnswers, type GivenAnswers, shownAsked } from '../intake/asked/column-answers.ts'
import type { Entry } from '../intake/list-entry.ts'
import { readSource, type SourceRead } from '../intake/read-list.ts'
import { keyOf } from '../text/user-key.ts'
import { isAddressAlone, type Resolved } from './resolve.ts'

/** What says that somebody of a list of present people is none; null: nothing does. */
function goneBy({ employment }: Entry): string | null {
  if (employment?.left !== true) return null
  if (employment.status !== null) return `The row says "${employment.status}". `
  return `The row names ${employment.lastDay ?? 'a day'} as the last day. `
}

function resolvedOf(entry: Entry, answer: ByAddress<number>, reads: Pick<Reads, 'at'>, present: boolean): Resolved {
  const given = entry.address ?? entry.given
  const users = answer.found === 'none' ? [] : reads.at([...new Set(answer.users)]).map(({ user }) => user)
  const gone = present ? goneBy(entry) : null
  const [only] = users
  if (gone === null && answer.found === 'one' && only !== undefined && users.length === 1)
    return { given, key: keyOf(only.username), user: only, doubted: [], why: '' }
  return { given, key: null, user: null, doubted: users, why: gone ?? (answer.found === 'several' ? answer.why : '') }
}

interface How {
  reads: Reads
  people: KnownPeople
  /** YYYY-MM-DD: what is past and what is to come. */
  today: string
  /** The list is of people who are in, so that the row of somebody who left means nobody. */
  present: boolean
  /** What a person said of columns that may say who is meant. */
  answers: GivenAnswers
}

/** The people of a list as they were told, how it was read, and the columns that may say who is meant. */
interface ReadPeople {
  people: Resolved[]
  asked: ReturnType<typeof shownAsked>[]
  notes: string[]
}

/** Whoever a row means, and another row of the same person does not: a question. */
function againstOf({ given, user }: Resolved, { header, cell }: NonNullable<Entry['notMeant']>): Resolved {
  const says = cell === '' ? 'says nothing' : `says "${cell}"`
  const why = `Another row of the same person ${says} in the column "${header}". `
  return { given, key: null, user: null, doubted: user === null ? [] : [user], why }
}

/** How many rows were left out by what a person said of their columns, a sentence for each column. */
function leftOutNotes(entries: readonly Entry[], told: ReadonlySet<string>): string[] {
  const rows = new Map<string, Set<number>>()
  for (const { line, notMeant } of entries)
    if (notMeant !== undefined) rows.set(notMeant.header, (rows.get(notMeant.header) ?? new Set()).add(line))
  return [...rows].map(
    ([header, { size }]) =>
      `${size.toLocaleString('en-US')} ${size === 1 ? 'row was' : 'rows were'} left out by ${told.has(header) ? `what you said of the column "${header}"` : `what the column "${header}" says`}.`,
  )
}

async function peopleOf(
  read: SourceRead,
  { reads, people, present, answers: said }: How,
  signal: AbortSignal,
): Promise<ReadPeople> {
  const { entries, notes } = read
  const answers = await inSlices(whoHaveThem(entries, reads, await people.names(signal), true), signal)
  const work = (function* () {
    const all: Resolved[] = []
    /** What is said against people by rows that do not mean them. */
    const against = new Map<string, NonNullable<Entry['notMeant']>>()
    for (const [at, entry] of entries.entries()) {
      const answer = answers[at] ?? { found: 'none' }
      if (entry.notMeant === undefined) all.push(resolvedOf(entry, answer, reads, present))
      else if (answer.found !== 'none')
        for (const { user } of reads.at([...new Set(answer.users)])) against.set(keyOf(user.username), entry.notMeant)
      if (at % 100 === 99) yield
    }
    if (against.size === 0) return all
    return all.map((one) => {
      const said = one.key === null ? undefined : against.get(one.key)
      return said === undefined ? one : againstOf(one, said)
    })
  })()
  const told = new Set(
    said.flatMap(({ column }) => read.table?.asked.find(({ index }) => index === column)?.header ?? []),
  )
  return {
    people: await inSlices(work, signal),
    asked: (read.table?.asked ?? []).map(shownAsked),
    notes: [...leftOutNotes(entries, told), ...notes],
  }
}

const optionsOf = ({
  today,
  present,
  answers,
}: How): {
  today: string
  use: 'staff' | 'leavers'
  ofGroup: true
  deed: 'add' | 'remove'
  answers: ColumnAnswers
} => ({
  today,
  ofGroup: true,
  deed: present ? 'add' : 'remove',
  use: present ? 'staff' : 'leavers',
  answers: answersBy(answers),
})

/** The people of a file, read by the reader of every list; rows that may mean somebody else, or nobody, are questions. */
export async function readFile(bytes: Uint8Array, how: How, signal: AbortSignal): Promise<ReadPeople> {
  return peopleOf(await readSource({ bytes }, undefined, optionsOf(how), signal), how, signal)
}

/** The same of a text that is a table; null: it is none, and is read line by line. */
export async function readTable(text: string, how: How, signal: AbortSignal): Promise<ReadPeople | null> {
  if (text.split('\n').every((line) => line.trim() === '' || isAddressAlone(line.trim()))) return null
  const read = await readSource({ text }, undefined, optionsOf(how), signal).catch((error: unknown) => {
    if (error instanceof Refusal && how.answers.length === 0) return null
    throw error
  })
  return read === null || read.table === null ? null : peopleOf(read, how, signal)
}
