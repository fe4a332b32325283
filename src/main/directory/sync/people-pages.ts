import { Refusal } from '../../../contract/failure.ts'
import type { PageCount } from './staging.ts'

/** A page of people as the service is asked for it: the entries from `pageindex` times `pagesize` on. */
export interface Window {
  pagesize: number
  pageindex: number
}

/** 2,000: the largest page that LastPass' clients have been seen to use. */
export const largestPage = 2000
/** What is known of a list that was read: it `still` stood, or was `moving` and nobody was left out; after `any`, somebody may be missing. */
export type Held = 'still' | 'moving' | 'any'

/** How a list is read: how far pages reach back into the page before, and what may have happened between the two. */
interface Manner {
  /** A part of the page, or entries; 0: pages follow each other without a common entry. */
  overlap: (largest: number) => number
  /** `still`: nothing may have come or gone. `moving`: each page holds an entry that was read. `any`: whatever. */
  held: Held
}
/** Three entries tell whether a list stood still. Where it does not, pages reach back farther and farther. */
const manners: readonly Manner[] = [
  ...[3, 3, 3].map((entries): Manner => ({ overlap: () => entries, held: 'still' })),
  ...[1 / 16, 1 / 4, 1 / 2].map(
    (part): Manner => ({ overlap: (largest) => Math.ceil(part * largest), held: 'moving' }),
  ),
  // A service that makes its pages of another size than asked for can be read in no other way.
  { overlap: () => 0, held: 'any' },
]
/** So many pages without anything new, one after another, are put up with in a list that moves. */
const mostStale = 20
/** How often an answer with fewer people than it says is asked for again. */
const shortReadings = 2

const startOf = ({ pagesize, pageindex }: Window): number => pagesize * pageindex
const endOf = ({ pagesize, pageindex }: Window): number => pagesize * (pageindex + 1)

/**
 * Of the pages that begin at least `overlap` entries before `read`, the one that reaches farthest. Pages begin at multiples of their
 * size only; where none begins there and reaches beyond `read`, the page in which `read` lies.
 */
export function windowAfter(read: number, overlap: number, largest: number): Window {
  const from = read - overlap
  let best: Window | null = null
  const first = Math.max(1, Math.ceil(from / largest))
  for (let pageindex = first; from > 0 && pageindex < first + 64; pageindex++) {
    const pagesize = Math.floor(from / pageindex)
    if (pagesize < 1) break
    const end = pagesize * (pageindex + 1)
    if (end > read && (best === null || end > endOf(best))) best = { pagesize, pageindex }
  }
  return best ?? { pagesize: largest, pageindex: from <= 0 ? 0 : Math.floor(read / largest) }
}

/** How pages of people are asked for and taken over. */
export interface PeoplePages {
  fetch: (window: Window) => Promise<Uint8Array>
  /** Takes a page over; `again` asks for the same page once more. */
  take: (bytes: Uint8Array, again: () => Promise<Uint8Array>) => Promise<PageCount>
  /** Drops what was taken over. */
  restart: () => Promise<unknown>
  largest?: number
  signal?: AbortSignal
}

/** How a reading ended: `shifted`: entries came or went before the place reached; `short`: there was less than was said. */
type End = 'whole' | 'shifted' | 'short'

/**
 * Reads every page of a list that may change while it is read. Each page begins with the last entries of the page before: where these
 * are not the same, somebody came or went, and the list is read again from its start, so that nobody is left out and nobody
 * stays who was deleted meanwhile. Where the list never stands still, `held` says what is known.
 * @throws Refusal `unexpected-answer` when there are fewer people than the service says
 */
export async function readPeoplePages(pages: PeoplePages): Promise<{ held: Held }> {
  let shorts = 0
  for (let at = 0; ; ) {
    await pages.restart()
    const manner = manners[at] as Manner
    const { end, page } = await readOnce(pages, manner)
    if (end === 'whole') return { held: manner.held }
    if (end === 'shifted') at++
    else if (++shorts === shortReadings) {
      throw new Refusal(
        'unexpected-answer',
        `LastPass said that there are ${page.total} people but gave only ${page.seen}. Nothing was changed. Try again in a few minutes.`,
      )
    }
  }
}

/** Reads the pages once; `shifted` as soon as they do not hold together as the manner wants it. */
async function readOnce(
  { fetch, take, signal, largest = largestPage }: PeoplePages,
  { overlap, held }: Manner,
): Promise<{ end: End; page: PageCount }> {
  let window: Window = { pagesize: largest, pageindex: 0 }
  let next = fetch(window)
  let most = largest
  let total: number | null = null
  /** Entries of the list that were read. */
  let read = 0
  /** Pages without anything new, one after another. */
  let stale = 0
  for (;;) {
    const asked = window
    const start = startOf(asked)
    const bytes = await next
    const following = windowAfter(endOf(asked), overlap(most), most)
    // While one page is parsed the next is fetched.
    const ahead = total === null || endOf(asked) >= total ? null : fetch(following)
    // Its failure is told when its turn comes; until then it must not count as unhandled.
    ahead?.catch(() => {})
    const page = await take(bytes, () => fetch(asked))
    const known = page.entries - page.fresh
    const holds = { still: known === read - start, moving: known > 0, any: true }[held]
    if (start > 0 && !holds) return { end: 'shifted', page }
    total = page.total
    read = start + page.entries
    if (total === null ? page.entries < asked.pagesize : read >= total) return { end: 'whole', page }
    // The service repeats itself, or has no more than this. In a list that moves, a page may hold nothing new now and then.
    stale = page.fresh === 0 ? stale + 1 : 0
    if (stale > (held === 'moving' ? mostStale : 0)) return { end: total === null ? 'whole' : 'short', page }
    // Some give fewer at once than they were asked for.
    if (start === 0 && page.entries < most) most = page.entries
    signal?.throwIfAborted()
    window = ahead !== null && read === endOf(asked) ? following : windowAfter(read, overlap(most), most)
    next = window === following && ahead !== null ? ahead : fetch(window)
  }
}
