import type { Change, ImpactNote } from '../../contract/change.ts'
import { keyOf } from '../text/user-key.ts'
import { namedByDirectory } from './directory-signs.ts'

/** What a person said of a group. */
export type Said = 'directory' | 'here'

/** Under which names the journal's store keeps them. */
export const keptNames = { said: 'group-owners', seen: 'group-owners-seen' } as const

/** Somebody or a group that LastPass' log shows a provisioning client at work on, with its name and the last day. */
export type Sighting = readonly [name: string, client: string, day: string]

/** What the log showed. */
export interface Seen {
  /** How many events told of it, by kind. */
  totals: readonly number[]
  groups: readonly Sighting[]
  people: readonly Sighting[]
}
export const nothingSeen: Seen = { totals: [], groups: [], people: [] }

/** Whom a directory (SCIM, an Active Directory connector) seems to keep, so that what is changed here is undone. */
export interface Owners {
  /** Null: nothing says that a directory keeps it. */
  group(name: string): { why: string } | null
  /** By the log alone; null: nothing says so. */
  person(username: string): { why: string } | null
  said(name: string): Said | null
}

interface Kept {
  get(name: string): unknown
}

/** What persons said of groups, by name. */
export const saidOf = (kept: Kept): Map<string, Said> => new Map((kept.get(keptNames.said) ?? []) as [string, Said][])
/** What the log showed. */
export const seenOf = (kept: Kept): Seen => (kept.get(keptNames.seen) as Seen | null) ?? nothingSeen

// Made when a day is told: a start would wait for the tables of the language that it reads.
let date: Intl.DateTimeFormat | null = null
function told([, client, day]: Sighting): string {
  date ??= new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
  return `LastPass’ log names ${client} for it, last on ${date.format(new Date(day))}.`
}

/** Reads what is kept, once; a person's word counts before every sign. */
export function ownersBy(kept: Kept): Owners {
  const said = saidOf(kept)
  const { groups, people } = seenOf(kept)
  const byGroup = new Map(groups.map((sighting) => [sighting[0], sighting]))
  const byPerson = new Map(people.map((sighting) => [sighting[0], sighting]))
  return {
    group(name) {
      const word = said.get(name)
      if (word === 'here') return null
      if (word === 'directory') return { why: 'Somebody here marked it as managed by a directory.' }
      const sighting = byGroup.get(name)
      if (sighting !== undefined) return { why: told(sighting) }
      return namedByDirectory(name) ? { why: 'It has a name as directories give it.' } : null
    },
    person(username) {
      const sighting = byPerson.get(keyOf(username))
      return sighting === undefined ? null : { why: told(sighting) }
    },
    said: (name) => said.get(name) ?? null,
  }
}

/** What is to be known of changes of groups that a directory seems to keep, by lower-case user name. */
export function* ownedGroupNotes(
  changes: readonly Change[],
  owners: Owners,
): Generator<readonly [string, ImpactNote[]]> {
  const known = new Map<string, { why: string } | null>()
  for (const change of changes) {
    const groups =
      change.kind === 'groups' ? [...change.add, ...change.remove] : change.kind === 'add' ? (change.groups ?? []) : []
    for (const name of groups) {
      if (!known.has(name)) known.set(name, owners.group(name))
      const owner = known.get(name)
      if (owner === null || owner === undefined) continue
      const message = `A directory seems to manage "${name}", and its next run may undo this edit. ${owner.why} Change it in the directory.`
      yield [keyOf(change.username), [{ code: 'directory-group', message: message.slice(0, 1000) }]]
      // One such group says it; more of them would only repeat it.
      break
    }
  }
}
