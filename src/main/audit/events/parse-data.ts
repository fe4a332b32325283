import { meaningOf } from '../../../contract/audit/action-names.ts'
import type { EventParts } from '../../../contract/calls/audit/audit.ts'
import { address, callerOf, fromApi, intoGroup, outOfGroup } from './api-caller.ts'

// What the text of an event (`Data`) tells, for the actions whose shape is known from recordings. Names of folders and groups
// may hold quotes, commas, " to " and " - ", so a text that can be read in two ways tells nothing: its raw form is kept anyway.

type Reader = (data: string) => EventParts | null

/** A host with a point, a port or a path: one bare word could be anything. */
const host =
  /^(?:https?:\/\/)?(?:(?:[\p{L}\p{N}_-]+\.)+[\p{L}\p{N}_-]+(?::\d+)?(?:[/?#]\S*)?|(?:[\p{L}\p{N}_-]+|\[[\da-f:.]+\])(?::\d+(?:[/?#]\S*)?|\/\S*))$/iu
const client = /^LastPass via (.+?)(?: v(\d[\w.+-]*))?$/iu

const whole =
  (pattern: RegExp, parts: (found: string[]) => EventParts | null): Reader =>
  (data) => {
    const found = pattern.exec(data)
    return found === null ? null : parts(found.slice(1).map((part) => part ?? ''))
  }

/** The first reading that fits. */
const either =
  (...readers: Reader[]): Reader =>
  (data) => {
    for (const reader of readers) {
      const parts = reader(data)
      if (parts !== null) return parts
    }
    return null
  }

const site: Reader = (data) => {
  const name = bracketed(data.trim())
  return name === '' || !host.test(name) ? null : { site: name }
}
/** Some records put a site into brackets. */
const bracketed = (name: string): string => /^\[([^[\]\s]+)\]$/u.exec(name)?.[1] ?? name
const itemOf = (where: 'from' | 'to'): Reader =>
  whole(new RegExp(`^VID:\\s*(\\d{1,25})(?: ${where}(?: (.+))?)?$`, 'siu'), ([item, folder]) => ({
    item: item ?? '',
    ...(folder ? { folder } : {}),
  }))
const detailed: Reader = either(
  whole(/^(.+) \(([^()]*)\) \(([^()\s]+)\)$/su, ([, , name]) => site(name ?? '')),
  whole(/^(.+) \(([^()\s]+)\)$/su, ([, name]) => site(name ?? '')),
)
const login: Reader = either(
  whole(client, ([name, version]) => ({ client: name ?? '', ...(version ? { version } : {}) })),
  itemOf('from'),
  site,
)
const vaultItem: Reader = either(itemOf('from'), detailed, site)
const note: Reader = either(
  whole(/^Secure Note \(VID:\s*(\d{1,25})\)(?: from (.+))?$/isu, ([item, name]) => ({
    item: item ?? '',
    ...(name ? { folder: name } : {}),
  })),
  // The note's name is anything that people write, so only where one place can be the border.
  whole(/^Secure Note(?: \((.*?)\))? from (.+)$/su, ([, folder]) =>
    folder === undefined || folder.includes(') from ') ? {} : { folder },
  ),
)
/** Addresses alone, with commas, semicolons or blanks between them. */
const people: Reader = (data) => {
  const names = data.split(/[\s,;]+/u).filter((name) => name !== '')
  if (names.length === 0 || !names.every((name) => address.test(name))) return null
  return names.length === 1 ? { person: names[0] ?? '' } : { people: names }
}
/** Addresses, or a bare login name; quoted or not. */
const person: Reader = (data) => {
  const names = unquoted(data)
  return people(names) ?? (/^\S+$/u.test(names) ? { person: names } : null)
}

// "' '" between folder and person: the person has no blank, so the last one separates.
const folderAndPerson = whole(/^'(.+)' '([^\s']\S*?)'$/su, ([folder, who]) => ({
  folder: folder ?? '',
  person: who ?? '',
}))
/** A right as it is written; another word says nothing of it. */
function right(name: 'readOnly' | 'canAdminister' | 'hidePasswords', word = ''): EventParts {
  if (/^(y|yes|1|true)$/i.test(word)) return { [name]: true }
  return /^(n|no|0|false)$/i.test(word) ? { [name]: false } : {}
}
const permissions = whole(
  /^'(.+)' '([^\s']\S*?)' 'Read only:\s*(\w+)\s+Admin:\s*(\w+)\s+Hide PW:\s*(\w+)'$/isu,
  ([folder, who, readOnly, admin, hide]) => ({
    folder: folder ?? '',
    person: who ?? '',
    ...right('readOnly', readOnly),
    ...right('canAdminister', admin),
    ...right('hidePasswords', hide),
  }),
)
/** Two quoted names; a separator that occurs twice could be part of a name. */
const pairOf =
  (separator: string): Reader =>
  (data) => {
    if (data.length < 2 || !data.startsWith("'") || !data.endsWith("'")) return null
    const parts = data.slice(1, -1).split(separator)
    return parts.length === 2 ? { from: parts[0] ?? '', to: parts[1] ?? '' } : null
  }
