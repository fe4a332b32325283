import type { Parsed, Returned } from '../../../../contract/calls.ts'
import type { Change } from '../../../../contract/change.ts'
import { type FailureCode, Refusal } from '../../../../contract/failure.ts'
import { inSlices } from '../../../cooperative/slices.ts'
import type { Room } from '../../context.ts'
import { movedAddress } from '../../kinds/common/account-state.ts'
import { isDestructive } from '../../kinds/of-change.ts'
import type { Row } from '../evaluate.ts'
import { evaluateNow, expiryOf, rereadFor, rowsNow } from '../make-plan.ts'
import { leftOut, standingRows, standingsOf, toSend } from '../revalidate.ts'
import type { Told } from '../shown-as-done.ts'
import type { Pending } from './plan-lock.ts'
import { type PlanView, viewOf } from './plan-view.ts'

/** Plans that were kept for later, compared with what LastPass has by now. */
export interface WaitingPlans {
  list(signal: AbortSignal): Promise<Returned<'changes.waiting'>>
  /** Reads the people of a plan again and compares base, now and mine. @throws Refusal when LastPass cannot be asked */
  compare(plan: string, signal: AbortSignal): Promise<Returned<'changes.compare'>>
  /** Takes off what LastPass has so by now. */
  dropDone(plan: string, signal: AbortSignal): Promise<Returned<'changes.dropDone'>>
  /** Writes what a person chose for rows that drifted. */
  resolve(input: Parsed<'changes.resolve'>, signal: AbortSignal): Promise<PlanView>
}

/** `told`: what was shown as done already. */
export function createWaitingPlans(room: Room, pending: Pending, told: Told): WaitingPlans {
  const { plans, people, now, latest, actor } = room
  const rowsOf = (id: string) => inSlices(plans.rows(id))

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
    list: async (signal) => ({
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
    async compare(id, signal) {
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
    async dropDone(id, signal) {
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
    async resolve({ plan: id, choices }, signal) {
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
      told.show(view)
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
