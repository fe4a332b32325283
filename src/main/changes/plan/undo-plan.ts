import type { Change, JournalLine, Outcome } from '../../../contract/change.ts'
import { Refusal } from '../../../contract/failure.ts'
import { inSlices } from '../../cooperative/slices.ts'
import { keyOf } from '../../text/user-key.ts'
import type { Room } from '../context.ts'
import type { JobRecord } from '../job/store/job-store.ts'
import { type State, stateOf } from '../kinds/common/account-state.ts'
import { undoing } from '../kinds/of-change.ts'
import { titleOf } from '../words.ts'
import type { Row } from './evaluate.ts'
import { makePlan } from './make-plan.ts'
import { type PlanView, viewOf } from './store/plan-view.ts'

/**
 * Plans to take back what a job did, for all of its people or for some.
 * @throws Refusal `not-found`, or `conflict` where the job changed nothing for them
 */
export async function planUndo(
  room: Room,
  { job: id, usernames }: { job: string; usernames?: readonly string[] | undefined },
  signal: AbortSignal,
): Promise<PlanView> {
  const job = room.jobs.get(id)
  const { changes, further } = await undoOf(room, id, usernames)
  if (changes.length + further.length === 0)
    throw new Refusal('conflict', 'This job changed nothing for them, so there is nothing to undo.')
  const title = undoTitle(room, job, changes, usernames !== undefined)
  const { plan, rows } = await makePlan(room, { changes, further, reason: {}, title, undoOf: id }, signal)
  return viewOf(room, plan, rows, { offset: 0, limit: rows.length })
}

/** What an undo is called: of a whole job by the job's name, of some of its people by what is done to them. */
function undoTitle({ people }: Room, { title, undoOf }: JobRecord, changes: readonly Change[], some: boolean): string {
  const [, word, rest = ''] = (undoOf === null ? null : /^(Undo|Redo): (.*)$/s.exec(title)) ?? []
  const [only] = changes.length === 1 ? (people.lookup([changes[0]?.username ?? ''])[0] ?? []) : []
  const whole = word === undefined ? title : rest
  const what = some ? titleOf(changes, only?.fullname).replace(/^./, (letter) => letter.toLowerCase()) : whole
  // Undoing an undo does the thing again, however often.
  return `${word === 'Undo' ? 'Redo' : 'Undo'}: ${what}`.slice(0, 200)
}

/** The changes that undo a job, made from the journal's own lines; and the rows that nothing undoes, with the reason. */
async function undoOf(
  { journal, people }: Room,
  job: string,
  usernames: readonly string[] | undefined,
): Promise<{ changes: Change[]; further: Omit<Row, 'row'>[] }> {
  const lines = await inSlices(journal.linesOf(job, ['intent', 'outcome']))
  const wanted = usernames === undefined ? null : new Set(usernames.map(keyOf))
  const [first] = lines
  const givenUp = first === undefined ? new Set<string>() : await inSlices(people.givenUp(first.time))
  const intents = new Map<number, JournalLine>()
  const outcomes = new Map<number, { outcome: Outcome; ours: boolean }>()
  for (const line of lines) {
    const { row, outcome, ours } = line.data as { row: number; outcome?: Outcome; ours?: boolean }
    if (line.kind === 'intent') intents.set(row, line)
    else if (outcome !== undefined) outcomes.set(row, { outcome, ours: ours === true })
  }
  return inSlices(judged())

  function* judged(): Generator<void, { changes: Change[]; further: Omit<Row, 'row'>[] }> {
    const changes: Change[] = []
    const further: Omit<Row, 'row'>[] = []
    for (const [row, intent] of [...intents].sort(([a], [b]) => a - b)) {
      const { change } = intent
      const result = outcomes.get(row)
      if (change === null || result?.outcome !== 'confirmed') continue
      if (wanted !== null && !wanted.has(keyOf(change.username))) continue
      const { send = change, before } = intent.data as { send?: Change; before: State | null }
      const [now] = people.lookup([change.username])[0] ?? []
      const undo = result.ours
        ? undoing(
            { send, before, isGivenUp: givenUp.has(keyOf(change.username)) },
            now === undefined ? null : stateOf(now),
          )
        : { reason: 'This was already the case before the job, or cannot be verified, so there is nothing to undo.' }
      if ('change' in undo) changes.push(undo.change)
      else
        further.push({
          change,
          verdict: 'blocked',
          reason: undo.reason,
          undo: null,
          differences: [],
          send: null,
          before,
        })
      yield
    }
    return { changes, further }
  }
}
