import type { JoinerSettings } from '../../contract/calls/joiner-rules.ts'
import { firstDepartments } from '../../contract/joiners.ts'
import { type Late, late } from '../cooperative/late.ts'
import { inSlices } from '../cooperative/slices.ts'
import type { KnownPeople } from '../identity/known-people.ts'
import { createUploads, type Uploads } from '../intake/uploads.ts'
import { withDamage } from '../store/damage.ts'
import { createKept, type Kept } from '../store/kept.ts'
import { keptMigrations, sealedKept } from '../store/migrations/kept.ts'
import type { Session } from '../tenants/session.ts'
import { learnDomains } from './domains.ts'
import { createJoinerLists } from './list/kept-lists.ts'

/** The joiners of one open company. */
export interface Room {
  session: Session
  kept: Kept
  uploads: Uploads
  lists: ReturnType<typeof createJoinerLists>
  people: Late<KnownPeople>
  domains: { columns: unknown; counts: ReadonlyMap<string, number> } | null
}

/** The room of the company that is open, with what a person said about its joiners. */
export interface Rooms {
  /** @throws Refusal `not-connected` */
  room: () => Room
  settings: () => JoinerSettings
  /** How many people have each domain. */
  counts: (signal: AbortSignal) => Promise<ReadonlyMap<string, number>>
}

const noSettings: JoinerSettings = {
  departments: firstDepartments.map((name) => ({ name, groups: [] })),
  domains: { added: [], removed: [] },
  seats: null,
  sendOnStartDate: false,
}

/** Rooms of joiners, one a company, made when they are asked for. */
export function createRooms({ session, now }: { session: () => Session; now: () => number }): Rooms {
  const rooms = new WeakMap<Session, Room>()
  const room = (): Room => {
    const open = session()
    const known = rooms.get(open)
    if (known !== undefined) return known
    const { store, damaged } = open.ownStore('joiners.db', keptMigrations, sealedKept)
    const made: Room = {
      session: open,
      kept: withDamage(createKept(store, now), damaged),
      uploads: createUploads(now),
      lists: createJoinerLists(),
      people: late(async () => (await import('../identity/known-people.ts')).knownPeople(open.directory)),
      domains: null,
    }
    rooms.set(open, made)
    return made
  }
  const settings = (): JoinerSettings => ({
    ...noSettings,
    ...room().kept.get<JoinerSettings>('settings', 'joiners')?.value,
  })

  async function counts(signal: AbortSignal): Promise<ReadonlyMap<string, number>> {
    const open = room()
    const columns = open.session.directory.reads.columns()
    if (open.domains?.columns !== columns)
      open.domains = { columns, counts: await inSlices(learnDomains(columns), signal) }
    return open.domains.counts
  }
  return { room, settings, counts }
}
