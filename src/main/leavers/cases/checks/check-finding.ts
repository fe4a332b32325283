import type { StoredUser } from '../../../directory/index/build.ts'
import { eventWords } from '../account-event.ts'
import { type Case, type Check, countedFrom, endedAt, isAnother, latestOf, undoneAt } from '../case.ts'
import { type EventsSince, sinceWords } from './events-since.ts'

/**
 * Says what a fresh reading of an account means for somebody who left; pure. `found` null: LastPass has nobody of this name. `events`:
 * what they show since the account was blocked or gone; left out: they were not looked at.
 */
export function judge(
  one: Case,
  found: Pick<StoredUser, 'id' | 'disabled' | 'status' | 'lastLogin'> | null,
  time: string,
  day: number | null,
  events?: EventsSince,
): Check {
  const logged = events?.login?.time ?? null
  const check = (finding: Check['finding'], message: string, loginSince: string | null = null): Check => ({
    time,
    day,
    finding,
    loginSince,
    ...(events === undefined ? {} : { events }),
    message: events === undefined ? message : `${message} ${sinceWords(events, one.wasAdmin)}`.trim(),
  })
  const latest = latestOf(one)
  if (endedAt(one) !== null) {
    if (found === null) return check('gone', 'Is not in LastPass any more, as it should be.', logged)
    return check(
      'back',
      found.status === 'invited'
        ? 'Was invited again after leaving.'
        : 'Is in LastPass again after leaving. A directory or an admin may have added the account.',
    )
  }
  if (found === null)
    return check('gone', 'The account is gone: it was removed or deleted by somebody else, or the address was changed.')
  if (isAnother(one, found.id))
    return check(
      'gone',
      'The address belongs to another account now. The account that left is not under it any more: it was removed or deleted by somebody else, or its address was changed.',
    )
  if (latest !== null && latest.by !== null && latest.kind !== 'disabled')
    return found.disabled
      ? check('still-disabled', `Is disabled outside Provost. Before: ${eventWords(latest)}.`)
      : check('undone', `Is there and can log in. ${eventWords(latest)}.`)
  const since = countedFrom(one)
  if (since === null)
    return found.disabled
      ? check('still-disabled', 'Is disabled, though not yet by a confirmed step of this case.')
      : check('not-disabled-yet', 'Is not disabled yet.')
  const told = found.lastLogin !== null && Date.parse(found.lastLogin) > Date.parse(since) ? found.lastLogin : null
  const loginSince = (told ?? '') > (logged ?? '') ? told : logged
  // What the account says of itself; events have a sentence of their own.
  const login =
    told !== null
      ? `Logged in after being disabled, on ${told.slice(0, 10)}.`
      : events === undefined
        ? 'No login since.'
        : 'The account’s last login is of before that.'
  if (found.disabled) return check('still-disabled', `Is still disabled. ${login}`, loginSince)
  if (undoneAt(one) !== null) return check('undone', `Is enabled, since disabling it was undone. ${login}`)
  return check(
    'enabled-again',
    `Is enabled again: somebody, or a directory, brought the account back. ${login}`,
    loginSince,
  )
}
