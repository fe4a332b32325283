import type { Instant } from '../../contract/model.ts'
import type { Session } from '../tenants/session.ts'

/** So many of a person's last outcomes are looked through. */
const most = 50

/** Who invited somebody from here last, by the journal, and when it was confirmed; null: it tells of nobody. */
export function invitedBy(
  journal: Session['changes']['journal'],
  username: string,
): { by: string; time: Instant } | null {
  const range = { newestFirst: true, offset: 0 }
  const line = journal
    .page({ ...range, username, kind: 'outcome', limit: most })
    .rows.find(
      ({ change, data }) => (change?.kind === 'add' || change?.kind === 'reinvite') && data.outcome === 'confirmed',
    )
  if (line === undefined || line.job === null) return null
  const [applied] = journal.page({ ...range, job: line.job, kind: 'apply', limit: 1 }).rows
  const { user, computer } = (applied?.data.by ?? {}) as { user?: unknown; computer?: unknown }
  return typeof user === 'string' && typeof computer === 'string'
    ? { by: `${user} at ${computer}`, time: line.time }
    : null
}
