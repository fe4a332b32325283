import type { Change, Difference } from '../../contract/change.ts'
import { isInvited, type State } from './kinds/common/account-state.ts'
import { doing } from './kinds/kinds.ts'

const list = (groups: readonly string[]): string => (groups.length === 0 ? 'none' : groups.join(', '))

/** What a change alters, before and after, in people's words. */
export function differencesOf(change: Change, before: State | null): Difference[] {
  switch (change.kind) {
    case 'disable':
      return [{ field: 'Login', before: 'allowed', after: 'blocked; vault, groups and folders stay' }]
    case 'enable':
      return [{ field: 'Login', before: 'blocked', after: 'allowed' }]
    case 'remove':
      return [{ field: 'Account', before: 'in the company', after: 'a personal account, without shared folders' }]
    case 'delete':
      return [{ field: 'Account', before: 'in the company', after: 'deleted, vault and all' }]
    case 'uninvite':
      return [{ field: 'Invitation', before: 'waiting', after: 'withdrawn' }]
    case 'reinvite':
      return [
        {
          field: 'Invitation',
          before: before !== null && isInvited(before) ? 'waiting' : 'account never used',
          after: 'sent again',
        },
      ]
    case 'reset-password':
      return [{ field: 'Master password', before: 'as it is', after: 'a mail to reset it is sent' }]
    case 'require-password-change':
      return [{ field: 'Master password', before: 'as it is', after: 'has to be changed at the next login' }]
    case 'disable-mfa':
      return [{ field: 'Multifactor', before: before?.mfa ?? 'on', after: 'off' }]
    case 'rename':
      return [{ field: 'Name', before: before?.fullname || 'none', after: change.fullname || 'none' }]
    case 'change-email':
      return [{ field: 'Address', before: before?.username ?? change.username, after: change.newUsername }]
    case 'groups':
      return [
        ...(change.add.length > 0 ? [{ field: 'Groups added', before: 'not a member', after: list(change.add) }] : []),
        ...(change.remove.length > 0
          ? [{ field: 'Groups removed', before: list(change.remove), after: 'not a member' }]
          : []),
      ]
    case 'add':
      return [
        { field: 'Account', before: 'none', after: 'invited by mail' },
        ...(change.fullname ? [{ field: 'Name', before: 'none', after: change.fullname }] : []),
        ...(change.groups?.length ? [{ field: 'Groups', before: 'none', after: list(change.groups) }] : []),
        ...Object.entries(change.attributes ?? {})
          .slice(0, 15)
          .map(([field, after]) => ({ field, before: 'none', after })),
      ]
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const people = (count: number): string => (count === 1 ? '1 person' : `${count.toLocaleString('en-US')} people`)

/** Longer names are cut in titles, so that the address behind them stays. */
const mostOfName = 100

/** Whom something is about: "Anna Meier (anna@example.com)", or the address alone where no name is known. */
export function whom(username: string, fullname: string | undefined): string {
  const name = fullname?.trim() ?? ''
  if (name === '') return username
  return `${name.length > mostOfName ? `${name.slice(0, mostOfName - 1)}…` : name} (${username})`
}

/** What a plan is called when nobody named it: the kinds in it and how many people. `fullname`: of the only person in it. */
export function titleOf(changes: readonly Change[], fullname?: string): string {
  const [first] = changes
  const names = new Set(changes.map((change) => change.kind))
  if (first === undefined) return 'No change'
  const name = fullname ?? (first.kind === 'add' ? first.fullname : undefined)
  if (names.size === 1)
    return capital(
      changes.length === 1 ? doing(first.kind, whom(first.username, name)) : doing(first.kind, people(changes.length)),
    ).slice(0, 200)
  return `${changes.length.toLocaleString('en-US')} changes: ${[...names].map((name) => doing(name, 'people')).join(', ')}`.slice(
    0,
    200,
  )
}
