import type { Settings } from '../../../contract/calls/app.ts'
import type { Log } from '../../ports.ts'
import type { Session } from '../../tenants/session.ts'

export interface RefresherOptions {
  session: () => Session | null
  settings: () => Settings
  now: () => number
  online: () => boolean
  log: Log
  /** Milliseconds after opening before old data is refreshed: the window comes first. */
  settleMs?: number | undefined
}

/** Refreshes the open tenant by itself: when it is opened and its data is old, and then on a timer. */
export interface Refresher {
  tenantOpened(): void
  settingsChanged(): void
  close(): void
}

export function createRefresher({ session, settings, now, online, log, settleMs = 2000 }: RefresherOptions): Refresher {
  let timer: NodeJS.Timeout | null = null
  let first: NodeJS.Timeout | undefined

  /**
   * A refused or missing credential waits for a person. An answer that looked wrong does not: it stays aside, and a later one
   * that is whole is taken over, because not everybody who works here may decide about it.
   */
  async function refresh(): Promise<void> {
    const open = session()
    if (open === null || open.credential() !== 'ready' || !online()) return
    await open.directory
      .sync(false)
      .catch((error: unknown) => log.warn('An automatic refresh failed', { error: String(error) }))
  }

  /** Asked when its turn comes: who has just connected has been read meanwhile. */
  function isOld(): boolean {
    const asOf = session()?.directory.meta()?.asOf
    const age = asOf === undefined ? Number.POSITIVE_INFINITY : now() - Date.parse(asOf)
    // An age below zero means that the clock was set back: the data may be of any age.
    return age > settings().staleMinutes * 60_000 || age < 0
  }

  function plan(): void {
    if (timer !== null) clearInterval(timer)
    timer = null
    const minutes = settings().refreshMinutes
    if (minutes > 0) {
      timer = setInterval(() => void refresh(), minutes * 60_000)
      timer.unref()
    }
  }

  return {
    tenantOpened() {
      plan()
      clearTimeout(first)
      first = setTimeout(() => isOld() && void refresh(), settleMs)
      first.unref()
    },
    settingsChanged: plan,
    close() {
      if (timer !== null) clearInterval(timer)
      clearTimeout(first)
    },
  }
}
