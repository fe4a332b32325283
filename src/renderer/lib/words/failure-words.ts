import type { Failure, FailureCode } from '../../../contract/failure.ts'

/** What a failure means for the data, and what a person can do now. The failure's own message says what happened. */
export const failureWords: Record<FailureCode, { meaning: string; next: string }> = {
  invalid: { meaning: 'Nothing was sent.', next: 'Correct the entry and try again.' },
  'not-connected': {
    meaning: 'What was read earlier is still here.',
    next: 'Connect a company, or enter its provisioning hash again.',
  },
  'credential-refused': {
    meaning: 'Nothing was changed. What was read earlier is still here.',
    next: 'The hash may have been reset. Copy the account number and the newest hash from the admin console and enter them again.',
  },
  'not-allowed': { meaning: 'Nothing was changed.', next: 'Ask an administrator of Provost at your company.' },
  'not-found': { meaning: 'It may have been removed by a newer refresh.', next: 'Go back to the list.' },
  conflict: {
    meaning: 'Nothing was changed, because the state is not the one that you saw.',
    next: 'Look at it again, then decide.',
  },
  suspicious: {
    meaning: 'The answer was set aside. What you see is still the earlier data.',
    next: 'Choose whether to keep it or to apply the new answer.',
  },
  'rate-limited': { meaning: 'Nothing is lost.', next: 'Wait a little, then try again.' },
  offline: {
    meaning: 'Nothing was changed. Everything that was read earlier can still be seen.',
    next: 'Check the connection, then try again.',
  },
  'unexpected-answer': {
    meaning:
      'Something answered, but not as LastPass does: a proxy, a sign-in page, or another address. Nothing was changed.',
    next: 'Check the service address and any proxy between this computer and LastPass.',
  },
  'service-refused': {
    meaning: 'LastPass understood the request and said no.',
    next: 'Its own words, where it gave any, are under Details.',
  },
  'unknown-outcome': {
    meaning: 'The request may or may not have been carried out.',
    next: 'Refresh to see what LastPass has now.',
  },
  cancelled: {
    meaning: 'It was stopped before it was done. What was read earlier is unchanged.',
    next: 'Start it again when you like.',
  },
  storage: {
    meaning: 'The local database or the disk refused. LastPass is not affected.',
    next: 'Check that the disk has room and that the data folder can be written.',
  },
  internal: {
    meaning: 'LastPass is not affected by this.',
    next: 'Try again. If it stays, copy the diagnostics under Settings and pass on the reference.',
  },
}

/** The first sentence, past any quoted name in it. */
const firstSentence = /^((?:"[^"]*"|[^"])*?[.?])\s+(?=\p{Lu})/u

/** A failure in two parts: what happened, and what it means and what to do now. Words that a message has itself are not said twice. */
export function failureSaid({ code, message }: Failure): { what: string; next: string } {
  const what = firstSentence.exec(message)?.[1]
  if (what !== undefined) return { what, next: message.slice(what.length).trim() }
  return { what: message, next: `${failureWords[code].meaning} ${failureWords[code].next}` }
}
