import type { ChangeKind } from '../../contract/change.ts'
import { Refusal } from '../../contract/failure.ts'
import { inSlices } from '../cooperative/slices.ts'
import type { Reads } from '../directory/reads.ts'
import type { StoredUser } from '../directory/stored/records.ts'
import { knownPeople } from '../identity/known-people.ts'
import type { Directory as KnownDirectory } from '../identity/offers.ts'
import { createUploads, type Uploads } from '../intake/uploads.ts'
import { withDamage } from '../store/damage.ts'
import { leaverMigrations, sealedLeavers } from '../store/migrations/leavers.ts'
import type { Session } from '../tenants/session.ts'
import { keyOf } from '../text/user-key.ts'
import { type CampaignStore, createCampaignStore } from './campaign/campaign-store.ts'
import { type Campaigns, createCampaigns } from './campaign/campaigns.ts'
import { type Batches, createBatches } from './cases/batches.ts'
import { countedFrom } from './cases/case.ts'
import { type Cases, createCases } from './cases/case-store.ts'
import { type Checks, createChecks } from './cases/checks/after-checks.ts'
import type { ActivitySince } from './cases/checks/events-since.ts'
import { createProgress, type Progress } from './cases/follow-jobs.ts'
import { type FolderKnowledge, folderKnowledge } from './impact/folder-knowledge.ts'
import { gather, type Leaving } from './impact/impact-view.ts'
import { type Comparisons, createComparisons } from './matching/comparison-cache.ts'
import { createLists, type Lists } from './matching/matched-lists.ts'
import { createLeftOuts, type LeftOuts } from './open-lists/left-out-store.ts'
import { takeOver } from './recovery/recover-damaged.ts'
import { createRotations, type EventsOf, type PasswordChanges, type Rotations } from './rotation/rotation.ts'
import { createSites, type Sites } from './rotation/site-store.ts'
import { journaledTicks } from './rotation/tick-journal.ts'
import { createTicks, type Ticks } from './rotation/tick-store.ts'

/** What leavers need beside an open tenant. */
export interface RoomOptions {
  now: () => number
  allowed: () => ReadonlySet<ChangeKind>
  /** Who works here, and with which seat. */
  operator: () => { operator: string; seat: string }
  /** Reads about leavers are out of date. */
  changed: () => void
  eventsOf: EventsOf
  passwordChanges: PasswordChanges
  activitySince: ActivitySince
}

/** The leavers of one open tenant. */
export interface Room extends Omit<RoomOptions, 'now' | 'eventsOf' | 'passwordChanges' | 'activitySince'> {
  session: Session
  reads(): Reads
  asOf(): string | null
  /** What is known of shared folders. */
  folders(): FolderKnowledge
  /** The present moment, as an instant. */
  time(): string
  uploads: Uploads
  /** Everybody who can be meant by a line of a list. */
  known(signal?: AbortSignal): Promise<KnownDirectory>
  lists: Lists
  comparisons: Comparisons
  cases: Cases
  batches: Batches
  leftOuts: LeftOuts
  progress: Progress
  checks: Checks
  sites: Sites
  ticks: Ticks
  rotations: Rotations
  campaigns: Campaigns
  campaignStore: CampaignStore
  /** Work that writes cases, one after another. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
  /** The people of a list, or those who were named. @throws Refusal `invalid` unless exactly one is given */
  leaving(
    subject: { list?: string | undefined; usernames?: string[] | undefined },
    signal: AbortSignal,
  ): Promise<Leaving>
}

const isAnotherThan = (meant: ReadonlyMap<string, string | null>, { username, id }: StoredUser): boolean => {
  const account = meant.get(keyOf(username))
  return account !== undefined && account !== null && account !== id
}

/** Opens the leavers of a tenant. @throws Refusal `storage` */
export function createRoom(session: Session, options: RoomOptions): Room {
  const { now, allowed, operator, changed } = options
  const { directory } = session
  const reads = () => directory.reads
  const asOf = () => directory.meta()?.asOf ?? null
  const opened = session.ownStore('leavers.db', leaverMigrations, sealedLeavers)
  const { store, damaged } = opened
  const { directory: directoryOf } = knownPeople(directory)
  const lists = createLists({ reads, asOf, directory: directoryOf })
  const stored = createCases(store)
  withDamage({ takeOver }, damaged).takeOver(opened, stored, session.changes.noteError)
  const cases = withDamage(stored, damaged)
  const { changes } = session
  const sites = withDamage(
    createSites({
      store,
      writer: session.writer,
      lastpass: () => session.lastpass(),
      folders: () => directory.meta()?.folders ?? null,
      listed: () => directory.reads.names().folders.filter(({ deleted }) => !deleted),
      now,
      changed,
    }),
    damaged,
  )
  const ticks = journaledTicks(
    withDamage(createTicks(store), damaged),
    (kind, data) => changes.note(kind, data),
    () => operator().operator,
  )
  const campaignStore = withDamage(createCampaignStore(store), damaged)
  const rotations = createRotations({
    sites,
    ticks,
    kept: campaignStore,
    eventsOf: options.eventsOf,
    passwordChanges: options.passwordChanges,
    endedOf: (username) =>
      cases
        .ofKey(keyOf(username))
        .map(countedFrom)
        .reduce((one, other) => ((other ?? '') > (one ?? '') ? other : one), null),
  })
  const time = () => new Date(now()).toISOString()
  const campaigns = createCampaigns({ store: campaignStore, sites, ticks, rotations, reads, time, changed })
  session.beforeClose(campaigns.close)
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
    folders: () => folderKnowledge(directory.meta()),
    time,
    uploads: createUploads(now),
    known: directoryOf,
    lists,
    comparisons: createComparisons({ reads, asOf, directory: directoryOf }),
    cases,
    batches: createBatches({ cases, changes, reads, allowed, operator, now }),
    leftOuts: withDamage(createLeftOuts(store), damaged),
    progress: createProgress({ cases, changes, reads, asOf, inTurn, changed, now }),
    checks: createChecks({ cases, people: () => directory.people, activitySince: options.activitySince, now }),
    sites,
    ticks,
    rotations,
    campaigns,
    campaignStore,
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
      const meant = list === undefined ? null : lists.accounts(list)
      const moved = meant === null ? undefined : kept.leaving.people.find(({ user }) => isAnotherThan(meant, user))
      if (moved !== undefined)
        throw new Refusal(
          'conflict',
          `${moved.user.username} belongs to another account now than when the list was matched. Nothing was planned. Match the list again.`,
          { path: 'list' },
        )
      return kept.leaving
    },
  }
}
