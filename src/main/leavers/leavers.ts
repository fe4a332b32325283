import type { HandlersOf } from '../dispatch.ts'
import type { Session } from '../tenants/session.ts'
import { createListHandlers } from './handlers-lists.ts'
import { createRoom, type Room } from './room.ts'

type LeaverCall = keyof ReturnType<typeof createListHandlers>

export interface LeaversOptions {
  /** @throws Refusal `not-connected` */
  session: () => Session
  now: () => number
}

/** Everything about people who leave: lists, impact, cases, checks, records, rotation. */
export interface Leavers {
  handlers: HandlersOf<LeaverCall>
}

export function createLeavers({ session, now }: LeaversOptions): Leavers {
  // What is kept of a tenant in memory goes when it is closed.
  const rooms = new WeakMap<Session, Room>()
  const room = (): Room => {
    const open = session()
    const known = rooms.get(open)
    if (known !== undefined) return known
    const made = createRoom({ directory: open.directory, now })
    rooms.set(open, made)
    return made
  }
  return { handlers: createListHandlers(room) }
}
