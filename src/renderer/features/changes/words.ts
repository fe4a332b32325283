import type { ImpactNote, Job, JobState, Outcome, PlanRow, Standing, Undo, Verdict } from '../../../contract/change.ts'
import { count, listed, plural } from '../../lib/words/format.ts'
import type { Tone } from '../../ui/badge.tsx'
import { kindWords } from './kind-words.ts'

interface Said {
  label: string
  meaning: string
  tone: Tone
}

export const verdictWords: Readonly<Record<Verdict, Said>> = {
  change: { label: 'Will change', meaning: 'Is sent when you apply the plan.', tone: 'blue' },
  unchanged: { label: 'Unchanged', meaning: 'Already in this state; nothing is sent.', tone: 'slate' },
  blocked: { label: 'Blocked', meaning: 'Is not sent; the reason stands beside it.', tone: 'red' },
}

export const outcomeWords: Readonly<Record<Outcome, Said>> = {
  waiting: { label: 'Waiting', meaning: 'Not sent yet.', tone: 'slate' },
  sent: { label: 'Sent', meaning: 'LastPass has it; not read again yet.', tone: 'blue' },
  confirmed: { label: 'Confirmed', meaning: 'Done; the message says how it is known.', tone: 'green' },
  failed: { label: 'Failed', meaning: 'LastPass did not do it.', tone: 'red' },
  unknown: { label: 'Unknown', meaning: 'It may or may not have been done. Reading again can tell.', tone: 'amber' },
  skipped: { label: 'Skipped', meaning: 'Nothing was sent for this one.', tone: 'slate' },
}

export const stateWords: Readonly<Record<JobState, Said>> = {
  holding: { label: 'Held', meaning: 'Nothing is sent yet; it can be called back.', tone: 'violet' },
  running: { label: 'Running', meaning: 'Requests are being sent and checked.', tone: 'blue' },
  paused: { label: 'Paused', meaning: 'Goes on when somebody says so.', tone: 'amber' },
  done: { label: 'Done', meaning: 'Nothing more is sent.', tone: 'green' },
  cancelled: { label: 'Stopped', meaning: 'Was stopped. Changes not sent by then were not made.', tone: 'slate' },
}

export const standingWords: Readonly<Record<Standing, Said>> = {
  clean: { label: 'As you saw it', meaning: 'Nothing has changed since.', tone: 'green' },
  'already-done': {
    label: 'Already done',
    meaning: 'Already in this state at LastPass; nothing is sent.',
    tone: 'slate',
  },
  drifted: { label: 'Changed since', meaning: 'Somebody changed this person; decide.', tone: 'amber' },
  impossible: { label: 'No longer possible', meaning: 'It cannot be done as things are.', tone: 'red' },
}

/** How a row of a plan is judged; one that waited until it was so anyway says that. */
export const rowWords = (row: Pick<PlanRow, 'verdict' | 'alreadyDone' | 'leftOut'>): Said =>
  row.leftOut
    ? { ...verdictWords.unchanged, label: 'Left out' }
    : row.alreadyDone
      ? standingWords['already-done']
      : verdictWords[row.verdict]

const be = (number: number) => (number === 1 ? 'is' : 'are')

/** What a note says of so many people of a plan, in a line above its rows. `grave`: worth a warning. */
export const impactWords: Readonly<Record<ImpactNote['code'], { grave: boolean; many: (number: number) => string }>> = {
  'last-administrator': {
    grave: true,
    many: (number) => `${count(number)} ${be(number)} the last administrator of a shared folder`,
  },
  'only-member': { grave: true, many: (number) => `${count(number)} ${be(number)} the only member of a shared folder` },
  administrator: {
    grave: true,
    many: (number) => `${count(number)} ${number === 1 ? 'is an administrator' : 'are administrators'} of the company`,
  },
  'closes-folders': {
    grave: true,
    many: (number) => `${count(number)} ${number === 1 ? 'loses' : 'lose'} shared folders`,
  },
  'opens-folders': {
    grave: false,
    many: (number) => `${count(number)} ${number === 1 ? 'gets' : 'get'} shared folders`,
  },
  'directory-group': {
    grave: true,
    many: (number) => `${count(number)} ${be(number)} in a changed group that a directory seems to manage`,
  },
  'directory-owned': {
    grave: false,
    many: (number) => `${count(number)} ${number === 1 ? 'seems' : 'seem'} to be managed by a directory`,
  },
  'linked-account': {
    grave: false,
    many: (number) => `${count(number)} ${number === 1 ? 'has' : 'have'} a personal account linked`,
  },
  'never-logged-in': { grave: false, many: (number) => `${count(number)} never logged in` },
}

/** What of a plan is not sent, against its rows: "33 of 34 rows will be sent, without 1 blocked." Null where all of it is. */
export function restWords({ change, unchanged, blocked }: Readonly<Record<Verdict, number>>): string | null {
  const without = [blocked > 0 && `${count(blocked)} blocked`, unchanged > 0 && `${count(unchanged)} unchanged`]
  const parts = without.filter((part) => part !== false)
  if (change === 0 || parts.length === 0) return null
  const rows = plural(change + unchanged + blocked, 'row', 'rows')
  return `${count(change)} of ${rows} will be sent, without ${listed(parts)}.`
}

/** What undo a row has: the act, or plainly none. */
export const undoWords = (undo: Undo): string =>
  undo === null ? 'None' : (kindWords[undo].undoes ?? kindWords[undo].short)

/** How far a job is, or how it ended, by its counts: "38 confirmed, 2 failed". */
export function countWords(counts: Job['counts']): string {
  const parts = (['confirmed', 'failed', 'unknown', 'sent', 'waiting', 'skipped'] as const)
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `${count(counts[outcome])} ${outcomeWords[outcome].label.toLowerCase()}`)
  return parts.join(', ') || 'nothing to do'
}

/** How a job stands, honestly: a job that is done with failures is not simply done. */
export function jobWords(job: Pick<Job, 'state' | 'counts' | 'calledBack'>): { label: string; tone: Tone } {
  const { failed, unknown, confirmed, waiting } = job.counts
  if (job.state === 'cancelled' && job.calledBack) return { label: 'Called back', tone: 'slate' }
  if (job.state !== 'done') return stateWords[job.state]
  if (unknown > 0) return { label: 'Outcome unknown', tone: 'amber' }
  if (failed > 0) return { label: confirmed > 0 ? 'Done in part' : 'Failed', tone: 'red' }
  return waiting > 0 ? { label: 'Not finished', tone: 'amber' } : stateWords.done
}

/** Rows of a job that will be or were sent. */
export const sendable = (counts: Job['counts']): number =>
  counts.waiting + counts.sent + counts.confirmed + counts.failed + counts.unknown
