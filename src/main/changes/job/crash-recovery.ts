import { record, recordJob, type Work } from './context.ts'

/** Marks what a process that ended left behind: nothing goes on by itself, and rows that were under way are unknown. */
export async function sweep(work: Pick<Work, 'store' | 'jobs' | 'journal' | 'now'>): Promise<void> {
  for (const job of work.jobs.unfinished()) {
    const open = work.jobs.open(job.id).filter(({ outcome }) => outcome === 'sent')
    await record(
      work,
      job.id,
      open.map((row) => ({
        ...row,
        outcome: 'unknown',
        message: 'Provost ended while this was under way. LastPass has to be asked what became of it.',
      })),
      () => null,
    )
    if (job.state !== 'running' && job.state !== 'holding') continue
    const counts = work.jobs.counts(job.id)
    const note =
      open.length > 0
        ? `Provost ended while this was under way: of ${open.length} rows LastPass has to be asked what became of them.`
        : job.state === 'holding'
          ? 'This was held when Provost was closed. Nothing of it was sent.'
          : 'Provost ended before everything was sent.'
    recordJob(work, { ...job, state: 'paused', note, holdUntil: null, held: null }, [
      { kind: 'recovery', job: job.id, data: { note, open: open.length, counts } },
    ])
  }
}
