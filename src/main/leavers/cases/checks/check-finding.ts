import type { StoredUser } from '../../../directory/stored/records.ts'
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
    if (found === null) return check('gone', 'The account is no longer in LastPass, as intended.', logged)
    return check(
      'back',
      found.status === 'invited'
        ? 'The person was invited again after leaving.'
        : 'The account is in LastPass again after leaving. A directory or an admin may have added the account.',
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
      ? check('still-disabled', `The account was disabled outside Provost. Before that: ${eventWords(latest)}.`)
      : check('undone', `The account can log in. ${eventWords(latest)}.`)
  const since = countedFrom(one)
  if (since === null)
    return found.disabled
      ? check('still-disabled', 'The account is disabled, though not by a confirmed step of this case.')
      : check('not-disabled-yet', 'The account is not disabled yet.')
  const told = found.lastLogin !== null && Date.parse(found.lastLogin) > Date.parse(since) ? found.lastLogin : null
  const loginSince = (told ?? '') > (logged ?? '') ? told : logged
  // What the account says of itself; events have a sentence of their own.
  const login =
    told !== null
      ? `The person logged in after being disabled, on ${told.slice(0, 10)}.`
      : events === undefined
        ? 'No login since.'
        : 'The last login was before that.'
  if (found.disabled) return check('still-disabled', `The account is still disabled. ${login}`, loginSince)
  if (undoneAt(one) !== null)
    return check('undone', `The account is enabled, because disabling it was undone. ${login}`)
  return check(
    'enabled-again',
    `The account is enabled again: somebody, or a directory, brought it back. ${login}`,
    loginSince,
  )
}
