import { app } from 'electron'
import { isKeychainHolding } from '../keychain/pending-calls.ts'
import type { Report } from './guards.ts'

/** How long the rooms may take to finish what they hold before Provost ends without them. */
const patienceMs = 10_000

interface Closable {
  app: { close(): Promise<void> }
}

/**
 * Closes the rooms before Provost ends, so that databases are left whole. Every closed window ends it: no secret stays behind in memory.
 * Gives whether the system has told Provost to end, when nobody can be asked anything.
 */
export function endWith(composed: Promise<Closable>, report: Report): () => boolean {
  let isClosing = false
  let isTold = false

  async function close(): Promise<void> {
    const limit = new Promise<void>((resolve) => setTimeout(resolve, patienceMs))
    const rooms = composed.then((each) => each.app.close())
    await Promise.race([rooms, limit]).catch((problem: unknown) =>
      report('Closing failed.', { problem: String(problem) }),
    )
  }

  const endAtOnce = () => {
    isTold = true
    app.quit()
  }
  app.on('window-all-closed', () => app.quit())
  // Left to themselves, these end the process at once, with whatever is under way.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, endAtOnce)
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (isClosing) return
    isClosing = true
    void close().finally(() => {
      // The rooms are closed. Left to Node, the process would stay, without a window and with the data folder locked.
      if (isKeychainHolding()) process.kill(process.pid, 'SIGKILL')
      app.exit()
    })
  })
  return () => isTold
}
