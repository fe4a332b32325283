import type { Output } from '../../../contract/calls.ts'
import { waits } from './batches.ts'
import {
  answeredDays,
  type Batch,
  type Case,
  countedFrom,
  endedAt,
  isVoid,
  lastCheckOf,
  latestOf,
  nextCheckAt,
  stateOf,
  summaryOf,
  undoneAt,
} from './case.ts'
import type { Cases } from './case-store.ts'
import { consoleWords } from './choices.ts'
import { consequenceOf, type Step, titleOf } from './steps.ts'
import { undoProblem } from './undo-case.ts'

type CaseRow = Output<'leavers.cases'>['rows'][number]
type CaseDetail = Output<'leavers.case'>
type BatchRow = Output<'leavers.batches'>['rows'][number]

/** A case as lists show it. */
export function caseRow(one: Case, batch: Batch, cases: Cases): CaseRow {
  const lastCheck = lastCheckOf(one)
  return {
    case: one.id,
    batch: one.batch,
    username: one.username,
    fullname: one.fullname,
    admin: one.wasAdmin,
    action: batch.action,
    state: stateOf(one),
    summary: summaryOf(one),
    created: one.created,
    requestedBy: batch.requestedBy,
    requestedAt: batch.requestedAt,
    ticket: batch.ticket,
    operator: batch.operator,
    undone: undoneAt(one),
    confirmed: endedAt(one) ?? countedFrom(one),
    lastCheck: lastCheck === null ? null : { ...lastCheck, void: false },
    latest: latestOf(one),
    nextCheck: nextCheckAt(one, answeredDays(one, cases.checks(one.id))),
  }
}

/** A step as people see it. */
export function stepView(step: Step, index: number): CaseDetail['steps'][number] {
  const { kind, consoleStep, gated, state, message, time, job } = step
  return {
    step: index,
    kind,
    title: titleOf(step),
    consequence: consequenceOf(step),
    page: consoleStep === null ? null : consoleWords[consoleStep].page,
    consoleStep,
    gated,
    state,
    message,
    time,
    job,
  }
}

/** A case with everything that is known of it. */
export function caseDetail(one: Case, batch: Batch, cases: Cases, rotation: CaseDetail['rotation']): CaseDetail {
  const reason = undoProblem(one)
  return {
    ...caseRow(one, batch, cases),
    reason: batch.reason,
    groupsBefore: one.groupsBefore.slice(0, 500),
    foldersBefore: one.foldersBefore
      .slice(0, 500)
      .map(({ name, canAdminister, readOnly }) => ({ name, canAdminister, readOnly })),
    steps: one.steps.map(stepView),
    checks: cases
      .checks(one.id)
      .slice(-200)
      .map((check) => ({ ...check, void: isVoid(one, check) })),
    since: [...(one.since ?? [])],
    rotation,
    closed: one.closed,
    undo: { possible: reason === null, reason },
  }
}

/** A batch as the list of batches shows it. */
export function batchRow(batch: Batch, cases: Cases): BatchRow {
  const links = cases.links(batch.id)
  const { id, title, created, action, people, ticket, requestedBy } = batch
  return {
    batch: id,
    title,
    created,
    action,
    people,
    ...cases.counts(id),
    ticket,
    requestedBy,
    plan: links.findLast(waits)?.plan ?? null,
    job: links.findLast(({ job }) => job !== null)?.job ?? null,
  }
}
