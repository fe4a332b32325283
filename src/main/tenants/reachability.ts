import type { RequestRecord } from '../lastpass/client.ts'

/** Whether the service can be reached, as far as the last request whose end tells it. */
export interface Reach {
  /** Hears of every request that ended, whoever asked. */
  heard(record: Pick<RequestRecord, 'outcome'>): void
  online(): boolean
}

/** Until something was asked, the service counts as reached. `onTurn` hears when that turns. */
export function createReach(onTurn: () => void): Reach {
  let online = true
  return {
    heard({ outcome }) {
      const code = outcome.split(':', 1)[0]
      // A request that was called off, or a change whose answer did not come, tells nothing about the way to the service.
      if (code === 'cancelled' || code === 'unknown-outcome') return
      const now = code !== 'offline'
      if (now === online) return
      online = now
      onTurn()
    },
    online: () => online,
  }
}
