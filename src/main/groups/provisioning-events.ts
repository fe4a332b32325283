import type { AuditEvent } from '../../contract/calls/audit/audit.ts'
import { keyOf } from '../text/user-key.ts'
import type { Seen, Sighting } from './owners.ts'

/** What LastPass' log calls the work of its own directory connectors; whose it is, is not said. */
export const provisionedActions = ['User provisioned', 'User deprovisioned']
/** What a provisioning client does through an interface: its label tells whose it is. */
export const clientActions = [
  'Create group',
  'Rename group',
  'Remove from group',
  'Removing user from group',
  'Group removal',
  'Adding user to group',
  'Add to group',
  'Group addition',
  'Employee account created',
  'Employee invited',
  'Creating user',
  'Deactivating user',
  'Deactivated user',
  'Reactivating user',
  'Reactivated user',
  'Employee account disabled',
]

/** Names by which provisioning clients give themselves out; any other label may be a script of the company's own. */
const clientName =
  /\b(?:scim|azure|entra|okta|active directory|ad connector|ad sync|ldap|onelogin|jumpcloud|google|workspace|ping\w*|provision\w*|directory|secureauth)\b/iu

/** Whether a label is a provisioning client's. */
export const isClient = (label: string): boolean => clientName.test(label)

/** Takes what further events show into what was seen before; the newest sighting stays. */
export function seenWith(before: Seen, events: readonly AuditEvent[], totals: readonly number[]): Seen {
  const groups = new Map(before.groups.map((sighting) => [sighting[0], sighting]))
  const people = new Map(before.people.map((sighting) => [sighting[0], sighting]))
  const note = (all: Map<string, Sighting>, name: string, client: string, day: string) => {
    const known = all.get(name)
    if (known === undefined || known[2] <= day) all.set(name, [name, client, day])
  }
  const own = new Set(provisionedActions.map((action) => action.toLowerCase()))
  for (const { action, time, parsed } of events) {
    const { label, group, to, person, people: many = [] } = parsed
    const connector = own.has(action.toLowerCase())
    if (!connector && (label === undefined || !isClient(label))) continue
    const client = connector ? 'directory provisioning' : `"${(label ?? '').slice(0, 60)}"`
    const day = time.slice(0, 10)
    // A connector's event of a person who is put into a group tells of both.
    const named = group ?? (action.toLowerCase() === 'rename group' ? to : undefined)
    if (named !== undefined) note(groups, named, client, day)
    else for (const name of [...(person === undefined ? [] : [person]), ...many]) note(people, keyOf(name), client, day)
  }
  return { totals, groups: newest(groups), people: newest(people) }
}

/** So many are kept; the older ones say least. */
const mostKept = 20_000
const newest = (all: ReadonlyMap<string, Sighting>): Sighting[] =>
  all.size <= mostKept ? [...all.values()] : [...all.values()].sort((a, b) => (a[2] < b[2] ? 1 : -1)).slice(0, mostKept)
