import { isRaw, listOf, numberOf, put, type Raw, type SetAside, textOf } from '../records/coerce.ts'
import { longest } from '../records/lengths.ts'
import { type ServiceUser, userOf } from '../records/user.ts'
import { errorsOf, notAsExpected, parse, refused, requireSuccess } from './envelope.ts'

/** One page of `getuserdata`. */
export interface UserPage {
  /** How many accounts match on all pages; null: not said. */
  total: number | null
  /** How many accounts the service says are on this page. */
  count: number
  /** How many were there, those set aside included. */
  entries: number
  users: ServiceUser[]
  /** Members by group name; only groups of people on this page may be there. */
  groups: Map<string, string[]>
  invited: string[]
  setAside: SetAside[]
}

/** Reads an answer to `getuserdata`; dates are local to `zone`. */
export function readUserData(bytes: Uint8Array, zone: string): UserPage {
  const answer = parse(bytes)
  requireSuccess(answer, false)
  if (Array.isArray(answer) || !Object.hasOwn(answer, 'Users')) {
    if (errorsOf(answer).length > 0) throw refused(answer)
    throw notAsExpected('its answer has no list of users')
  }
  const setAside: SetAside[] = []
  const users: ServiceUser[] = []
  const map = byId(answer.Users)
  if (!map) throw notAsExpected('its list of users is neither a list nor a map')
  const ids = Object.keys(map)
  for (const id of ids) {
    const user = userOf(id, map[id], zone, (reason) => setAside.push({ what: 'field', id, reason }))
    if (typeof user === 'string') setAside.push({ what: 'user', id: id.slice(0, longest.id), reason: user })
    else users.push(user)
  }
  return {
    total: numberOf(answer.total) ?? null,
    count: numberOf(answer.count) ?? ids.length,
    entries: ids.length,
    users,
    groups: readGroups(answer.Groups, setAside),
    invited: readInvited(answer.invited ?? answer.Invited, setAside),
    setAside,
  }
}

/** Records by id. In a list, the record's own id is taken, else its user name, which is as steady. */
function byId(value: unknown): Raw | null {
  if (!Array.isArray(value)) return isRaw(value) ? value : null
  const map: Raw = {}
  value.forEach((raw: unknown, index) => {
    const own = isRaw(raw) ? (textOf(raw.id) ?? textOf(raw.user_id) ?? textOf(raw.username) ?? '') : ''
    put(map, own !== '' && !Object.hasOwn(map, own) ? own : `${own}#${index + 1}`, raw)
  })
  return map
}

function readGroups(value: unknown, setAside: SetAside[]): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  if (value === undefined || value === null || value === '') return groups
  if (typeof value !== 'object') {
    setAside.push({ what: 'group', id: 'Groups', reason: 'It is not a map of groups.' })
    return groups
  }
  // A list is what PHP makes of groups that are named 0, 1, 2 ...
  for (const [name, members] of Object.entries(value)) {
    const list = listOf(members)
    if (name.length > longest.name) {
      setAside.push({
        what: 'group',
        id: name.slice(0, longest.id),
        reason: `Its name is longer than ${longest.name} characters.`,
      })
      continue
    }
    if (!list) {
      setAside.push({ what: 'group', id: name, reason: 'Its members are not a list.' })
      continue
    }
    const usernames = list.filter(isUsername)
    if (usernames.length < list.length)
      setAside.push({
        what: 'group',
        id: name,
        reason: `${list.length - usernames.length} of its members are not user names.`,
      })
    groups.set(name, usernames)
  }
  return groups
}

const isUsername = (member: unknown): member is string =>
  typeof member === 'string' && member !== '' && member.length <= longest.username

function readInvited(value: unknown, setAside: SetAside[]): string[] {
  const list = listOf(value)
  if (!list) {
    setAside.push({ what: 'invited', id: 'invited', reason: 'It is not a list.' })
    return []
  }
  const invited = new Map<string, string>()
  list.forEach((item, index) => {
    const name = isRaw(item) ? (item.username ?? item.email) : item
    if (typeof name !== 'string' || name.trim() === '')
      setAside.push({ what: 'invited', id: `#${index + 1}`, reason: 'It is not a user name.' })
    else if (name.length > longest.username)
      setAside.push({
        what: 'invited',
        id: `#${index + 1}`,
        reason: `Its user name is longer than ${longest.username} characters.`,
      })
    else if (!invited.has(name.toLowerCase())) invited.set(name.toLowerCase(), name)
  })
  return [...invited.values()]
}
