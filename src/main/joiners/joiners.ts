import type { AppOptions } from '../ports.ts'
import type { Session } from '../tenants/session.ts'
import { createRooms } from './joiners-room.ts'
import { createListHandlers } from './list/list-handlers.ts'
import { createPersonHandlers } from './person-handlers.ts'
import { createRuleHandlers } from './rule-handlers.ts'

interface JoinersOptions extends Pick<AppOptions, 'saveFile'> {
  /** @throws Refusal `not-connected` */
  session: () => Session
  now: () => number
}

/** Handlers of people who come. */
export function createJoinerHandlers({ session, saveFile, now }: JoinersOptions) {
  const rooms = createRooms({ session, now })
  return {
    ...createListHandlers(rooms, saveFile),
    ...createPersonHandlers(rooms, now),
    ...createRuleHandlers(rooms),
  }
}
