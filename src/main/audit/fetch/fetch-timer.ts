import type { Settings } from '../../../contract/calls/app.ts'
import type { Log } from '../../ports.ts'
import type { Session } from '../../tenants/session.ts'

export interface FetchTimerOptions {
  session: () => Session | null
  settings: () => Settings
  now: () => number
  online: () => boolean
  log: Log
  /** Fetches what is not there yet. */
  fetch: (open: Session) => Promise<void>
}

/** Fetches events by itself while a tenant is connected. */
export interface FetchTimer {
  tenantOpened(): void
  close(): void
}

/** Looked at so often whether it is time: the choice may change meanwhile. */
const tickMs = 60_000

export function createFetchTimer({ session, settings, now, online, log, fetch }: FetchTimerOptions): FetchTimer {
  let timer: NodeJS.Timeout | undefined
  let last = now()
  let isRunning = false

  async function tick(): Promise<void> {
    const open = session()
    const minutes = settings().auditMinutes
    const age = now() - last
    // An age below zero means that the clock was set back.
    const isTime = minutes > 0 && (age >= minutes * 60_000 || age < 0)
    if (open === null || isRunning || !isTime || open.credential() !== 'ready' || !online()) return
    isRunning = true
    try {
      await fetch(open)
    } catch (error) {
      log.warn('The automatic fetch of events failed', { error: String(error) })
    } finally {
      isRunning = false
      last = now()
    }
  }

  return {
    tenantOpened() {
      last = now()
      clearInterval(timer)
      timer = setInterval(() => void tick(), tickMs)
      timer.unref()
    },
    close: () => clearInterval(timer),
  }
}
