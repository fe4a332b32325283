import { Refusal } from '../../../contract/failure.ts'
import type { Changes } from '../../changes/changes.ts'
import { inTransaction } from '../../store/bulk.ts'
import { explain } from '../../store/open.ts'
import type { Store } from '../../store/store.ts'
import { bytesOf, textRow } from '../../store/text.ts'
import type { OwnStore } from '../../tenants/stores/own-store.ts'
import type { Cases } from '../cases/case-store.ts'
import { type Salvaged, salvage } from './salvage-rows.ts'

/** What notes in the new file from which one it is being filled, until it is. */
const mark = 'taking-over'

/**
 * Where the records of leavers were put aside, takes over what can still be read of them, and tells what could not; all at once,
 * because nobody may look before it is there. What a crash or a full disk cut off is begun anew at the next opening.
 * @throws Refusal `storage` when the disk is full
 */
export function takeOver(
  { store, keptAs, old, missing, key }: Pick<OwnStore, 'store' | 'keptAs' | 'old' | 'missing' | 'key'>,
  cases: Cases,
  noteError: Changes['noteError'],
): void {
  const from = keptAs ?? cutOff(store)
  if (from === null) return
  empty(store, from)
  const file = old(from)
  const taken = file === null ? 'It cannot be opened.' : takeFrom(file, store, cases, key)
  if (typeof taken !== 'string') taken.lost.push(...missing)
  if (typeof taken === 'string') empty(store, from)
  noteError(told(from, taken))
  store.prepare('DELETE FROM meta WHERE name = ?').run(mark)
}

function cutOff(store: Store): string | null {
  const row = store.prepare(`SELECT ${bytesOf('json')} FROM meta WHERE name = ?`).get(mark)
  return row === undefined ? null : textRow<{ json: string }>(row).json
}

function empty(store: Store, from: string): void {
  inTransaction(store, () => {
    store.exec(
      'DELETE FROM batches; DELETE FROM checks; DELETE FROM cases; DELETE FROM ticks; DELETE FROM plans; DELETE FROM left_out; DELETE FROM campaign_people; DELETE FROM campaign_folders; DELETE FROM campaign_asked',
    )
    store.prepare('INSERT INTO meta (name, json) VALUES (?, ?) ON CONFLICT (name) DO NOTHING').run(mark, from)
  })
}

/** What was taken over, or why nothing was: a damaged file must not keep leavers closed for good. */
function takeFrom(file: Store, store: Store, cases: Cases, key: string): Salvaged | string {
  try {
    const work = salvage(file, store, cases, key)
    let step = work.next()
    while (!step.done) step = work.next()
    return step.value
  } catch (error) {
    const known = explain(error)
    if (known instanceof Refusal) throw known
    return known.message
  } finally {
    file.close()
  }
}

function told(keptAs: string, taken: Salvaged | string): Parameters<Changes['noteError']>[0] {
  const times = new Map<string, number>()
  for (const words of typeof taken === 'string' ? [taken] : taken.lost) times.set(words, (times.get(words) ?? 0) + 1)
  const lost = [...times].map(([words, count]) => (count === 1 ? words : `${words} (${count} times)`))
  const named = lost.length > 3 ? [...lost.slice(0, 3), `${lost.length - 3} more`] : lost
  return {
    what: 'Leavers',
    message:
      typeof taken === 'string'
        ? 'The records of earlier leavers could not be read. The file was kept aside and new ones begun; what was done to accounts is in the journal.'
        : `The file with the records of leavers was damaged, and was kept aside. ${taken.cases.toLocaleString('en-US')} of its cases were taken over. ${
            lost.length === 0 ? 'Nothing is missing.' : `Not readable: ${named.join('; ')}.`
          } What was done to accounts is in the journal.`,
    details: [keptAs, ...lost].join('\n').slice(0, 4000),
    job: null,
  }
}
