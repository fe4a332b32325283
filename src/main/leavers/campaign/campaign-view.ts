import type { Parsed } from '../../../contract/calls.ts'
import { Refusal } from '../../../contract/failure.ts'
import { keyOf } from '../../text/user-key.ts'
import type { CampaignState } from './campaigns.ts'
import type { Owner, Part, Password, ProgressRow } from './progress.ts'
import type { Request } from './request.ts'

type By = Parsed<'leavers.campaign'>['by']

/** Folders that nobody who can log in administers, as an owner. */
const nobody: Owner = { username: '', fullname: '' }

/** Who can be asked to change a password. */
export const ownersIn = ({ owners }: CampaignState, { folder }: Password): readonly Owner[] =>
  owners.get(folder) ?? [nobody]

/** What a password belongs to, by leaver, folder or administrator. */
export function partsOf(state: CampaignState, by: By): (password: Password) => readonly Part[] {
  const people = new Map(state.people.map((one) => [keyOf(one.username), one]))
  return (one) => {
    const whole = { since: one.since, offered: one.offered.length > 0 }
    switch (by) {
      case 'leaver':
        return one.leavers.map((id) => ({
          id,
          name: people.get(keyOf(id))?.fullname ?? '',
          since: one.open.includes(id) ? (people.get(keyOf(id))?.begun ?? null) : null,
          offered: one.offered.includes(id),
        }))
      case 'folder':
        return [{ id: one.folder, name: one.folderName, ...whole }]
      case 'owner':
        return ownersIn(state, one).map(({ username, fullname }) => ({ id: username, name: fullname, ...whole }))
    }
  }
}

/** Whether a row of progress is in the state that is asked for. */
export const isInState = (
  { openSince, overdue }: Pick<ProgressRow, 'openSince' | 'overdue'>,
  state: Parsed<'leavers.campaign'>['state'],
): boolean =>
  state === undefined || (state === 'done' ? openSince === null : state === 'open' ? openSince !== null : overdue)

/** When the newest campaign began in which something of these passwords is open; null: nothing is. */
export function newestOpen(state: CampaignState, passwords: readonly Password[]): string | null {
  const begun = new Map(state.people.map((one) => [keyOf(one.username), one.begun]))
  const times = passwords.flatMap(({ open }) => open.map((leaver) => begun.get(keyOf(leaver)) ?? ''))
  return times.reduce<string | null>((one, other) => (one === null || other > one ? other : one), null)
}

/** What is to be asked of one administrator; null: for folders without one. @throws Refusal `not-found` */
export function requestTo(state: CampaignState, username: string | null): Request {
  const key = keyOf(username ?? '')
  const isMine = (owner: Owner) => keyOf(owner.username) === key
  const passwords = state.passwords.filter((one) => ownersIn(state, one).some(isMine))
  const [first] = passwords
  const owner = first && ownersIn(state, first).find(isMine)
  if (owner === undefined)
    throw new Refusal(
      'not-found',
      username === null
        ? 'Every folder of the campaigns has an administrator who can be asked.'
        : 'This person administers no folder of the campaigns.',
    )
  return { owner: username === null ? null : owner, passwords }
}

/** Names leavers as people know them, with their address. */
export function namesIn(state: CampaignState): (username: string) => string {
  const names = new Map(state.people.map(({ username, fullname }) => [keyOf(username), fullname.trim()]))
  return (username) => {
    const name = names.get(keyOf(username))
    return name ? `${name} (${username})` : username
  }
}
