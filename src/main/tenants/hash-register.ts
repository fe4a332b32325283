import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { HashUse } from '../../contract/calls/company/hash.ts'
import { Refusal } from '../../contract/failure.ts'
import { mostHashUses } from '../../contract/lists.ts'
import { Instant } from '../../contract/model.ts'
import type { HandlersOf } from '../dispatch.ts'
import type { Session } from './session.ts'

type HashCall =
  | 'hash.state'
  | 'hash.saveUse'
  | 'hash.removeUse'
  | 'hash.begin'
  | 'hash.tick'
  | 'hash.end'
  | 'hash.remind'

const Kept = z.object({
  uses: z.array(HashUse).max(mostHashUses).catch([]),
  entered: Instant.nullable().catch(null),
  change: z.object({ begun: Instant, entered: Instant.nullable() }).nullable().catch(null),
  remindDays: z.int().nullable().catch(null),
})
type Kept = z.infer<typeof Kept>
const nothingKept: Kept = { uses: [], entered: null, change: null, remindDays: null }

/** Who uses the hash of the open company, how old it is, and how far a change of it has come; never the hash. */
export interface HashRegister {
  handlers: HandlersOf<HashCall>
  /** @throws Refusal `conflict` when a change is under way and this is the hash that is here already */
  requireOther(session: Session, same: boolean): void
  /** The company was connected: the hash that came with it is new here. */
  connected(session: Session): void
  /** A hash was entered and checked: `other`, another one than before. */
  entered(session: Session, other: boolean): void
  /** A seat file was made with it. */
  seatMade(session: Session, label: string): void
}

const name = 'hash-register'
const dayMs = 86_400_000

export function createHashRegister(options: {
  session: () => Session
  now: () => number
  actor: () => Record<string, string>
}): HashRegister {
  const { session, now, actor } = options
  const time = () => new Date(now()).toISOString()
  const read = ({ changes }: Session): Kept => {
    const parsed = Kept.safeParse(changes.kept.get(name))
    return parsed.success ? parsed.data : nothingKept
  }
  const state = (kept: Kept) => ({
    ...kept,
    due:
      kept.remindDays !== null &&
      kept.entered !== null &&
      kept.change === null &&
      now() - Date.parse(kept.entered) >= kept.remindDays * dayMs,
  })
  /** Keeps it, and tells the journal why. */
  const keep = (of: Session, kept: Kept, step: string, data: Record<string, unknown> = {}) => {
    of.changes.keep(name, kept, [{ kind: 'hash-change', data: { step, ...data, by: actor() } }])
    return state(kept)
  }
  const company = (): Session => {
    const open = session()
    if (open.record.kind === 'demo')
      throw new Refusal('invalid', 'The made-up company has no provisioning hash that could be changed.')
    return open
  }
  const entryOf = (kept: Kept, id: string) => {
    const use = kept.uses.find((each) => each.id === id)
    if (use === undefined) throw new Refusal('not-found', 'It is not on the list any more.')
    return use
  }
  const withUse = (kept: Kept, use: HashUse): Kept => {
    const others = kept.uses.filter(({ id }) => id !== use.id)
    if (others.length >= mostHashUses)
      throw new Refusal('invalid', `There are ${mostHashUses} on the list already. Take one off first.`)
    const known = kept.uses.some(({ id }) => id === use.id)
    return { ...kept, uses: known ? kept.uses.map((each) => (each.id === use.id ? use : each)) : [...others, use] }
  }

  return {
    handlers: {
      'hash.state': () => state(read(session())),
      'hash.saveUse': ({ id, ...given }) => {
        const open = company()
        const kept = read(open)
        const before = id === undefined ? null : entryOf(kept, id)
        const same = kept.uses.find((use) => use.id !== id && use.kind === given.kind && use.name === given.name)
        if (same !== undefined)
          throw new Refusal('conflict', `“${given.name}” is on the list already.`, { path: 'name' })
        const use: HashUse = { id: randomUUID(), seatFile: null, works: null, ...before, ...given }
        return keep(open, withUse(kept, use), before === null ? 'use-added' : 'use-changed', {
          use: use.name,
          ...(before === null || before.name === use.name ? {} : { before: before.name }),
        })
      },
      'hash.removeUse': ({ id }) => {
        const open = company()
        const kept = read(open)
        const use = entryOf(kept, id)
        return keep(open, { ...kept, uses: kept.uses.filter((each) => each.id !== id) }, 'use-removed', {
          use: use.name,
        })
      },
      'hash.begin': () => {
        const open = company()
        const kept = read(open)
        if (kept.change !== null) throw new Refusal('conflict', 'A change of the hash is under way already.')
        return keep(open, { ...kept, change: { begun: time(), entered: null } }, 'begun', {
          uses: kept.uses.map((use) => use.name),
        })
      },
      'hash.tick': ({ id, works }) => {
        const open = company()
        const kept = read(open)
        const use = entryOf(kept, id)
        if (kept.change !== null && kept.change.entered === null)
          throw new Refusal('conflict', 'The new hash was not entered here yet, so nothing can work with it.')
        return keep(open, withUse(kept, { ...use, works: works ? time() : null }), works ? 'works' : 'works-not', {
          use: use.name,
        })
      },
      'hash.end': () => {
        const open = company()
        const kept = read(open)
        if (kept.change === null) throw new Refusal('conflict', 'No change of the hash is under way.')
        const calledOff = kept.change.entered === null
        const left = kept.uses.filter(({ works }) => works === null).map((use) => use.name)
        return keep(open, { ...kept, change: null }, calledOff ? 'called-off' : 'ended', calledOff ? {} : { left })
      },
      'hash.remind': ({ days }) => {
        const open = company()
        return keep(open, { ...read(open), remindDays: days }, 'remind', { days })
      },
    },
    requireOther(open, same) {
      if (same && read(open).change !== null)
        throw new Refusal(
          'conflict',
          'This is the hash that is here already. Nothing was changed. Reset it in LastPass first, then enter the one that LastPass shows.',
          { path: 'hash' },
        )
    },
    connected: (open) => open.changes.keep(name, { ...nothingKept, entered: time() }, []),
    entered(open, other) {
      const kept = read(open)
      const at = time()
      const change = kept.change === null || !other ? kept.change : { ...kept.change, entered: at }
      const uses = other ? kept.uses.map((use) => ({ ...use, works: null })) : kept.uses
      keep(open, { ...kept, uses, change, entered: other ? at : kept.entered }, other ? 'entered' : 'entered-again')
    },
    seatMade(open, label) {
      const kept = read(open)
      const before = kept.uses.find((use) => use.kind === 'workstation' && use.name === label)
      const use: HashUse = {
        ...{ id: randomUUID(), name: label, kind: 'workstation', note: '', ...before },
        ...{ seatFile: time(), works: null },
      }
      keep(open, withUse(kept, use), 'seat-file', { use: label })
    },
  }
}
