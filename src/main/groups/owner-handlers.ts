import type { Parsed, Returned } from '../../contract/calls.ts'
import type { HandlersOf } from '../dispatch.ts'
import type { Session } from '../tenants/session.ts'
import { directorySigns } from './directory-signs.ts'
import { keptNames, ownersBy, saidOf, seenOf } from './owners.ts'
import { clientActions, provisionedActions, seenWith } from './provisioning-events.ts'

type OwnerCall = 'groups.owners' | 'groups.setOwner'
/** Events of the archive of the open company, newest first. */
export type ReadEvents = (
  input: Parsed<'audit.page'>,
  signal: AbortSignal,
) => Promise<Returned<'audit.page'>> | Returned<'audit.page'>

const together = 500
/** So many events are looked at in one go: what is older is seen at the next. */
const mostEvents = 10_000
/** The log is looked at again after so long. */
const againMs = 600_000

/** What the look into the log needs. */
export interface OwnersOptions {
  /** @throws Refusal `not-connected` */
  session: () => Session
  events: ReadEvents
  now: () => number
  actor: () => Record<string, unknown>
  changed: () => void
}

/** Handlers of whom a directory seems to keep, and the look into the log that tells. */
export function createOwnerHandlers({ session, events, now, actor, changed }: OwnersOptions) {
  const looked = new WeakMap<Session, { at: number; done: Promise<void> }>()

  /** Looks through the newest events where there are others than at the last look; nothing comes of it where there is no archive. */
  async function look(open: Session): Promise<void> {
    const before = seenOf(open.changes.kept)
    const found: Returned<'audit.page'>['rows'] = []
    const totals: number[] = []
    const limit = AbortSignal.timeout(60_000)
    const filters = [{ actions: provisionedActions }, { actions: clientActions, callers: 'foreign' as const }]
    for (const [at, filter] of filters.entries())
      for (let offset = 0; offset < mostEvents; offset += together) {
        const page = await events({ ...filter, offset, limit: together }, limit)
        if (session() !== open) return
        if (offset === 0) totals.push(page.total)
        if (page.total === before.totals[at]) break
        found.push(...page.rows)
        if (page.rows.length < together) break
      }
    if (found.length === 0) return
    open.changes.keep(keptNames.seen, seenWith(before, found, totals), [])
    changed()
  }

  /** Begins a look where the last one is some time ago; what it finds is told by a signal. */
  function lookAgain(): Promise<void> {
    const open = session()
    const last = looked.get(open)
    if (last !== undefined && now() - last.at < againMs) return last.done
    const done = look(open).catch(() => undefined)
    looked.set(open, { at: now(), done })
    return done
  }

  const handlers: HandlersOf<OwnerCall> = {
    'groups.owners': ({ groups, usernames }) => {
      void lookAgain()
      const { directory, changes } = session()
      const owners = ownersBy(changes.kept)
      const found = usernames.length === 0 ? [] : directory.reads.lookup(usernames)
      return {
        groups: groups.map((name) => ({ name, why: owners.group(name)?.why ?? null, said: owners.said(name) })),
        people: usernames.map((username, at) => {
          const user = found[at]?.[0]
          const sign = user === undefined ? undefined : directorySigns(user).signs[0]
          return { username, why: owners.person(username)?.why ?? sign ?? null }
        }),
      }
    },
    'groups.setOwner': ({ name, owner }) => {
      const { changes } = session()
      const said = saidOf(changes.kept)
      const before = said.get(name) ?? null
      if (owner === null) said.delete(name)
      else said.set(name, owner)
      if (before !== owner)
        changes.keep(
          keptNames.said,
          [...said],
          [{ kind: 'group-owner', data: { group: name, before, after: owner, by: actor() } }],
        )
      return {}
    },
  }
  return { handlers, lookAgain }
}
