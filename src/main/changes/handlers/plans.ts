import type { Change } from '../../../contract/change.ts'
import { type FailureCode, Refusal } from '../../../contract/failure.ts'
import { inSlices } from '../../cooperative/slices.ts'
import type { HandlersOf } from '../../dispatch.ts'
import type { Room } from '../context.ts'
import { movedAddress } from '../kinds/common/account-state.ts'
import { isDestructive } from '../kinds/of-change.ts'
import { apply } from '../plan/apply.ts'
import type { Row } from '../plan/evaluate.ts'
import { evaluateNow, expiryOf, makePlan, rereadFor, rowsNow } from '../plan/make-plan.ts'
import { createPending } from '../plan/plan-lock.ts'
import { type PlanView, viewOf } from '../plan/plan-view.ts'
import { reasonOf } from '../plan/reason.ts'
import { leftOut, standingRows, standingsOf, toSend } from '../plan/revalidate.ts'
import { createTold } from '../plan/shown-as-done.ts'
import { showRequest, toRequests } from '../requests.ts'

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

/** Handlers of what is planned, and of sending it. */
export function createPlanHandlers(room: Room): HandlersOf<PlanCall> {
  const { plans, people, now, latest, service, actor } = room
  const rowsOf = (id: string) => inSlices(plans.rows(id))

  const pending = createPending(room)
  const told = createTold()
  const shown = ({ plan, rows }: PlanView): void =>
    told.note(
      plan,
      rows.map(({ row, alreadyDone = false }) => ({ row, done: alreadyDone })),
    )

  /** How the rows stand after LastPass was asked; where it cannot be asked, by what is known here. */
  async function standingsNow(rows: readonly Row[], signal: AbortSignal) {
    const changes = changesOf(toSend(rows))
    try {
      const read = changes.length === 0 ? undefined : await rereadFor(room, changes, signal)
      return { standings: await standingsOf(room, rows, signal, read), local: false }
    } catch (error) {
      if (!(error instanceof Refusal) || !unreachable.has(error.failure.code)) throw error
      return { standings: await standingsOf(room, rows, signal), local: true }
    }
  }

  return {
    'changes.preview': async ({ changes, title, source, limit, ...reason }, signal) => {
      const { plan, rows } = await makePlan(room, { changes, reason: reasonOf(reason), title, source }, signal)
      return viewOf(room, plan, rows, { offset: 0, limit })
    },
    'changes.plan': async ({ plan: id, ...range }, signal) => {
      const plan = plans.get(id)
      const view = viewOf(room, plan, await standingRows(room, plan, await rowsOf(id), signal), range)
      shown(view)
      return view
    },
    'changes.requests': async ({ plan: id, offset, limit }, signal) => {
      const rows = await standingRows(room, plans.get(id), await rowsOf(id), signal)
      const requests = toRequests(toSend(rows).flatMap(({ row, send }) => (send === null ? [] : [{ row, send }])))
      return {
        rows: requests.slice(offset, offset + limit).map((request) => showRequest(request, service())),
        total: requests.length,
      }
    },
    'changes.apply': (input, signal) =>
      pending.send(input.plan, async (plan) => {
        const job = await apply(room, plan, input, told, signal)
        told.forget(plan.id)
        return job
      }),
    'changes.keep': ({ plan: id, ...given }) => {
      const plan = pending.get(id)
      if (plan.state !== 'kept' && plans.waiting().length >= 200)
        throw new Refusal('conflict', '200 plans are already waiting. Send or discard one first.')
      plans.update({ ...plan, state: 'kept', reason: { ...plan.reason, ...reasonOf(given) } })
      room.changed('changes')
      return {}
    },
    'changes.discard': ({ plan: id }) => {
      const plan = pending.get(id)
      plans.update({ ...plan, state: 'discarded' })
      told.forget(id)
      room.changed('changes')
      return {}
    },
    'changes.waiting': async (_, signal) => ({
      plans: await Promise.all(
        plans.waiting().map(async (plan) => {
          const rows = await rowsOf(plan.id)
          const standings = await standingsOf(room, rows, signal)
          const open = standings
            .filter(({ standing: one }) => one.kind === 'clean' || one.kind === 'drifted')
            .map(({ row }) => row)
          const expiry = expiryOf(plan, open)
          const standing = { clean: 0, 'already-done': 0, drifted: 0, impossible: 0 }
          for (const { standing: one } of standings) standing[one.kind]++
          return {
            plan: plan.id,
            title: plan.title,
            created: new Date(plan.created).toISOString(),
            expires: expiry === null ? null : new Date(expiry).toISOString(),
            expired: expiry !== null && latest.for(plan) >= expiry,
            rows: standings.length,
            destructive: open.filter(({ change }) => isDestructive(change)).length,
            standing,
          }
        }),
      ),
    }),
    'changes.compare': async ({ plan: id }, signal) => {
      const plan = pending.get(id)
      const rows = rowsNow(plan, await rowsOf(id), latest.for(plan))
      const changes = changesOf(toSend(rows))
      if (changes.length === 0) return { rows: [] }
      const read = await rereadFor(room, changes, signal)
      const standings = await standingsOf(room, rows, signal, read)
      told.note(
        id,
        standings.map(({ row: { row }, standing }) => ({ row, done: standing.kind === 'already-done' })),
      )
      return {
        rows: standings.map(({ row: { row, change, before }, standing }) => ({
          row,
          change,
          ...(before === null ? {} : { fullname: before.fullname }),
          destructive: isDestructive(change),
          ...standing,
        })),
      }
    },
    'changes.dropDone': async ({ plan: id }, signal) => {
      const { rows, left, read, asOf } = await pending.alter(id, async () => {
        // What has expired is still on the list, and stays there unless it is done.
        const { standings, local } = await standingsNow(await rowsOf(id), signal)
        const done = standings.filter(({ standing }) => standing.kind === 'already-done')
        const left = standings.length - done.length
        const by = { read: !local, asOf: local ? people.asOf() : new Date(now()).toISOString() }
        return {
          ...by,
          left,
          rows: done.map(
            ({ row, standing }): Row => ({ ...leftOut(row, 'unchanged', standing.message), alreadyDone: true }),
          ),
          renew: (plan) => ({ ...plan, ...(left === 0 ? { state: 'discarded' } : {}) }),
          entry: ({ title }) => ({
            kind: 'set-aside',
            data: {
              plan: id,
              title,
              because: 'already-done',
              rows: done.slice(0, 500).map(({ row: { row, change } }) => ({ row, change })),
              total: done.length,
              ...by,
              by: actor(),
            },
          }),
        }
      })
      if (rows.length > 0) room.changed('changes', 'journal')
      return { dropped: rows.length, left, read, asOf }
    },
    'changes.resolve': async ({ plan: id, choices }, signal) => {
      const { plan, rows, all } = await pending.alter(id, async () => {
        const all = await rowsOf(id)
        const byRow = new Map(all.map((row) => [row.row, row]))
        const chosen = choices.flatMap(({ row, choice }) => {
          const found = byRow.get(row)
          return found === undefined || found.verdict !== 'change' ? [] : [{ found, choice }]
        })
        const kept = chosen.filter(({ choice }) => choice === 'mine').map(({ found }) => found)
        const judged = await evaluateNow(room, changesOf(kept), signal)
        return {
          all,
          rows: [
            // Mine: the change stays, on the state of now.
            ...kept.map((row, index): Row => {
              const now = judged[index] as Row
              const moved = movedAddress(row.before, now.before)
              return moved === null ? { ...now, row: row.row } : leftOut(row, 'blocked', moved)
            }),
            ...chosen.flatMap(({ found, choice }) =>
              choice === 'mine' ? [] : [leftOut(found, 'unchanged', choiceWords[choice])],
            ),
          ],
          renew: (plan) => ({ ...plan, asOf: people.asOf() }),
          entry: () => ({
            kind: 'resolve',
            data: {
              plan: id,
              choices: chosen.slice(0, 500).map(({ found: { row }, choice }) => ({ row, choice })),
              by: actor(),
            },
          }),
        }
      })
      if (rows.length > 0) room.changed('changes', 'journal')
      const written = new Map(rows.map((row) => [row.row, row]))
      const next = all.map((row) => written.get(row.row) ?? row)
      const view = viewOf(room, plan, await standingRows(room, plan, next, signal), { offset: 0, limit: all.length })
      shown(view)
      return view
    },
  }
}

const choiceWords = {
  theirs: 'Left as it is in LastPass, as you chose.',
  skip: 'Skipped, as you chose.',
}

/** Failures after which what is known here has to do. */
const unreachable: ReadonlySet<FailureCode> = new Set(['offline', 'not-connected', 'credential-refused'])

const changesOf = (rows: readonly Row[]): Change[] => rows.map(({ change }) => change)
