import type { Changes } from '../changes/changes.ts'
import { createNameIndex, type NameIndex } from '../directory/name-index.ts'
import type { HandlersOf } from '../dispatch.ts'
import type { Session } from '../tenants/session.ts'
import { planGroup } from './plan-group.ts'

type GroupCall = 'groups.plan'

interface GroupsOptions {
  /** @throws Refusal `not-connected` */
  session: () => Session
}

/** What is kept in memory of one open company. */
interface Room {
  changes: Changes
  names: (signal?: AbortSignal) => Promise<NameIndex>
}

/** Handlers of who belongs to which group. */
export function createGroupHandlers({ session }: GroupsOptions): HandlersOf<GroupCall> {
  const rooms = new WeakMap<Session, Room>()
  const room = (): Room => {
    const open = session()
    const known = rooms.get(open)
    if (known !== undefined) return known
    const made = { changes: open.changes, names: createNameIndex(() => open.directory.reads.columns()) }
    rooms.set(open, made)
    return made
  }

  return {
    'groups.plan': async ({ name, usernames, mode, limit }, signal) => {
      const { changes, names } = room()
      const { stays, members, doubt, ...rest } = await planGroup(
        session().directory.reads,
        names,
        { name, usernames, mode },
        signal,
      )
      const title = `${mode === 'exact' ? 'Make' : mode === 'add' ? 'Add to' : 'Remove from'} "${name}"${mode === 'exact' ? ' like a list' : ''}`
      const given = { ...rest, reason: {}, title: title.slice(0, 200), doubt }
      return { ...(await changes.plan(given, { offset: 0, limit }, signal)), stays, members }
    },
  }
}
