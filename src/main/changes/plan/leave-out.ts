import type { Parsed } from '../../../contract/calls.ts'
import { Refusal } from '../../../contract/failure.ts'
import { inSlices } from '../../cooperative/slices.ts'
import type { Room } from '../context.ts'
import { movedAddress } from '../kinds/common/account-state.ts'
import type { Row } from './evaluate.ts'
import { withNotes } from './impact-notes.ts'
import { evaluateNow } from './make-plan.ts'
import { leftOut, standingRows } from './revalidate.ts'
import type { Pending } from './store/plan-lock.ts'
import { type PlanView, viewOf } from './store/plan-view.ts'

/** Leaves single rows out of a plan, for a reason that it then shows, or takes them back into it. */
export type LeaveOut = (input: Parsed<'changes.leaveOut'>, signal: AbortSignal) => Promise<PlanView>

export function createLeaveOut(room: Room, pending: Pending): LeaveOut {
  const { plans, actor } = room
  return async ({ plan: id, rows: numbers, reason, limit }, signal) => {
    if (pending.get(id).request !== null)
      throw new Refusal('conflict', 'A second person was asked about this plan as it is. Preview the changes again.')
    let next: readonly Row[] = []
    const { plan, rows } = await pending.alter(id, async () => {
      const all = await inSlices(plans.rows(id))
      const wanted = new Set(numbers)
      const chosen = all.filter(
        (row) => wanted.has(row.row) && (reason === null ? row.leftOut !== undefined : row.verdict === 'change'),
      )
      const judged =
        reason === null
          ? await evaluateNow(
              room,
              chosen.map(({ change }) => change),
              signal,
              { holds: room.passwords.holder(id) },
            )
          : []
      const written = new Map(
        chosen.map((row, index): [number, Row] => {
          if (reason !== null)
            return [row.row, { ...leftOut(row, 'unchanged', `Left out: ${reason}`), leftOut: { reason } }]
          const now = { ...(judged[index] as Row), row: row.row }
          const moved = movedAddress(row.before, now.before)
          return [row.row, moved === null ? now : leftOut(now, 'blocked', moved)]
        }),
      )
      // Who is a folder's last administrator depends on who else is in the plan.
      next = await withNotes(
        room,
        all.map((row) => written.get(row.row) ?? row),
        signal,
      )
      return {
        rows: next.filter((row, at) => written.has(row.row) || !sameNotes(row, all[at] as Row)),
        renew: (record) => record,
        entry: ({ title }) =>
          chosen.length === 0
            ? null
            : {
                kind: 'left-out',
                data: {
                  plan: id,
                  title,
                  reason,
                  rows: chosen.slice(0, 500).map(({ row, change }) => ({ row, change })),
                  total: chosen.length,
                  by: actor(),
                },
              },
      }
    })
    if (rows.length > 0) room.changed('changes', 'journal')
    return viewOf(room, plan, await standingRows(room, plan, next, signal), { offset: 0, limit })
  }
}

const sameNotes = (a: Row, b: Row): boolean => JSON.stringify(a.notes ?? []) === JSON.stringify(b.notes ?? [])
