import { type FindingRule, ruleNames } from '../../../contract/audit/findings.ts'
import type { Session } from '../../tenants/session.ts'
import type { ThreadCalls } from '../../threads/thread-calls.ts'
import type { AuditOperations } from '../protocol.ts'
import { peopleOf } from './finding-handlers.ts'

/** What the system shows of new findings. It may stand on a locked screen: no name, no address, no company. */
export interface Notice {
  title: string
  body: string
}

/** Which findings were there before, beside the journal. */
const seenName = 'findings-seen'
/** The newest of them; what lies further back is no news. */
const most = 500

/**
 * Rules with how many new findings each has; nothing of whom they are about.
 * Security rule: a notice holds rule names and numbers alone. Test: test/main/audit/finding-notices.test.ts.
 */
export function noticeOf(rules: readonly FindingRule[]): Notice {
  const counts = new Map<FindingRule, number>()
  for (const rule of rules) counts.set(rule, (counts.get(rule) ?? 0) + 1)
  return {
    title: `Provost: ${rules.length.toLocaleString('en-US')} new ${rules.length === 1 ? 'finding' : 'findings'}`,
    body: [...counts]
      .map(([rule, count]) => (count === 1 ? ruleNames[rule] : `${ruleNames[rule]}: ${count}`))
      .join('\n'),
  }
}

/** After events came: looks for findings that were not there the last time, and has the system tell of them where that is wanted. */
export async function tellNewFindings({
  open,
  thread,
  wanted,
  notify,
  isOpen,
}: {
  open: Session
  thread: ThreadCalls<AuditOperations>
  wanted: boolean
  notify: (notice: Notice) => void
  /** Whether the company is still the open one: its journal takes nothing any more once it is closed. */
  isOpen: () => boolean
}): Promise<void> {
  // Turned off, nothing is looked for; turned on again, what came meanwhile is no news.
  const kept = open.changes.kept.get(seenName)
  if (!wanted) {
    if (kept !== null) open.changes.keep(seenName, null, [])
    return
  }
  const { rows } = await thread.ask('findings', {
    ...peopleOf(open),
    offset: 0,
    limit: most,
    muted: false,
    rules: null,
  })
  if (!isOpen()) return
  const seen = Array.isArray(kept) ? new Set(kept) : null
  const fresh = seen === null ? [] : rows.filter(({ key }) => !seen.has(key))
  if (seen === null || fresh.length > 0)
    open.changes.keep(seenName, [...rows.map(({ key }) => key), ...(seen ?? [])].slice(0, most * 2), [])
  if (fresh.length > 0) notify(noticeOf(fresh.map(({ rule }) => rule)))
}
