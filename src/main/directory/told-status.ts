import type { DirectoryStatus } from '../../contract/calls/directory-status.ts'
import type { Seat } from '../../contract/model.ts'
import type { SyncProgress } from '../../contract/signals.ts'

/** Whether a seat is told how many people there are. */
const tellsCounts = (seat: Seat): boolean => seat !== 'manager'

/** How far a refresh is, as a seat is told: some not how many people it reads. */
export const toldProgress = (progress: SyncProgress | null, seat: Seat): SyncProgress | null =>
  progress === null || tellsCounts(seat) ? progress : { step: progress.step, done: 0, total: null }

/**
 * What a seat is told of the data at hand; a manager's, when it was read, and whether all is well. Security rule: how many people there are
 * is told by the snapshot's numbers alone, which are withheld where one more or fewer would tell of one person, and are of no more than the
 * seat names. Test: test/main/scores/manager.test.ts.
 */
export function toldStatus(status: DirectoryStatus, seat: Seat): DirectoryStatus {
  if (tellsCounts(seat)) return status
  const { syncing, lastAttempt, suspicious } = status
  return {
    ...status,
    counts: null,
    syncing: toldProgress(syncing, seat),
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
