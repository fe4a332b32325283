import type { ChangeKind } from '../../contract/change.ts'
import type { HandlersOf } from '../dispatch.ts'
import type { AppOptions, Log } from '../ports.ts'
import type { Session } from '../tenants/session.ts'
import { createWatch } from './cases/checks/check-schedule.ts'
import type { ActivitySince } from './cases/checks/events-since.ts'
import { createRoom, type Room } from './context.ts'
import { createCampaignHandlers } from './handlers/campaign.ts'
import { createCaseHandlers } from './handlers/cases.ts'
import { createListHandlers } from './handlers/lists.ts'
import { createOpenListHandlers } from './handlers/open-lists.ts'
import { createRecordHandler } from './handlers/record.ts'
import { createSiteHandlers } from './handlers/rotation.ts'
import type { EventsOf, PasswordChanges } from './rotation/rotation.ts'

type LeaverCall =
  | keyof ReturnType<typeof createListHandlers>
  | keyof ReturnType<typeof createCaseHandlers>
  | keyof ReturnType<typeof createOpenListHandlers>
  | keyof ReturnType<typeof createSiteHandlers>
  | keyof ReturnType<typeof createCampaignHandlers>
  | 'leavers.record'

export interface LeaversOptions extends Pick<AppOptions, 'saveFile' | 'printPdf'> {
  current: () => Session | null
  /** @throws Refusal `not-connected` */
  session: () => Session
  now: () => number
  allowed: () => ReadonlySet<ChangeKind>
  operator: () => { operator: string; seat: string }
  changed: () => void
  /** Audit events of a person, where they are at hand. */
  eventsOf?: EventsOf
  /** Events that show whose passwords were changed, where they are at hand. */
  passwordChanges?: PasswordChanges
  /** What events show of people after they left, where events are at hand. */
  activitySince?: ActivitySince
  online: () => boolean
  log: Log
  /** Whether due checks are made by themselves. */
  watches: boolean
}

/** Everything about people who leave: lists, impact, cases, checks, records, rotation. */
export interface Leavers {
  handlers: HandlersOf<LeaverCall>
  /** A job of the open tenant moved on. */
  jobMoved(job: string): void
  /** Events of the open tenant came. */
  eventsCame(): void
  tenantOpened(): void
  close(): void
}

export function createLeavers(options: LeaversOptions): Leavers {
  const { session, current, now, allowed, operator, changed, eventsOf = async () => null } = options
  const { passwordChanges = async () => null, activitySince = async () => new Map() } = options
  // What is kept of a tenant in memory goes when it is closed.
  const rooms = new WeakMap<Session, Room>()
  const roomOf = (open: Session): Room => {
    const known = rooms.get(open)
    if (known !== undefined) return known
    const made = createRoom(open, { now, allowed, operator, changed, eventsOf, passwordChanges, activitySince })
    rooms.set(open, made)
    return made
  }
  const room = () => roomOf(session())
  const watch = options.watches ? createWatch({ ...options, roomOf }) : null

  return {
    handlers: {
      ...createListHandlers(room),
      ...createCaseHandlers(room),
      ...createOpenListHandlers(room),
      ...createSiteHandlers(room, options.saveFile),
      ...createCampaignHandlers(room, options.saveFile),
      ...createRecordHandler(room, options),
    },
    jobMoved(job) {
      const open = current()
      // A room that is not open yet looks for what jobs did when it is opened.
      if (open !== null) rooms.get(open)?.progress.jobMoved(job)
    },
    eventsCame() {
      const open = current()
      // A room that is not open yet looks at events when it is asked.
      if (open !== null) rooms.get(open)?.campaigns.eventsCame()
    },
    tenantOpened: () => watch?.tenantOpened(),
    close: () => watch?.close(),
  }
}
