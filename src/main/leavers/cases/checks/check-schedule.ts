import { Refusal } from '../../../../contract/failure.ts'
import type { Log } from '../../../ports.ts'
import type { Session } from '../../../tenants/session.ts'
import type { Room } from '../../context.ts'

/** Makes the after-checks of day 1, 7 and 30 when their time has come. */
export interface Watch {
  tenantOpened(): void
  close(): void
}

/** 15 minutes: after-checks are counted in days. */
const everyMs = 15 * 60_000
/** As many as one call would check. */
const atOnce = 500

export function createWatch({
  current,
  roomOf,
  online,
  log,
}: {
  current: () => Session | null
  roomOf: (session: Session) => Room
  online: () => boolean
  log: Log
}): Watch {
  const closing = new AbortController()
  let running = false

  async function checkDue(): Promise<void> {
    const session = current()
    if (running || session === null || session.credential() !== 'ready' || !online()) return
    running = true
    try {
      const room = roomOf(session)
      await room.progress.catchUp(closing.signal)
      const due = room.cases.due(room.time(), atOnce)
      if (due.length === 0) return
      await room.inTurn(() => room.checks.run(due, closing.signal))
      room.changed()
    } catch (error) {
      // They stay due, and the screen says so.
      if (closing.signal.aborted) return
      log.warn('Follow-up checks of leavers could not be made', { error: String(error) })
      if (error instanceof Refusal && session === current())
        session.changes.noteError({
          what: 'Follow-up checks of leavers',
          message: error.failure.message,
          details: error.failure.details ?? null,
          job: null,
        })
    } finally {
      running = false
    }
  }

  const timer = setInterval(() => void checkDue(), everyMs)
  timer.unref()
  return {
    tenantOpened: () => void checkDue(),
    close() {
      closing.abort()
      clearInterval(timer)
    },
  }
}
