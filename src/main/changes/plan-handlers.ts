import type { Change, Reason } from '../../contract/change.ts'
import { Refusal } from '../../contract/failure.ts'
import type { HandlersOf } from '../dispatch.ts'
import { inSlices } from '../slices.ts'
import { apply } from './apply.ts'
import type { Row } from './evaluate.ts'
import { isDestructive } from './kinds.ts'
import { evaluateNow, expiryOf, makePlan, rereadFor, rowsNow, viewOf } from './plan.ts'
import type { PlanRecord } from './plans.ts'
import { showRequest, toRequests } from './requests.ts'
import type { Room } from './room.ts'
import { leftOut, standingRows, standingsOf, toSend } from './waiting.ts'

type PlanCall =
  | 'changes.preview'
  | 'changes.plan'
  | 'changes.requests'
  | 'changes.apply'
  | 'changes.keep'
  | 'changes.discard'
  | 'changes.waiting'
  | 'changes.dropDone'
  | 'changes.compare'
  | 'changes.resolve'

/** The parts of a reason that were given. */
export const reasonOf = ({ reason, ticket, requestedBy }: Reason): Reason => ({
  ...(reason === undefined ? {} : { reason }),
  ...(ticket === undefined ? {} : { ticket }),
  ...(requestedBy === undefined ? {} : { requestedBy }),
})

