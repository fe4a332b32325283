import type { Change, Job, JournalLine, Outcome } from '../../../contract/change.ts'
import { Refusal } from '../../../contract/failure.ts'
import { inSlices } from '../../cooperative/slices.ts'
import type { HandlersOf } from '../../dispatch.ts'
import { keyOf } from '../../text/user-key.ts'
import type { Room } from '../context.ts'
import type { JobRecord, ShownRow } from '../job/job-store.ts'
import { accountOf, type State, stateOf } from '../kinds/common/account-state.ts'
import { undoing, whomOf } from '../kinds/of-change.ts'
import type { Row } from '../plan/evaluate.ts'
import { makePlan } from '../plan/make-plan.ts'
import { viewOf } from '../plan/plan-view.ts'
import { titleOf } from '../words.ts'

type JobCall =
  | 'jobs.page'
  | 'jobs.get'
  | 'jobs.wait'
  | 'jobs.unsent'
  | 'jobs.pause'
  | 'jobs.resume'
  | 'jobs.sendNow'
  | 'jobs.cancel'
  | 'jobs.undo'

/** Handlers of what is being done and what was. */
export function createJobHandlers(room: Room): HandlersOf<JobCall> {
  const { jobs, runner, writing, allowed, guards, holds } = room

  const describe = (job: JobRecord, stuck = runner.stuck(job.id)): Job => ({
    id: job.id,
    plan: job.plan,
    title: job.title,
    state: stuck === null ? job.state : 'paused',
    note: stuck ?? job.note,
    created: job.created,
    finished: job.finished,
    holdUntil: job.holdUntil === null ? null : new Date(job.holdUntil).toISOString(),
    counts: jobs.counts(job.id),
    reason: job.reason,
    undoOf: job.undoOf,
    ...jobs.undoable(job.id),
    undoneBy: jobs.undoneBy(job.id),
    ...(job.calledBack ? { calledBack: true } : {}),
  })
  /** The job and its rows as they stand at this moment, whatever is done to them while it is put together. */
  const view = async (id: string, { offset, limit }: { offset: number; limit: number }, signal: AbortSignal) => {
    const job = describe(jobs.get(id))
    const total = Object.values(job.counts).reduce((sum, count) => sum + count, 0)
    const rows = await inSlices(jobs.shown(id, offset, limit), signal)
    return { job, state: job.state, rows: rows.map(rowOf), total }
  }

  return {
    'jobs.page': ({ offset, limit }) => {
      const { rows, total } = jobs.page(offset, limit)
      return { rows: rows.map((row) => describe(row)), total }
    },
    'jobs.get': ({ job, ...range }, signal) => view(job, range, signal),
    'jobs.wait': async ({ job, timeoutMs, ...range }, signal) => {
      jobs.get(job)
      await runner.ended(job, timeoutMs, signal)
      return view(job, range, signal)
    },
    'jobs.unsent': () => ({
      jobs: jobs
        .unfinished()
        .map(({ id, title, state, note, created, cause }) => ({
          job: id,
          title,
          state,
          note,
          created,
          waiting: jobs.counts(id).waiting,
          ...(state === 'paused' && cause === 'offline' ? { cutOff: true } : {}),
        }))
        .filter(({ waiting }) => waiting > 0)
        .slice(0, 100),
    }),
    'jobs.sendNow': ({ job }) => {
      writing.require()
      runner.sendNow(job)
      return {}
    },
    'jobs.pause': ({ job }) => {
      runner.pause(job)
      return {}
    },
    'jobs.resume': ({ job }) => {
      writing.require()
      const kinds = allowed()
      const counts = jobs.counts(job)
      if (counts.waiting > 0 && jobs.next(job, () => 1).some(({ change }) => !kinds.has(change.kind)))
        throw new Refusal('not-allowed', "This workstation's seat does not allow these changes.")
      runner.resume(job, holds ? guards().holdSeconds * 1000 : 0)
      return {}
    },
    'jobs.cancel': ({ job }) => {
      runner.cancel(job)
      return {}
    },
    'jobs.undo': async ({ job: id, usernames }, signal) => {
      const job = jobs.get(id)
      const { changes, further } = await undoOf(room, id, usernames)
      if (changes.length + further.length === 0)
        throw new Refusal('conflict', 'This job changed nothing for them, so there is nothing to undo.')
      const { plan, rows } = await makePlan(
        room,
        {
          changes,
          further,
          reason: {},
          title: undoTitle(room, job, changes, usernames !== undefined),
          undoOf: id,
        },
        signal,
      )
      return viewOf(room, plan, rows, { offset: 0, limit: rows.length })
    },
  }
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

const rowOf = ({ row, change, before, outcome, message, details, time }: ShownRow) => ({
  row,
  change,
  account: accountOf(before),
  ...whomOf(change, before),
  outcome,
  ...(message === null ? {} : { message }),
  ...(details === null ? {} : { details }),
  time,
})

/** The changes that undo a job, made from the journal's own lines; and the rows that nothing undoes, with the reason. */
async function undoOf(
  { journal, people }: Room,
  job: string,
  usernames: readonly string[] | undefined,
): Promise<{ changes: Change[]; further: Omit<Row, 'row'>[] }> {
  const lines = await inSlices(journal.linesOf(job, ['intent', 'outcome']))
  const wanted = usernames === undefined ? null : new Set(usernames.map(keyOf))
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
        ? undoing({ send, before }, now === undefined ? null : stateOf(now))
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
