import { joinerCalls } from '../../contract/calls/joiners.ts'
import { lateHandlers, namesIn } from '../cooperative/late.ts'
import { loadReaders } from '../intake/table/load-rules.ts'
import type { AppOptions } from '../ports.ts'
import type { Session } from '../tenants/session.ts'
import { createRooms } from './joiners-room.ts'
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

const personCalls = ['joiners.person', 'joiners.planPerson', 'joiners.planWithPassword', 'joiners.invited'] as const

/** People who come: the calls, and who goes by themselves on their day. */
export function createJoiners({ session, saveFile, now, watches, ...start }: JoinersOptions) {
  const rooms = createRooms({ session, now })
  const startDay = createStartDay(rooms, { now, ...start })
  if (watches) startDay.watch()
  return {
    handlers: {
      // Reading lists is a quarter of all that main can do: nobody waits for it who reads none.
      ...lateHandlers(namesIn(joinerCalls), async () => {
        await loadReaders()
        const { createListHandlers } = await import('./list/list-handlers.ts')
        return createListHandlers(rooms, saveFile, now)
      }),
      ...lateHandlers(personCalls, async () => {
        const { createPersonHandlers } = await import('./person-handlers.ts')
        return createPersonHandlers(rooms, now)
      }),
      ...createRuleHandlers(rooms),
      ...startDay.handlers,
    },
    /** Looks whether the day of somebody has come who was approved beforehand. */
    lookForStarts: startDay.look,
    close: startDay.close,
  }
}
