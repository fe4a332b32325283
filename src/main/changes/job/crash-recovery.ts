import { record, recordJob, type Work } from './context.ts'

/**
 * Marks what a process that ended left behind: nothing goes on by itself, and rows that were under way are unknown. `doubtful`: lines
 * of the journal are gone, so that rows that wait may have been sent as well.
 */
export async function sweep(work: Pick<Work, 'store' | 'jobs' | 'journal' | 'now'>, doubtful = false): Promise<void> {
  for (const job of work.jobs.unfinished()) {
    if (doubtful) doubt(work, job.id)
    const open = work.jobs.open(job.id).filter(({ outcome }) => outcome === 'sent')
    await record(
      work,
      job.id,
      open.map((row) => ({
        ...row,
        outcome: 'unknown',
        message: 'Provost ended while this was being sent. LastPass has to be asked for the outcome.',
      })),
      () => null,
    )
    if (job.state !== 'running' && job.state !== 'holding') continue
    const counts = work.jobs.counts(job.id)
    const note =
      open.length > 0
        ? `Provost ended while this was being sent: LastPass has to be asked for the outcome of ${open.length} ${open.length === 1 ? 'row' : 'rows'}.`
        : job.state === 'holding'
          ? 'This was held when Provost was closed. Nothing of it was sent.'
          : 'Provost ended before everything was sent.'
    recordJob(work, { ...job, state: 'paused', note, holdUntil: null, held: null }, [
      { kind: 'recovery', job: job.id, data: { note, open: open.length, counts } },
    ])
  }
}

/** Rows that wait are asked about before anything is sent. */
function doubt({ store }: Pick<Work, 'store'>, job: string): void {
  store
    .prepare("UPDATE job_rows SET outcome = 'unknown', open = 1, message = ? WHERE job = ? AND outcome = 'waiting'")
    .run('Lines of the journal were lost: whether this was sent is not known. LastPass has to be asked.', job)
}
