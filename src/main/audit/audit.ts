import type { Settings } from '../../contract/calls/app.ts'
import { Refusal } from '../../contract/failure.ts'
import type { HandlersOf } from '../dispatch.ts'
import type { Identity } from '../keychain/signing-key.ts'
import type { AppOptions } from '../ports.ts'
import type { Session } from '../tenants/session.ts'
import { writeEvents } from './export-events.ts'
import { gapsIn, withoutRemoved } from './fetch/coverage.ts'
import { createFetchTimer } from './fetch/fetch-timer.ts'
import { createFetching, type FetchParts } from './fetch/fetching.ts'
import { createFindingHandlers } from './findings/finding-handlers.ts'
import { tellNewFindings } from './findings/finding-notices.ts'
import { type AuditHistory, createHistory } from './history.ts'
import { createArchives } from './open-archive.ts'
import type { ReadSignedReviews } from './pack/make-pack.ts'
import { createPackHandlers } from './pack/pack-handlers.ts'
import { withRecorded } from './recorded/recorded.ts'
import { applyRetention, createSettingHandlers } from './settings/setting-handlers.ts'

type AuditCall = Extract<keyof import('../../contract/calls.ts').Calls, `audit.${string}` | `findings.${string}`>

export interface AuditOptions
  extends Pick<AppOptions, 'saveFile' | 'notify' | 'openFile' | 'auditFile' | 'printPdf' | 'log'> {
  /** Signs evidence packs. */
  identity: Identity
  /** For the evidence of the control "access review". */
  signedReviews: ReadSignedReviews
  /** @throws Refusal `not-connected` */
  session: () => Session
  /** The open tenant, if any. */
  current: () => Session | null
  settings: () => Settings
  online: () => boolean
  /** Whether events are fetched by themselves. */
  watches: boolean
  now: () => number
  changed: () => void
  /** An export has written so many of its events. */
  exported: (progress: { written: number; total: number }) => void
  /** Events came into the open tenant's archive. */
  fetched: () => void
}

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString()
const spanOf = ({ first, last }: { first: number; last: number }) => ({ from: iso(first), to: iso(last) })
const secondOf = (instant: string): number => Math.floor(Date.parse(instant) / 1000)

/** The room: its calls, and fetching by itself. */
export interface Audit {
  handlers: HandlersOf<AuditCall>
  history: AuditHistory
  /** The archive of a tenant for streams of its events. */
  outgoing(open: Session): Promise<Pick<FetchParts['thread'], 'ask'>>
  tenantOpened(): void
  close(): void
}

