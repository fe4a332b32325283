import type { AppOptions } from '../ports.ts'
import type { Session } from '../tenants/session.ts'
import { createRooms } from './joiners-room.ts'
import { createListHandlers } from './list/list-handlers.ts'
import { createPersonHandlers } from './person-handlers.ts'
import { createRuleHandlers } from './rule-handlers.ts'
import { createStartDay } from './start-day.ts'

interface JoinersOptions extends Pick<AppOptions, 'saveFile'> {
  /** @throws Refusal `not-connected` */
  session: () => Session
  current: () => Session | null
  now: () => number
  actor: () => Record<string, unknown>
  seat: () => string
  clockProblem: () => string | null
  /** False: nothing is done here that nobody asked for. */
  watches: boolean
  changed: () => void
}

/** People who come: the calls, and who goes by themselves on their day. */
export function createJoiners({ session, saveFile, now, watches, ...start }: JoinersOptions) {
  const rooms = createRooms({ session, now })
  const startDay = createStartDay(rooms, { now, ...start })
  if (watches) startDay.watch()
  return {
    handlers: {
      ...createListHandlers(rooms, saveFile, now),
      ...createPersonHandlers(rooms, now),
      ...createRuleHandlers(rooms),
      ...startDay.handlers,
    },
    /** Looks whether the day of somebody has come who was approved beforehand. */
    lookForStarts: startDay.look,
    close: startDay.close,
  }
}
