import type { PageRead } from '../protocol.ts'

/** A stretch of time in UTC seconds, both ends included. */
export interface Span {
  first: number
  last: number
}

/** What fetching needs: one request, its reading, and keeping what was read. */
export interface FetchSteps {
  /** Sends one request and reads its answer. `upTo`: the local time to ask up to, in place of the span's end. */
  read(span: Span, how: 'first' | 'next' | 'again', more: { next?: string; upTo?: string }): Promise<PageRead>
  /** Keeps what was read; `covered`: what of the span is answered by it. */
  keep(whole: boolean, covered: (Span & { events: number }) | null): Promise<number>
  progressed(downTo: number, received: number): void
}

/** The service's cap on one answer. */
const cap = 10_000
/** Kept so often: what a crash loses is fetched again. */
const pagesAKeep = 5

/** What fetching a span gave; `gaps`: seconds of which not everything could be had. */
export interface Fetched {
  received: number
  added: number
  unreadable: number
  gaps: Span[]
}

/**
 * Fetches one span, newest first. A cursor that does not move is left for asking again up to the oldest second; a second that holds
 * more than one answer does is a gap that is told, never a loop.
 */
export async function fetchSpan(span: Span, { read, keep, progressed }: FetchSteps): Promise<Fetched> {
  const done: Fetched = { received: 0, added: 0, unreadable: 0, gaps: [] }
  /** The newest second that is not kept yet, and the oldest one that was read. */
  let end = span.last
  let downTo = Number.POSITIVE_INFINITY
  let sinceKept = 0
  const cursors = new Set<string>()
  let how: 'first' | 'next' | 'again' = 'first'
  let more: { next?: string; upTo?: string } = {}
  const keepDownTo = async (first: number, whole: boolean) => {
    done.added += await keep(whole, first <= end ? { first, last: end, events: sinceKept } : null)
    end = Math.min(end, first - 1)
    sinceKept = 0
  }

  for (let pages = 1; ; pages++) {
    const page = await read({ first: span.first, last: end }, how, more)
    if (!page.repeated) {
      done.received += page.received
      done.unreadable += page.unreadable
      sinceKept += page.received
    }
    const { oldest, oldestLocal, next } = page
    if (oldest === null || oldestLocal === null) break
    const moved = oldest < downTo
    downTo = Math.min(downTo, oldest)
    progressed(Math.max(span.first, downTo), done.received)
    if ((next === null && page.received < cap) || oldest < span.first) break
    if (pages % pagesAKeep === 0 && downTo < end) await keepDownTo(downTo + 1, false)
    if (next !== null && !page.repeated && !cursors.has(next)) {
      cursors.add(next)
      how = 'next'
      more = { next }
    } else if (how !== 'again' || moved) {
      how = 'again'
      more = { upTo: oldestLocal }
    } else {
      // More in this second than an answer holds: what came is kept, the rest cannot be asked for.
      done.gaps.push({ first: downTo, last: downTo })
      await keepDownTo(downTo + 1, true)
      end = downTo - 1
      if (end < span.first) return done
      downTo = Number.POSITIVE_INFINITY
      how = 'first'
      more = {}
    }
  }
  await keepDownTo(span.first, true)
  return done
}

/** A long span in parts of some days, newest first. */
export function partsOf({ first, last }: Span, days: number): Span[] {
  const parts: Span[] = []
  for (let end = last; end >= first; end -= days * 86_400)
    parts.push({ first: Math.max(first, end - days * 86_400 + 1), last: end })
  return parts
}
