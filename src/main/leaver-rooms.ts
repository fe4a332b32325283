import { leaverCampaignCalls } from '../contract/calls/leavers/leaver-campaign.ts'
import { leaverCaseCalls } from '../contract/calls/leavers/leaver-cases.ts'
import { leaverImpactCalls } from '../contract/calls/leavers/leaver-impact.ts'
import { leaverSiteCalls } from '../contract/calls/leavers/leaver-sites.ts'
import { leaverCalls } from '../contract/calls/leavers/leavers.ts'
import type { Seat } from '../contract/model.ts'
import type { AuditHistory } from './audit/history.ts'
import { lateHandlers, namesIn } from './cooperative/late.ts'
import { turn } from './cooperative/slices.ts'
import { loadRules } from './intake/table/load-rules.ts'
import { lateRoom } from './late-room.ts'
import type { Leavers, LeaversOptions } from './leavers/leavers.ts'
import { operator } from './operator.ts'
import type { AppOptions } from './ports.ts'

interface LeaverRoomsOptions
  extends Omit<LeaversOptions, 'operator' | 'eventsOf' | 'passwordChanges' | 'activitySince'>,
    Pick<AppOptions, 'settleMs'> {
  seat: () => Seat
  /** What the audit archive tells of people. */
  history: () => AuditHistory
}

const families = {
  ...leaverCalls,
  ...leaverImpactCalls,
  ...leaverCaseCalls,
  ...leaverCampaignCalls,
  ...leaverSiteCalls,
}

/** Joins the room of people who leave, which is loaded late. */
export function createLeaverRooms({ seat, history, settleMs, ...options }: LeaverRoomsOptions): Leavers {
  const room = lateRoom({
    name: 'The room of people who leave',
    ...{ settleMs, log: options.log, watches: options.watches },
    async load() {
      // In pieces, each with a turn for everything else behind it.
      await loadRules()
      await import('./identity/known-people.ts')
      await turn()
      const { createLeavers } = await import('./leavers/leavers.ts')
      // Whoever asked first opens the room's store right after.
      await turn()
      return createLeavers({
        ...options,
        operator: () => {
          const { user, computer } = operator()
          return { operator: `${user} at ${computer}`, seat: seat() }
        },
        eventsOf: (username, signal) => history().lastDaysOf(username, signal),
        activitySince: (people, signal) => history().activitySince(people, signal),
        passwordChanges: async (signal) =>
          (await history().passwordChanges(signal))?.map(({ time, username, action, parsed }) => ({
            time,
            by: username,
            action,
            site: parsed.site ?? null,
            folder: parsed.folder ?? null,
            item: parsed.item ?? null,
          })) ?? null,
      })
    },
  })
  return {
    handlers: lateHandlers(namesIn(families), async () => (await room.get()).handlers),
    // A room that is not there yet looks for what jobs did, and at events, when it is opened.
    jobMoved: (job) => room.loaded()?.jobMoved(job),
    eventsCame: () => room.loaded()?.eventsCame(),
    tenantOpened: room.tenantOpened,
    close: room.close,
  }
}
