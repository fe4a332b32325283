import type { Row } from './evaluate.ts'
import { leftOut } from './revalidate.ts'
import type { PlanView } from './store/plan-view.ts'

/** Which rows of waiting plans a person was last shown as already done. */
export interface Told {
  note(plan: string, rows: readonly { row: number; done: boolean }[]): void
  /** A plan is shown as this. */
  show(view: Pick<PlanView, 'plan' | 'rows'>): void
  /** Rows that would be sent although nobody has seen that they are open again: they are left out, and say so. */
  hold(plan: string, rows: readonly Row[]): Row[]
  forget(plan: string): void
}

/** In memory: what was shown ends with the process, and the next one shows it anew. */
export function createTold(): Told {
  const done = new Map<string, Set<number>>()
  const told: Told = {
    note(plan, rows) {
      const known = done.get(plan) ?? new Set()
      for (const { row, done: isDone } of rows) {
        if (isDone) known.add(row)
        else known.delete(row)
      }
      if (known.size > 0) done.set(plan, known)
      else done.delete(plan)
    },
    hold(plan, rows) {
      const known = done.get(plan)
      if (known === undefined) return [...rows]
      return rows.map((row) =>
        row.verdict === 'change' && known.has(row.row)
          ? leftOut(row, 'blocked', 'This was shown as already done, but no longer is. Preview it again.')
          : row,
      )
    },
    show: ({ plan, rows }) =>
      told.note(
        plan,
        rows.map(({ row, alreadyDone = false }) => ({ row, done: alreadyDone })),
      ),
    forget: (plan) => void done.delete(plan),
  }
  return told
}
