import type { Parsed } from '../../../contract/calls.ts'
import { Refusal } from '../../../contract/failure.ts'
import { inSlices } from '../../cooperative/slices.ts'
import { inTransaction } from '../../store/bulk.ts'
import { createRequestMemory } from '../approval/asked.ts'
import type { Room } from '../context.ts'
import { passwordGone } from '../first-passwords.ts'
import { newId } from '../ids.ts'
import type { JobRecord } from '../job/store/job-store.ts'
import { doing } from '../kinds/of-change.ts'
import { createKeptSettings } from '../safety/kept-settings.ts'
import { demandsOf, stoppedBy } from './make-plan.ts'
import { gaveReason, reasonOf } from './reason.ts'
import { standingRows } from './revalidate.ts'
import type { Told } from './shown-as-done.ts'
import type { PlanRecord } from './store/plan-store.ts'

/**
 * Makes a job of a plan and hands it to the runner. Every demand of the preview is checked here once more.
 * @throws Refusal `not-allowed`, `invalid` with a path, `suspicious`, or `conflict` when the plan was sent meanwhile
 */
export async function apply(
  room: Room,
  plan: PlanRecord,
  input: Parsed<'changes.apply'>,
  told: Told,
  signal: AbortSignal,
): Promise<{ job: string }> {
  const { writing, plans, jobs, journal, store, now, guards, allowed, actor, holds } = room
  writing.require()
  const rows = told.hold(plan.id, await standingRows(room, plan, await inSlices(plans.rows(plan.id)), signal))
  const demands = demandsOf(plan, rows, guards())
  if (rows.some(({ reason }) => reason === passwordGone))
    throw new Refusal('conflict', `${passwordGone} Nothing was sent.`)

  const kinds = allowed()
  const forbidden = demands.sent.find(({ kind }) => !kinds.has(kind))
  if (forbidden !== undefined)
    throw new Refusal('not-allowed', `This workstation's seat may not ${doing(forbidden.kind, 'people')}.`)
  const stopped = stoppedBy(plan, room.people)
  if (stopped !== null && !(stopped.overridable && input.acceptFewer))
    throw new Refusal('suspicious', `${stopped.reason} Nothing was sent.`)
  const reason = { ...plan.reason, ...reasonOf(input) }
  if (demands.reasonRequired && demands.sent.length > 0 && !gaveReason(reason))
    throw new Refusal('invalid', 'Give a reason or a ticket first. Nothing was sent.', { path: 'reason' })
  if (plan.request?.received === true && plan.request.decision !== 'approved')
    throw new Refusal('not-allowed', 'This request comes from another admin. Approve it first. Nothing was sent.')
  createRequestMemory(createKeptSettings(store)).requireNotAsked(plan.id)
  if (demands.needsSecondPerson)
    throw new Refusal(
      'not-allowed',
      'This takes access or a membership from more people than one person may decide on. Save it as a request, and have another admin approve and run it.',
    )
  if (demands.confirm !== null && input.confirm?.trim().toLowerCase() !== demands.confirm.toLowerCase())
    throw new Refusal('invalid', `${demands.words ?? ''} Nothing was sent.`.trim(), { path: 'confirm' })

  const id = newId()
  const created = new Date(now()).toISOString()
  const holdMs = holds && demands.sent.length > 0 ? guards().holdSeconds * 1000 : 0
  const job: JobRecord = {
    id,
    plan: plan.id,
    title: plan.title,
    state: holdMs > 0 ? 'holding' : 'running',
    note: null,
    created,
    finished: null,
    holdUntil: holdMs > 0 ? now() + holdMs : null,
    reason,
    undoOf: plan.undoOf,
  }
  await inSlices(
    jobs.prepare(
      id,
      plan.id,
      rows.map(({ row, change, send, reason: why }) => ({
        row,
        change,
        outcome: send === null ? 'skipped' : 'waiting',
        message: send === null ? (why ?? null) : null,
      })),
    ),
    signal,
  )
  inTransaction(store, () => {
    const { state } = plans.get(plan.id)
    if (state !== plan.state)
      throw new Refusal('conflict', 'This plan was sent or discarded meanwhile. Look at the jobs before trying again.')
    const skipped = rows.length - demands.sent.length
    journal.append([
      {
        kind: 'apply',
        job: id,
        data: {
          plan: plan.id,
          title: plan.title,
          rows: rows.length,
          sent: demands.sent.length,
          skipped,
          ...(holdMs > 0 ? { holdSeconds: holdMs / 1000 } : {}),
          ...(demands.confirm === null ? {} : { confirmed: demands.confirm }),
          ...(stopped === null ? {} : { acceptedFewer: stopped.reason }),
          ...(plan.undoOf === null ? {} : { undoOf: plan.undoOf }),
          ...(plan.request === null ? {} : { request: plan.request }),
          reason,
          asOf: plan.asOf,
          by: actor(),
        },
      },
    ])
    jobs.begin(job)
    plans.update({ ...plan, state: 'applied' })
    if (plan.source !== null)
      store
        .prepare(
          `INSERT INTO sources (name, entries, time) VALUES (?, ?, ?)
           ON CONFLICT (name) DO UPDATE SET entries = excluded.entries, time = excluded.time`,
        )
        .run(plan.source.name, plan.source.entries, created)
  })
  room.runner.start(id)
  room.changed('changes', 'jobs', 'journal')
  return { job: id }
}
