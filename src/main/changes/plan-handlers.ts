import type { Change, Reason } from '../../contract/change.ts'
import { Refusal } from '../../contract/failure.ts'
import type { HandlersOf } from '../dispatch.ts'
import { inSlices } from '../slices.ts'
import { apply } from './apply.ts'
import { compare } from './compare.ts'
import type { Row } from './evaluate.ts'
import { isDestructive } from './kinds.ts'
import { evaluateNow, expiryOf, makePlan, rereadFor, rowsNow, viewOf } from './plan.ts'
import type { PlanRecord } from './plans.ts'
import { showRequest, toRequests } from './requests.ts'
import type { Room } from './room.ts'

type PlanCall =
  | 'changes.preview'
  | 'changes.plan'
  | 'changes.requests'
  | 'changes.apply'
  | 'changes.keep'
  | 'changes.discard'
  | 'changes.waiting'
  | 'changes.compare'
  | 'changes.resolve'

/** The parts of a reason that were given. */
export const reasonOf = ({ reason, ticket, requestedBy }: Reason): Reason => ({
  ...(reason === undefined ? {} : { reason }),
  ...(ticket === undefined ? {} : { ticket }),
  ...(requestedBy === undefined ? {} : { requestedBy }),
})

const toSend = (rows: readonly Row[]): Row[] => rows.filter(({ verdict }) => verdict === 'change')

/** Handlers of what is planned, and of sending it. */
export function createPlanHandlers(room: Room): HandlersOf<PlanCall> {
  const { plans, people, now, journal, service } = room
  const rowsOf = (id: string) => inSlices(plans.rows(id))

  /** A plan on which something can still be done. */
  function pending(id: string): PlanRecord {
    const plan = plans.get(id)
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
    'changes.plan': async ({ plan: id, ...range }) => viewOf(room, plans.get(id), await rowsOf(id), range),
    'changes.requests': async ({ plan: id, offset, limit }) => {
      const rows = rowsNow(plans.get(id), await rowsOf(id), now())
      const requests = toRequests(toSend(rows).flatMap(({ row, send }) => (send === null ? [] : [{ row, send }])))
      return {
        rows: requests.slice(offset, offset + limit).map((request) => showRequest(request, service())),
        total: requests.length,
      }
    },
    'changes.apply': (input, signal) => apply(room, pending(input.plan), input, signal),
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
          const expiry = expiryOf(plan, rows)
          const planned = toSend(rows)
          const judged = await evaluateNow(room, changesOf(planned), signal)
          const standing = { clean: 0, 'already-done': 0, drifted: 0, impossible: 0 }
          for (const [index, row] of planned.entries())
            standing[compare(row.before, row.change, judged[index] as Row).kind]++
          return {
            plan: plan.id,
            title: plan.title,
            created: new Date(plan.created).toISOString(),
            expires: expiry === null ? null : new Date(expiry).toISOString(),
            expired: expiry !== null && now() >= expiry,
            rows: planned.length,
            destructive: planned.filter(({ change }) => isDestructive(change)).length,
            standing,
          }
        }),
      ),
    }),
    'changes.compare': async ({ plan: id }, signal) => {
      const plan = pending(id)
      const planned = toSend(rowsNow(plan, await rowsOf(id), now()))
      const changes = changesOf(planned)
      if (changes.length === 0) return { rows: [] }
      const read = await rereadFor(room, changes, signal)
      const judged = await evaluateNow(room, changes, signal, { read })
      return {
        rows: planned.map((row, index) => ({
          row: row.row,
          change: row.change,
          destructive: isDestructive(row.change),
          ...compare(row.before, row.change, judged[index] as Row),
        })),
      }
    },
    'changes.resolve': async ({ plan: id, choices }, signal) => {
      const plan = pending(id)
      const rows = await rowsOf(id)
      const byRow = new Map(rows.map((row) => [row.row, row]))
      const chosen = choices.flatMap(({ row, choice }) => {
        const found = byRow.get(row)
        return found === undefined || found.verdict !== 'change' ? [] : [{ found, choice }]
      })
      const kept = chosen.filter(({ choice }) => choice === 'mine').map(({ found }) => found)
      const judged = await evaluateNow(room, changesOf(kept), signal)
      const next = [
        // Mine: the change stays, on the state of now.
        ...kept.map((row, index): Row => ({ ...(judged[index] as Row), row: row.row })),
        ...chosen
          .filter(({ choice }) => choice !== 'mine')
          .map(
            ({ found, choice }): Row => ({
              ...found,
              verdict: 'unchanged',
              reason:
                choice === 'theirs'
                  ? 'Left as LastPass has it: that was your choice.'
                  : 'Skipped: that was your choice.',
              send: null,
              undo: null,
              differences: [],
            }),
          ),
      ]
      plans.updateRows(id, next)
      const renewed = { ...plan, asOf: people.asOf(), seen: '' }
      plans.update(renewed)
      journal.note('resolve', { plan: id, choices: choices.slice(0, 500) })
      room.changed('changes')
      for (const row of next) byRow.set(row.row, row)
      return viewOf(
        room,
        renewed,
        rows.map(({ row }) => byRow.get(row) as Row),
        { offset: 0, limit: rows.length },
      )
    },
  }
}

const changesOf = (rows: readonly Row[]): Change[] => rows.map(({ change }) => change)
