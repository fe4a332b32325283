import type { ChangeKind } from '../../contract/change.ts'
import { Refusal } from '../../contract/failure.ts'
import type { Reads } from '../directory/reads.ts'
import { inSlices } from '../slices.ts'
import { withDamage } from '../store/damage.ts'
import type { Store } from '../store/open.ts'
import type { Session } from '../tenants/session.ts'
import { type Batches, createBatches } from './batches.ts'
import { type Cases, createCases } from './cases.ts'
import { type Checks, createChecks } from './checks.ts'
import { type Comparisons, createComparisons } from './comparisons.ts'
import type { Engine } from './engine.ts'
import { gather, type Leaving } from './impact-view.ts'
import { createLists, type Lists } from './lists.ts'
import { leaverMigrations } from './migrations.ts'
import { createNameIndex } from './names.ts'
import { createProgress, type Progress } from './progress.ts'
import { createRotations, type EventsOf, type Rotations } from './rotations.ts'
import { type Salvaged, salvage } from './salvage.ts'
import { createSites, type Sites } from './sites.ts'
import { createTicks, type Ticks } from './ticks.ts'
import { createUploads, type Uploads } from './uploads.ts'

/** What leavers need beside an open tenant. */
export interface RoomOptions {
  now: () => number
  allowed: () => ReadonlySet<ChangeKind>
  /** Who works here, and with which seat. */
  operator: () => { operator: string; seat: string }
  /** Reads about leavers are out of date. */
  changed: () => void
  eventsOf: EventsOf
}

/** The leavers of one open tenant. */
export interface Room extends Omit<RoomOptions, 'now' | 'eventsOf'> {
  session: Session
  reads(): Reads
  asOf(): string | null
  /** The present moment, as an instant. */
  time(): string
  uploads: Uploads
  lists: Lists
  comparisons: Comparisons
  cases: Cases
  batches: Batches
  progress: Progress
  checks: Checks
  sites: Sites
  ticks: Ticks
  rotations: Rotations
  /** Work that writes cases, one after another. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
  /** The people of a list, or those who were named. @throws Refusal `invalid` unless exactly one is given */
  leaving(
    subject: { list?: string | undefined; usernames?: string[] | undefined },
    signal: AbortSignal,
  ): Promise<Leaving>
}

function engineOf({ changes: { handlers } }: Session): Engine {
  return {
    preview: handlers['changes.preview'],
    apply: handlers['changes.apply'],
    discard: handlers['changes.discard'],
    job: handlers['jobs.get'],
    jobs: handlers['jobs.page'],
    undo: handlers['jobs.undo'],
  }
}

/** What could still be read of a file that was put aside; all at once, because nobody may look before it is there. */
function takeOver(old: Store | null, store: Store, cases: Cases): Salvaged | null {
  if (old === null) return null
  const work = salvage(old, store, cases)
  let step = work.next()
  while (!step.done) step = work.next()
  old.close()
  return step.value
}

function tellOfDamage({ changes }: Session, keptAs: string, taken: Salvaged | null): void {
  const lost = taken?.lost ?? []
  const named = lost.length > 3 ? [...lost.slice(0, 3), `${lost.length - 3} more`] : lost
  changes.noteError({
    what: 'Leavers',
    message:
      taken === null
        ? 'The records of earlier leavers could not be read. The file was kept aside and new ones begun; what was done to accounts is in the journal.'
        : `The file with the records of leavers was damaged, and was kept aside. ${taken.cases.toLocaleString('en-US')} of its cases were taken over. ${
            lost.length === 0 ? 'Nothing is missing.' : `Not readable: ${named.join('; ')}.`
          } What was done to accounts is in the journal.`,
    details: [keptAs, ...lost].join('\n').slice(0, 4000),
    job: null,
  })
}

/** Opens the leavers of a tenant. @throws Refusal `storage` */
export function createRoom(session: Session, options: RoomOptions): Room {
  const { now, allowed, operator, changed } = options
  const { directory } = session
  const reads = () => directory.reads
  const asOf = () => directory.meta()?.asOf ?? null
  const { store, keptAs, old, damaged } = session.ownStore('leavers.db', leaverMigrations)
  const names = createNameIndex(() => reads().columns())
  const lists = createLists({ reads, asOf, names })
  const stored = createCases(store)
  if (keptAs !== null) tellOfDamage(session, keptAs, takeOver(old(), store, stored))
  const cases = withDamage(stored, damaged)
  const engine = engineOf(session)
  const sites = withDamage(
    createSites({
      store,
      writer: session.writer,
      lastpass: () => session.lastpass(),
      folders: () => directory.meta()?.folders ?? null,
      now,
      changed,
    }),
    damaged,
  )
  const ticks = withDamage(createTicks(store), damaged)
  let queue: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work)
    queue = turn.catch(() => {})
    return turn
  }
  let kept: { key: string; columns: unknown; leaving: Leaving } | null = null

  return {
    session,
    allowed,
    operator,
    changed,
    reads,
    asOf,
    time: () => new Date(now()).toISOString(),
    uploads: createUploads(now),
    lists,
    comparisons: createComparisons({ reads, asOf, names }),
    cases,
    batches: createBatches({ cases, engine, reads, allowed, operator, now }),
    progress: createProgress({ cases, engine, inTurn, changed }),
    checks: createChecks({ cases, people: () => directory.people, now }),
    sites,
    ticks,
    rotations: createRotations({ sites, ticks, eventsOf: options.eventsOf }),
    inTurn,
    async leaving({ list, usernames }, signal) {
      if ((list === undefined) === (usernames === undefined))
        throw new Refusal('invalid', 'Say either which list, or which people.', { path: 'usernames' })
      const wanted = usernames ?? lists.matched(list ?? '')
      const key = wanted.join('\n')
      const columns = reads().columns()
      // Pages of the same answer follow one another.
      if (kept?.key !== key || kept.columns !== columns)
        kept = { key, columns, leaving: await inSlices(gather(reads(), wanted), signal) }
      return kept.leaving
    },
  }
}
