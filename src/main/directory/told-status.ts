import type { DirectoryStatus } from '../../contract/calls/directory.ts'
import type { Seat } from '../../contract/model.ts'
import type { SyncProgress } from '../../contract/signals.ts'

/** Whether a seat is told how many people there are. */
export const tellsCounts = (seat: Seat): boolean => seat !== 'manager'

/** How far a refresh is, without how many people it reads. */
export const progressWithoutCounts = (progress: SyncProgress | null): SyncProgress | null =>
  progress === null ? null : { step: progress.step, done: 0, total: null }

/**
 * What a manager's seat is told of the data at hand: when it was read, and whether all is well. Security rule: how many people there are
 * is told by the snapshot's numbers alone, which are withheld where one more or fewer would tell of one person, and are of no more than the
 * seat names. Test: test/main/scores/manager.test.ts.
 */
export function statusWithoutCounts(status: DirectoryStatus): DirectoryStatus {
  const { syncing, lastAttempt, suspicious } = status
  return {
    ...status,
    counts: null,
    syncing: progressWithoutCounts(syncing),
    suspicious: suspicious === null ? null : { before: null, now: null, known: null, since: suspicious.since },
    lastAttempt:
      lastAttempt?.failure?.code === 'suspicious'
        ? {
            time: lastAttempt.time,
            failure: {
              code: 'suspicious',
              message: 'LastPass answered with suspiciously few people, or with others. Nothing was changed.',
            },
          }
        : lastAttempt,
  }
}
