import type { JobState, Reason } from '../../../../contract/change.ts'
import { type FailureCode, Refusal } from '../../../../contract/failure.ts'
import { changeKinds } from '../../../../contract/lists.ts'
import type { Store } from '../../../store/store.ts'
import { bytesOf, parseStored, textRow, textRows } from '../../../store/text.ts'
import { keyOf } from '../../../text/user-key.ts'
import { kinds } from '../../kinds/kinds.ts'
import { asOne, createJobRows, type JobRows, listed, mayBeLate, withPlan } from './row-store.ts'

/** What is kept of a job beside its rows. */
export interface JobRecord {
  id: string
  plan: string
  title: string
  state: JobState
  note: string | null
  created: string
  finished: string | null
  /** Epoch milliseconds at which sending begins; null: at once. */
  holdUntil: number | null
  reason: Reason
  undoOf: string | null
  /** While a job that rested is held before it goes on: what it goes back to when it is called back. */
  held?: Held | null
  /** It was called back before anything was sent, and its plan waits again. */
  calledBack?: boolean
  /** What stopped it, while it is paused for that. */
  cause?: FailureCode
}

/** How a job stood before it was told to go on; `retried`: rows that had failed, and wait again. */
export interface Held {
  state: JobState
  note: string | null
  finished: string | null
  retried: readonly number[]
}

/** Jobs in the store, with their rows. */
export interface Jobs extends JobRows {
  begin(job: JobRecord): void
  /** @throws Refusal `not-found` */
  get(id: string): JobRecord
  update(job: JobRecord): void
  page(offset: number, limit: number): { rows: JobRecord[]; total: number }
  /** Jobs that are not over, oldest first, and those that are but have rows of which nobody knows what became. */
  unfinished(): JobRecord[]
  /** How many rows a new plan can undo, and how many people's rows were undone by a later job. */
  undoable(id: string): { undoable: number; undone: number }
  /** The newest job that undid rows of this one; null: none did. */
  undoneBy(id: string): string | null
  /** Jobs that are over with rows that failed although LastPass may have carried them out, sent since then. */
  late(since: number): JobRecord[]
  /** Takes back what a crash left half-written. */
  tidy(): void
}

const withUndo = JSON.stringify(changeKinds.filter((kind) => kinds[kind].undo !== null))

export function createJobs(store: Store): Jobs {
  const write = store.prepare(
    'INSERT INTO jobs (id, state, json) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state, json = excluded.json',
  )
  const undoable = store.prepare(
    `SELECT count(*) AS n FROM job_rows WHERE job = ? AND outcome = 'confirmed' AND ours = 1
     AND kind IN (SELECT value FROM json_each(?))`,
  )
  const newestUndo = store.prepare(
    `SELECT ${bytesOf('id')} FROM jobs j WHERE j.json ->> '$.undoOf' = ? AND EXISTS
     (SELECT 1 FROM job_rows r WHERE r.job = j.id AND r.outcome = 'confirmed') ORDER BY n DESC LIMIT 1`,
  )
  const parse = ({ state, json: text }: { state: string; json: string }): JobRecord => ({
    ...parseStored<JobRecord>(text),
    state: state as JobState,
  })

  /** By job: the jobs that undo it. */
  const undos = new Map<string, string[]>()
  const noteUndo = ({ id, undoOf }: Pick<JobRecord, 'id' | 'undoOf'>) => {
    if (undoOf !== null) undos.set(undoOf, [...(undos.get(undoOf) ?? []), id])
  }
  const undoing = store.prepare(`SELECT ${bytesOf('state', 'json')} FROM jobs WHERE json ->> '$.undoOf' IS NOT NULL`)
  for (const row of textRows<{ state: string; json: string }>(undoing.all())) noteUndo(parse(row))
  const made = store.prepare(
    asOne("p.json -> '$.change.username'", `${withPlan} WHERE r.job = ? AND r.outcome = 'confirmed' AND r.ours = 1`),
  )
  /** Keys of the people for whom a job was undone, and not done again since by undoing that. */
  const undoneIn = (id: string): Set<string> =>
    new Set(
      (undos.get(id) ?? []).flatMap((undo) => {
        const again = undoneIn(undo)
        return listed<[string]>(made.get(undo))
          .map(([username]) => keyOf(username))
          .filter((key) => !again.has(key))
      }),
    )

  return {
    ...createJobRows(store),
    begin(job) {
      write.run(job.id, job.state, JSON.stringify(job))
      noteUndo(job)
    },
    get(id) {
      const found = store.prepare(`SELECT ${bytesOf('state', 'json')} FROM jobs WHERE id = ?`).get(id)
      if (found === undefined) throw new Refusal('not-found', 'There is no job of this name here.')
      return parse(textRow(found))
    },
    update: (job) => void write.run(job.id, job.state, JSON.stringify(job)),
    page(offset, limit) {
      const { total } = store.prepare('SELECT count(*) AS total FROM jobs').get() as { total: number }
      const rows = store
        .prepare(`SELECT ${bytesOf('state', 'json')} FROM jobs ORDER BY n DESC LIMIT ? OFFSET ?`)
        .all(limit, offset)
      return { rows: textRows<{ state: string; json: string }>(rows).map(parse), total }
    },
    unfinished: () =>
      textRows<{ state: string; json: string }>(
        store
          .prepare(
            `SELECT ${bytesOf('state', 'json')} FROM jobs WHERE state IN ('holding', 'running', 'paused')
             OR id IN (SELECT DISTINCT job FROM job_rows WHERE open = 1) ORDER BY n`,
          )
          .all(),
      ).map(parse),
    undoable: (id) => {
      const { n } = undoable.get(id, withUndo) as { n: number }
      const undone = undoneIn(id).size
      return { undone, undoable: Math.max(0, n - undone) }
    },
    undoneBy(id) {
      const found = newestUndo.get(id)
      return found === undefined ? null : textRow<{ id: string }>(found).id
    },
    late: (since) =>
      textRows<{ state: string; json: string }>(
        store
          .prepare(
            `SELECT ${bytesOf('state', 'json')} FROM jobs WHERE state IN ('done', 'cancelled') AND json ->> '$.finished' > ?
             AND id IN (SELECT job FROM job_rows WHERE ${mayBeLate}) ORDER BY n`,
          )
          .all(new Date(since).toISOString(), since),
      ).map(parse),
    tidy: () => store.exec('DELETE FROM job_rows WHERE job NOT IN (SELECT id FROM jobs)'),
  }
}
