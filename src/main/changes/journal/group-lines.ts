import type { Change } from '../../../contract/change.ts'
import type { Store } from '../../store/store.ts'

/** So many lines are looked at before others have their turn: about a millisecond. */
const together = 500

/** Whether a change puts somebody into a group or takes somebody out of it. LastPass tells groups apart by case. */
export function concernsGroup(change: Change | null, group: string): boolean {
  if (change?.kind === 'add') return change.groups?.includes(group) ?? false
  return change?.kind === 'groups' && (change.add.includes(group) || change.remove.includes(group))
}

/**
 * Numbers of the lines of intents and outcomes that have a group's name somewhere, in order: who reads them tells by the change whether
 * they concern it. Yields between runs of lines.
 */
export function* linesNaming(store: Store, group: string, last: number): Generator<void, number[]> {
  const read = store.prepare(
    `SELECT seq FROM journal WHERE seq > ? AND seq <= ? AND kind IN ('intent', 'outcome')
     AND instr(CAST(body AS BLOB), CAST(? AS BLOB)) > 0 ORDER BY seq`,
  )
  const written = JSON.stringify(group)
  const found: number[] = []
  for (let from = 0; from < last; from += together) {
    for (const { seq } of read.all(from, from + together, written) as { seq: number }[]) found.push(seq)
    yield
  }
  return found
}
