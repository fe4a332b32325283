import type { Returned } from '../../../../contract/calls.ts'
import { accountOf } from '../../kinds/common/account-state.ts'
import { whomOf } from '../../kinds/of-change.ts'
import type { Row } from '../evaluate.ts'
import { impactOf } from '../impact-notes.ts'
import { demandsOf, expiryOf, type Planning, stoppedBy } from '../make-plan.ts'
import type { PlanRecord } from './plan-store.ts'

/** So many groups are told of a plan. */
const mostGroups = 50

export type PlanView = Returned<'changes.preview'>

/** A plan as the page sees it; `rows` as they stand at the moment. */
export function viewOf(
  { people, guards }: Pick<Planning, 'people' | 'guards'>,
  plan: PlanRecord,
  rows: readonly Row[],
  range: { verdict?: Row['verdict'] | undefined; offset: number; limit: number },
): PlanView {
  const { confirm, words, reasonRequired, needsSecondPerson } = demandsOf(plan, rows, guards())
  const expiry = expiryOf(plan, rows)
  const counts = { change: 0, unchanged: 0, blocked: 0 }
  for (const { verdict } of rows) counts[verdict]++
  const shown = range.verdict === undefined ? rows : rows.filter(({ verdict }) => verdict === range.verdict)
  return {
    plan: plan.id,
    rows: shown.slice(range.offset, range.offset + range.limit).map(shownRow),
    total: shown.length,
    counts,
    impact: impactOf(rows),
    confirm,
    confirmWords: words,
    reasonRequired,
    asOf: plan.asOf,
    needsSecondPerson,
    stopped: stoppedBy(plan, people)?.reason ?? null,
    expires: expiry === null ? null : new Date(expiry).toISOString(),
    undoOf: plan.undoOf,
    memberships: membershipsOf(rows),
    title: plan.title,
    ...(plan.firstPassword === true ? { firstPassword: true } : {}),
    reason: plan.reason,
  }
}

/** How many people each group gains and loses by the rows that would be sent. */
function membershipsOf(rows: readonly Row[]): NonNullable<PlanView['memberships']> {
  const groups = new Map<string, { group: string; added: number; removed: number }>()
  const count = (group: string, what: 'added' | 'removed') => {
    const known = groups.get(group) ?? { group, added: 0, removed: 0 }
    known[what]++
    groups.set(group, known)
  }
  for (const { send, verdict } of rows) {
    if (verdict !== 'change') continue
    if (send?.kind === 'groups') {
      for (const group of send.add) count(group, 'added')
      for (const group of send.remove) count(group, 'removed')
    } else if (send?.kind === 'add') for (const group of send.groups ?? []) count(group, 'added')
  }
  return [...groups.values()].sort((a, b) => b.added + b.removed - a.added - a.removed).slice(0, mostGroups)
}

/** A row as the page sees it: with the person's name as it was when this was planned, without what is only sent. */
const shownRow = ({ send: _, before, ...row }: Row): PlanView['rows'][number] => ({
  ...row,
  account: accountOf(before),
  ...whomOf(row.change, before),
})
