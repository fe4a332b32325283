import type { Returned } from '../../contract/calls.ts'
import { type Failure, Refusal } from '../../contract/failure.ts'
import type { Sort } from '../../contract/model.ts'
import type { SyncProgress } from '../../contract/signals.ts'
import type { LastPass } from '../lastpass/client.ts'
import { withDamage } from '../store/damage.ts'
import type { Store } from '../store/store.ts'
import type { Writer } from '../writer/client.ts'
import { unlistedFolders } from './folders/stored-rows.ts'
import { buildColumns } from './index/build.ts'
import { createDraft } from './index/column-builder.ts'
import { type Columns, namesOf } from './index/columns.ts'
import { createPeople, type People } from './people-port.ts'
import { createReads, type Reads } from './reads.ts'
import { createDamageNotes } from './stored/damage-notes.ts'
import { type DirectoryMeta, foldersAsOf } from './sync/apply.ts'
import { runSync } from './sync/sync.ts'

export interface DirectoryOptions {
  /** For reading only; the writer is the one that writes. */
  reader: Store
  /** Hears that the store turned out to be damaged; gives what to tell who asked. */
  damaged: () => Error
  writer: Writer
  opened: { meta: DirectoryMeta | null; columns: Columns | null; unread?: number }
  /** The service; a Refusal says why it cannot be asked. */
  lastpass: () => LastPass
  zone: () => string
  now: () => number
  /** Keeps an error, with the service's own words, until somebody has read it. */
  noteError: (message: string, details: string | null) => void
  /** Hears of each state that the writer has committed. */
  committed?: () => void
  /** Whether the service answered when it was last asked for anything. */
  online: () => boolean
  /** Hears of progress (null: ended), of new data, and of a credential that was refused, or accepted by a whole sync. */
  announce: (
    event: { kind: 'progress'; progress: SyncProgress | null } | { kind: 'changed' } | { kind: 'refused' | 'accepted' },
  ) => void
}

/** The people, groups and shared folders of one tenant: read from the local store, refreshed from LastPass. */
export interface Directory {
  readonly reads: Reads
  readonly people: People
  meta(): DirectoryMeta | null
  status(): Returned<'directory.status'>
  sync(acceptFewer: boolean, signal?: AbortSignal): Promise<Returned<'directory.sync'>>
  /** Folders that were not in the index when it was opened, because their records are damaged. */
  readonly unlistedAtStart: number
  cancel(): void
  /** The account's zone was corrected from another: times at hand move at once, and a refresh that is under way begins again. */
  rezone(from: string): Promise<void>
}

/** One order or several, as a list. */
export const sortsOf = (sort: Sort | Sort[] | undefined): Sort[] =>
  sort === undefined ? [] : Array.isArray(sort) ? sort : [sort]

