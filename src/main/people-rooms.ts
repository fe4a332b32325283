import { groupCalls } from '../contract/calls/groups.ts'
import type { Family } from '../contract/families.ts'
import type { Audit } from './audit/audit.ts'
import type { ServiceClock } from './clock/service-clock.ts'
import { lateHandlers, namesIn } from './cooperative/late.ts'
import { loadReaders } from './intake/table/load-rules.ts'
import { createJoiners } from './joiners/joiners.ts'
import { operator } from './operator.ts'
import type { AppOptions } from './ports.ts'
import type { Seats } from './seats/seats.ts'
import type { Tenants } from './tenants/tenants.ts'

interface PeopleRoomsOptions {
  options: Pick<AppOptions, 'saveFile'>
  tenants: Pick<Tenants, 'session' | 'current'>
  audit: Pick<Audit, 'handlers'>
  /** What this workstation is and may do. */
  seats: Pick<Seats, 'seat' | 'allowed'>
  now: () => number
  serviceClock: Pick<ServiceClock, 'problem'>
  /** False: nothing is done that nobody asked for. */
  watches: boolean
  changed: (...families: Family[]) => void
}

/** Joins the rooms of who belongs to which group, and of people who come. */
export function createPeopleRooms({ options, tenants, audit, seats, now, watches, ...more }: PeopleRoomsOptions) {
  const { saveFile } = options
  const { serviceClock, changed } = more
  const { session, current } = tenants
  const joiners = createJoiners({
    saveFile,
    session,
    current,
    now,
    watches,
    actor: () => ({ ...operator(), seat: seats.seat() }),
    seat: () => JSON.stringify([operator(), seats.seat(), [...seats.allowed()].sort()]),
    clockProblem: serviceClock.problem,
    changed: () => changed('joiners', 'changes', 'jobs', 'journal'),
  })
  const groups = lateHandlers(namesIn(groupCalls), async () => {
    await loadReaders()
    const { createGroupHandlers } = await import('./groups/groups.ts')
    return createGroupHandlers({
      saveFile,
      session,
      now,
      events: audit.handlers['audit.page'],
      actor: operator,
      changed: () => changed('groups', 'changes'),
    })
  })
  return { handlers: { ...groups, ...joiners.handlers }, close: joiners.close }
}
