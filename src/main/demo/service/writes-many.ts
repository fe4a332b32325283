import type { Company } from '../company/company.ts'
import { isObject, text, texts } from './answer.ts'
import { changeGroups, type Desk, note, type Outcome, ok, refused, setDisabled, type Write } from './writing.ts'

const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** `batchadd`: invites people, makes an account where an initial password is given, and updates who is there already. */
export const batchAdd: Write = (desk, data) => {
  const entries = Array.isArray(data) ? data : [data]
  const errors: string[] = []
  const carriedOut: Record<string, unknown>[] = []
  for (const entry of entries) {
    if (!isObject(entry) || !address.test(text(entry.username))) {
      errors.push(`invalid username: ${isObject(entry) ? String(entry.username ?? '') : ''}`)
      continue
    }
    const unknown = addOne(desk, entry)
    for (const group of unknown) errors.push(`${group} does not exist`)
    // What is kept of a write must not keep a password.
    const { password, ...rest } = entry
    carriedOut.push(password ? { ...rest, password: '[given]' } : rest)
  }
  if (carriedOut.length === 0) return refused(errors.length > 0 ? errors : ['no users given'])
  return { answer: errors.length === 0 ? ok : { status: 'WARN', errors }, carriedOut }
}

function addOne(desk: Desk, entry: Record<string, unknown>): string[] {
  const { company } = desk
  const username = text(entry.username)
  const groups = texts(entry.groups)
  const attribs = isObject(entry.attribs) ? entry.attribs : null
  const at = Math.floor(desk.now / 1000)
  const index = company.find(username)
  if (index !== null) {
    const before = company.account(index, at)
    company.change(index, {
      ...(typeof entry.fullname === 'string' ? { fullname: entry.fullname } : {}),
      ...(typeof entry.duousername === 'string' ? { duo: entry.duousername || null } : {}),
      ...(attribs ? { attribs: { ...before.attribs, ...attribs } } : {}),
    })
    return changeGroups(desk, index, groups, [])
  }
  const known = groups.filter((group) => company.groups.has(group))
  if (text(entry.password) !== '') {
    company.uninvite(username)
    company.add({
      username,
      attribs,
      fullname: text(entry.fullname),
      created: at,
      passwordChanged: at,
      lastLogin: null,
      disabled: false,
      admin: false,
      resetRequired: entry.password_reset_required !== false,
      strength: 0,
      score: null,
      legacyScore: null,
      sharingKeys: false,
      multifactor: null,
      duo: text(entry.duousername) || null,
      linked: null,
      counts: [0, 0, 0, 0, 0],
      groups: known,
    })
    note(desk, 'Employee account created', username)
  } else {
    const before = company.invitations.get(username.toLowerCase())
    company.invite({
      username: before?.username ?? username,
      fullname: text(entry.fullname) || (before?.fullname ?? ''),
      groups: [...new Set([...(before?.groups ?? []), ...known])],
      attribs: attribs ?? before?.attribs ?? null,
      since: at,
    })
    note(desk, 'Employee invited', username)
  }
  return groups.filter((group) => !company.groups.has(group))
}

/** `batchchangegrp`: who it does not know it names in `errors`; the others it serves. There is no way to create a group. */
export const batchChangeGroups: Write = (desk, data) => {
  const entries = Array.isArray(data) ? data : [data]
  const errors: string[] = []
  const carriedOut: unknown[] = []
  for (const entry of entries) {
    const username = isObject(entry) ? text(entry.username) : ''
    const index = desk.company.find(username)
    if (!isObject(entry) || index === null) {
      errors.push(`${username} does not exist`)
      continue
    }
    for (const group of changeGroups(desk, index, texts(entry.add), texts(entry.del)))
      errors.push(`${group} does not exist`)
    carriedOut.push(entry)
  }
  if (entries.length === 0) return refused('no users given')
  return {
    answer: errors.length === 0 ? ok : { status: 'WARN', errors },
    carriedOut: carriedOut.length === 0 ? null : carriedOut,
  }
}

function sortOut(company: Company, data: unknown, disabled: boolean) {
  const [changed, unchanged, unknown]: [string[], string[], string[]] = [[], [], []]
  for (const username of new Set(texts(Array.isArray(data) ? data : [data]))) {
    const index = company.find(username)
    if (index === null) unknown.push(username)
    else if (company.isDisabled(index) === disabled) unchanged.push(username)
    else changed.push(username)
  }
  return { changed, unchanged, unknown }
}

function able(disabled: boolean): Write {
  return (desk, data): Outcome => {
    const { changed, unchanged, unknown } = sortOut(desk.company, data, disabled)
    for (const username of changed) {
      const index = desk.company.find(username) as number
      setDisabled(desk, index, disabled)
      note(desk, disabled ? 'Employee account disabled' : 'Reactivated user', desk.company.username(index))
    }
    const error =
      unknown.length > 0
        ? `No such user: ${unknown.join(', ')}`
        : changed.length + unchanged.length === 0
          ? 'no users given'
          : null
    const answer = {
      status: changed.length + unchanged.length > 0 ? 'success' : 'fail',
      ...(changed.length > 0 ? { [disabled ? 'disabled_users' : 'enabled_users']: changed } : {}),
      ...(unchanged.length > 0 ? { unchanged_users: unchanged } : {}),
      ...(error === null ? {} : { error }),
    }
    return { answer, carriedOut: changed.length > 0 ? changed : null }
  }
}

/** `disableuser`: nobody of the list can log in from now on. */
export const disableUsers: Write = able(true)
/** `enableuser`: takes that back. */
export const enableUsers: Write = able(false)
