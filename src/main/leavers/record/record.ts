import { stringify } from 'csv-stringify/sync'
import { safeCell } from '../../directory/export.ts'
import { eventWords } from '../cases/account-event.ts'
import { type Batch, type Case, type Check, endedAt, isVoid, stateOf, summaryOf, undoneAt } from '../cases/case.ts'
import { stateWords, titleOf } from '../cases/steps.ts'

/** What the record says of one leaver. */
export interface Entry {
  one: Case
  batch: Batch
  checks: readonly Check[]
  rotation: { total: number | null; ticked: number; asOf: string | null }
}

/** Somebody who was given for a batch and did not leave with it. */
export interface NotDisabled {
  line: number
  given: string
  reason: string
}

/** Which company the record is of, and who made it when. */
export interface RecordOf {
  tenant: string
  made: string
  by: string
}

const caseWords: Readonly<Record<ReturnType<typeof stateOf>, string>> = {
  open: 'Open',
  attention: 'Needs attention',
  done: 'Closed',
}

/** How a case stands, in words: one that was undone says so, and not that somebody left. */
export const stateInWords = ({
  state,
  undone,
}: {
  state: ReturnType<typeof stateOf>
  undone: string | null
}): string => (undone === null ? caseWords[state] : 'Undone')

/** Hours between two instants, with one decimal; null where one is not known. */
export function hoursBetween(from: string | null, to: string | null): number | null {
  if (from === null || to === null) return null
  return Math.round((Date.parse(to) - Date.parse(from)) / 360_000) / 10
}

/** How an outcome was verified, as a sentence. */
function verified({ one }: Entry): string {
  const step = one.steps.find(({ kind }) => kind === 'disable')
  if (one.ended !== null) return `LastPass was read again and had nobody of this address (${one.ended}).`
  if (step?.state === 'confirmed') return `The account was read again from LastPass and was disabled (${step.time}).`
  if (step?.state === 'not-needed')
    return `Was disabled already when the plan was made (${step.time}); nothing was sent.`
  return 'Not verified.'
}

/** One leaver's record, flat enough for a table and complete enough for an auditor. */
export function entryRecord(entry: Entry) {
  const { one, batch, checks, rotation } = entry
  const asked = batch.requestedAt
  return {
    case: one.id,
    username: one.username,
    fullname: one.fullname,
    state: stateOf(one),
    summary: summaryOf(one),
    action: batch.action,
    requestedBy: batch.requestedBy,
    requestedAt: asked,
    ticket: batch.ticket,
    reason: batch.reason,
    operator: batch.operator,
    seat: batch.seat,
    started: one.created,
    disabled: one.disabled,
    ended: endedAt(one),
    undone: undoneAt(one),
    closed: one.closed,
    /** From the request, where its time is known, and from the start of the case. */
    hoursFromRequest: hoursBetween(asked, one.disabled ?? endedAt(one)),
    hoursFromStart: hoursBetween(one.created, one.disabled ?? endedAt(one)),
    verified: verified(entry),
    wasAdmin: one.wasAdmin,
    lastLoginBefore: one.lastLoginBefore,
    groupsBefore: one.groupsBefore,
    foldersBefore: one.foldersBefore,
    steps: one.steps.map((step) => ({
      title: titleOf(step),
      state: step.state,
      time: step.time,
      message: step.message,
      job: step.job,
    })),
    /** What became of the account apart from the steps, each as a sentence too. */
    since: (one.since ?? []).map((event) => ({ ...event, words: `${eventWords(event)}.` })),
    checks: checks.map((check) => ({ ...check, void: isVoid(one, check) })),
    rotation,
  }
}
export type EntryRecord = ReturnType<typeof entryRecord>

/** 20 leavers are written in a few milliseconds. */
const together = 20

/** Writes leavers one after another; yields now and then. */
export function* writeEach(entries: readonly Entry[], write: (entry: Entry) => string): Generator<void, string[]> {
  const written: string[] = []
  for (const entry of entries) {
    written.push(write(entry))
    if (written.length % together === 0) yield
  }
  return written
}

/** The record as exact data; yields now and then. */
export function* recordJson(
  entries: readonly Entry[],
  of: RecordOf,
  notDisabled: readonly NotDisabled[],
): Generator<void, string> {
  const leavers = yield* writeEach(entries, (entry) => JSON.stringify(entryRecord(entry), null, 1))
  return `${JSON.stringify(of).slice(0, -1)},"leavers":[\n${leavers.join(',\n')}\n],"givenButNotDisabled":${JSON.stringify(notDisabled, null, 1)}}\n`
}

const columns: Readonly<Record<string, (record: EntryRecord) => unknown>> = {
  name: (record) => record.fullname,
  'user name': (record) => record.username,
  state: stateInWords,
  summary: (record) => record.summary,
  action: (record) => record.action,
  'asked by': (record) => record.requestedBy,
  'asked at': (record) => record.requestedAt,
  ticket: (record) => record.ticket,
  reason: (record) => record.reason,
  'done by': (record) => record.operator,
  seat: (record) => record.seat,
  started: (record) => record.started,
  disabled: (record) => record.disabled,
  'removed or deleted': (record) => record.ended,
  undone: (record) => record.undone,
  closed: (record) =>
    record.closed === null ? null : `${record.closed.time} by ${record.closed.by}: ${record.closed.reason}`,
  'hours from request': (record) => record.hoursFromRequest,
  'hours from start': (record) => record.hoursFromStart,
  'verified how': (record) => record.verified,
  'was admin': (record) => (record.wasAdmin ? 'yes' : 'no'),
  'last login before': (record) => record.lastLoginBefore,
  'groups before': (record) => record.groupsBefore,
  'shared folders before': (record) =>
    record.foldersBefore.map(({ name, canAdminister }) => (canAdminister ? `${name} (administrator)` : name)),
  steps: (record) =>
    record.steps.map(({ title, state, time }) => `${title}: ${stateWords[state]}${time === null ? '' : ` ${time}`}`),
  'changed since': (record) => record.since.map(({ words }) => words),
  checks: (record) =>
    record.checks.map(
      (check) =>
        `${check.time}${check.day === null ? '' : ` (day ${check.day})`}: ${check.message}${check.void ? ' The account was changed after this.' : ''}`,
    ),
  'sites to change': (record) => record.rotation.total,
  'sites changed': (record) => record.rotation.ticked,
}

/** The record for a spreadsheet, with times in UTC and, at its end, who was given but not disabled; yields now and then. */
export function* recordCsv(
  entries: readonly Entry[],
  { made }: RecordOf,
  notDisabled: readonly NotDisabled[],
): Generator<void, string> {
  const lines = yield* writeEach(entries, (entry) => {
    const record = entryRecord(entry)
    return stringify([[...Object.values(columns).map((cell) => safeCell(cell(record))), '', made]])
  })
  const names = [...Object.keys(columns), 'given as', 'as of (UTC)']
  const others = notDisabled.map(({ line, given, reason }) => {
    const told: Record<string, string> = {
      state: 'Given, but not disabled',
      summary: reason,
      'given as': `${given} (line ${line})`,
      'as of (UTC)': made,
    }
    return names.map((name) => safeCell(told[name] ?? ''))
  })
  // A byte-order mark lets spreadsheets read UTF-8.
  return `\ufeff${stringify([names])}${lines.join('')}${stringify(others)}`
}
