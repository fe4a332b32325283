import { inSlices } from '../../cooperative/slices.ts'
import { passwordGone } from '../first-passwords.ts'
import type { State } from '../kinds/common/account-state.ts'
import { type Comparison, compare } from './drift.ts'
import { type Row, wantsFirstPassword } from './evaluate.ts'
import { withNotes } from './impact-notes.ts'
import { evaluateNow, type Planning, rowsNow } from './make-plan.ts'
import type { PlanRecord } from './store/plan-store.ts'

/** A row that is to be sent, and how it stands. */
interface StandingRow {
  row: Row
  standing: Comparison
}

/** Rows that would be sent. */
export const toSend = (rows: readonly Row[]): Row[] => rows.filter(({ verdict }) => verdict === 'change')

/** How each row that is to be sent stands against the newest known state, in order; what was `read` just now counts first. */
export async function standingsOf(
  planning: Pick<Planning, 'people' | 'guards' | 'allowed'>,
  rows: readonly Row[],
  signal: AbortSignal,
  read?: ReadonlyMap<string, State | null>,
): Promise<StandingRow[]> {
  const planned = toSend(rows)
  const changes = planned.map(({ change }) => change)
  const judged = await evaluateNow(planning, changes, signal, read === undefined ? {} : { read })
  return inSlices(standing(planned, judged), signal)
}

function* standing(planned: readonly Row[], judged: readonly Row[]): Generator<void, StandingRow[]> {
  const rows: StandingRow[] = []
  for (const [index, row] of planned.entries()) {
    rows.push({ row, standing: compare(row.before, row.change, judged[index] as Row) })
    if (index % 200 === 199) yield
  }
  return rows
}

/** A row of which nothing is sent, and why. */
export const leftOut = (row: Row, verdict: 'unchanged' | 'blocked', reason: string): Row => ({
  ...row,
  verdict,
  reason,
  send: null,
  undo: null,
  differences: [],
})

/**
 * The rows of a plan as they stand at the moment. Of a plan that waited, what is so already and what cannot be done any more
 * is not sent, and says so; what drifted stays, because a person decides about it.
 */
export async function standingRows(
  planning: Pick<Planning, 'people' | 'guards' | 'allowed' | 'now' | 'latest' | 'impact' | 'passwords'>,
  plan: PlanRecord,
  all: readonly Row[],
  signal: AbortSignal,
): Promise<Row[]> {
  const rows = rowsNow(plan, all, planning.latest.for(plan))
  const holds = planning.passwords.holder(plan.id)
  if (plan.state !== 'kept')
    return rows.map((row) =>
      row.verdict === 'change' && wantsFirstPassword(row.change) && !holds(row.change.username)
        ? leftOut(row, 'blocked', passwordGone)
        : row,
    )
  const standings = await standingsOf(planning, rows, signal)
  const settled = new Map(
    standings.flatMap(({ row, standing: { kind, message } }) =>
      kind === 'already-done'
        ? [[row.row, { ...leftOut(row, 'unchanged', message), alreadyDone: true }] as const]
        : kind === 'impossible'
          ? [[row.row, leftOut(row, 'blocked', message)] as const]
          : [],
    ),
  )
  return withNotes(
    planning,
    rows.map((row) => settled.get(row.row) ?? row),
    signal,
  )
}