const folder: Reader = (data) => (data.trim() === '' ? null : { folder: unquoted(data) })
const group: Reader = whole(/^'(.+)'$/su, ([name]) => ({ group: name ?? '' }))
const unquoted = (text: string): string => (/^'.+'$/su.test(text) ? text.slice(1, -1) : text)
const groupAndPerson = whole(/^'(.+)' '([^\s']\S*?)'$/su, ([name, who]) => ({ group: name ?? '', person: who ?? '' }))
const personToGroup = whole(/^(\S+) - (.+)$/su, ([who, name]) => ({ person: who ?? '', group: name ?? '' }))
/** The separator may be part of the address, or of the folder's name: what stands before it has to be one. */
const madeForFolder: Reader = (data) => {
  const readings = [...data.matchAll(/\s?-\s?Shared-/gu)]
    .map(({ 0: between, index }) => ({
      person: data.slice(0, index),
      folder: data.slice(index + between.length).trim(),
    }))
    .filter(({ person, folder }) => /^\S+$/u.test(person) && folder !== '')
  const [only, ...others] = readings
  return readings.find(({ person }) => address.test(person)) ?? (others.length === 0 ? only : null) ?? people(data)
}
const limited = either(
  folderAndPerson,
  whole(/^(.+) (\S+)$/su, ([name, who]) => ({ folder: name ?? '', person: who ?? '' })),
)
const moved = (where: 'from' | 'to'): Reader =>
  either(
    itemOf(where),
    // Without a site the text begins with the separator.
    whole(new RegExp(`^(?:(\\S+) )? ?${where} (.+)$`, 'su'), ([what, name]) => {
      const known = name === 'INVALID SHARED FOLDER' ? {} : { folder: name ?? '' }
      return { ...(what ? site(what) : {}), ...known }
    }),
  )
const policy = either(
  whole(/^(.*?) New value:(?: (.*))?$/isu, ([name, value]) => ({ policy: name ?? '', value: value ?? '' })),
  (data) => (data.trim() === '' ? null : { policy: data }),
)
const sites: Reader = (data) => (data.includes(',') ? null : vaultItem(data))

const readers: readonly (readonly [readonly string[], Reader])[] = [
  [['log in', 'login', 'lastpass login', 'failed login attempt', 'failed login'], login],
  [['site added', 'site changed', 'password changed', 'username changed', 'form filled', 'site deleted'], vaultItem],
  [['deleted sites'], sites],
  [['add secure note', 'open secure note', 'edit secure note', 'delete secure note'], note],
  [['employee account created', 'employee invited', 'employee account deleted'], people],
  [
    [
      'make admin',
      'made admin',
      'remove admin',
      'require password change',
      'login to admin console',
      'master password reset by super admin',
      'super admin password reset',
      'employee account disabled',
      'deactivated user',
      'deactivating user',
      'reactivated user',
      'reactivating user',
      'deleting user',
      'creating user',
      'remove user from company',
      'removing user from lastpass business',
      'user deprovisioned',
      'user provisioned',
      'stop requiring password change',
      're-invite user',
    ],
    person,
  ],
  [['add to shared folder', 'removed from shared folder'], folderAndPerson],
  [['update folder permissions'], permissions],
  [['renamed shared folder'], pairOf("' '")],
  [
    [
      'created shared folder',
      'deleted shared folder',
      'delete shared folder',
      'restored shared folder',
      'permanently deleted shared folder',
    ],
    folder,
  ],
  [['create group', 'delete group'], group],
  [['rename group'], pairOf("' to '")],
  [outOfGroup, groupAndPerson],
  [intoGroup, either(groupAndPerson, personToGroup)],
  [['created lastpass account'], madeForFolder],
  [['limit shared folder'], limited],
  [['move to shared folder'], moved('to')],
  [['move from shared folder', 'delete shared sites'], moved('from')],
  [['add policy', 'edit policy', 'delete policy', 'update policy users'], policy],
]

const byAction = new Map(readers.flatMap(([actions, reader]) => actions.map((action) => [action, reader] as const)))

/** What an event tells besides its fields; empty where its shape is not sure. */
export function parseData(username: string, action: string, data: string): EventParts {
  const caller = callerOf(username, action)
  const api = fromApi(data)
  if (api !== null) return { ...caller, ...api }
  return { ...caller, ...(byAction.get(meaningOf(action))?.(data.trim()) ?? {}) }
}

/** Whom or what an event names, to count and filter by; numbers of items are too many to be told apart by. */
export const targetsOf = (username: string, action: string, data: string): string[] =>
  targetsIn(parseData(username, action, data))

/** The same of what its text tells. */
export function targetsIn({ person, people: many, folder, group, site, policy, to }: EventParts): string[] {
  const named = [person, ...(many ?? []), folder, group, site, policy, to]
  return [...new Set(named.filter((name): name is string => name !== undefined && name !== ''))]
}
