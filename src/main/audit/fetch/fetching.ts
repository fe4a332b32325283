import { Refusal } from '../../../contract/failure.ts'
import type { Session } from '../../tenants/session.ts'
import type { ArchiveThread, OpenArchive } from '../open-archive.ts'
import { gapsIn } from './coverage.ts'
import { fetchEvents } from './fetch-events.ts'
import type { Fetched, Span } from './fetch-span.ts'

export interface FetchParts {
  open: Session
  archive: OpenArchive
  thread: ArchiveThread
}

interface FetchContext {
  now: () => number
  changed: () => void
  /** After a fetch that brought something. */
  fetched: (parts: FetchParts) => Promise<void>
}

/** Fetches into archives, one span at a time in each. */
export interface Fetching {
  /** A person's fetch: one that nobody asked for makes way. @throws Refusal `conflict` while another person's runs */
  asked(parts: FetchParts, span: Span, signal: AbortSignal): Promise<Fetched>
  /** Fetches what is not there yet, as far back as LastPass gives; what was cut off goes on. */
  missing(parts: FetchParts): Promise<void>
}

const day = 86_400
/** LastPass may list an event late: so much before what is known is asked for again. */
const overlap = 3600
/** How far back gaps are looked for by themselves; LastPass is not known to keep more for sure. */
const lookBack = 31 * day
/** No archive begins further back. */
const longest = 730 * day
/** So long without an event, and LastPass keeps nothing older. */
const enoughEmpty = 120 * day

export function createFetching({ now, changed, fetched }: FetchContext): Fetching {
  const seconds = () => Math.floor(now() / 1000)

  async function run(
    parts: FetchParts,
    span: Span,
    { signal, byItself, stopAfterEmpty }: { signal: AbortSignal; byItself: boolean; stopAfterEmpty?: number },
  ): Promise<Fetched> {
    const { open, archive, thread } = parts
    const stop = new AbortController()
    let end = () => {}
    const ended = new Promise<void>((resolve) => {
      end = resolve
    })
    archive.fetching = { from: span.first, to: span.last, downTo: span.last, received: 0, stop, byItself, ended }
    try {
      const done = await fetchEvents(span, {
        thread,
        lastpass: open.lastpass,
        zone: open.record.timeZone,
        now,
        signal: AbortSignal.any([signal, stop.signal]),
        stopAfterEmpty,
        progressed(downTo, received) {
          if (archive.fetching !== null) Object.assign(archive.fetching, { downTo, received })
          changed()
        },
      })
      await fetched(parts)
      return done
    } finally {
      archive.fetching = null
      end()
      changed()
    }
  }

  /** What is missing, newest first. */
  async function missingSpans({ thread }: FetchParts): Promise<{ spans: Span[]; isFirst: boolean }> {
    const { retention, backfill } = await thread.ask('choices', {})
    const { known, unknown } = await thread.ask('coverage', {})
    const to = seconds()
    const from = backfill?.done === true ? to - lookBack : (backfill?.from ?? to - longest)
    const least = Math.max(
      from,
      retention.removedBefore ?? 0,
      retention.keepDays === null ? 0 : to - retention.keepDays * day,
    )
    const covers = [...known, ...unknown].sort((a, b) => a.first - b.first)
    const spans = gapsIn(covers, least, to).reverse()
    const newest = spans[0]
    if (newest?.last === to && newest.first > least) newest.first = Math.max(least, newest.first - overlap)
    return { spans, isFirst: backfill?.done !== true }
  }

  return {
    async asked(parts, span, signal) {
      const running = parts.archive.fetching
      if (running?.byItself === true) {
        running.stop.abort()
        await running.ended
      }
      if (parts.archive.fetching !== null)
        throw new Refusal('conflict', 'Events are being fetched already. Stop that first, or wait for its end.')
      return run(parts, span, { signal, byItself: false })
    },
    async missing(parts) {
      const { spans, isFirst } = await missingSpans(parts)
      const { thread, archive } = parts
      const { backfill } = await thread.ask('choices', {})
      if (backfill === null) await thread.ask('setBackfill', { backfill: { from: seconds() - longest, done: false } })
      for (const span of spans) {
        if (archive.fetching !== null) return
        await run(parts, span, {
          signal: new AbortController().signal,
          byItself: true,
          ...(isFirst ? { stopAfterEmpty: enoughEmpty } : {}),
        })
      }
      if (isFirst) await thread.ask('setBackfill', { backfill: { from: seconds() - longest, done: true } })
    },
  }
}
