import type { ChangeKind } from '../../../contract/change.ts'
import { inSlices, turn } from '../../cooperative/slices.ts'
import type { People } from '../../directory/people-port.ts'
import type { LastPass } from '../../lastpass/client.ts'
import type { ChangeTiming } from '../../ports.ts'
import { inTransaction } from '../../store/bulk.ts'
import type { Store } from '../../store/store.ts'
import type { FirstPasswords } from '../first-passwords.ts'
import type { Entry, Journal } from '../journal/journal.ts'
import type { Guards } from '../safety/guards.ts'
import type { LatestTime } from '../safety/latest-time.ts'
import type { JobRecord, Jobs } from './store/job-store.ts'
import type { WorkRow } from './store/row-store.ts'

/** What everything that carries out changes works with. */
export interface Work {
  store: Store
  /** @throws Refusal `storage` when the journal's file is not there any more */
  requireFile: () => void
  /** Before anything of a job is written: no other copy of the data was used meanwhile. @throws Refusal `storage` */
  requireOwn: (job: string) => Promise<void>
  journal: Journal
  jobs: Jobs
  people: People
  passwords: FirstPasswords
  /** @throws Refusal `not-connected` */
  lastpass: () => LastPass
  guards: () => Guards
  allowed: () => ReadonlySet<ChangeKind>
  now: () => number
  /** Milliseconds that pass whatever the clock is set to. */
  elapsed: () => number
  latest: LatestTime
  /** `elapsed` at which rows of this run left, by job and row. */
  leftAt: Map<string, number>
  sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** Tells that a job moved on; `rests`: into a state in which nothing happens by itself. */
  moved: (job: string, rests: boolean) => void
  /** Resolves when the keychain remembers the intents of a job's first request. */
  marked: (job: string) => Promise<void>
  noteError: (error: { what: string; message: string; details: string | null; job: string | null }) => void
  /** Lets the plan of a job that was called back wait again, with the reason given for it; false: it cannot, for its first password. */
  giveBack: (job: JobRecord) => boolean
  /** Nothing of a job is left that somebody has to see to: its errors wait no longer. */
  solved: (job: string) => void
  timing: ChangeTiming
}

/** 1.5 s: recorded answers took about 0.3 s. 30 s: longer than any delay between a write and what is read that was seen elsewhere. */
export const defaultTiming: ChangeTiming = { lagMs: 1500, settleMs: 30_000 }

/** 250 rows and their lines a transaction: about 10 ms and one wait for the disk. */
const together = 250

/**
 * Writes rows and the journal lines that tell of them, both or neither, some at a time. When it returns, all of it is on the
 * disk: the store waits for the disk at each commit.
 */
export async function record(
  { store, jobs, journal }: Pick<Work, 'store' | 'jobs' | 'journal'>,
  job: string,
  rows: readonly WorkRow[],
  lineOf: (row: WorkRow) => Entry | null,
): Promise<void> {
  // Many rows took their time before they came here.
  if (rows.length > together) await turn()
  await inSlices(writing())

  function* writing(): Generator<void, void> {
    for (let from = 0; from < rows.length; from += together) {
      const part = rows.slice(from, from + together)
      inTransaction(store, () => {
        journal.append(part.map(lineOf).filter((line) => line !== null))
        jobs.set(job, part)
      })
      yield
    }
  }
}

/** Changes a job and writes lines about it, both or neither. */
export function recordJob(
  { store, jobs, journal }: Pick<Work, 'store' | 'jobs' | 'journal'>,
  job: JobRecord,
  lines: readonly Entry[],
): void {
  inTransaction(store, () => {
    journal.append(lines)
    jobs.update(job)
  })
}