/** Handlers of what is planned, and of sending it. */
export function createPlanHandlers(room: Room): HandlersOf<PlanCall> {
  const { plans, people, now, journal, service, actor } = room
  const rowsOf = (id: string) => inSlices(plans.rows(id))

  /** Plans that are about to become jobs: nothing is altered in them meanwhile. */
  const sending = new Set<string>()

  /** A plan on which something can still be done. Reading takes turns with other calls, so it is asked again before writing. */
  function pending(id: string): PlanRecord {
    const plan = plans.get(id)
    if (sending.has(id)) throw new Refusal('conflict', 'This plan is being sent. Look at the jobs.')
    if (plan.state === 'open' || plan.state === 'kept') return plan
    throw new Refusal(
      'conflict',
      plan.state === 'applied' ? 'This plan was sent already.' : 'This plan was discarded. Preview the changes again.',
    )
  }

  return {
    'changes.preview': async ({ changes, title, source, limit, ...reason }, signal) => {
      const { plan, rows } = await makePlan(room, { changes, reason: reasonOf(reason), title, source }, signal)
      return viewOf(room, plan, rows, { offset: 0, limit })
    },
    'changes.plan': async ({ plan: id, ...range }, signal) => {
      const plan = plans.get(id)
      return viewOf(room, plan, await standingRows(room, plan, await rowsOf(id), signal), range)
    },
    'changes.requests': async ({ plan: id, offset, limit }, signal) => {
      const rows = await standingRows(room, plans.get(id), await rowsOf(id), signal)
      const requests = toRequests(toSend(rows).flatMap(({ row, send }) => (send === null ? [] : [{ row, send }])))
      return {
        rows: requests.slice(offset, offset + limit).map((request) => showRequest(request, service())),
        total: requests.length,
      }
    },
    'changes.apply': async (input, signal) => {
      const plan = pending(input.plan)
      sending.add(plan.id)
      try {
        return await apply(room, plan, input, signal)
      } finally {
        sending.delete(plan.id)
      }
    },
    'changes.keep': async ({ plan: id }) => {
      const plan = pending(id)
      if (plan.state === 'kept') return {}
      if (plans.waiting().length >= 200)
        throw new Refusal('conflict', 'There are 200 plans waiting already. Send or discard one first.')
      plans.update({ ...plan, state: 'kept' })
      room.changed('changes')
      return {}
    },
    'changes.discard': ({ plan: id }) => {
      const plan = pending(id)
      plans.update({ ...plan, state: 'discarded' })
      room.changed('changes')
      return {}
    },
    'changes.waiting': async (_, signal) => ({
      plans: await Promise.all(
        plans.waiting().map(async (plan) => {
          const rows = await rowsOf(plan.id)
          const standings = await standingsOf(room, rows, signal)
          const open = standings.filter(({ standing: one }) => one.kind !== 'already-done').map(({ row }) => row)
          const expiry = expiryOf(plan, open)
          const standing = { clean: 0, 'already-done': 0, drifted: 0, impossible: 0 }
          for (const { standing: one } of standings) standing[one.kind]++
          return {
            plan: plan.id,
            title: plan.title,
            created: new Date(plan.created).toISOString(),
            expires: expiry === null ? null : new Date(expiry).toISOString(),
            expired: expiry !== null && now() >= expiry,
            rows: standings.length,
            destructive: open.filter(({ change }) => isDestructive(change)).length,
            standing,
          }
        }),
      ),
    }),
    'changes.compare': async ({ plan: id }, signal) => {
      const plan = pending(id)
      const rows = rowsNow(plan, await rowsOf(id), now())
      const changes = changesOf(toSend(rows))
      if (changes.length === 0) return { rows: [] }
      const read = await rereadFor(room, changes, signal)
      return {
        rows: (await standingsOf(room, rows, signal, read)).map(({ row: { row, change }, standing }) => ({
          row,
          change,
          destructive: isDestructive(change),
          ...standing,
        })),
      }
    },
    'changes.dropDone': async ({ plan: id }, signal) => {
      pending(id)
      // What has expired is still on the list, and stays there unless it is done.
      const standings = await standingsOf(room, await rowsOf(id), signal)
      const plan = pending(id)
      const done = standings.filter(({ standing }) => standing.kind === 'already-done')
      const left = standings.length - done.length
      if (done.length === 0) return { dropped: 0, left }
      plans.updateRows(
        id,
        done.map(({ row, standing }) => ({ ...leftOut(row, 'unchanged', standing.message), alreadyDone: true })),
      )
      plans.update({ ...plan, ...(left === 0 ? { state: 'discarded' } : {}), seen: '' })
      journal.note('set-aside', {
        plan: id,
        title: plan.title,
        because: 'already-done',
        rows: done.slice(0, 500).map(({ row: { row, change } }) => ({ row, change })),
        total: done.length,
        asOf: people.asOf(),
        by: actor(),
      })
      room.changed('changes', 'journal')
      return { dropped: done.length, left }
    },
    'changes.resolve': async ({ plan: id, choices }, signal) => {
      pending(id)
      const rows = await rowsOf(id)
      const byRow = new Map(rows.map((row) => [row.row, row]))
      const chosen = choices.flatMap(({ row, choice }) => {
        const found = byRow.get(row)
        return found === undefined || found.verdict !== 'change' ? [] : [{ found, choice }]
      })
      const kept = chosen.filter(({ choice }) => choice === 'mine').map(({ found }) => found)
      const judged = await evaluateNow(room, changesOf(kept), signal)
      const plan = pending(id)
      const next = [
        // Mine: the change stays, on the state of now.
        ...kept.map((row, index): Row => ({ ...(judged[index] as Row), row: row.row })),
        ...chosen
          .filter(({ choice }) => choice !== 'mine')
          .map(({ found, choice }) =>
            leftOut(
              found,
              'unchanged',
              choice === 'theirs' ? 'Left as LastPass has it: that was your choice.' : 'Skipped: that was your choice.',
            ),
          ),
      ]
      plans.updateRows(id, next)
      const renewed = { ...plan, asOf: people.asOf(), seen: '' }
      plans.update(renewed)
      if (chosen.length > 0)
        journal.note('resolve', {
          plan: id,
          choices: chosen.slice(0, 500).map(({ found: { row }, choice }) => ({ row, choice })),
        })
      room.changed('changes')
      for (const row of next) byRow.set(row.row, row)
      const all = rows.map(({ row }) => byRow.get(row) as Row)
      return viewOf(room, renewed, await standingRows(room, renewed, all, signal), { offset: 0, limit: rows.length })
    },
  }
}

const changesOf = (rows: readonly Row[]): Change[] => rows.map(({ change }) => change)
