import type { Returned } from '../../../contract/calls.ts'
import { Refusal } from '../../../contract/failure.ts'
import { inSlices } from '../../cooperative/slices.ts'
import type { HandlersOf } from '../../dispatch.ts'
import { lookUp } from '../../identity/look-up.ts'
import { keyOf } from '../../text/user-key.ts'
import { type Batch, type Case, stateOf } from '../cases/case.ts'
import { batchRow, caseDetail, caseRow } from '../cases/case-view.ts'
import { choicesFor } from '../cases/choices.ts'
import { withStep } from '../cases/next-step.ts'
import { undoProblem } from '../cases/undo-case.ts'
import type { Room } from '../context.ts'
import { leftOutOf } from '../open-lists/left-out.ts'

type CaseRow = Returned<'leavers.cases'>['rows'][number]
type CaseCall =
  | 'leavers.choices'
  | 'leavers.start'
  | 'leavers.apply'
  | 'leavers.next'
  | 'leavers.batches'
  | 'leavers.cases'
  | 'leavers.case'
  | 'leavers.close'
  | 'leavers.done'
  | 'leavers.check'
  | 'leavers.due'
  | 'leavers.undo'

/** Rows that one answer names; the rest is counted. */
const named = 500

/** How accounts stand by the newest reading, by the user names of their cases. */
async function accountsOf(
  open: Room,
  cases: readonly Case[],
  signal: AbortSignal,
): Promise<(username: string) => CaseRow['account']> {
  if (open.asOf() === null) return () => null
  const found = await inSlices(lookUp(open.reads(), [...new Set(cases.map(({ username }) => username))]), signal)
  return (username) => {
    const present = (found.get(keyOf(username)) ?? []).filter(({ user }) => user.goneSince === null)
    if (present.length > 1) return null
    return present[0]?.user.status ?? 'gone'
  }
}

/** Handlers of cases: starting, planning, sending, ticking, checking, undoing. */
export function createCaseHandlers(room: () => Room): HandlersOf<CaseCall> {
  /** The room, once the cases know what jobs did. */
  const upToDate = async (signal: AbortSignal): Promise<Room> => {
    const open = room()
    await open.progress.catchUp(signal)
    return open
  }

  return {
    'leavers.choices': () => choicesFor(room().allowed()),
    'leavers.start': async ({ list, usernames, comparison, acceptShort, ...wish }, signal) => {
      const open = room()
      const warning = comparison === undefined ? null : open.comparisons.warning(comparison)
      if (warning !== null && !acceptShort) throw new Refusal('suspicious', warning)
      const leaving = await open.leaving({ list, usernames }, signal)
      const { reason = null, ticket = null, requestedBy = null, requestedAt = null, ...choice } = wish
      const source =
        comparison === undefined ? null : { name: 'Staff list', entries: open.comparisons.listed(comparison) }
      const started = await open.inTurn(() =>
        open.batches.start(leaving, { ...choice, reason, ticket, requestedBy, requestedAt, source }, signal),
      )
      if (list !== undefined) {
        const { origin, rows } = open.lists.given(list)
        const taken = { people: leaving.people.map(({ user }) => user.username), leftOut: leaving.leftOut }
        open.leftOuts.keep({ batch: started.batch, given: rows.length, origin, rows: leftOutOf(rows, taken) })
      }
      open.changed()
      return { ...started, leftOut: leaving.leftOut.slice(0, named) }
    },
    'leavers.apply': async ({ batch, confirm }, signal) => {
      const open = await upToDate(signal)
      return open.inTurn(() => open.batches.apply(batch, confirm, signal))
    },
    'leavers.next': async ({ batch }, signal) => {
      const open = await upToDate(signal)
      const { held, ...next } = await open.inTurn(() => open.batches.next(batch, signal))
      open.changed()
      return { ...next, held: held.slice(0, named), heldCount: held.length }
    },
    'leavers.batches': async (range, signal) => {
      const { cases } = await upToDate(signal)
      const { rows, total } = cases.batches(range)
      return { rows: rows.map((batch) => batchRow(batch, cases)), total }
    },
    'leavers.cases': async ({ batch, username, state, ...range }, signal) => {
      const open = await upToDate(signal)
      const { cases } = open
      const { rows, total } = cases.page({ batch, username, state }, range)
      const batches = new Map<string, Batch>()
      const batchOf = (id: string): Batch => {
        const known = batches.get(id) ?? cases.batch(id)
        batches.set(id, known)
        return known
      }
      const accounts = await accountsOf(open, rows, signal)
      return {
        rows: rows.map((one) => ({ ...caseRow(one, batchOf(one.batch), cases), account: accounts(one.username) })),
        total,
      }
    },
    'leavers.case': async ({ case: id }, signal) => {
      const open = await upToDate(signal)
      const { cases, rotations } = open
      const one = cases.one(id)
      const [rotation] = await rotations.counts([one.username], signal)
      const detail = caseDetail(one, cases.batch(one.batch), cases, rotation ?? { total: null, ticked: 0, asOf: null })
      return { ...detail, account: (await accountsOf(open, [one], signal))(one.username) }
    },
    'leavers.close': async ({ cases: ids, reason }, signal) => {
      const open = await upToDate(signal)
      await open.inTurn(() => open.batches.close(ids, reason))
      open.changed()
      return {}
    },
    'leavers.done': async ({ cases: ids, step, done, note }, signal) => {
      const open = await upToDate(signal)
      await open.inTurn(async () => {
        const time = open.time()
        const ticked = ids.map((id): Case => {
          const one = open.cases.one(id)
          const index = one.steps.findIndex(({ consoleStep }) => consoleStep === step)
          if (index === -1) throw new Refusal('conflict', `The case of ${one.username} has no such step.`)
          const message = done ? [`Ticked by ${open.operator().operator}.`, note].filter(Boolean).join(' ') : null
          return withStep(one, index, { state: done ? 'done-by-hand' : 'by-hand', time: done ? time : null, message })
        })
        await inSlices(open.cases.save(ticked))
      })
      open.changed()
      return {}
    },
    'leavers.check': async ({ cases: ids, batch, due }, signal) => {
      if ([ids, batch, due].filter((part) => part !== undefined && part !== false).length !== 1)
        throw new Refusal('invalid', 'Say which cases, which batch, or whatever is due.', { path: 'cases' })
      const open = await upToDate(signal)
      const wanted =
        ids !== undefined
          ? ids.map((id) => open.cases.one(id))
          : batch !== undefined
            ? await inSlices(open.cases.ofBatch(open.cases.batch(batch).id), signal)
            : open.cases.due(open.time(), named)
      const results = await open.inTurn(() => open.checks.run(wanted, signal))
      open.changed()
      const rows = results.slice(0, named).map(({ one, check }): Returned<'leavers.check'>['rows'][number] => ({
        ...check,
        case: one.id,
        username: one.username,
      }))
      return {
        checked: wanted.length,
        attention: new Set(results.filter(({ one }) => stateOf(one) === 'attention').map(({ one }) => one.id)).size,
        rows,
      }
    },
    'leavers.due': async (_, signal) => {
      const open = await upToDate(signal)
      return open.cases.dueCount(open.time())
    },
    'leavers.undo': async ({ case: id }, signal) => {
      const open = await upToDate(signal)
      const plans = await open.inTurn(async () => {
        const one = open.cases.one(id)
        const problem = undoProblem(one)
        if (problem !== null) throw new Refusal('conflict', problem)
        return open.batches.undo(one, signal)
      })
      open.changed()
      return { plans }
    },
  }
}