export function createDirectory({
  reader,
  damaged,
  writer,
  opened,
  lastpass,
  zone,
  now,
  noteError,
  committed = () => {},
  online,
  announce,
}: DirectoryOptions): Directory {
  const columns = opened.columns ?? buildColumns(createDraft(), [], [], [])
  const unlistedAtStart = opened.columns === null ? 0 : unlistedFolders(reader, namesOf(columns))
  const notes = createDamageNotes({
    nameless: opened.unread ?? 0,
    told: unlistedAtStart,
    noteError,
    changed: () => announce({ kind: 'changed' }),
  })
  const reads = withDamage(createReads(reader, columns, now, notes.people, notes.folder), () => {
    notes.garbled()
    return damaged()
  })
  function renew(next: Columns): void {
    reads.renew(next)
    notes.unlisted(unlistedFolders(reader, reads.names()))
  }
  let meta = opened.meta
  let running: { done: Promise<Returned<'directory.sync'>>; abort: AbortController } | null = null
  let progress: SyncProgress | null = null
  let lastAttempt: { time: string; failure: Failure | null } | null = null
  let suspicious: Returned<'directory.status'>['suspicious'] = null

  const tell = (next: SyncProgress | null) => {
    progress = next
    announce({ kind: 'progress', progress: next })
  }

  /** Records that could not be read are told once, until they are others. */
  const problemsNow = () => JSON.stringify(reads.problems({ offset: 0, limit: 20 }))
  function noteSetAside(before: string): void {
    const { rows, total } = reads.problems({ offset: 0, limit: 20 })
    if (total === 0 || before === problemsNow()) return
    noteError(
      `${total === 1 ? 'One record' : `${total} records`} of LastPass' answer could not be read in full, and ${total === 1 ? 'was' : 'were'} set aside in whole or in part. Everything else was taken over.`,
      rows
        .map(({ what, id, reason }) => `${what} ${id}: ${reason}`)
        .join('\n')
        .slice(0, 4000),
    )
  }

  async function run(acceptFewer: boolean, signal: AbortSignal): Promise<Returned<'directory.sync'>> {
    let failure: Failure | null = null
    const asked = suspicious
    try {
      tell({ step: 'users', done: 0, total: null })
      const before = problemsNow()
      const applied = await runSync({
        lastpass: lastpass(),
        writer,
        zone: zone(),
        acceptFewer,
        whole: notes.isGarbled(),
        foldersAsOf: foldersAsOf(meta),
        now,
        signal,
        progress: tell,
      })
      if (applied.kind === 'suspicious') {
        const { before, now: found, known } = applied
        // However few it named: LastPass took the hash.
        announce({ kind: 'accepted' })
        // The same question once more is still the one that was asked.
        if (asked?.before !== before || asked.now !== found || asked.known !== known)
          suspicious = { before, now: found, known, since: new Date(now()).toISOString() }
        throw new Refusal(
          'suspicious',
          `LastPass answered with ${found} ${found === 1 ? 'account' : 'accounts'}; before there were ${before}, invitations not counted. ${known === found ? '' : `Of those, ${known} ${known === 1 ? 'is' : 'are'} still there. `}Nothing was changed. Look into LastPass' own console, then decide whether to take the answer over.`,
        )
      }
      suspicious = null
      meta = applied.meta
      notes.mended()
      if (applied.columns !== null) renew(applied.columns)
      noteSetAside(before)
      committed()
      announce({ kind: 'accepted' })
      announce({ kind: 'changed' })
      const { users, invited, groups, folders, asOf, setAside } = applied.meta
      const missing = applied.meta.foldersMissing ? (['folders'] as const) : []
      return { users, invited, groups, folders, asOf, setAside, changed: applied.changed, missing: [...missing] }
    } catch (error) {
      failure =
        error instanceof Refusal
          ? error.failure
          : { code: 'internal', message: 'The refresh failed because of a mistake in Provost. The data is as before.' }
      if (failure.code === 'credential-refused') announce({ kind: 'refused' })
      const told = failure.code === 'suspicious' && suspicious === asked
      if (failure.code !== 'cancelled' && !told) noteError(failure.message, failure.details ?? null)
      throw error
    } finally {
      lastAttempt = { time: new Date(now()).toISOString(), failure }
      running = null
      tell(null)
    }
  }

  const directory: Directory = {
    reads,
    get people() {
      return people
    },
    meta: () => meta,
    status: () => ({
      asOf: meta?.asOf ?? null,
      counts:
        meta === null
          ? null
          : { users: meta.users, invited: meta.invited, groups: meta.groups, folders: meta.folders, gone: meta.gone },
      syncing: progress,
      lastAttempt,
      online: online(),
      setAside: meta?.setAside ?? 0,
      unreadable: notes.count(),
      suspicious,
      missing: meta?.foldersMissing ? [{ what: 'folders', asOf: foldersAsOf(meta), reason: meta.foldersMissing }] : [],
    }),
    sync(acceptFewer, signal) {
      // Who asks while one is running waits for that one; a person's yes to fewer people has to be asked anew.
      if (running !== null && !acceptFewer) return running.done
      if (running !== null) return running.done.catch(() => {}).then(() => directory.sync(acceptFewer, signal))
      const abort = new AbortController()
      const done = run(acceptFewer, signal === undefined ? abort.signal : AbortSignal.any([abort.signal, signal]))
      running = { done, abort }
      return done
    },
    unlistedAtStart,
    cancel: () => running?.abort.abort(),
    async rezone(from) {
      const under = running
      under?.abort.abort()
      await under?.done.catch(() => {})
      const { columns, meta: moved } = await writer.ask('rezone', { from, to: zone() })
      if (columns !== null && moved !== null) {
        meta = moved
        renew(columns)
        announce({ kind: 'changed' })
      }
      if (under !== null) void directory.sync(false).catch(() => {})
    },
  }
  const people = createPeople({
    directory,
    writer,
    lastpass,
    zone,
    now,
    renew(columns, counted) {
      meta = counted
      renew(columns)
      announce({ kind: 'accepted' })
      announce({ kind: 'changed' })
    },
  })
  return directory
}
