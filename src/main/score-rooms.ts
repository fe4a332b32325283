import type { Handlers } from './dispatch.ts'
import type { Identity } from './keychain/signing-key.ts'
import type { Vault } from './keychain/vault.ts'
import { operator } from './operator.ts'
import type { AppOptions } from './ports.ts'
import { createMovesOf } from './scores/history/recent-moves.ts'
import { createHistoryFiles } from './scores/joined/joined.ts'
import { createPersonLists } from './scores/lists/lists.ts'
import { createScores } from './scores/scores.ts'
import type { Seats } from './seats/seats.ts'
import type { Preferences } from './settings/preferences.ts'
import { createSchedule } from './snapshots/schedule/schedule.ts'
import { createSnapshots } from './snapshots/snapshots.ts'
import { withDamage } from './store/damage.ts'
import type { Session } from './tenants/session.ts'
import type { Tenants } from './tenants/tenants.ts'

interface ScoreRoomsOptions extends AppOptions {
  tenants: Pick<Tenants, 'session' | 'current'>
  seats: Pick<Seats, 'seat' | 'effective' | 'ended'>
  vault: Vault
  preferences: Preferences
  identity: Identity
  now: () => number
  /** Whether LastPass may be asked without anybody asking for it. */
  mayAsk: () => boolean
  /** Tells the page that these families of reads are out of date. */
  changed: (...families: string[]) => void
}

/** Joins what there is of scores: their numbers, the lists beside them, snapshots, and those that are written by themselves. */
export function createScoreRooms(options: ScoreRoomsOptions) {
  const { tenants, seats, mayAsk, changed, now, refreshes = true } = options
  const { session, current } = tenants
  const movesOf = createMovesOf(now)
  const lists = createPersonLists({
    ...{ session, current, movesOf, now, log: options.log },
    mayAsk: () => refreshes && mayAsk(),
    changed: () => changed('users', 'scores'),
  })
  const snapshots = createSnapshots({
    ...options,
    session,
    keys: options.preferences,
    limits: () => seats.effective().limits,
    handed: options.handed ?? (() => null),
  })
  const schedule = createSchedule({
    ...options,
    ...{ session, current },
    mayWrite: () => seats.seat() === 'admin' && !seats.ended(),
    willRefresh: () => refreshes && mayAsk(),
    build: (of, wanted) => snapshots.build(wanted, of, () => current() === of),
    changed: () => changed('snapshots', 'journal', 'errors'),
  })
  const historyFiles = createHistoryFiles({
    ...options,
    session,
    keys: options.preferences,
    by: () => {
      const { user, computer } = operator()
      return `${user} at ${computer}`
    },
  })
  return {
    handlers: overHistory(current, {
      ...historyFiles,
      ...lists.handlers,
      ...createScores({
        ...options,
        session,
        movesOf,
        told: () => (seats.seat() === 'manager' ? snapshots.told : null),
      }),
      ...snapshots.handlers,
      ...schedule.handlers,
    } satisfies Partial<Handlers>),
    /** Another tenant is open. */
    tenantOpened() {
      lists.tenantOpened()
      schedule.tenantOpened()
    },
    /** The people at hand are others. */
    peopleChanged() {
      lists.peopleChanged()
      schedule.peopleChanged()
    },
    close: schedule.close,
  }
}

/** The same handlers, over a history that may turn out to be damaged while it is read: whichever meets it has it put aside, and says so. */
function overHistory<T extends object>(current: () => Pick<Session, 'scores'> | null, handlers: T): T {
  const guarded = Object.entries(handlers).map(([name, handler]) => {
    const asked = (...given: unknown[]): unknown => {
      const of = current()
      return of === null ? handler(...given) : withDamage({ handler }, of.scores.damaged).handler(...given)
    }
    return [name, asked]
  })
  return Object.fromEntries(guarded) as T
}
