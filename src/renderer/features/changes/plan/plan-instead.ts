import type { Change, PlanRow } from '../../../../contract/change.ts'
import { readAll } from '../../../lib/application/pages.ts'
import { showPlan } from '../open-dialogs.ts'

/** A plan's changes with the wrong one replaced by what does what was meant; all others stay, in order. */
export const withInstead = (rows: readonly PlanRow[], wrong: Pick<PlanRow, 'row' | 'change'>): Change[] =>
  rows.map(({ row, change }) => (row === wrong.row ? { kind: 'enable', username: wrong.change.username } : change))

/** Previews a plan again with an enable in place of one of its rows. */
export async function planInstead(plan: string, wrong: PlanRow): Promise<void> {
  showPlan({ changes: withInstead(await readAll('changes.plan', { plan }), wrong) })
}
