import { Refusal } from '../../contract/failure.ts'
import { inSlices } from '../cooperative/slices.ts'
import type { Reads } from '../directory/reads.ts'
import type { ByAddress } from '../identity/by-address.ts'
import type { KnownPeople } from '../identity/known-people.ts'
import { whoHaveThem } from '../identity/who-has.ts'
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
}

/** The people of a list as they were told, and how it was read. */
interface ReadPeople {
  people: Resolved[]
  notes: readonly string[]
}

async function peopleOf(read: SourceRead, { reads, people, present }: How, signal: AbortSignal): Promise<ReadPeople> {
  const answers = await inSlices(whoHaveThem(read.entries, reads, await people.names(signal), true), signal)
  const work = (function* () {
    const all: Resolved[] = []
    for (const [at, entry] of read.entries.entries()) {
      all.push(resolvedOf(entry, answers[at] ?? { found: 'none' }, reads, present))
      if (at % 100 === 99) yield
    }
    return all
  })()
  return { people: await inSlices(work, signal), notes: read.notes }
}

/** The people of a file, read by the reader of every list; rows that may mean somebody else, or nobody, are questions. */
export async function readFile(bytes: Uint8Array, how: How, signal: AbortSignal): Promise<ReadPeople> {
  const use = how.present ? 'staff' : 'leavers'
  return peopleOf(await readSource({ bytes }, undefined, { today: how.today, use }, signal), how, signal)
}

/** The same of a text that is a table; null: it is none, and is read line by line. */
export async function readTable(text: string, how: How, signal: AbortSignal): Promise<ReadPeople | null> {
  if (text.split('\n').every((line) => line.trim() === '' || isAddressAlone(line.trim()))) return null
  const use = how.present ? 'staff' : 'leavers'
  const read = await readSource({ text }, undefined, { today: how.today, use }, signal).catch((error: unknown) => {
    if (error instanceof Refusal) return null
    throw error
  })
  return read === null || read.table === null ? null : peopleOf(read, how, signal)
}
