import type { Patch } from '../company/company.ts'
import { isObject, text, whole } from './answer.ts'
import { type Desk, note, type Outcome, ok, refused, setDisabled, type Write } from './writing.ts'

const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** `deluser`: 0 deactivates, 1 removes from the company, 2 deletes, 3 takes an invitation back. */
export const deleteUser: Write = (desk, data) => {
  const { company } = desk
  const asked = isObject(data) ? data : {}
  const username = text(asked.username)
  const action = whole(asked.deleteaction)
  if (action === null || action > 3) return refused('Invalid deleteaction')
  if (action === 3) {
    if (!company.uninvite(username)) return refused(`No such user: ${username}`)
    note(desk, 'User deprovisioned', username)
    return { answer: ok, carriedOut: data }
  }
  const index = company.find(username)
  if (index === null) return refused(`No such user: ${username}`)
  const name = company.username(index)
  if (action === 0) {
    if (!company.isDisabled(index)) setDisabled(desk, index, true)
    note(desk, 'Deactivated user', name)
  } else {
    company.remove(index, Math.floor(desk.now / 1000))
    note(desk, action === 1 ? 'Remove user from company' : 'Employee account deleted', name)
  }
  return { answer: ok, carriedOut: data }
}

/** A command about one account: how its failure is worded, what the log says, and what it does. */
function aboutOne(
  action: string,
  unknown: (username: string) => string | string[],
  effect: (desk: Desk, index: number, asked: Record<string, unknown>) => Patch | Outcome,
): Write {
  return (desk, data) => {
    const asked = isObject(data) ? data : {}
    const username = text(asked.username)
    const index = desk.company.find(username)
    if (index === null) return refused(unknown(username))
    const came = effect(desk, index, asked)
    if ('carriedOut' in came) return came as Outcome
    desk.company.change(index, came as Patch)
    note(desk, action, desk.company.username(index))
    return { answer: ok, carriedOut: data }
  }
}

const inList = (username: string) => [`user not found: ${username}`]
const asText = (username: string) => `No such user: ${username}`

/** `updateuser`: the name, and the names that second factors know. It cannot make an admin. */
export const updateUser: Write = aboutOne('Set user name', asText, (_desk, _index, asked) => ({
  ...(typeof asked.fullname === 'string' ? { fullname: asked.fullname } : {}),
  ...(typeof asked.duousername === 'string' ? { duo: asked.duousername || null } : {}),
}))

/** `updateemail`: sends a mail; the new address counts once the person has logged in under the old one. */
export const updateEmail: Write = (desk, data) => {
  const { company } = desk
  const asked = isObject(data) ? data : {}
  const [from, to] = [text(asked.oldemail), text(asked.newemail)]
  const index = company.find(from)
  if (index === null) return refused(`No such user: ${from}`)
  if (!address.test(to)) return refused(`Invalid email: ${to}`)
  const other = company.find(to)
  if (other !== null && other !== index) return refused(`Email already in use: ${to}`)
  const now = desk.now / 1000
  if (company.account(index, now).lastLogin === null) return refused(`User has not activated the account: ${from}`)
  company.change(index, { pendingName: { username: to, since: now } })
  note(desk, 'Username changed', company.username(index))
  return { answer: ok, carriedOut: data }
}

/** `reinviteuser`: sends the invitation again, also to somebody with an account that was never used. */
export const reinviteUser: Write = (desk, data) => {
  const username = isObject(data) ? text(data.username) : ''
  const invitation = desk.company.invitations.get(username.toLowerCase())
  const index = desk.company.find(username)
  const waiting =
    invitation !== undefined || (index !== null && desk.company.account(index, desk.now / 1000).lastLogin === null)
  if (!waiting) return refused(inList(username))
  if (invitation) desk.company.invite({ ...invitation, since: Math.floor(desk.now / 1000) })
  note(desk, 'Re-invite User', username)
  return { answer: ok, carriedOut: data }
}

/** `resetpassword`: sends a mail; nothing about the account changes until the person follows it. */
export const resetPassword: Write = aboutOne('Password Reset', inList, () => ({}))
/** `requiremasterpasswordchange`: at the next login. */
export const requirePasswordChange: Write = aboutOne('Require password change', inList, () => ({ resetRequired: true }))
/** `disablemultifactor`: whatever method the account has. */
export const disableMultifactor: Write = aboutOne('Disabled Multifactor Authentication', inList, () => ({
  multifactor: null,
  duo: null,
}))
/** `pushsitestousers`: withdrawn by the service. */
export const pushSites: Write = () => refused('Pushing sites through the API is no longer available.')
