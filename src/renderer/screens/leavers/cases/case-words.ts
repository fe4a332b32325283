import type { Output } from '../../../../contract/calls.ts'
import { statusWords } from '../../../features/people/words.ts'
import { caseWords, type Said } from '../../../features/people-list/labels.ts'
import { dayAndTime } from '../../../lib/words/format.ts'

type Case = Output<'leavers.cases'>['rows'][number]
export type AccountEvent = NonNullable<Case['latest']>

/** The time of an event as main writes it into sentences: records have to name a zone. */
const asWritten = (instant: string) => `${instant.slice(0, 10)} at ${instant.slice(11, 16)} UTC`

/** Where a case stands, with its time on this workstation's clock. */
export const summaryWords = ({ summary, latest }: Pick<Case, 'summary' | 'latest'>): string =>
  latest === null ? summary : summary.replace(asWritten(latest.time), dayAndTime(latest.time))

/** The same for a cell: what a job is called stands in the panel and on hovering. */
export const standWords = (one: Pick<Case, 'summary' | 'latest'>): string =>
  summaryWords(one).replace(/, job “.*”$/u, '')

/** The state of a case; one that was undone says so, whatever else is closed beside it. */
export const stateWords = ({ state, undone }: Pick<Case, 'state' | 'undone'>): Said =>
  undone && state === 'done' ? { label: 'Undone', tone: 'slate' } : caseWords[state]

/** How an account stands by the newest reading. */
export function accountWords(account: Case['account']): Said {
  if (account === null || account === undefined) return { label: 'Not known', tone: 'slate' }
  return account === 'gone' ? { label: 'Gone', tone: 'slate' } : statusWords[account]
}

const kinds: Readonly<Record<AccountEvent['kind'], string>> = {
  enabled: 'Enabled again',
  disabled: 'Disabled again',
  removed: 'Removed from the company',
  deleted: 'Deleted',
  withdrawn: 'Invitation withdrawn',
  added: 'Invited again',
  gone: 'Gone from LastPass',
  back: 'In LastPass again',
  'passed-on': 'The address went to another account',
}

/** What became of an account, and by whom. */
export const eventWords = ({ kind, time, by, title }: AccountEvent): string =>
  by === null
    ? `${kinds[kind]} outside Provost, seen ${dayAndTime(time)}`
    : `${kinds[kind]} ${dayAndTime(time)} by ${by}${title === null ? '' : `, job “${title}”`}`

/** Whether somebody who has left can log in again, and not because Provost was told so. */
export const isBroughtBack = ({ lastCheck, latest }: Pick<Case, 'lastCheck' | 'latest'>): boolean =>
  lastCheck === null ? latest?.kind === 'enabled' && latest.by === null : lastCheck.finding === 'enabled-again'
