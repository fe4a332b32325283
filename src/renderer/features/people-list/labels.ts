import type { MatchResult, MatchRow } from '../../../contract/calls/leavers/leavers.ts'
import type { Output } from '../../../contract/calls.ts'
import { shortDay } from '../../lib/words/format.ts'
import type { Tone } from '../../ui/badge.tsx'

/** A word with its colour. */
export interface Said {
  label: string
  tone: Tone
}

/** What became of a row of a list. */
export const resultWords: Readonly<Record<MatchResult, Said>> = {
  matched: { label: 'Found', tone: 'green' },
  choose: { label: 'To decide', tone: 'amber' },
  ambiguous: { label: 'Ambiguous', tone: 'red' },
  disabled: { label: 'Already disabled', tone: 'slate' },
  invited: { label: 'Only invited', tone: 'violet' },
  gone: { label: 'Already gone', tone: 'slate' },
  repeated: { label: 'Repeated', tone: 'slate' },
  unmatched: { label: 'Not found', tone: 'red' },
  dropped: { label: 'Left out', tone: 'slate' },
}

type Candidate = MatchRow['candidates'][number]
const reasonWords: Readonly<Record<Candidate['why'], string>> = {
  'same-address': 'has this very address',
  'another-reading': 'the address can also be read like this',
  'former-address': 'had this address before',
  'same-name': 'has exactly this name',
  'former-name': 'had this name before',
  'other-spelling': 'same name, other spelling or script',
  'maiden-name': 'same name but for a former surname',
  'double-name': 'has half of the double name',
  'names-fit': 'the names fit, some are left out',
  'short-name': 'another form of the first name',
  initials: 'has these initials',
  'address-without-domain': 'same address, another domain',
  'address-from-name': 'name and address match each other',
  'similar-address': 'nearly the same address',
  'similar-name': 'nearly the same name',
}

/** Why somebody is offered, with the day of the change where one was seen. */
export const reasonOf = ({ why, until }: Pick<Candidate, 'why' | 'until'>): string =>
  until === null ? reasonWords[why] : `${reasonWords[why]} ${shortDay(until)}`

type Case = Output<'leavers.case'>
export const caseWords: Readonly<Record<Case['state'], Said>> = {
  open: { label: 'Open', tone: 'blue' },
  attention: { label: 'Needs attention', tone: 'red' },
  done: { label: 'Closed', tone: 'green' },
}

export const stepWords: Readonly<Record<Case['steps'][number]['state'], Said>> = {
  waiting: { label: 'Comes later', tone: 'slate' },
  held: { label: 'Waits for an earlier step', tone: 'amber' },
  planned: { label: 'Planned, not sent', tone: 'violet' },
  sent: { label: 'Sent, being checked', tone: 'blue' },
  confirmed: { label: 'Confirmed', tone: 'green' },
  failed: { label: 'Failed', tone: 'red' },
  unknown: { label: 'Outcome unknown', tone: 'amber' },
  skipped: { label: 'Not sent', tone: 'amber' },
  'not-needed': { label: 'Not needed', tone: 'slate' },
  blocked: { label: 'Blocked', tone: 'red' },
  'by-hand': { label: 'By hand', tone: 'slate' },
  'done-by-hand': { label: 'Done by hand', tone: 'green' },
}

export const findingWords: Readonly<Record<Case['checks'][number]['finding'], Said>> = {
  'still-disabled': { label: 'Still disabled', tone: 'green' },
  'enabled-again': { label: 'Enabled again', tone: 'red' },
  undone: { label: 'Enabled: undone', tone: 'slate' },
  gone: { label: 'Gone', tone: 'slate' },
  back: { label: 'Back', tone: 'red' },
  'not-disabled-yet': { label: 'Not disabled yet', tone: 'amber' },
}

type Kind = Output<'leavers.compared'>['rows'][number]['kind']
export const comparisonWords: Readonly<Record<Kind, { label: string; meaning: string }>> = {
  'not-on-list': {
    label: 'In LastPass, not on the list',
    meaning: 'Accounts and invitations that nobody on the list fits. Perhaps these people have left.',
  },
  near: {
    label: 'Nearly the same',
    meaning:
      'Name or address is nearly the same, or stands in another column only: a person has to look. Nobody here is taken for a leaver.',
  },
  disabled: {
    label: 'On the list, disabled',
    meaning: 'On the list by their very address, and their account is disabled: one of the two is out of date.',
  },
  'not-in-lastpass': {
    label: 'On the list, not in LastPass',
    meaning: 'People of the list who have no account. Perhaps they are to be invited.',
  },
  'on-both': { label: 'On both', meaning: 'On the list and in LastPass: nothing to do.' },
}
