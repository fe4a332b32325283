import type { PageRead } from '../protocol.ts'

/** A stretch of time in UTC seconds, both ends included. */
export interface Span {
  first: number
  last: number
}

/** Where to ask up to, with so many seconds more: an instant, or a local time as it came. */
export type UpTo = { last: number; more: number } | { local: string; more: number }

/** One request. */
interface Ask {
  how: 'first' | 'next' | 'again'
  upTo: UpTo
  next?: string
}

/** What fetching needs: one request, its reading, and keeping what was read. */
export interface FetchSteps {
  /** Sends one request and reads its answer. A cursor goes with the very span that gave it. */
  read(span: { first: number; upTo: UpTo }, how: 'first' | 'next' | 'again', next?: string): Promise<PageRead>
  /** Keeps what was read; `covered`: what of the span is answered by it. */
  keep(whole: boolean, covered: (Span & { events: number }) | null): Promise<number>
  progressed(downTo: number, received: number): void
}

/** The service's cap on one answer. */
const cap = 10_000
/** Kept so often: what a crash loses is fetched again. */
const pagesAKeep = 5
/** Answers that one second may take; more is not a second, but a service that makes up cursors. */
const pagesASecond = 100

/** What fetching a span gave; `gaps`: seconds of which not everything could be had. */
export interface Fetched {
  received: number
  added: number
  unreadable: number
  gaps: Span[]
}

/**
 * Fetches one span, newest first. A cursor that does not move, or leads back, is left for asking again up to the oldest second; a
 * second that holds more than one answer does is a gap that is told, never a loop.
 */
export async function fetchSpan(span: Span, { read, keep, progressed }: FetchSteps): Promise<Fetched> {
  const done: Fetched = { received: 0, added: 0, unreadable: 0, gaps: [] }
  /** The newest second that is not kept yet, and the oldest one that was read. */
  let end = span.last
  let downTo = Number.POSITIVE_INFINITY
  let sinceKept = 0
  let largest = 0
  let inThisSecond = 0
  const cursors = new Set<string>()
  /** False once a cursor led to what had been there: from then on it is asked by time alone. */
  let trusted = true
  /** A second more than is wanted: some services leave the end itself out. */
  let ask: Ask = { how: 'first', upTo: { last: end, more: 1 } }
  let leavesEndOut = false
  let downToLocal = ''
  const keepDownTo = async (first: number, whole: boolean) => {
    done.added += await keep(whole, first <= end ? { first, last: end, events: sinceKept } : null)
    end = Math.min(end, first - 1)
    sinceKept = 0
  }
  for (let pages = 1; ; pages++) {
    const page = await read({ first: span.first, upTo: ask.upTo }, ask.how, ask.next)
    const { oldest, oldestLocal } = page
    done.received += page.inSpan
    sinceKept += page.inSpan
    done.unreadable += page.unreadable
    // Asked up to and with a second that has events, and none of them came: this service leaves the end itself out.
    if (ask.how === 'again' && ask.upTo.more === 0 && (page.newest ?? 0) < downTo) {
      leavesEndOut = true
      ask = { ...ask, upTo: { ...ask.upTo, more: 1 } }
      continue
    }
    if (oldest === null || oldestLocal === null) break
    const moved = oldest < downTo
    const nothingNew = page.fresh === 0 && !moved
    inThisSecond = moved ? 0 : inThisSecond + 1
    if (moved) [downTo, downToLocal] = [oldest, oldestLocal]
    progressed(Math.max(span.first, downTo), done.received)
    if (oldest < span.first || (page.next === null && page.received < cap)) break
    if (ask.how === 'next' && page.repeated) trusted = false
    // A cursor that leads to nothing but what it repeats is the end.
    if (ask.how === 'next' && nothingNew && !page.repeated) break
    if (pages % pagesAKeep === 0 && downTo < end) await keepDownTo(downTo + 1, false)
    const follows = page.next !== null && trusted && !cursors.has(page.next) && inThisSecond < pagesASecond
    const full = page.received >= largest
    largest = Math.max(largest, page.received)
    if (follows) {
      cursors.add(page.next as string)
      ask = { how: 'next', upTo: ask.upTo, next: page.next as string }
    } else if (ask.how !== 'again' || moved)
      ask = { how: 'again', upTo: { local: downToLocal, more: leavesEndOut ? 1 : 0 } }
    else if (!full) break
    else {
      // More in this second than an answer holds: what came is kept, the rest cannot be asked for.
      if (downTo <= span.last) done.gaps.push({ first: downTo, last: downTo })
      await keepDownTo(downTo + 1, true)
      end = downTo - 1
      if (end < span.first) return done
      downTo = Number.POSITIVE_INFINITY
      ask = { how: 'first', upTo: { last: end, more: leavesEndOut ? 1 : 0 } }
    }
  }
  await keepDownTo(span.first, true)
  return done
}

/**
 * A long span in parts, newest first: what is cut off in a part is fetched again. `lengthOf` says how many seconds the next part
 * may have.
 */
export function* partsOf({ first, last }: Span, lengthOf: () => number): Generator<Span> {
  for (let end = last; end >= first; ) {
    const start = Math.max(first, end - lengthOf() + 1)
    yield { first: start, last: end }
    end = start - 1
  }
}