/** The audit archive: every event that could ever be fetched, kept, counted and found. */
export function createAudit({
  session,
  current,
  settings,
  online,
  watches,
  log,
  openFile,
  now,
  changed,
  exported,
  fetched,
  saveFile,
  notify,
  auditFile,
  printPdf,
  identity,
  signedReviews,
}: AuditOptions): Audit {
  const archives = createArchives(auditFile, changed)
  const fetching = createFetching({
    now,
    changed,
    fetched: async ({ open, thread }) => {
      await applyRetention(open, thread, now())
      fetched()
      // What stands in the way of a notice is no failure of the fetch.
      if (notify !== undefined)
        tellNewFindings({
          open,
          thread,
          wanted: settings().findingNotices,
          notify,
          isOpen: () => current() === open,
        }).catch((error: unknown) => {
          log.warn('New findings could not be looked for', { error: String(error) })
        })
    },
  })

  /** The open tenant's archive, its instants derived by the zone that the tenant has now. */
  async function readyFor(open: Session): Promise<FetchParts> {
    const archive = archives.of(open)
    const thread = await archive.thread()
    if (archive.fetching === null) await thread.ask('zone', { zone: open.record.timeZone })
    return { open, archive, thread }
  }
  // Not `async`: without a tenant it has to end at once.
  const ready = (): Promise<FetchParts> => readyFor(session())

  const timer = watches
    ? createFetchTimer({
        session: current,
        settings,
        now,
        online,
        log,
        async fetch(open) {
          const archive = archives.of(open)
          if (archive.fetching !== null) return
          try {
            await fetching.missing(await readyFor(open))
            archive.byItself = { at: now(), problem: null }
          } catch (error) {
            archive.byItself = { at: now(), problem: error instanceof Error ? error.message : String(error) }
            throw error
          }
        },
      })
    : null

  const handlers: HandlersOf<AuditCall> = {
    ...createFindingHandlers({ ready, now }),
    ...createSettingHandlers({ ready, openFile, now, changed }),
    'audit.fetch': async ({ from, to }, signal) => {
      const parts = await ready()
      const span = { first: secondOf(from), last: to === undefined ? Math.floor(now() / 1000) : secondOf(to) }
      if (span.last < span.first) throw new Refusal('invalid', 'The end lies before the beginning.', { path: 'to' })
      const { gaps, ...done } = await fetching.asked(parts, span, signal)
      return { ...done, gaps: gaps.slice(0, 1000).map(spanOf) }
    },
    'audit.cancel': () => {
      archives.known(session())?.fetching?.stop.abort()
      return {}
    },
    'audit.status': async () => {
      const { open, archive, thread } = await ready()
      const { first, last, damaged, zone: _zone, ...counts } = await thread.ask('status', {})
      const { fetching } = archive
      return {
        ...counts,
        first: first === null ? null : iso(first),
        last: last === null ? null : iso(last),
        damaged: damaged.slice(0, 1000).map(spanOf),
        timeZone: open.record.timeZone,
        byItself:
          archive.byItself === null
            ? null
            : { at: new Date(archive.byItself.at).toISOString(), problem: archive.byItself.problem },
        fetching:
          fetching === null
            ? null
            : {
                from: iso(fetching.from),
                to: iso(fetching.to),
                doneDownTo: iso(fetching.downTo),
                received: fetching.received,
              },
      }
    },
    'audit.page': async ({ offset, limit, ...filter }) => {
      const { open, thread } = await ready()
      const page = await thread.ask('query', { filter, offset, limit })
      return { ...page, rows: withRecorded(page.rows, open) }
    },
    'audit.facets': async ({ facet, search = '', limit, ...filter }) =>
      (await ready()).thread.ask('facet', { filter, facet, search, limit }),
    'audit.histogram': async ({ buckets, ...filter }) => ({
      buckets: await (await ready()).thread.ask('histogram', { filter, buckets }),
    }),
    'audit.coverage': async () => {
      const { known, unknown } = await (await ready()).thread.ask('coverage', {})
      return {
        spans: known.slice(-5000).map((span) => ({ ...spanOf(span), fetchedAt: iso(span.fetched) })),
        unknown: unknown.slice(-5000).map(spanOf),
      }
    },
    'audit.export': async ({ format, ...filter }, signal) => {
      const { open, thread } = await ready()
      const { known } = await thread.ask('coverage', {})
      const { first, last } = await thread.ask('status', {})
      const from = filter.from === undefined ? first : secondOf(filter.from)
      const to = filter.to === undefined ? last : secondOf(filter.to)
      const { retention } = await thread.ask('choices', {})
      const missing = from === null || to === null ? [] : gapsIn(known, from, to)
      const { gaps, removedBefore } = withoutRemoved(missing, retention.removedBefore)
      let rows = 0
      const path = await saveFile(`audit-events-${iso(now() / 1000).slice(0, 10)}.${format}`, async (file) => {
        const { total } = await thread.ask('query', { filter, offset: 0, limit: 1 })
        rows = await writeEvents(file, {
          format,
          head: {
            asOf: iso(now() / 1000),
            timeZone: open.record.timeZone,
            filter,
            gaps: gaps.map(spanOf),
            ...(removedBefore === null ? {} : { removedBefore: iso(removedBefore) }),
          },
          read: (place, limit) => thread.ask('lines', { filter, from: place, limit, format }),
          signal,
          wrote: (written) => exported({ written, total }),
        })
      })
      return { path, rows: path === null ? 0 : rows }
    },
    'audit.pack': async (input, signal) => {
      const { makePack } = await import('./pack/make-pack.ts')
      return makePack(input, { ready, identity, signedReviews, saveFile, printPdf, now, signal })
    },
    ...createPackHandlers({ ready, identity, signedReviews, auditFile, now }),
  }
  return {
    handlers,
    history: createHistory(ready),
    outgoing: async (open) => (await readyFor(open)).thread,
    tenantOpened: () => timer?.tenantOpened(),
    close: () => timer?.close(),
  }
}
