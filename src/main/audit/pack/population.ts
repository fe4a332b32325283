import { type EventControl, evidenceControls } from '../../../contract/audit/audit.ts'
import type { ThreadCalls } from '../../threads/thread-calls.ts'
import type { AuditOperations } from '../protocol.ts'
import type { RowPlace } from '../query/questions.ts'
import { concerns, mayConcern, needsLook, superAdmins } from './control-actions.ts'

const slice = 2000
const eventControls = evidenceControls.filter((control): control is EventControl => control !== 'access review')

/** How many events of a span each control that is proved by events takes in: what a pack would hold. */
export async function countPopulations(
  thread: ThreadCalls<AuditOperations>,
  span: { from: string; to: string },
  signal: AbortSignal,
): Promise<{ control: EventControl; events: number }[]> {
  const known = await thread.ask('actions', {})
  const counts: { control: EventControl; events: number }[] = []
  for (const control of eventControls) {
    const all = known
      .filter(({ action, category }) => mayConcern(control, action, category))
      .map(({ action }) => action)
    const sure = all.filter((action) => !needsLook(control, action))
    const { total } = await thread.ask('query', { filter: { ...span, actions: sure }, offset: 0, limit: 1 })
    const unsure = all.filter((action) => needsLook(control, action))
    counts.push({
      control,
      events: total + (await countOneByOne(thread, control, { ...span, actions: unsure }, signal)),
    })
  }
  return counts
}

async function countOneByOne(
  thread: ThreadCalls<AuditOperations>,
  control: EventControl,
  filter: { from: string; to: string; actions: string[] },
  signal: AbortSignal,
): Promise<number> {
  if (filter.actions.length === 0) return 0
  let count = 0
  let from: RowPlace | null = null
  do {
    signal.throwIfAborted()
    const { rows, next }: { rows: Parameters<typeof concerns>[1][]; next: RowPlace | null } = await thread.ask('rows', {
      filter: { ...filter, text: superAdmins },
      from,
      limit: slice,
    })
    count += rows.filter((event) => concerns(control, event)).length
    from = next
  } while (from !== null)
  return count
}
