import { Worker } from 'node:worker_threads'
import { Refusal } from '../../contract/failure.ts'
import type { HandlersOf } from '../dispatch.ts'
import type { Identity } from '../keychain/signing-key.ts'
import type { AppOptions } from '../ports.ts'
import type { Session } from '../tenants/session.ts'
import { callThread, type ThreadCalls } from '../threads/thread-calls.ts'
import { writeEvents } from './export-events.ts'
import { gapsIn } from './fetch/coverage.ts'
import { fetchEvents } from './fetch/fetch-events.ts'
import { createFindingHandlers } from './findings/finding-handlers.ts'
import { makePack } from './pack/make-pack.ts'
import type { AuditOperations } from './protocol.ts'

type AuditCall = Extract<keyof import('../../contract/calls.ts').Calls, `audit.${string}` | `findings.${string}`>

export interface AuditOptions extends Pick<AppOptions, 'saveFile' | 'auditFile' | 'printPdf'> {
  /** Signs evidence packs. */
  identity: Identity
  /** @throws Refusal `not-connected` */
  session: () => Session
  now: () => number
  changed: () => void
}

/** The archive of one open tenant. */
interface OpenArchive {
  /** The thread, which is started when it is needed. */
  thread: () => Promise<ThreadCalls<AuditOperations>>
  fetching: { from: number; to: number; downTo: number; received: number; stop: AbortController } | null
}

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString()
const spanOf = ({ first, last }: { first: number; last: number }) => ({ from: iso(first), to: iso(last) })
const secondOf = (instant: string): number => Math.floor(Date.parse(instant) / 1000)

/** The audit archive: every event that could ever be fetched, kept, counted and found. */
export function createAudit({
  session,
  now,
  changed,
  saveFile,
  auditFile,
  printPdf,
  identity,
}: AuditOptions): HandlersOf<AuditCall> {
  const archives = new WeakMap<Session, OpenArchive>()

  function archiveOf(open: Session): OpenArchive {
    const known = archives.get(open)
    if (known !== undefined) return known
    let started: Promise<ThreadCalls<AuditOperations>> | null = null
    const place = open.ownFolder('audit', async () => {
      made.fetching?.stop.abort()
      await (await started?.catch(() => null))?.close()
    })
    const made: OpenArchive = {
      thread() {
        started ??= startThread(auditFile, place).catch((error: unknown) => {
          started = null
          throw error
        })
        return started
      },
      fetching: null,
    }
    archives.set(open, made)
    return made
  }

  /** The open tenant's archive, its instants derived by the zone that the tenant has now. */
  async function ready(): Promise<{ open: Session; archive: OpenArchive; thread: ThreadCalls<AuditOperations> }> {
    const open = session()
    const archive = archiveOf(open)
    const thread = await archive.thread()
    if (archive.fetching === null) await thread.ask('zone', { zone: open.record.timeZone })
    return { open, archive, thread }
  }

  return {
    ...createFindingHandlers({ ready, now }),
    'audit.fetch': async ({ from, to }, signal) => {
      const { open, archive, thread } = await ready()
      if (archive.fetching !== null)
        throw new Refusal('conflict', 'Events are being fetched already. Stop that first, or wait for its end.')
      const span = { first: secondOf(from), last: to === undefined ? Math.floor(now() / 1000) : secondOf(to) }
      if (span.last < span.first) throw new Refusal('invalid', 'The end lies before the beginning.', { path: 'to' })
      const stop = new AbortController()
      archive.fetching = { from: span.first, to: span.last, downTo: span.last, received: 0, stop }
      try {
        const { gaps, ...done } = await fetchEvents(span, {
          thread,
          lastpass: open.lastpass,
          zone: open.record.timeZone,
          now,
          signal: AbortSignal.any([signal, stop.signal]),
          progressed(downTo, received) {
            if (archive.fetching !== null) Object.assign(archive.fetching, { downTo, received })
            changed()
          },
        })
        return { ...done, gaps: gaps.slice(0, 1000).map(spanOf) }
      } finally {
        archive.fetching = null
        changed()
      }
    },
    'audit.cancel': () => {
      archives.get(session())?.fetching?.stop.abort()
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
    'audit.page': async ({ offset, limit, ...filter }) =>
      (await ready()).thread.ask('query', { filter, offset, limit }),
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
      const gaps = from === null || to === null ? [] : gapsIn(known, from, to)
      let rows = 0
      const path = await saveFile(`audit-events-${iso(now() / 1000).slice(0, 10)}.${format}`, async (file) => {
        rows = await writeEvents(file, {
          format,
          head: { asOf: iso(now() / 1000), timeZone: open.record.timeZone, gaps: gaps.map(spanOf) },
          read: (place, limit) => thread.ask('rows', { filter, from: place, limit }),
          signal,
        })
      })
      return { path, rows: path === null ? 0 : rows }
    },
    'audit.pack': (input, signal) => makePack(input, { ready, identity, saveFile, printPdf, now, signal }),
    'audit.categorise': async ({ action, category }) => {
      const { thread } = await ready()
      return thread.ask('categorise', { action, category })
    },
  }
}

async function startThread(
  file: string | URL,
  place: { folder: string; key: string },
): Promise<ThreadCalls<AuditOperations>> {
  const worker = new Worker(file)
  // The thread must not keep a finished command line tool alive.
  worker.unref()
  const thread = callThread<AuditOperations>(worker)
  try {
    await thread.ask('open', place)
    return thread
  } catch (error) {
    await thread.close()
    throw error
  }
}
